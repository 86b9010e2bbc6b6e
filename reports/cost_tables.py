"""The tables under the costs of the plan: every quantity at its price, and the prices that it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planning.actions import CostLine, UnitCost
from planning.costing import CostPart, Prices, cost_parts, own_days_of, prices_in_force
from planning.plan import PlanStep
from reports.book.action_lines import quantities_said
from reports.cells import Coded, Kind, Row, Table, columns_of
from reports.plan_tables import steps_in_order
from reports.price_names import price_name
from reports.report import Report

COST_LINES = columns_of(
    action=Kind.ID,
    name=Kind.TEXT,
    side=Kind.CODE,
    block=Kind.CODE,
    basis=Kind.TEXT,
    price=Kind.TEXT,
    bought=Kind.TEXT,
    quantity=Kind.NUMBER,
    unit_cost=Kind.PRICE,
    amount=Kind.MONEY,
    currency=Kind.ID,
    own_days=Kind.NUMBER,
    not_costed=Kind.FLAG,
)
UNIT_COSTS = columns_of(
    price=Kind.TEXT,
    name=Kind.TEXT,
    per=Kind.TEXT,
    amount=Kind.PRICE,
    currency=Kind.ID,
    source=Kind.TEXT,
    year=Kind.COUNT,
    assumption=Kind.FLAG,
    original_amount=Kind.PRICE,
    original_currency=Kind.ID,
    rate=Kind.NUMBER,
    rate_date=Kind.DATE,
    rate_source=Kind.TEXT,
    shipped=Kind.PRICE,
    shipped_currency=Kind.ID,
    actions=Kind.COUNT,
)
ONE_OFF, RECURRENT = "one_off", "recurrent"
SIDES = (ONE_OFF, RECURRENT)


def cost_lines_table(report: Report) -> Table:
    """One row for each thing that an action of the plan uses: once, or every year after its end.

    The time of people already paid has a row of its own, in days, without money. What has no price is marked.
    """
    prices = prices_in_force(report.dossier, report.library)
    rows = (row for step in steps_in_order(report.plan) for row in _rows_of_step(report, step, prices))
    return Table("cost_lines", COST_LINES, tuple(rows))


def _rows_of_step(report: Report, step: PlanStep, prices: Prices) -> Iterator[Row]:
    for side, lines in ((ONE_OFF, step.action.one_off), (RECURRENT, step.action.recurrent)):
        for line in lines:
            said = _line_cells(report, step, side, line, prices)
            for part in cost_parts(line, prices):
                yield {**said, **_part_cells(report, part)}
            if days := own_days_of(line):
                yield {**said, "bought": _role_said(report, line), "own_days": days}


def _line_cells(report: Report, step: PlanStep, side: str, line: CostLine, prices: Prices) -> Row:
    """What all rows of a line share; the rest is blank."""
    blank = dict.fromkeys((column.id for column in COST_LINES), None)
    return {
        **blank,
        "action": step.action.id,
        "name": step.action.name(report.language),
        "side": Coded("reports.side", side),
        "block": Coded("actions.block", line.block),
        "basis": quantities_said(line, report.say),
        "currency": None if line.existing else prices.currency,
        "not_costed": False,
    }


def _part_cells(report: Report, part: CostPart) -> Row:
    return {
        "price": part.item,
        "bought": price_name(report.library, part.item, report.say),
        "quantity": part.quantity,
        "unit_cost": part.price,
        "amount": part.amount,
        "not_costed": part.amount is None,
    }


def _role_said(report: Report, line: CostLine) -> str:
    key = f"actions.role.{line.name}"
    return report.say(key) if key in report.say else line.name


def unit_costs_table(report: Report) -> Table:
    """One row for each price that the plan uses: the one in force, where it comes from, and the one shipped."""
    prices = prices_in_force(report.dossier, report.library)
    used = users_of_prices(report, prices)
    return Table("unit_costs", UNIT_COSTS, tuple(_price_row(report, prices, one, len(used[one])) for one in used))


def users_of_prices(report: Report, prices: Prices) -> Mapping[str, frozenset[str]]:
    """The actions of the plan by the price that they use: time and travel first, then goods, each by name."""
    found: dict[str, set[str]] = {}
    for step in steps_in_order(report.plan):
        for line in (*step.action.one_off, *step.action.recurrent):
            for part in cost_parts(line, prices):
                found.setdefault(part.item, set()).add(step.action.id)
    goods = report.library.goods
    order = sorted(found, key=lambda one: (one in goods, price_name(report.library, one, report.say).casefold(), one))
    return {one: frozenset(found[one]) for one in order}


def _price_row(report: Report, prices: Prices, price: str, actions: int) -> Row:
    known, shipped = prices.unit_costs.get(price), report.library.unit_costs.get(price)
    blank = dict.fromkeys((column.id for column in UNIT_COSTS), None)
    return {
        **blank,
        "price": price,
        "name": price_name(report.library, price, report.say),
        "per": _per_said(report, shipped or known),
        "amount": prices.amount(price),
        "currency": prices.currency,
        **(_origin_cells(known) if known is not None else {}),
        "assumption": known is not None and known.amount is not None and known.assumption,
        **_conversion_cells(prices, price),
        "shipped": shipped.amount if shipped else None,
        "shipped_currency": shipped.currency if shipped and shipped.amount is not None else None,
        "actions": actions,
    }


def _per_said(report: Report, known: UnitCost | None) -> str | None:
    if known is None or not known.per:
        return None
    key = f"costs.per.{known.per}"
    return report.say(key) if key in report.say else known.per


def _origin_cells(known: UnitCost) -> Row:
    return {"source": known.source or None, "year": known.year}


def _conversion_cells(prices: Prices, price: str) -> Row:
    """A price of another currency than the plan's, as it was found: without a rate it is no price."""
    known, converted = prices.unit_costs.get(price), prices.conversion(price)
    if known is None or known.amount is None or known.currency == prices.currency:
        return {}
    found: Row = {"original_amount": known.amount, "original_currency": known.currency}
    if converted is None:
        return found
    _, _, rate = converted
    return {**found, "rate": rate.rate, "rate_date": rate.on, "rate_source": rate.source or None}
