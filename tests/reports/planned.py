"""A small plan with every kind of cost: priced, unpriced, shared, converted, own days; and its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from planning.actions import Action, CostLine, Library, UnitCost
from planning.follow_up import plan_from
from planning.plan import Payment, Plan, PlanStep
from planning.timetable import upkeep_by_year
from questionnaire.assessment import Dossier, Setup
from questionnaire.framework import Framework
from questionnaire.intentions import ExchangeRate, Limits, PlannedStart, UnitPrice
from reports.report import Report
from scoring.scores import score_dossier
from tests.examples import action, answer, capability, dossier, evidence, framework, section, targets, words
from tests.reports.filled import report_on

START = date(2027, 4, 1)
MEETING = CostLine("meeting", {"participants": Fraction(10), "days": Fraction(2), "times": Fraction(2)})
OWN_STAFF = CostLine("staff", {"persons": Fraction(2), "days": Fraction(5)}, "lawyer", existing=True)
BOX = CostLine("procurement", {"quantity": Fraction(3)}, "evidence box")
LAMP = CostLine("procurement", {"quantity": Fraction(2), "every": Fraction(3)}, "lamp*")
SCANNER = CostLine("procurement", {"quantity": Fraction(1)}, "scanner")
AMOUNTS: Mapping[str, str | None] = {"per diem": "15", "venue day": "275", "catering": "20.5", "evidence box": "7/3"}


@cache
def small() -> Framework:
    """Two sections of one capability each."""
    return framework(section("L", capability("L01")), section("O", capability("O01")))


def small_library() -> Library:
    """Meetings, own staff, goods bought again and again, and a scanner without a price."""
    actions = (
        law("A-1", "L01.1a", one_off=(MEETING, OWN_STAFF), recurrent=(LAMP,)),
        law("A-2", "L01.2a", one_off=(BOX,), recurrent=(BOX,), months=6),
        law("A-3", "O01.1a", one_off=(SCANNER,), vision_2030="c"),
        law("A-4", "O01.2a", one_off=(SCANNER, BOX), recurrent=(OWN_STAFF,)),
    )
    prices = {one: UnitCost(one, Fraction(amount or 0), "USD", "unit") for one, amount in AMOUNTS.items()}
    prices["lamp*"] = UnitCost("lamp*", Fraction(12), "EUR", "unit", "a shop", 2026)
    prices["lamp"] = UnitCost("lamp", Fraction(999), "USD", "unit")
    prices["scanner"] = UnitCost("scanner", None, "USD", "unit")
    return Library({one.id: one for one in actions}, prices, {})


def law(id: str, *meets: str, **more: Any) -> Action:
    """An action with what a logical framework asks."""
    more.setdefault("vision_2030", "b")
    more.setdefault("indicator", words(f"sign of {id}"))
    more.setdefault("verification", words("the gazette"))
    return action(id, *meets, **more)


def planned_dossier(**more: Any) -> Dossier:
    """Both capabilities at 0, to reach 2, with a rate for the euro."""
    more.setdefault("rates", {"EUR": ExchangeRate("EUR", Fraction("1.08"), date(2027, 1, 15), "a bank")})
    more.setdefault("setup", Setup(assessed_on=date(2027, 3, 1)))
    return dossier(
        small(),
        answer("L01", 0),
        answer("O01", 0),
        targets=targets(L01=2, O01=2),
        limits=Limits(start=START, quarters=8),
        evidence=[evidence("E1")],
        **more,
    )


STARTS = {"A-1": 0, "A-2": 2, "A-3": 1, "A-4": 3}


def planned(held: Dossier, starts: Mapping[str, int] = STARTS, library: Library | None = None) -> Plan:
    """The plan of these starts."""
    kept = [PlannedStart(action, quarter) for action, quarter in starts.items()]
    return plan_from(held, score_dossier(held), library or small_library(), kept, START)


def due(plan: Plan, step: PlanStep) -> Mapping[int, Fraction]:
    """What a step costs in each calendar year, of what has a price."""
    yearly = step.recurrent.amount or Fraction(0)
    found = {year: yearly * years for year, years in upkeep_by_year(plan.start, step.end, plan.quarters).items()}
    found[step.starts_on.year] = found.get(step.starts_on.year, Fraction(0)) + (step.one_off.amount or Fraction(0))
    return {year: amount for year, amount in found.items() if amount}


def paid_by(plan: Plan, shares: Mapping[str, Fraction], actions: Iterable[str]) -> Plan:
    """The plan with these donors each paying a share of these actions, year by year."""
    payments = [
        Payment(step.action.id, donor, year, amount * share)
        for step in plan.steps
        if step.action.id in set(actions)
        for year, amount in due(plan, step).items()
        for donor, share in shares.items()
    ]
    return replace(plan, payments=tuple(payments))


def entered(price: str, amount: str, currency: str = "USD") -> Mapping[str, UnitPrice]:
    """A price that the administration entered."""
    return {price: UnitPrice(price, Fraction(amount), currency)}


def planned_report(
    held: Dossier | None = None, plan: Plan | None = None, library: Library | None = None, **more: Any
) -> Report:
    """The report of the small plan."""
    held = held or planned_dossier()
    return report_on(held, library=library or small_library(), plan=plan or planned(held, library=library), **more)
