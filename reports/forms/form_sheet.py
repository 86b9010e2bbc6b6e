"""A sheet of a form: title, hidden ids, headings, rows; locked but for what is filled in; fit for screen and print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from questionnaire.form_layout import HEAD_ROW_MARK, ID_ROW_MARK
from reports.forms.filled_cells import FormCell
from reports.forms.form_looks import FILLED, FormLooks
from reports.forms.labels import Labels
from reports.workbook.draft import LINE, TALLEST, lines_of
from reports.workbook.looks import FONT
from reports.workbook.text import RISKY, put_text

TITLE_ROW, HOW_ROW, ID_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3, 4, 5
MARK_COLUMNS = 2
"""The columns in which the mark and the id of the sheet stand, hidden."""
PAGE_WIDTH = 112.0
"""So many units of column width fit across a landscape page at full size, also where a wider font stands in."""
IN_SMALL = 1.15
"""How many more characters of the quiet look, which is smaller, fit into a line."""
LOWER = 0.92
"""How much lower its lines are."""
_FIRST_DAY = date(1900, 3, 1)
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class FormColumn:
    """A column of a form: its id, heading, width in characters, usual look; whether people see it."""

    id: str
    heading: str
    width: float
    look: str = "text"
    hidden: bool = False


@dataclass(frozen=True)
class FormRow:
    """A row: its cells by column id, and the looks that differ from the column's."""

    cells: Mapping[str, FormCell]
    looks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FormPage:
    """How a sheet is shown: `frozen` columns (hidden ones count) stay in sight, paper breaks before `break_before`."""

    id: str
    title: str
    how: str
    frozen: int = 1
    break_before: str = ""
    tab: str = "2B6C90"
    footer: str = ""


@dataclass(frozen=True, eq=False)
class Offer:
    """What is offered in some cells of a column: a named list, or only a hint. `strict` refuses anything else."""

    column: str
    rows: Sequence[int] | None = None
    list: str = ""
    strict: bool = True
    hint: str = ""


def put(sheet: Worksheet, looks: FormLooks, row: int, column: int, content: FormCell, look: str) -> None:
    """Write one cell: a day, or a text as text."""
    cell: Any = sheet.cell(row, column)
    quoted = False
    if isinstance(content, date):
        # Spreadsheet programs have no days before 1900, and do not agree on the first two months of it.
        cell.value = content if content >= _FIRST_DAY else content.isoformat()
    elif content is not None:
        # "_x0041_" in a text is read as "A" by spreadsheet programs unless it is written like this.
        put_text(cell, _ESCAPE.sub("_x005F_", content))
        quoted = content.startswith(RISKY)
    cell._style = looks.of(look, quoted)


def write_form_sheet(
    sheet: Worksheet, looks: FormLooks, page: FormPage, columns: Sequence[FormColumn], rows: Sequence[FormRow]
) -> None:
    """Write the sheet of a table of the form."""
    first = MARK_COLUMNS + 1
    seen = next(place for place, column in enumerate(columns, first) if not column.hidden)
    put(sheet, looks, TITLE_ROW, seen, page.title, "title")
    put(sheet, looks, HOW_ROW, seen, page.how, "subtitle")
    put(sheet, looks, ID_ROW, 1, ID_ROW_MARK, "mark")
    put(sheet, looks, ID_ROW, 2, page.id, "mark")
    put(sheet, looks, HEAD_ROW, 1, HEAD_ROW_MARK, "mark")
    for place, column in enumerate(columns, first):
        put(sheet, looks, ID_ROW, place, column.id, "mark")
        put(sheet, looks, HEAD_ROW, place, column.heading, "fill head" if column.look in FILLED else "head")
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width, dimension.hidden = column.width, column.hidden
    for number, row in enumerate(rows, FIRST_ROW):
        for place, column in enumerate(columns, first):
            put(sheet, looks, number, place, row.cells.get(column.id), row.looks.get(column.id, column.look))
        sheet.row_dimensions[number].height = _height(columns, row.cells)
    sheet.row_dimensions[TITLE_ROW].height, sheet.row_dimensions[HOW_ROW].height = 26, 18
    sheet.row_dimensions[HEAD_ROW].height = 34
    sheet.row_dimensions[ID_ROW].hidden = True
    for place in range(1, first):
        sheet.column_dimensions[get_column_letter(place)].hidden = True
    _set_up_screen(sheet, page, columns, len(rows))
    set_up_paper(sheet, page.footer)
    _fit_paper(sheet, page, columns)
    protect(sheet)


def _height(columns: Sequence[FormColumn], cells: Mapping[str, FormCell]) -> float:
    lines = 1.0
    for column in columns:
        cell = cells.get(column.id)
        if isinstance(cell, str) and not column.hidden and (len(cell) > column.width - 3 or "\n" in cell):
            small = IN_SMALL if column.look == "quiet" else 1
            lines = max(lines, lines_of(cell, column.width * small) * (LOWER if small > 1 else 1))
    return min(LINE * lines + 6, TALLEST)


def letter_of(columns: Sequence[FormColumn], id: str) -> str:
    """The letter of a column."""
    return get_column_letter([column.id for column in columns].index(id) + MARK_COLUMNS + 1)


