"""The sheet of the plan: one row an action, costs added up live, blanks for what only the administration knows."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reports.cells import Kind, Row
from reports.cost_tables import ONE_OFF, SIDES
from reports.plan_tables import not_costed_lines, total_of
from reports.workbook.costs import years_after
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, offer_list, write_grid
from reports.workbook.text import exactly, literal
from reports.workbook.timeline import quarter_heads

TO_FILL_IN = frozenset(
    {
        "owner",
        "partners",
        "start",
        "end",
        "baseline_value",
        "baseline_date",
        "target_value",
        "target_date",
        "funding",
        "donor",
        "progress",
        "progress_evidence",
        "notes",
    }
)
_WIDTHS = {"output": 24, "name": 34, "activity": 46, "outcome": 22, "meets": 14, "verification": 24, "risk": 34}
_WIDTHS |= {"indicator": 26, "unit": 12, "partners": 24, "lead": 16, "not_costed": 24, "donor": 14, "funding": 13}
_WIDTHS |= {"progress": 16, "progress_evidence": 24, "type": 14, "currency": 10}
_WIDTHS |= {"section": 8, "owner": 18, "notes": 30}
AS_IS = frozenset({"baseline_value", "target_value", "upkeep_years", "own_days"})
DROP_DOWNS = {"funding": "funding_words", "progress": "progress_words"}


def write_plan(draft: Draft) -> None:
    """Write the sheet, with the totals under the last row."""
    place = draft.places["plan"]
    rows = draft.tables["plan"].rows
    grid = Grid(inputs=TO_FILL_IN, widths=_WIDTHS, frozen=2, tabloid=True, pages_wide=3, as_is=AS_IS)
    sheet = write_grid(draft, "plan", grid, lambda row, number: _cells(draft, row, number))
    if not rows:
        return
    for column, name in DROP_DOWNS.items():
        offer_list(sheet, place.span(column), name)
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

    cells: dict[str, Content] = {**_costs(draft, at, row), "total": _total(at, row)}
    if row["capability"] is not None:
        cells["gap_before"] = Live(of_gaps("gap"), row["gap_before"])
        cells["target"] = Live(of_gaps("target"), row["target"])
    return cells


def _total(at: Mapping[str, str], row: Row) -> Live:
    """Blank, not zero, where it is nothing but things without a price."""
    total = f"SUM({at['one_off']})+SUM({at['recurrent']})*{at['upkeep_years']}"
    both = f"COUNT({at['one_off']},{at['recurrent']})"
    return Live(f'IF(AND({both}<2,{total}=0),"",{total})', row["total"])


def _costs(draft: Draft, at: Mapping[str, str], row: Row) -> Mapping[str, Content]:
    """Both sides from the lines of costs, the days of own staff, the years of upkeep, and what has no price."""
    lines = draft.places["cost_lines"]
    own = f"{lines.column('action')},{exactly(at['action'], str(row['action']))}"
    unpriced = f"COUNTIFS({own},{lines.column('not_costed')},word_not_costed)"
    days = f"SUMIFS({lines.column('own_days')},{own},{lines.column('side')},word_{ONE_OFF})"
    named = literal(str(row["not_costed"] or draft.say("workbook.not_costed_now")))
    return {
        **{side: _side(draft, own, row, side) for side in SIDES},
        "own_days": Live(days, row["own_days"]),
        "upkeep_years": Live(years_after(at["end"], quarter_heads(draft)), row["upkeep_years"]),
        "not_costed": Live(f'IF({unpriced}=0,"",{named})', row["not_costed"]),
    }


def _side(draft: Draft, own: str, row: Row, side: str) -> Live:
    """What is spent once, or every year: zero where nothing is used, blank where nothing of it has a price."""
    lines = draft.places["cost_lines"]
    mine = f"{own},{lines.column('side')},word_{side}"
    used = f'COUNTIFS({mine},{lines.column("quantity")},">0")'
    priced = f'COUNTIFS({mine},{lines.column("amount")},">=0")'
    amounts = f"SUMIFS({lines.column('amount')},{mine})"
    return Live(f'IF(AND({used}>0,{priced}=0),"",{amounts})', row[side])
