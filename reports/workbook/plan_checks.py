"""What the sheet of checks holds against each other about the plan: its totals by line, year, donor and section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from planning.timetable import QUARTERS_IN_A_YEAR
from reports.cells import Coded, Row
from reports.cost_tables import SIDES
from reports.plan_tables import not_costed_lines
from reports.proof_tables import known_proof
from reports.workbook.budget_place import BudgetPlace
from reports.workbook.check import Check
from reports.workbook.draft import Draft, Live
from reports.workbook.plan import totals_row


def checks_of_plan(draft: Draft) -> Iterator[Check]:
    """Every check of the plan and its costs; none where there is no plan."""
    if not draft.tables["plan"].rows:
        return
    yield from _of_lines(draft)
    yield from _of_worth(draft)
    yield from _of_prices(draft)
    yield from _of_years(draft)
    yield from _of_donors(draft)


def _total(rows: Iterable[Row], column: str) -> Fraction:
    return sum((amount for row in rows if isinstance(amount := row[column], Fraction)), Fraction(0))


def _number(cell: str) -> str:
    """A cell as a number: a blank total counts as nothing."""
    return f"IF(ISNUMBER({cell}),{cell},0)"


def _of_lines(draft: Draft) -> Iterator[Check]:
    place, rows = draft.places["plan"], draft.tables["plan"].rows
    one_off, recurrent, years = (place.column(one) for one in ("one_off", "recurrent", "upkeep_years"))
    shown, total = _number(place.cell("total", totals_row(draft))), _total(rows, "total")
    yield Check("money", Live(shown, total), Live(f"SUM({one_off})+SUMPRODUCT({recurrent},{years})", total))
    yield Check("actions", Live(f"SUMPRODUCT(--(LEN({place.column('action')})>0))", len(rows)), len(rows))


def _of_worth(draft: Draft) -> Iterator[Check]:
    """What the plan reaches, from the weights on Gaps; its cost as the search counts it, from the totals of Plan."""
    plan, gaps = draft.report.plan, draft.places["gaps"]
    assert plan is not None, "only a plan has lines"
    names = ("levels_planned", "capability_weight", "section_weight", "gate_factor", "threat")
    factors = ",".join(gaps.column(one) for one in names)
    yield Check("worth", Live(f"SUMPRODUCT({factors})", plan.value), plan.value, note=True)
    proof = known_proof(draft.report, plan)
    if proof is None or proof.in_months or proof.cost is None:
        return
    rows, below, place = draft.tables["plan"].rows, totals_row(draft), draft.places["plan"]
    one_off, recurrent = (_number(place.cell(side, below)) for side in SIDES)
    years = Fraction(plan.quarters, QUARTERS_IN_A_YEAR)
    cost = _total(rows, "one_off") + _total(rows, "recurrent") * years
    yield Check(
        "proven_cost", Live(f"{one_off}+{recurrent}*{plan.quarters}/{QUARTERS_IN_A_YEAR}", cost), proof.cost, note=True
    )


def _of_prices(draft: Draft) -> Iterator[Check]:
    """The totals of the plan against all lines of costs; what has no price, counted twice."""
    plan, lines, rows = draft.places["plan"], draft.places["cost_lines"], draft.tables["cost_lines"].rows
    for side in SIDES:
        total = _total((row for row in rows if row["side"] == Coded("reports.side", side)), "amount")
        shown = _number(plan.cell(side, totals_row(draft)))
        every = f"SUMIFS({lines.column('amount')},{lines.column('side')},word_{side})"
        about = draft.say(f"reports.side.{side}")
        yield Check("cost_lines", Live(shown, total), Live(every, total), about)
    unpriced, missing = lines.column("not_costed"), sum(bool(row["not_costed"]) for row in rows)
    used = f'COUNTIF({lines.column("quantity")},">0")-COUNT({lines.column("amount")})'
    yield Check("without_price", Live(f"COUNTIF({unpriced},word_not_costed)", missing), Live(used, missing))
    actions = not_costed_lines(draft.tables["plan"].rows)
    flagged = f"COUNTIFS({lines.column('action')},{plan.column('action')},{unpriced},word_not_costed)"
    counted = plan.cell("not_costed", totals_row(draft))
    yield Check("not_costed", Live(counted, actions), Live(f"SUMPRODUCT(--({flagged}>0))", actions))


def _of_years(draft: Draft) -> Iterator[Check]:
    costs, rows = draft.places["costs_by_year"], draft.tables["costs_by_year"].rows
    plan, total = draft.places["plan"], _total(rows, "amount")
    shown = _number(plan.cell("total", totals_row(draft)))
    yield Check("years", Live(shown, total), Live(f"SUM({costs.column('amount')})", total))
    every = len({(row["action"], row["year"]) for row in rows})
    yield Check("shares", Live(f"SUM({costs.column('paid_share')})", every), every)


def _of_donors(draft: Draft) -> Iterator[Check]:
    """The blocks of the budget against the rows that they add up, and no donor beyond what it gives."""
    costs, rows = draft.places["costs_by_year"], draft.tables["costs_by_year"].rows
    budget, total = BudgetPlace(draft), _total(rows, "amount")
    added = f"SUM({costs.column('amount')})"
    for block in ("planned", "sections", "sides"):
        about = draft.say(f"workbook.budget.{block}")
        yield Check("budget", Live(_number(budget.total(block)), total), Live(added, total), about)
    left = [row["left"] for row in draft.tables["budget"].rows]
    over = sum((-one for one in left if isinstance(one, Fraction) and one < 0), Fraction(0))
    yield Check("overdrawn", Live(f'-SUMIF({budget.cells("left")},"<0")', over), 0, note=True)
