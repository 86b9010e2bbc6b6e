"""The sheet of costs by action and year: what falls due when, and who pays which share, live from the plan."""

from __future__ import annotations

from collections.abc import Mapping

from reports.cells import Kind, Row, columns_of
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, write_grid
from reports.workbook.text import exactly
from reports.workbook.timeline import quarter_heads

WORKING = columns_of(plan_row=Kind.COUNT)
GRID = Grid(
    working=WORKING,
    inputs=frozenset({"donor", "paid_share"}),
    widths={"name": 60, "section": 9, "year": 8, "donor": 26, "currency": 10},
    frozen=2,
    as_is=frozenset({"upkeep_years"}),
)
QUARTERS_IN_A_YEAR = 4


def write_costs_by_year(draft: Draft) -> None:
    """Write the sheet."""
    position = {row["action"]: number for number, row in enumerate(draft.tables["plan"].rows, 1)}
    write_grid(draft, "costs_by_year", GRID, lambda row, number: _cells(draft, row, number, position[row["action"]]))


def _cells(draft: Draft, row: Row, number: int, position: int) -> Mapping[str, Content]:
    place, plan = draft.places["costs_by_year"], draft.places["plan"]
    at = {column: place.here(column, number) for column in place.letters}

    def of_plan(column: str) -> str:
        return f"INDEX({plan.column(column)},{at['plan_row']})"

    sought = f"MATCH({exactly(at['action'], str(row['action']))},{plan.column('action')},0)"
    once, yearly, share = of_plan("one_off"), of_plan("recurrent"), at["paid_share"]
    due = f'IF(ISNUMBER({once}),{share}*{once},"")'
    upkeep = f'IF(ISNUMBER({yearly}),{share}*{at["upkeep_years"]}*{yearly},"")'
    both = f"{at['one_off']},{at['upkeep']}"
    return {
        "plan_row": Live(sought, position),
        "upkeep_years": Live(_years_in(at["year"], of_plan("end"), quarter_heads(draft)), row["upkeep_years"]),
        "one_off": Live(f"IF(YEAR({of_plan('start')})={at['year']},{due},0)", row["one_off"]),
        "upkeep": Live(f"IF({at['upkeep_years']}=0,0,{upkeep})", row["upkeep"]),
        "amount": Live(f'IF(AND(COUNT({both})<2,SUM({both})=0),"",SUM({both}))', row["amount"]),
    }


def _years_in(year: str, end: str, quarters: str) -> str:
    """For which part of a calendar year upkeep is paid: its quarters of the plan that begin after the action's end."""
    return f"IF(ISNUMBER({end}),SUMPRODUCT((YEAR({quarters})={year})*({quarters}>{end}))/{QUARTERS_IN_A_YEAR},0)"


def years_after(end: str, quarters: str) -> str:
    """For how many years upkeep is paid until the end of the plan."""
    return f"IF(ISNUMBER({end}),SUMPRODUCT(--({quarters}>{end}))/{QUARTERS_IN_A_YEAR},0)"
