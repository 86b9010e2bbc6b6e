from __future__ import annotations

from fractions import Fraction
from time import monotonic

import pytest

from planning.checker import check_plan
from planning.making import Preview, best_plan, candidates_for, plan_of, preview
from planning.plan import Plan
from planning.search_state import Found, SearchState, Told
from questionnaire.intentions import Donor, Stop
from tests.examples import action, targets
from tests.planning.situations import TODAY, Case, case, ladders

ONE = case(
    *ladders(0, 0),
    action("X1", "A1.1a", money=6, upkeep=4),
    action("X2", "A2.1a", money=5),
    targets=targets(A1=1, A2=1),
    threats={"A1": 3},
).within(quarters=4)


def made(one: Case, told: Told = lambda state: False) -> Plan | None:
    return best_plan(one.dossier, one.card, one.library, today=TODAY, clock=monotonic, seconds=20, told=told)


def test_a_plan_carries_its_proof_and_who_pays_what() -> None:
    one = ONE.within(donors=(Donor("D", {2027: Fraction(12), 2028: Fraction(1)}),))
    plan = made(one)
    assert plan is not None and plan.proof is not None
    assert {step.action.id: step.start for step in plan.steps} == {"X1": 1, "X2": 0}
    assert (plan.value, plan.proof.value, plan.proof.value_is_proven) == (4, 4, True)
    assert {payment.donor for payment in plan.payments} == {"D"}
    assert check_plan(plan, one.dossier, one.card, one.library, today=TODAY) == ()


def test_a_first_look_is_never_below_the_plan() -> None:
    def looked(one: Case) -> Preview | None:
        return preview(candidates_for(one.dossier, one.card, one.library, TODAY))

    # Quarters and leads are not counted: both fit, though the calendar has room for one.
    assert looked(ONE.within(pinned={"X1": 0, "X2": 0}, at_once_default=1)) == Preview(Fraction(4), 2)
    assert looked(ONE.within(money=Fraction(6))) == Preview(Fraction(3), 1)
    assert looked(ONE.within(required={"A1": 2})) is None


def test_where_nothing_is_to_be_done_the_plan_is_empty() -> None:
    plan = made(case(*ladders(3), action("X1", "A1.1a")))
    assert plan is not None and plan.steps == () and plan.proof is not None and plan.proof.value == 0


def test_no_plan_where_the_limits_allow_none() -> None:
    contradictory = ONE.within(required={"A1": 2})
    assert made(contradictory) is None
    candidates = candidates_for(contradictory.dossier, contradictory.card, contradictory.library, TODAY)
    with pytest.raises(ValueError, match="found no plan"):
        plan_of(candidates, Found(impossible=True))


def test_who_listens_may_stop_it() -> None:
    heard: list[SearchState] = []

    def told(state: SearchState) -> bool:
        heard.append(state)
        return True

    plan = made(ONE, told)
    assert len(heard) == 1 and plan is not None and plan.proof is not None
    assert plan.proof.stop is Stop.CANCELLED and plan.value == 4