def _set_up_screen(sheet: Worksheet, page: FormPage, columns: Sequence[FormColumn], rows: int) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = page.tab
    last = get_column_letter(MARK_COLUMNS + len(columns))
    sheet.freeze_panes = f"{get_column_letter(MARK_COLUMNS + page.frozen + 1)}{FIRST_ROW}"
    if rows:
        sheet.auto_filter.ref = f"{get_column_letter(MARK_COLUMNS + 1)}{HEAD_ROW}:{last}{FIRST_ROW + rows - 1}"


def set_up_paper(sheet: Worksheet, footer: str) -> None:
    """A4 landscape with the document, the sheet and the page in the footer."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.7, 0.35
    foot: Any = sheet.oddFooter
    foot.left.text, foot.left.size = footer.replace("&", "&&")[:80], 8
    foot.center.text, foot.center.size = sheet.title.replace("&", "&&"), 8
    foot.right.text, foot.right.size = "&P / &N", 8


def _fit_paper(sheet: Worksheet, page: FormPage, columns: Sequence[FormColumn]) -> None:
    """Heads on every page; a sheet that does not break is as wide as the page.

    One that breaks is as large as its wider half allows, with the columns in sight on both.
    """
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    if not page.break_before:
        fit_width(sheet)
        return
    ids = [column.id for column in columns]
    widths = [0.0 if column.hidden else column.width for column in columns]
    broken = ids.index(page.break_before)
    sheet.col_breaks = ColBreak(brk=[Break(id=MARK_COLUMNS + broken, max=1048575, man=True)])
    widest = max(sum(widths[:broken]), sum(widths[: page.frozen]) + sum(widths[broken:]))
    sheet.page_setup.scale = max(30, min(100, int(100 * PAGE_WIDTH / widest)))
    sheet.print_title_cols = f"A:{get_column_letter(MARK_COLUMNS + page.frozen)}"
    # The title would stand cut on every second page, over the columns that are repeated there: it goes into the header.
    last = get_column_letter(MARK_COLUMNS + len(columns))
    sheet.print_area = f"{get_column_letter(MARK_COLUMNS + 1)}{HEAD_ROW}:{last}{max(sheet.max_row, FIRST_ROW)}"
    head: Any = sheet.oddHeader
    head.left.text, head.left.size, head.left.font = page.title.replace("&", "&&"), 12, f"{FONT},Bold"
    sheet.page_margins.header, sheet.page_margins.top = 0.35, 0.75


def fit_width(sheet: Worksheet) -> None:
    """Print all columns beside each other, on as many pages as the rows need."""
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in. There is no password: it guards against slips, not against anybody.

    Excel sorts no row that has a locked cell, whatever else is allowed. Ids that nobody overwrites by chance are worth
    more: the first sheet says how to take the protection off.
    """
    guard = sheet.protection
    guard.sheet = True
    guard.autoFilter = guard.sort = guard.formatColumns = guard.formatRows = guard.formatCells = False


def offer(sheet: Worksheet, columns: Sequence[FormColumn], labels: Labels, offers: Sequence[Offer], rows: int) -> None:
    """Drop-downs and hints in the cells that are filled in."""
    for one in offers:
        if one.rows is not None and not one.rows:
            continue
        letter = letter_of(columns, one.column)
        offered = DataValidation(allow_blank=True)
        if one.list:
            offered.type, offered.formula1 = "list", one.list
            offered.showErrorMessage, offered.errorStyle = True, "stop" if one.strict else "warning"
            offered.errorTitle, offered.error = (
                labels.first(f"forms.{key}") for key in ("not_in_list_title", "not_in_list")
            )
        if one.hint:
            offered.showInputMessage, offered.prompt = True, one.hint[:255]
        every = f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + rows - 1}"
        for cells in [every] if one.rows is None else _runs(letter, one.rows):
            offered.add(cells)
        sheet.add_data_validation(offered)


def _runs(letter: str, rows: Sequence[int]) -> list[str]:
    """Rows as few ranges: neighbours together."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return [f"{letter}{start}" if start == end else f"{letter}{start}:{letter}{end}" for start, end in runs]


class FormLists:
    """The hidden sheet of lists: what drop-downs offer, each list under a name that they use."""

    def __init__(self, sheet: Worksheet, looks: FormLooks) -> None:
        self._sheet, self._looks = sheet, looks
        self._names: dict[tuple[str, ...], str] = {}
        sheet.sheet_state = "hidden"

    def name_of(self, words: Sequence[str], wish: str) -> str:
        """The name of the list of these words; one that is there already is used again."""
        key = tuple(words)
        if key not in self._names:
            column = len(self._names) + 1
            name = f"list_{wish}_{column}"
            put(self._sheet, self._looks, 1, column, name, "mark")
            for row, word in enumerate(key, 2):
                put(self._sheet, self._looks, row, column, word, "list")
            letter, title = get_column_letter(column), self._sheet.title.replace("'", "''")
            cells = f"'{title}'!${letter}$2:${letter}${len(key) + 1}"
            book: Any = self._sheet.parent
            book.defined_names[name] = DefinedName(name, attr_text=cells)
            self._names[key] = name
        return self._names[key]
