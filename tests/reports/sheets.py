"""Sheets of rows as a program reads them: by column id and by what stands in the key columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from reports.workbook.places import FIRST_ROW, ID_ROW

Key = tuple[Any, ...]


def columns(sheet: Worksheet) -> Mapping[str, int]:
    """The position of each column by its id."""
    return {str(cell.value): cell.column for cell in sheet[ID_ROW] if cell.value is not None}


def rows(file: Path, title: str, keys: Sequence[str]) -> dict[Key, dict[str, Any]]:
    """The rows of a sheet with their stored values; a blank and an empty text are both None."""
    sheet = openpyxl.load_workbook(file, data_only=True)[title]
    at = columns(sheet)
    found: dict[Key, dict[str, Any]] = {}
    for number in range(FIRST_ROW, sheet.max_row + 1):
        cells = {id: sheet.cell(number, place).value for id, place in at.items()}
        row = {id: None if value == "" else value for id, value in cells.items()}
        key = tuple(row[one] for one in keys)
        if key[0] is None:
            break
        assert key not in found, f"{title}: {key} stands twice"
        found[key] = row
    return found


def put(book: openpyxl.Workbook, title: str, where: Mapping[str, Any], column: str, value: Any) -> None:
    """Type a value into the one row in which these columns hold these values."""
    sheet = book[title]
    at = columns(sheet)
    places = [
        number
        for number in range(FIRST_ROW, sheet.max_row + 1)
        if all(sheet.cell(number, at[id]).value == held for id, held in where.items())
    ]
    assert len(places) == 1, f"{title}: {where} stands in rows {places}"
    sheet.cell(places[0], at[column]).value = value
