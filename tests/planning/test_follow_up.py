from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given

from planning.checker import check_plan
from planning.follow_up import plan_from, starts
from planning.plan import Plan, Reason
from questionnaire.intentions import PlannedStart, UnitPrice
from tests import examples
from tests.examples import action, targets
from tests.planning.situations import FEW, TODAY, Case, case, cases, ladders

ONE = case(
    *ladders(0),
    action("X1", "A1.1a", money=5),
    action("X2", "A1.2a", after=("X1",)),
    targets=targets(A1=2),
)
KEPT = (PlannedStart("X1", 1), PlannedStart("X2", 3))


def kept(one: Case, *planned: PlannedStart) -> Plan:
    return plan_from(one.dossier, one.card, one.library, planned or KEPT, TODAY)


def told(plan: Plan) -> tuple[object, ...]:
    steps = tuple(tuple(vars(step).values()) for step in plan.steps)
    return (steps, plan.reached, plan.missed, plan.left_out, plan.value, plan.one_off, dict(plan.cost_by_year))


@FEW
@given(cases())
def test_a_plan_that_is_kept_comes_back_as_it_was(one: Case) -> None:
    plan = one.plan()
    assert told(kept(one, *starts(plan)) if plan.steps else plan) == told(plan)


def test_nothing_is_moved_and_the_checker_agrees() -> None:
    plan = kept(ONE)
    assert [(step.action.id, step.start) for step in plan.steps] == [("X1", 1), ("X2", 3)]
    assert check_plan(plan, ONE.dossier, ONE.card, ONE.library) == ()


def test_what_no_longer_fits_is_kept_and_found_by_the_checker() -> None:
    short = ONE.within(quarters=3)
    plan = kept(short)
    assert len(plan.steps) == 2 and plan.value == 2
    found = {breach.code for breach in check_plan(plan, short.dossier, short.card, short.library)}
    assert found == {"horizon"}


def test_actions_that_the_library_lost_are_listed() -> None:
    plan = kept(ONE, *KEPT, PlannedStart("A-OLD-1", 2))
    assert plan.unknown == ("A-OLD-1",) and len(plan.steps) == 2
    assert starts(plan) == KEPT


def test_todays_answers_and_prices_count() -> None:
    answers = {("P1", "A1"): examples.answer("A1", 1)}
    prices = {"goods": UnitPrice("goods", Fraction(3), "USD")}
    now = replace(ONE, dossier=replace(ONE.dossier, answers=answers, prices=prices))
    plan = kept(now)
    assert plan.value == 1 and plan.one_off.amount == 15
    assert {step.action.id: step.serves for step in plan.steps} == {"X1": (), "X2": (("A1", 2),)}


def test_what_was_not_kept_says_so() -> None:
    assert [out.reason for out in kept(ONE, PlannedStart("X1", 0)).left_out] == [Reason.NOT_CHOSEN]
