"""A worked example: a table in, a table out. The same tables are run as tests and printed as docs/method.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

NOTHING = "–"


@dataclass(frozen=True)
class Table:
    """Rows of words below their columns; a missing cell at the end of a row is empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @staticmethod
    def of(columns: str, *rows: str) -> Table:
        """A table from lines whose cells are parted by a bar."""
        return Table(_cells(columns), tuple(_cells(row) for row in rows))

    def records(self) -> list[Mapping[str, str]]:
        """Each row as a mapping from column to cell."""
        return [dict(zip(self.columns, (*row, *[""] * len(self.columns)), strict=False)) for row in self.rows]


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("|"))


@dataclass(frozen=True)
class Example:
    """One rule at work. `work` fills the shape of `expected` (its columns and its first cells) from `given`."""

    title: str
    rule: str
    given: Table
    expected: Table
    work: Callable[[Example], Table]
    policy: Mapping[str, str] = field(default_factory=dict)

    def computed(self) -> Table:
        """What the code makes of the given table."""
        return self.work(self)


@dataclass(frozen=True)
class Group:
    """The examples of one group of rules."""

    title: str
    about: str
    examples: Sequence[Example]


def filled(example: Example, cell: Callable[[Mapping[str, str], str], str]) -> Table:
    """The expected table's shape, every cell after the first made by `cell(row, column)`."""
    first, *others = example.expected.columns
    return Table(
        example.expected.columns,
        tuple((row[first], *(cell(row, column) for column in others)) for row in example.expected.records()),
    )


def written(number: Fraction | int | None) -> str:
    """An exact number as people write it: a decimal where it ends within four places, else a fraction."""
    if number is None:
        return NOTHING
    exact = Fraction(number)
    if exact.denominator == 1:
        return str(exact.numerator)
    if 10000 % exact.denominator:
        return str(exact)
    return f"{exact.numerator * (10000 // exact.denominator) / 10000:.4f}".rstrip("0")
