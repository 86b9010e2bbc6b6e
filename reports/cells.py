"""What tables are made of: typed cells under columns with stable ids, the same for workbook, CSV, JSON and screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property


class Kind(StrEnum):
    """What stands in a column, and so how it is written and aligned."""

    TEXT = "text"
    ID = "id"
    CODE = "code"
    LEVEL = "level"
    SCORE = "score"
    SHARE = "share"
    COUNT = "count"
    NUMBER = "number"
    MONEY = "money"
    PRICE = "price"
    DATE = "date"
    FLAG = "flag"
    ANY = "any"


@dataclass(frozen=True)
class Coded:
    """One of a closed list of values: a code for programs; its word stands under `<list>.<code>` in the phrases."""

    list: str
    code: str

    @property
    def key(self) -> str:
        """The key of its word."""
        return f"{self.list}.{self.code}"


Cell = str | int | Fraction | date | bool | Coded | None
"""None is a blank: nothing is known, and never zero. A `bool` stands in a FLAG column only."""

Row = Mapping[str, Cell]


@dataclass(frozen=True)
class Column:
    """A column: its stable id and what stands in it. Its words are `reports.columns.<table>.<id>`, or `.any.<id>`."""

    id: str
    kind: Kind


@dataclass(frozen=True, eq=False)
class Table:
    """Rows under columns. Every row has a cell for every column; a blank is None."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        ids = {column.id for column in self.columns}
        for row in self.rows:
            if set(row) != ids:
                raise ValueError(f"{self.id}: a row has {sorted(set(row) ^ ids)} too many or too few")

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kind of each column by its id."""
        return {column.id: column.kind for column in self.columns}


def columns_of(**kinds: Kind) -> tuple[Column, ...]:
    """Columns in the order given."""
    return tuple(Column(id, kind) for id, kind in kinds.items())
