"""The sheet of the plan: one row an action, costs added up live, blanks for what only the administration knows."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from openpyxl.worksheet.datavalidation import DataValidation

from reports.cells import Kind, Row
from reports.plan_tables import not_costed_lines, total_of
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, write_grid

TO_FILL_IN = frozenset(
    {
        "baseline_value",
        "baseline_date",
        "target_value",
        "target_date",
        "funding",
        "donor",
        "progress",
        "progress_evidence",
    }
)
COSTS = frozenset({"one_off", "recurrent", "upkeep_years"})
_WIDTHS = {"output": 24, "name": 34, "activity": 46, "outcome": 22, "meets": 14, "verification": 24, "risk": 34}
_WIDTHS |= {"indicator": 26, "unit": 12, "partners": 24, "lead": 16, "not_costed": 24, "donor": 14, "funding": 13}
_WIDTHS |= {"progress": 16, "progress_evidence": 24, "type": 14, "currency": 10}
DROP_DOWNS = {"funding": "funding_words", "progress": "progress_words"}


def write_plan(draft: Draft) -> None:
    """Write the sheet, with the totals under the last row."""
    place = draft.places["plan"]
    rows = draft.tables["plan"].rows
    grid = Grid(inputs=TO_FILL_IN | COSTS, widths=_WIDTHS, frozen=2, tabloid=True, pages_wide=3)
    sheet = write_grid(draft, "plan", grid, lambda row, number: _cells(draft, row, number))
    if not rows:
        return
    for column, name in DROP_DOWNS.items():
        offered = DataValidation(type="list", formula1=name, allow_blank=True)
        offered.add(place.span(column))
        sheet.add_data_validation(offered)
    positions = {id: position for position, id in enumerate(place.letters, 1)}
    kinds = draft.tables["plan"].kinds
    below = totals_row(draft)
    for id in place.letters:
        draft.put(sheet, below, positions[id], None, "total", kinds[id])
    draft.put(sheet, below, positions["name"], draft.say("workbook.total"), "total")
    for id, live in totals(draft).items():
        draft.put(sheet, below, positions[id], live, "total", Kind.COUNT if id == "not_costed" else kinds[id])


def totals_row(draft: Draft) -> int:
    """Where the totals stand: one row left free, so that sorting never takes them along."""
    return draft.places["plan"].last + 2


def totals(draft: Draft) -> Mapping[str, Live]:
    """The sums under the columns. An amount is blank, not zero, where it is nothing but things without a price."""
    place, rows = draft.places["plan"], draft.tables["plan"].rows
    unpriced = f"SUMPRODUCT(--(LEN({place.column('not_costed')})>0))"
    sums = {
        id: Live(f'IF(AND(SUM({place.column(id)})=0,{unpriced}>0),"",SUM({place.column(id)}))', total_of(rows, id))
        for id in ("one_off", "recurrent", "total")
    }
    days = sum((row["own_days"] for row in rows if isinstance(row["own_days"], Fraction)), Fraction(0))
    return {
        **sums,
        "own_days": Live(f"SUM({place.column('own_days')})", days),
        "not_costed": Live(unpriced, not_costed_lines(rows)),
    }


def _cells(draft: Draft, row: Row, number: int) -> Mapping[str, Content]:
    place, gaps = draft.places["plan"], draft.places["gaps"]
    at = {column: place.here(column, number) for column in place.letters}

    def of_gaps(column: str) -> str:
        found = f"INDEX({gaps.column(column)},MATCH({at['capability']},{gaps.column('capability')},0))"
        return f'IF(ISNUMBER({found}),{found},"")'

    total = f"SUM({at['one_off']})+SUM({at['recurrent']})*{at['upkeep_years']}"
    cells: dict[str, Content] = {
        "total": Live(f'IF(COUNT({at["one_off"]},{at["recurrent"]})=0,"",{total})', row["total"])
    }
    if row["capability"] is not None:
        cells["gap_before"] = Live(of_gaps("gap"), row["gap_before"])
        cells["target"] = Live(of_gaps("target"), row["target"])
    return cells
