"""The check of the money: costs add up, ceilings hold, and what is spent can be paid by the donors, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from planning.actions import Action, CostLine
from planning.breach import Breach
from planning.check_flow import Demand, unpaid
from planning.costing import Prices, cost_of_lines, prices_in_force
from planning.examined import Examined
from questionnaire.intentions import Donor

Spending = Mapping[tuple[str, int], Mapping[str, Fraction]]
"""What is spent on an action in a calendar year, by cost block; nothing that has no price, and no zeros."""


def money_breaches(plan: Examined) -> Iterator[Breach]:
    """Costs that are not what they are said to be, or more than the limits allow."""
    yield from _prices(plan)
    yield from _totals(plan)
    yield from _ceilings(plan)
    for year, missing in short_years(plan).items():
        yield Breach("donors_short", {"year": year, "missing": missing, "currency": plan.plan.currency})


@lru_cache(maxsize=2)
def spending_of(plan: Examined) -> Spending:
    """The priced spending of a plan: once in the year of the first day, upkeep from the last quarter to the horizon."""
    prices = prices_in_force(plan.dossier, plan.library)
    found: dict[tuple[str, int], dict[str, Fraction]] = {}

    def add(action: str, quarter: int, block: str, amount: Fraction) -> None:
        blocks = found.setdefault((action, plan.year_of(quarter)), {})
        blocks[block] = blocks.get(block, Fraction(0)) + amount

    for step in plan.plan.steps:
        for block, (once, yearly) in _blocks(step.action, prices).items():
            if once:
                add(step.action.id, step.start, block, once)
            for quarter in range(step.end + 1, plan.limits.quarters if yearly else 0):
                add(step.action.id, quarter, block, yearly / 4)
    return found


def short_years(plan: Examined) -> Mapping[int, Fraction]:
    """By how much the donors cannot pay what is spent, in the years in which they cannot; none without donors."""
    donors = plan.limits.donors
    if not donors:
        return {}
    by_year: dict[int, list[Demand]] = {}
    for (action, year), blocks in spending_of(plan).items():
        by_year.setdefault(year, []).extend(demands(plan, action, blocks))
    missing = {year: unpaid(asked, purses(donors, year)) for year, asked in sorted(by_year.items())}
    return {year: amount for year, amount in missing.items() if amount}


def purses(donors: tuple[Donor, ...], year: int) -> Mapping[str, Fraction]:
    """What each donor gives in a year; nothing where it names no amount."""
    return {donor.name: donor.amounts.get(year, Fraction(0)) for donor in donors}


def demands(plan: Examined, action: str, blocks: Mapping[str, Fraction]) -> Iterator[Demand]:
    """What is to be paid for the blocks of an action, each with the donors who pay such things."""
    sections = sections_of(plan, action)
    for block, amount in blocks.items():
        yield frozenset(one.name for one in plan.limits.donors if _funds(one, sections, block)), amount


def sections_of(plan: Examined, action: str) -> frozenset[str]:
    """The sections of the criteria an action meets; of one that meets none, those of all the actions that need it."""
    framework, known = plan.card.framework, plan.library.actions
    found: set[str] = set()
    waiting, seen = [action], {action}
    while waiting:
        one = waiting.pop()
        meets = known[one].meets if one in known else ()
        homes = [framework.home_of_criterion[k] for k in meets if k in framework.home_of_criterion]
        capabilities = (framework.home_of_question[question.id] for question in homes)
        found.update(framework.home_of_capability[capability.id].id for capability in capabilities)
        needed_by = [id for id, other in known.items() if one in other.after and id not in seen]
        waiting += [] if homes else needed_by
        seen.update(needed_by)
    return frozenset(found)


def _funds(donor: Donor, sections: frozenset[str], block: str) -> bool:
    of_section = not donor.sections or not donor.sections.isdisjoint(sections)
    return of_section and (not donor.blocks or block in donor.blocks)


def _blocks(action: Action, prices: Prices) -> Mapping[str, tuple[Fraction, Fraction]]:
    """What each cost block of an action takes, once and every year."""

    def money(lines: tuple[CostLine, ...], block: str) -> Fraction:
        return cost_of_lines((line for line in lines if line.block == block), prices).amount or Fraction(0)

    names = dict.fromkeys(line.block for line in (*action.one_off, *action.recurrent))
    return {block: (money(action.one_off, block), money(action.recurrent, block)) for block in names}


def _prices(plan: Examined) -> Iterator[Breach]:
    """Each action costs what its lines cost at the prices in force."""
    prices = prices_in_force(plan.dossier, plan.library)
    for step in plan.plan.steps:
        costs = cost_of_lines(step.action.one_off, prices), cost_of_lines(step.action.recurrent, prices)
        if (step.one_off.amount, step.recurrent.amount) != (costs[0].amount, costs[1].amount):
            yield Breach("price", {"action": step.action.id})


def _totals(plan: Examined) -> Iterator[Breach]:
    """The costs of the actions add up to those of the plan."""
    steps = plan.plan.steps
    by_year = sum((cost.amount or Fraction(0) for cost in plan.plan.cost_by_year.values()), Fraction(0))
    once = sum((step.one_off.amount or Fraction(0) for step in steps), Fraction(0))
    totals = (plan.plan.one_off.amount or 0, plan.plan.recurrent.amount or 0)
    if (by_year, once, _upkeep(plan)) != (_spent(plan), *totals):
        yield Breach("cost_sum")


def _ceilings(plan: Examined) -> Iterator[Breach]:
    """All that is spent, and what is left to pay every year, stay below the ceilings."""
    limits = plan.limits
    for code, found, most in (("money", _spent(plan), limits.money), ("upkeep", _upkeep(plan), limits.upkeep)):
        if most is not None and found > most:
            yield Breach(code, {"found": found, "most": most, "currency": plan.plan.currency})


def _spent(plan: Examined) -> Fraction:
    """Everything spent until the last quarter."""
    spent = Fraction(0)
    for step in plan.plan.steps:
        paid = max(0, plan.limits.quarters - 1 - step.end)
        spent += (step.one_off.amount or 0) + (step.recurrent.amount or 0) * Fraction(paid, 4)
    return spent


def _upkeep(plan: Examined) -> Fraction:
    """What the plan leaves to be paid every year."""
    return sum((step.recurrent.amount or Fraction(0) for step in plan.plan.steps), Fraction(0))
