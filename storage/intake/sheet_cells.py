"""The cells of a workbook, read from its parts: values only, in one pass, within bounds, and no part more than needed.

Formulas, links, pictures and validations are not looked at. A document type ends the reading, so no entity is ever
known. What stands in a cell is text, with a word on what sort of value the program that saved it took it for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from storage.intake.book_parts import (
    LONGEST_TEXT,
    Attributes,
    NumberFormats,
    ReadingBudget,
    book_of,
    formats_of,
    parse_part,
    strings_of,
    targets_of,
    unescaped,
    whole_number,
)
from storage.intake.findings import refusal

MOST_SHEETS = 60
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class CellSort(StrEnum):
    """What the program that saved a cell took its value for."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PERCENT = "percent"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class FoundCell:
    """What stands in a cell. A number is written with a point, a date as 2027-03-31, a share as "61.5%".

    A moment of a day is written as 2027-03-31T14:30:00: of two submissions on one day it tells the later.
    """

    text: str
    sort: CellSort = CellSort.TEXT


@dataclass(frozen=True)
class FoundSheet:
    """A sheet: its title, and its cells by row and column, both counted from 1."""

    title: str
    rows: Mapping[int, Mapping[int, FoundCell]]


def column_letters(column: int) -> str:
    """The letters of a column that is counted from 1: "A", "Z", "AA"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def found_sheets(parts: Mapping[str, bytes]) -> tuple[FoundSheet, ...]:
    """The sheets of a workbook in their order. Raises InputFault where it cannot be read, or holds too much."""
    budget = ReadingBudget()
    book = book_of(parts, budget)
    if len(book.sheets) > MOST_SHEETS:
        raise refusal("too_many_sheets", most=MOST_SHEETS)
    targets = targets_of(parts, budget)
    strings = strings_of(parts.get("xl/sharedStrings.xml", b""), budget)
    styles = formats_of(parts.get("xl/styles.xml", b""), budget)
    sheets = []
    read: set[str] = set()
    for title, link in book.sheets:
        name = targets.get(link, "")
        if name in parts and name not in read:
            read.add(name)
            sheets.append(FoundSheet(title, _rows(name, parts[name], strings, styles, book.from_1904, budget)))
    return tuple(sheets)


_NO_RESULT = FoundCell("=", CellSort.ERROR)
"""A formula that no program has worked out yet: what it says is not known."""
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class _Reading:
    """Where the reading of a sheet stands: the row, the column, the cell, and which text is being gathered."""

    strings: list[str]
    styles: NumberFormats
    from_1904: bool
    budget: ReadingBudget
    rows: dict[int, dict[int, FoundCell]] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    sort: str = ""
    style: int = -1
    in_cell: bool = False
    has_formula: bool = False
    gathers: bool = False
    pieces: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self.in_cell, self.has_formula = True, False
            self.column += 1
            place = _REFERENCE.fullmatch(attributes.get("r", ""))
            if place:
                self.column, self.row = _column_number(place[1]), int(place[2])
            self.sort = attributes.get("t", "n")
            self.style = whole_number(attributes.get("s", ""))
            self.pieces.clear()
        elif tag == "row":
            self.row = whole_number(attributes.get("r", "")) if "r" in attributes else self.row + 1
            self.column = 0
        elif tag in ("v", "t"):
            self.gathers = self.in_cell
        elif tag == "f":
            self.has_formula = True
        elif tag == "rPh":
            self.in_cell = False

    def said(self, text: str) -> None:
        if self.gathers:
            self.pieces.append(text)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self.gathers = False
        elif tag == "rPh":
            self.in_cell = True
        elif tag == "c":
            self.in_cell = False
            cell = self._cell("".join(self.pieces)) if self.pieces else _NO_RESULT if self.has_formula else None
            if cell is not None and 1 <= self.row <= LAST_ROW and 1 <= self.column <= LAST_COLUMN:
                self.budget.spend("cells")
                if self.row not in self.rows:
                    self.budget.spend("rows")
                    self.rows[self.row] = {}
                self.rows[self.row][self.column] = cell

    def _cell(self, text: str) -> FoundCell | None:
        if self.sort == "s":
            number = whole_number(text.strip())
            kept = self.strings[number] if 0 <= number < len(self.strings) else ""
            return FoundCell(kept) if kept else None
        if self.sort in ("str", "inlineStr"):
            return FoundCell(unescaped(text)) if text else None
        if self.sort == "b":
            return FoundCell("TRUE" if text.strip() == "1" else "FALSE")
        if self.sort == "e":
            return FoundCell(text[:20], CellSort.ERROR)
        if self.sort == "d":
            return FoundCell(text[:19].removesuffix("T00:00:00"), CellSort.DATE)
        return self._number(text.strip())

    def _number(self, text: str) -> FoundCell | None:
        try:
            value = float(text[:60])
        except ValueError:
            return FoundCell(text[:LONGEST_TEXT]) if text else None
        if not abs(value) < 1e30:
            return FoundCell(text[:60])
        if self.style in self.styles.dates:
            day = day_of(value, self.from_1904)
            if day is not None:
                return FoundCell(day.isoformat() + _time_of(value), CellSort.DATE)
        if self.style in self.styles.percents:
            return FoundCell(f"{_plain(value * 100)}%", CellSort.PERCENT)
        return FoundCell(_plain(value), CellSort.NUMBER)


def _plain(value: float) -> str:
    """A number with the fifteen digits that workbook programs keep, and never with an exponent."""
    digits = f"{value:.15g}"
    if "e" not in digits:
        return digits
    return f"{value:.25f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.0f}"


def _time_of(value: float) -> str:
    """The time of day as it follows a date: "T14:30:00"; nothing at midnight, as of all that is only a day."""
    seconds = round(value % 1 * 86_400)
    if not 0 < seconds < 86_400:
        return ""
    return f"T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def day_of(serial: float, from_1904: bool = False) -> date | None:
    """The day that a workbook counts so; None where there is none. Before March 1900 programs do not agree."""
    if not (0 if from_1904 else 61) <= serial < 2_958_466:
        return None
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    try:
        return first + timedelta(days=int(serial))
    except OverflowError:
        return None


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _rows(
    name: str, content: bytes, strings: list[str], styles: NumberFormats, from_1904: bool, budget: ReadingBudget
) -> Mapping[int, Mapping[int, FoundCell]]:
    reading = _Reading(strings, styles, from_1904, budget)
    parse_part(name, content, budget, reading.start, end=reading.end, said=reading.said)
    return reading.rows
