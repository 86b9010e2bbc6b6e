"""A mixed-integer linear program while it is written: columns, rows, aims. No solver is known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Term = tuple[int, float]
"""A column and its coefficient."""


@dataclass
class Program:
    """Columns with bounds, and rows that bound sums of them. A column is known by its number, in order of making."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, tuple[Term, ...]]] = field(default_factory=list)

    def column(self, lower: float = 0, upper: float = 1, *, whole: bool = True) -> int:
        """A new column, of yes or no where nothing else is said; its number."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.lower) - 1

    def row(self, terms: Iterable[Term], *, least: float = -float("inf"), most: float = float("inf")) -> int:
        """A new row: `least` <= sum of coefficient x column <= `most`; its number. Terms of one column are added up."""
        summed: dict[int, float] = {}
        for column, coefficient in terms:
            summed[column] = summed.get(column, 0) + coefficient
        self.rows.append((least, most, tuple((column, value) for column, value in summed.items() if value)))
        return len(self.rows) - 1

    def at_most(self, column: int, others: Iterable[int]) -> None:
        """A column is no more than the sum of others."""
        self.row([(column, 1), *((one, -1) for one in others)], most=0)

    def fix(self, column: int, value: float) -> None:
        """A column has this value and no other."""
        self.lower[column] = self.upper[column] = value

    def copy(self) -> Program:
        """A program to try something on."""
        return Program(list(self.lower), list(self.upper), list(self.whole), list(self.rows))


@dataclass(frozen=True)
class Aim:
    """What to make as large or as small as can be: the sum of coefficient x column.

    `step` is the smallest amount by which two values can differ: a gap below it is a proof.
    """

    terms: Mapping[int, float]
    largest: bool = True
    step: float = 1


@dataclass(frozen=True)
class Solved:
    """What came of it: the columns of the best answer found (None: none was), and what no answer can beat.

    `impossible` says that no answer exists; `finished` that the search came to its end, so that within the aim's step
    the bound is the value.
    """

    values: Sequence[float] | None
    value: float | None
    bound: float | None
    finished: bool
    impossible: bool = False
