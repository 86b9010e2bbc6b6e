"""A workbook while it is being written: what it says, where everything stands, the results of its formulas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from reports.cells import Cell, Coded, Column, Kind, Table
from reports.report import Report
from reports.workbook.beside import Beside
from reports.workbook.cached import Value
from reports.workbook.looks import Looks
from reports.workbook.places import SheetPlace
from reports.workbook.text import RISKY, clean, fitted
from words.phrases import Phrases

LINE, TALLEST = 13.0, 405.0
"""The height of a line of text, and the most that a row can have, in points."""
CHARACTERS_IN_A_WIDTH, LOST_AT_THE_END = 1.15, 3.0
"""Characters of ten-point text in one unit of width, and how many a line loses to its margin and last word."""


@dataclass(frozen=True)
class Live:
    """A formula (without its equals sign) and what the program itself computed for that cell."""

    formula: str
    value: Cell


Content = Cell | Live


@dataclass
class Draft:
    """`places` are the sheets of rows by table, `titles` all sheets by id, `results` formulas' values by sheet title.

    `beside` says what the sheets of two sets of outcomes compare, where there is anything to compare. `cut` counts the
    texts that were too long for a cell.
    """

    report: Report
    tables: Mapping[str, Table]
    workbook: Workbook
    looks: Looks
    titles: Mapping[str, str]
    places: Mapping[str, SheetPlace]
    beside: Mapping[str, Beside] = field(default_factory=dict)
    results: dict[str, dict[str, Value]] = field(default_factory=lambda: defaultdict(dict))
    cut: int = 0

    @property
    def say(self) -> Phrases:
        """The words of the report's language."""
        return self.report.say

    def sheet(self, id: str) -> Worksheet:
        """The sheet of that id."""
        sheet: Worksheet = self.workbook[self.titles[id]]
        return sheet

    def name(self, name: str, sheet: Worksheet, cells: str) -> None:
        """Give cells a name that every formula may use. `cells` is absolute, as in "$C$4"."""
        title = sheet.title.replace("'", "''")
        self.workbook.defined_names[name] = DefinedName(name, attr_text=f"'{title}'!{cells}")

    def put(
        self, sheet: Worksheet, row: int, column: int, content: Content, look: str = "body", kind: Kind = Kind.TEXT
    ) -> None:
        """Write one cell: a number, a date, a text as text, or a formula with its result."""
        # The value and its kind are set as they are known to be: asking openpyxl to find out takes half the time.
        cell: Any = SheetCell(sheet, row, column)
        sheet._cells[row, column] = cell
        quoted = False
        if type(content) is Live:
            cell._value, cell.data_type = "=" + content.formula, "f"
            self.results[sheet.title][cell.coordinate] = self.plain(content.value)
        elif isinstance(content, date):
            cell.value = content
        elif content is not None:
            plain = self.plain(content)  # type: ignore[arg-type]  # a formula was dealt with above
            if type(plain) is not str:
                cell._value = plain
            elif plain:
                quoted = plain.startswith(RISKY)
                cell._value, was_cut = fitted(clean(plain))
                cell.data_type = "s"
                self.cut += was_cut
        cell._style = self.looks.of(look, kind, quoted)

    def join(self, sheet: Worksheet, row: int, first: int, last: int) -> None:
        """Make one cell of those between two columns of a row; the others must hold nothing."""
        # openpyxl's own way makes a cell of its own kind for each that is covered, which takes many times as long.
        sheet.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")

    def height_of(self, columns: Sequence[Column], cells: Mapping[str, Content], widths: Mapping[str, float]) -> float:
        """The height that a row needs for its texts, in points: not every program finds it by itself."""
        lines = 1
        for column in columns:
            content = cells[column.id]
            cell = content.value if isinstance(content, Live) else content
            if isinstance(cell, Coded):
                cell = self.say(cell.key)
            if isinstance(cell, str) and (len(cell) > widths[column.id] - LOST_AT_THE_END or "\n" in cell):
                lines = max(lines, lines_of(cell, widths[column.id]))
        return min(LINE * lines + 3, TALLEST)

    def plain(self, cell: Cell) -> Value:
        """A cell as a spreadsheet holds it: words for codes, floating numbers for fractions, counted days for dates."""
        if cell is None or isinstance(cell, str):
            return cell
        if isinstance(cell, Coded):
            return self.say(cell.key)
        if isinstance(cell, bool):
            raise TypeError("a flag is said by the word of its column")
        if isinstance(cell, date):
            return float(to_excel(cell))  # type: ignore[no-untyped-call]  # the stubs leave this one bare
        return number_of(cell)


def exact(cell: Cell | Live) -> Fraction | None:
    """The number that a cell shows; None for a blank. Raises TypeError for anything else."""
    held = cell.value if isinstance(cell, Live) else cell
    if held is None:
        return None
    if isinstance(held, int | Fraction):
        return Fraction(held)
    raise TypeError(f"{held!r} is no number")


def lines_of(text: str, width: float) -> int:
    """About how many lines a text takes in a column so wide."""
    fitting = max(width * CHARACTERS_IN_A_WIDTH - LOST_AT_THE_END, 4.0)
    return sum(max(1, ceil(len(line) / fitting)) for line in text.split("\n"))


def number_of(value: int | Fraction) -> int | float:
    """A number as a spreadsheet holds it: whole where it is, else the nearest double."""
    return value.numerator if value.denominator == 1 else float(value)
