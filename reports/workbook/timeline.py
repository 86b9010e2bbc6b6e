"""The sheet of the plan in time: a bar for each action under the quarters, which follows the dates on the plan."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.cells import Cell, Kind, Row
from reports.palette import GRID as GRID_HUE
from reports.palette import MUTED, RULE, WHITE, section_colour
from reports.timeline_tables import quarter_days
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, write_grid
from reports.workbook.looks import colour
from reports.workbook.places import FIRST_ROW, HEAD_ROW, ID_ROW
from reports.workbook.text import exactly, literal

GRID = Grid(
    widths={
        **{"name": 60, "section": 9, "lead": 18, "start": 12, "end": 12, "one_off": 11, "recurrent": 11},
        **{"first_quarter": 9, "last_quarter": 9},
    },
    frozen=2,
    tabloid=True,
)
QUARTER_WIDTH, HEAD_HEIGHT = 4.3, 56


def write_timeline(draft: Draft) -> None:
    """Write the sheet, with the quarters of the plan to the right."""
    sheet = write_grid(draft, "timeline", GRID, lambda row, number: _cells(draft, row, number))
    days = quarter_days(draft.report.plan)
    first = len(draft.tables["timeline"].columns) + 1
    for position, day in enumerate(days, first):
        draft.put(sheet, ID_ROW, position, f"q{position - first + 1}", "id")
        draft.put(sheet, HEAD_ROW, position, day, "quarter head", Kind.DATE)
        sheet.column_dimensions[get_column_letter(position)].width = QUARTER_WIDTH
    sheet.row_dimensions[HEAD_ROW].height = HEAD_HEIGHT
    if days and draft.tables["timeline"].rows:
        _draw_bars(draft, sheet, first, first + len(days) - 1)


def quarter_heads(draft: Draft) -> str:
    """The first days of the quarters, from any sheet; an empty cell where the plan has none."""
    place = draft.places["timeline"]
    first = len(draft.tables["timeline"].columns) + 1
    last = max(first, first + len(quarter_days(draft.report.plan)) - 1)
    letters = (get_column_letter(first), get_column_letter(last))
    return f"{place.sheet}${letters[0]}${HEAD_ROW}:${letters[1]}${HEAD_ROW}"


def _cells(draft: Draft, row: Row, number: int) -> Mapping[str, Content]:
    place, plan = draft.places["timeline"], draft.places["plan"]
    action = exactly(place.here("action", number), str(row["action"]))
    heads = quarter_heads(draft)

    def of_plan(column: str) -> Live:
        found = plan.found(column, action, "action")
        return Live(f'IF(ISNUMBER({found}),{found},"")', row[column])

    def quarter(column: str, day: str) -> Live:
        at = place.here(day, number)
        return Live(f'IF(ISNUMBER({at}),SUMPRODUCT(ISNUMBER({heads})*({heads}<={at})),"")', _within(draft, row[column]))

    return {
        **{column: of_plan(column) for column in ("start", "end", "one_off", "recurrent")},
        "first_quarter": quarter("first_quarter", "start"),
        "last_quarter": quarter("last_quarter", "end"),
    }


def _within(draft: Draft, quarter: Cell) -> Cell:
    """A quarter after the last of the plan has no head to be counted by."""
    plan = draft.report.plan
    return min(quarter, plan.quarters) if plan and isinstance(quarter, int) else quarter


def _draw_bars(draft: Draft, sheet: Worksheet, first: int, last: int) -> None:
    """Bars by rules, not by cells: in the hue of the section while an action runs, hatched while its upkeep is paid."""
    place = draft.places["timeline"]
    begin, end = get_column_letter(first), get_column_letter(last)
    cells = f"{begin}{FIRST_ROW}:{end}{place.last}"
    at = {column: place.here(column, FIRST_ROW) for column in place.letters}
    quarter = f"{begin}${HEAD_ROW}"
    runs = f"ISNUMBER({at['start']}),ISNUMBER({at['end']}),{at['start']}<EDATE({quarter},3),{at['end']}>={quarter}"
    side = Side(style="thin", color=colour(GRID_HUE))
    for position, section in enumerate(draft.report.framework.sections):
        hue = colour(section_colour(position))
        style = DifferentialStyle(
            fill=PatternFill("solid", fgColor=hue, bgColor=hue),
            font=Font(color=colour(WHITE)),
            border=Border(top=Side(style="thin", color=colour(WHITE)), bottom=Side(style="thin", color=colour(WHITE))),
        )
        _rule(sheet, cells, f"AND({at['section']}={literal(section.id)},{runs})", style)
    hatch = PatternFill("lightUp", fgColor=colour(RULE), bgColor="FFFFFFFF")
    after = f"AND(ISNUMBER({at['end']}),ISNUMBER({at['recurrent']}),{at['end']}<{quarter},{at['recurrent']}>0)"
    _rule(sheet, cells, after, DifferentialStyle(fill=hatch, font=Font(color=colour(MUTED)), border=Border(left=side)))
    lines = Border(left=side, bottom=side)
    _rule(sheet, cells, "TRUE", DifferentialStyle(border=lines))


def _rule(sheet: Worksheet, cells: str, condition: str, style: DifferentialStyle) -> None:
    sheet.conditional_formatting.add(cells, Rule("expression", dxf=style, formula=[condition]))
