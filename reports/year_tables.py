"""The tables of costs in time: what each action costs in each calendar year, who pays it, what donors have left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from planning.plan import Plan, PlanStep
from planning.timetable import upkeep_by_year, years_of
from reports.cells import Cell, Kind, Row, Table, columns_of
from reports.plan_figures import section_of_step
from reports.plan_tables import steps_in_order
from reports.report import Report

COSTS_BY_YEAR = columns_of(
    action=Kind.ID,
    name=Kind.TEXT,
    section=Kind.ID,
    year=Kind.COUNT,
    donor=Kind.TEXT,
    paid_share=Kind.SHARE,
    upkeep_years=Kind.NUMBER,
    one_off=Kind.MONEY,
    upkeep=Kind.MONEY,
    amount=Kind.MONEY,
    currency=Kind.ID,
)
BUDGET = columns_of(
    donor=Kind.TEXT,
    year=Kind.COUNT,
    given=Kind.MONEY,
    planned=Kind.MONEY,
    left=Kind.MONEY,
    currency=Kind.ID,
)
NOBODY = ""
"""The donor of what nobody pays yet."""

Shares = Mapping[str, Fraction]
"""Which share of what an action costs in a year each donor pays."""


def costs_by_year_table(report: Report) -> Table:
    """One row for each action, calendar year of the plan, and donor who pays it then; what nobody pays has no donor."""
    return report.once("costs_by_year", _costs_by_year_table)


def _costs_by_year_table(report: Report) -> Table:
    plan = report.plan
    rows = (row for step in steps_in_order(plan) for row in _rows_of_step(report, plan, step)) if plan else ()
    return Table("costs_by_year", COSTS_BY_YEAR, tuple(rows))


def plan_years(plan: Plan) -> range:
    """Every calendar year of the plan."""
    return years_of(plan.steps, plan.start, plan.quarters)


def _rows_of_step(report: Report, plan: Plan, step: PlanStep) -> Iterator[Row]:
    upkeep = upkeep_by_year(plan.start, step.end, plan.quarters)
    for year in plan_years(plan):
        years = upkeep.get(year, Fraction(0))
        one_off, recurrent = _due(step, year, years)
        for donor, share in _shares(plan, step, year, _known(one_off, recurrent)).items():
            yield {
                "action": step.action.id,
                "name": step.action.name(report.language),
                "section": section_of_step(step, report.framework).id,
                "year": year,
                "donor": donor or None,
                "paid_share": share,
                "upkeep_years": years,
                "one_off": _times(one_off, share),
                "upkeep": _times(recurrent, share),
                "amount": together(_times(one_off, share), _times(recurrent, share)),
                "currency": plan.currency,
            }


def _due(step: PlanStep, year: int, years: Fraction) -> tuple[Fraction | None, Fraction | None]:
    """What an action takes in a year, once and for upkeep: zero where nothing is due then, None without a price."""
    one_off = step.one_off.amount if step.starts_on.year == year else Fraction(0)
    return one_off, _times(step.recurrent.amount, years) if years else Fraction(0)


def _shares(plan: Plan, step: PlanStep, year: int, cost: Fraction) -> Shares:
    """Who pays which share of a year. What no payment covers is nobody's; all of it where nobody pays anything."""
    paid: dict[str, Fraction] = {}
    for one in plan.payments if cost else ():
        if (one.action, one.year) == (step.action.id, year):
            paid[one.donor] = paid.get(one.donor, Fraction(0)) + one.amount
    shares = {donor: amount / cost for donor, amount in paid.items() if amount}
    rest = 1 - sum(shares.values(), Fraction(0))
    return {**shares, NOBODY: rest} if rest else shares


def _times(amount: Fraction | None, share: Fraction) -> Fraction | None:
    return None if amount is None else amount * share


def _known(*amounts: Cell) -> Fraction:
    return sum((one for one in amounts if isinstance(one, Fraction)), Fraction(0))


def together(*amounts: Cell) -> Fraction | None:
    """The sum of what is known; None, never zero, where it is nothing but things without a price."""
    known = _known(*amounts)
    return None if not known and None in amounts else known


def budget_table(report: Report) -> Table:
    """One row for each donor and year: what it gives, what the plan takes of it, what is left.

    Last, without a donor, what nobody pays yet.
    """
    plan = report.plan
    rows = tuple(_budget_rows(report, plan)) if plan and plan.steps else ()
    return Table("budget", BUDGET, rows)


def donors_of(report: Report) -> tuple[str, ...]:
    """Who pays: the donors of the limits in their order, then any other that the plan names."""
    named = [one.name for one in report.dossier.limits.donors]
    paying = [one.donor for one in report.plan.payments] if report.plan else []
    return tuple(dict.fromkeys((*named, *paying)))


def given_by(report: Report, donor: str, year: int) -> Fraction | None:
    """What a donor gives in a year: nothing in a year that it does not name; None for a donor without limits."""
    known = {one.name: one.amounts for one in report.dossier.limits.donors}
    return known[donor].get(year, Fraction(0)) if donor in known else None


def _budget_rows(report: Report, plan: Plan) -> Iterator[Row]:
    planned = planned_by_donor(costs_by_year_table(report).rows)
    for donor in (*donors_of(report), NOBODY):
        for year in plan_years(plan):
            given, taken = given_by(report, donor, year), planned.get((donor, year), Fraction(0))
            yield {
                "donor": donor or None,
                "year": year,
                "given": given,
                "planned": taken,
                "left": None if given is None else given - (taken or Fraction(0)),
                "currency": plan.currency,
            }


def planned_by_donor(rows: Iterable[Row]) -> Mapping[tuple[str, int], Fraction | None]:
    """What the plan takes of each donor in each year, from the rows of the costs by year."""
    found: dict[tuple[str, int], list[Cell]] = {}
    for row in rows:
        year = row["year"]
        assert isinstance(year, int), "every row has its year"
        found.setdefault((str(row["donor"] or NOBODY), year), []).append(row["amount"])
    return {place: together(*amounts) for place, amounts in found.items()}
