"""The rows of a filled workbook by the ids that stand above them, wherever rows, columns and sheets were moved to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from questionnaire.form_layout import ABOUT, ANSWERS, CRITERIA, EVIDENCE, HEAD_ROW_MARK, ID_ROW_MARK, SHEETS, SHOWN
from storage.intake.findings import Findings, shortened
from storage.intake.people_text import is_blank
from storage.intake.sheet_cells import CellSort, FoundCell, FoundSheet, column_letters

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    **{id: (*sheet.keys, *sheet.filled) for id, sheet in SHEETS.items()},
    ABOUT: ("fact", "value"),
}
_TELLING = {ANSWERS.id: "question", CRITERIA.id: "criterion", EVIDENCE.id: "title", ABOUT: "fact"}
"""By which column a sheet is known: no other sheet has it, wherever it was moved to."""
KEY = {ANSWERS.id: "question", CRITERIA.id: "criterion", EVIDENCE.id: "evidence", ABOUT: "fact"}
"""The column whose id says what a row is about."""


@dataclass(frozen=True)
class SaidCell:
    """What a cell says, and where it stands."""

    text: str
    place: str
    sort: CellSort = CellSort.TEXT


@dataclass(frozen=True)
class MarkedRow:
    """A row of a sheet: what its cells say, by column id, without those that say nothing; and where it stands."""

    cells: Mapping[str, SaidCell]
    place: str

    def text(self, column: str) -> str:
        """What a cell says, empty where it says nothing."""
        said = self.cells.get(column)
        return said.text.strip() if said else ""


@dataclass
class MarkedRows:
    """The rows of all sheets with a mark, by the id of the sheet."""

    by_sheet: dict[str, list[MarkedRow]] = field(default_factory=dict)

    def of(self, sheet: str) -> list[MarkedRow]:
        """The rows of a sheet, also where the file has several of it, or none."""
        return self.by_sheet.get(sheet, [])


def marked_rows(sheets: Iterable[FoundSheet], known: Callable[[str, str], bool], look: Findings) -> MarkedRows:
    """Every row below a row of ids. `known` tells whether a sheet's key is one: such rows count above the ids, too."""
    found = MarkedRows()
    for sheet in sheets:
        marks = _mark(sheet)
        if marks is None:
            continue
        row, mark = marks
        id, columns = _columns(sheet, row, mark, look)
        if id:
            found.by_sheet.setdefault(id, []).extend(_rows(sheet, id, columns, marks, known, look))
    return found


def _mark(sheet: FoundSheet) -> tuple[int, int] | None:
    """The row and column where the mark of the row of ids stands."""
    known = {*_COLUMNS, *_TELLING.values()}
    for row in sorted(sheet.rows):
        cells = sheet.rows[row]
        for column, cell in cells.items():
            # Somebody may have written the same sign as a comment: with it stand other ids.
            if cell.text == ID_ROW_MARK and any(one.text.strip() in known for one in cells.values()):
                return row, column
    return None


def _columns(sheet: FoundSheet, row: int, mark: int, look: Findings) -> tuple[str, Mapping[str, int]]:
    """The id of the sheet, and the column of each of its ids."""
    ids = {column: cell.text.strip() for column, cell in sorted(sheet.rows[row].items()) if column != mark}
    beside = ids.get(mark + 1, "")
    # Columns first: where they were moved, another whose id is that of a sheet may stand beside the mark.
    id = next((sheet_id for sheet_id, telling in _TELLING.items() if telling in ids.values()), "")
    id = id or (beside if beside in _COLUMNS else "")
    filled = _filled_columns(sheet, row, mark)
    if beside and beside == id and (id not in _COLUMNS[id] or mark + 1 not in filled):
        del ids[mark + 1]
    if not id:
        if any(one and not one.startswith(SHOWN) for column, one in ids.items() if column != mark + 1):
            look.note("sheet_unknown", shortened(sheet.title))
        return "", {}
    columns: dict[str, int] = {}
    for name in _COLUMNS[id]:
        places = [column for column, one in ids.items() if one == name]
        if len(places) > 1:
            places = [column for column in places if column in filled]
        if len(places) > 1:
            look.wrong("column_twice", _place(sheet, row, places[1]), column=name)
        elif places:
            columns[name] = places[0]
        elif name not in ids.values():
            look.note("column_missing", shortened(sheet.title), column=name)
    _note_extra(sheet, ids, filled - {mark}, set(_COLUMNS[id]) | {id}, look)
    return id, columns


def _filled_columns(sheet: FoundSheet, row: int, mark: int) -> set[int]:
    """The columns in which anything stands below the row of ids and the headings."""
    return {
        column
        for number, cells in sheet.rows.items()
        if number > row and not _is_head(cells, mark)
        for column, cell in cells.items()
        if not is_blank(cell.text)
    }


def _note_extra(sheet: FoundSheet, ids: Mapping[int, str], filled: set[int], known: set[str], look: Findings) -> None:
    extra = [
        column_letters(column)
        for column in sorted(filled)
        if ids.get(column, "") not in known and not ids.get(column, "").startswith(SHOWN)
    ]
    if extra:
        look.note("columns_extra", shortened(sheet.title), columns=", ".join(extra[:20]))


def _is_head(cells: Mapping[int, FoundCell], mark: int) -> bool:
    """Whether a row is one of headings or ids, by the cell below the mark."""
    return mark in cells and cells[mark].text in (HEAD_ROW_MARK, ID_ROW_MARK)


def _rows(
    sheet: FoundSheet,
    id: str,
    columns: Mapping[str, int],
    marked: tuple[int, int],
    known: Callable[[str, str], bool],
    look: Findings,
) -> Iterator[MarkedRow]:
    for number in sorted(sheet.rows):
        cells = sheet.rows[number]
        if _is_head(cells, marked[1]):
            continue
        said = {
            name: SaidCell(cells[column].text, _place(sheet, number, column), cells[column].sort)
            for name, column in columns.items()
            if column in cells and not is_blank(cells[column].text)
        }
        said = {name: cell for name, cell in said.items() if not _is_fault(cell, name, id, look)}
        row = MarkedRow(said, f"{_title(sheet.title)}!{number}")
        if said and (number > marked[0] or known(id, row.text(KEY[id]))):
            yield row


def _is_fault(said: SaidCell, column: str, id: str, look: Findings) -> bool:
    """Whether a cell holds the fault of a formula, or one without a result, where something was to be filled in."""
    if said.sort is not CellSort.ERROR or column in SHEETS.get(id, ANSWERS).keys:
        return False
    look.wrong("cell_fault", said.place, found=shortened(said.text))
    return True


def _place(sheet: FoundSheet, row: int, column: int) -> str:
    return f"{_title(sheet.title)}!{column_letters(column)}{row}"


@lru_cache(maxsize=128)
def _title(title: str) -> str:
    """The title as it is shown: asked for every cell."""
    return shortened(title)
