"""Answer workbooks as a program reads them: by ids alone, with no help from what wrote them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import openpyxl
import python_calamine

Rows = Mapping[tuple[Any, ...], Mapping[str, Any]]


@dataclass(frozen=True)
class FilledSheet:
    """One sheet: its rows by their keys, in their order."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]

    def by(self, *keys: str) -> Rows:
        """The rows by what stands in these columns."""
        return {tuple(row[key] for key in keys): row for row in self.rows}


def read(content: bytes) -> dict[str, FilledSheet]:
    """Every sheet of rows, by its id."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    pages = {
        sheet.title: [[_unescaped(cell) for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book
    }
    return _sheets(pages)


def _unescaped(cell: Any) -> Any:
    """A text as spreadsheet programs show it: "_x005F_" stands for the line in "_x0041_"; openpyxl leaves it there."""
    return cell.replace("_x005F_", "_") if isinstance(cell, str) else cell


def read_otherwise(content: bytes) -> dict[str, FilledSheet]:
    """The same by another library, which shares no code with the one that wrote it."""
    book = python_calamine.load_workbook(io.BytesIO(content))
    found: dict[str, list[list[Any]]] = {}
    for title in book.sheet_names:
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        found[title] = [[None if cell == "" else cell for cell in row] for row in rows]
    return _sheets(found)


def _sheets(pages: Mapping[str, list[list[Any]]]) -> dict[str, FilledSheet]:
    found = {}
    for title, lines in pages.items():
        marked = [number for number, line in enumerate(lines) if line and line[0] == "#iwt"]
        if not marked:
            continue
        ids = lines[marked[0]]
        below = [line for line in lines[marked[0] + 1 :] if not str(line[0] or "").startswith("#")]
        columns = tuple(str(id) for id in ids[2:] if id is not None)
        rows = tuple(dict(zip(columns, line[2:], strict=False)) for line in below if any(line))
        found[str(ids[1])] = FilledSheet(title, columns, rows)
    return found
