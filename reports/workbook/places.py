"""Where things stand in the workbook: known before anything is written, so that any sheet can point at any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

TITLE_ROW, SUBTITLE_ROW, ID_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3, 4, 5
"""A sheet of rows begins so: what it is, what to know, the column ids for programs, the headings, the first row."""


@dataclass(frozen=True)
class SheetPlace:
    """A sheet of rows: its title, the letter of each column by id, its first and last row (one at least)."""

    title: str
    letters: Mapping[str, str]
    first: int
    last: int

    @staticmethod
    def of(title: str, columns: tuple[str, ...], rows: int) -> SheetPlace:
        """The place of so many rows under these columns."""
        letters = {id: get_column_letter(position) for position, id in enumerate(columns, 1)}
        return SheetPlace(title, letters, FIRST_ROW, FIRST_ROW + max(rows, 1) - 1)

    @property
    def sheet(self) -> str:
        """The title as it stands in a formula."""
        return "'" + self.title.replace("'", "''") + "'!"

    def here(self, column: str, row: int) -> str:
        """A cell, for a formula in the same row: the column stays when the formula is copied."""
        return f"${self.letters[column]}{row}"

    def cell(self, column: str, row: int) -> str:
        """A cell, from any sheet."""
        return f"{self.sheet}${self.letters[column]}${row}"

    def column(self, column: str) -> str:
        """All rows of a column, from any sheet."""
        return self.block(column, self.first, self.last)

    def block(self, column: str, first: int, last: int) -> str:
        """Some rows of a column, from any sheet."""
        letter = self.letters[column]
        return f"{self.sheet}${letter}${first}:${letter}${last}"

    def found(self, column: str, key: str, by: str) -> str:
        """The cell of a column in the row whose column `by` holds `key`, from any sheet."""
        return f"INDEX({self.column(column)},MATCH({key},{self.column(by)},0))"

    def span(self, column: str) -> str:
        """All rows of a column as the sheet itself names them, without its title."""
        letter = self.letters[column]
        return f"{letter}{self.first}:{letter}{self.last}"
