"""A sheet of rows: title, what to know, column ids for programs, headings, rows, filter, frozen heads, print set-up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.cells import Cell, Column, Kind, Row
from reports.tables import column_name
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.places import FIRST_ROW, HEAD_ROW, ID_ROW, SUBTITLE_ROW, TITLE_ROW
from reports.workbook.text import clean

WIDTHS: Mapping[Kind, float] = {
    Kind.TEXT: 40,
    Kind.ID: 11,
    Kind.CODE: 15,
    Kind.LEVEL: 12,
    Kind.SCORE: 10.5,
    Kind.SHARE: 11,
    Kind.COUNT: 10,
    Kind.NUMBER: 10,
    Kind.MONEY: 13,
    Kind.PRICE: 12,
    Kind.DATE: 13,
    Kind.FLAG: 11,
    Kind.ANY: 14,
}
"""The usual width of a column, in characters."""
WORKING_WIDTH = 11

LiveCells = Callable[[Row, int], Mapping[str, Content]]
"""From a row of the table and its row in the sheet to the cells that are formulas, and those of the working columns."""


@dataclass(frozen=True)
class Grid:
    """How a table becomes a sheet. `working` columns are the steps of a computation: to the right, folded away.

    `inputs` are the columns that a reader may change (in some rows only where `inputs_of` says so of a row), `frozen`
    how many columns stay in sight, `sortable` whether rows may move, `pages_wide` over how many pages a printed row
    runs (the frozen columns are then repeated), `as_is` the columns whose numbers are shown with the decimals that they
    have, `row_look` how the rows look, `row_kinds` the columns whose kind is another one in a row.
    """

    working: tuple[Column, ...] = ()
    inputs: frozenset[str] = frozenset()
    widths: Mapping[str, float] = field(default_factory=dict)
    frozen: int = 1
    sortable: bool = True
    tabloid: bool = False
    pages_wide: int = 1
    as_is: frozenset[str] = frozenset()
    row_look: Callable[[Row], str] = lambda _: "body"
    row_kinds: Callable[[Row], Mapping[str, Kind]] | None = None
    inputs_of: Callable[[Row], frozenset[str]] | None = None


def write_grid(draft: Draft, id: str, grid: Grid, live: LiveCells | None = None) -> Worksheet:
    """Write the sheet of a table."""
    table, sheet = draft.tables[id], draft.sheet(id)
    columns = (*table.columns, *grid.working)
    looks = [_look(grid, column) for column in columns]
    widths = {column.id: grid.widths.get(column.id, WIDTHS[column.kind]) for column in table.columns}
    flags = [column for column in table.columns if column.kind is Kind.FLAG]
    put_title(draft, sheet, id)
    for position, column in enumerate(columns, 1):
        _put_head(draft, sheet, id, grid, column, position)
    for number, row in enumerate(table.rows, FIRST_ROW):
        contents: Mapping[str, Content] = {**row, **(live(row, number) if live else {})}
        cells = {**contents, **{flag.id: said(draft, flag, contents[flag.id]) for flag in flags}}
        row_look = grid.row_look(row)
        own = grid.row_kinds(row) if grid.row_kinds else {}
        inputs = grid.inputs_of(row) if grid.inputs_of else grid.inputs
        for position, (column, look) in enumerate(zip(columns, looks, strict=True), 1):
            kind = own.get(column.id) or (Kind.ANY if column.id in grid.as_is else column.kind)
            if look == "working" and cells[column.id] is None:
                continue  # A step that a row does not have: what is not there takes no time and no room.
            plain = look == "body" or (look == "input" and column.id not in inputs)
            draft.put(sheet, number, position, cells[column.id], row_look if plain else look, kind)
        sheet.row_dimensions[number].height = draft.height_of(table.columns, cells, widths)
    if not table.rows:
        draft.put(sheet, FIRST_ROW, 1, draft.say("workbook.no_rows"), "subtitle")
    sheet.row_dimensions[ID_ROW].height = 10
    sheet.row_dimensions[HEAD_ROW].height = 42
    sheet.freeze_panes = f"{get_column_letter(grid.frozen + 1)}{FIRST_ROW}"
    if grid.sortable and table.rows:
        last = get_column_letter(len(columns))
        sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{FIRST_ROW + len(table.rows) - 1}"
    sheet.print_title_rows = f"{ID_ROW}:{HEAD_ROW}"
    if grid.working and table.rows:
        sheet.print_area = f"A1:{get_column_letter(len(table.columns))}{FIRST_ROW + len(table.rows) + 1}"
    set_up_print(draft, sheet, large=grid.tabloid)
    if grid.pages_wide > 1:
        sheet.page_setup.fitToWidth = grid.pages_wide
        sheet.print_title_cols = f"A:{get_column_letter(grid.frozen)}"
    return sheet


def said(draft: Draft, column: Column, content: Content) -> Content:
    """The content with a flag said by its word, or by nothing."""
    if isinstance(content, Live):
        return Live(content.formula, flag_word(draft, column.id, content.value))
    return flag_word(draft, column.id, content)


def flag_word(draft: Draft, column: str, cell: Cell) -> Cell:
    """The word of a flag that is up; None for one that is down; anything else as it is."""
    if isinstance(cell, bool):
        return draft.say(f"reports.flag.{column}") if cell else None
    return cell


def _look(grid: Grid, column: Column) -> str:
    if column in grid.working:
        return "working"
    return "input" if column.id in grid.inputs else "body"


def _put_head(draft: Draft, sheet: Worksheet, id: str, grid: Grid, column: Column, position: int) -> None:
    look = {"working": "working head", "input": "input head", "body": "head"}[_look(grid, column)]
    working = column in grid.working
    name = draft.say(f"workbook.working.{column.id}") if working else column_name(draft.say, id, column)
    draft.put(sheet, ID_ROW, position, column.id, "id")
    draft.put(sheet, HEAD_ROW, position, name, look)
    dimension = sheet.column_dimensions[get_column_letter(position)]
    dimension.width = WORKING_WIDTH if working else grid.widths.get(column.id, WIDTHS[column.kind])
    if working:
        dimension.outlineLevel = 1
        dimension.hidden = True


def offer_list(sheet: Worksheet, cells: str, name: str) -> None:
    """Offer a named list in these cells; other values are taken too."""
    offered = DataValidation(type="list", formula1=name, allow_blank=True)
    offered.add(cells)
    sheet.add_data_validation(offered)


def put_title(draft: Draft, sheet: Worksheet, id: str) -> None:
    """The title block of a sheet."""
    draft.put(sheet, TITLE_ROW, 1, draft.say(f"workbook.sheets.{id}"), "title")
    draft.put(sheet, SUBTITLE_ROW, 1, sheet_about(draft, id), "subtitle")
    sheet.row_dimensions[TITLE_ROW].height = 24
    sheet.row_dimensions[SUBTITLE_ROW].height = 16
    sheet.sheet_view.showGridLines = False


def set_up_print(draft: Draft, sheet: Worksheet, *, large: bool = False) -> None:
    """Landscape, as wide as the page (A3 for many columns), with the document and the page in the footer."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8 if large else 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    name = draft.report.administration.name or draft.report.framework.name(draft.report.language)
    footer: Any = sheet.oddFooter
    footer.left.text, footer.left.size = clean(name)[:80].replace("&", "&&"), 8
    footer.center.text, footer.center.size = sheet.title.replace("&", "&&"), 8
    footer.right.text, footer.right.size = draft.say("workbook.page", page="&P", of="&N"), 8


def sheet_about(draft: Draft, id: str) -> str:
    """What a sheet is, in a sentence. The signatures of a copy for others come without fingerprints."""
    if id == "signatures" and draft.report.revision is None:
        return draft.say("redaction.signatures_about")
    return draft.say(f"workbook.about.{id}")
