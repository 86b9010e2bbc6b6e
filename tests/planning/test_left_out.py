from __future__ import annotations

from fractions import Fraction
from typing import Any

from planning.actions import Action
from planning.candidates import Candidates
from planning.left_out import reasons
from planning.plan import Reason
from planning.reach import Reach
from tests.examples import action, targets
from tests.planning.situations import case, ladders


def told(
    *actions: Action, starts: dict[str, int] | None = None, price: int | None = 1, **limits: Any
) -> dict[str, Any]:
    one = case(*ladders(0, 0), *actions, price=price, targets=targets(A1=2, A2=1)).within(**limits)
    found = reasons(Candidates(Reach(one.situation())), starts or {})
    return {out.action: (out.reason, out.because) for out in found}


FIRST = action("X1", "A1.1a", money=5)


def test_forced_out_comes_first() -> None:
    assert told(FIRST, forced_out=frozenset({"X1"})) == {"X1": (Reason.FORCED_OUT, ())}


def test_a_prerequisite_that_is_forced_out_is_missing() -> None:
    found = told(FIRST, action("X2", "A1.2a", after=("X1",)), forced_out=frozenset({"X1"}))
    assert found["X2"] == (Reason.PREREQUISITE_MISSING, ("X1",))


def test_a_required_level_that_nothing_brings_is_missing() -> None:
    assert told(action("X1", "A1.1a", requires={"A2": 2}))["X1"] == (Reason.PREREQUISITE_MISSING, ("A2.2",))
    itself = told(action("X1", "A1.1a", requires={"A1": 1}))
    assert itself["X1"] == (Reason.PREREQUISITE_MISSING, ("A1.1",))


def test_what_ends_after_the_horizon_has_no_time() -> None:
    found = told(action("X1", "A1.1a", months=9), action("X2", "A1.2a", after=("X1",)), quarters=3)
    assert found["X2"] == (Reason.NO_TIME, ("X1",))


def test_what_no_target_needs() -> None:
    assert told(action("X1", "A1.4a"))["X1"] == (Reason.NOT_NEEDED, ())


def test_what_serves_only_a_blocked_level_names_the_criterion() -> None:
    assert told(action("X1", "A1.2a"))["X1"] == (Reason.LEVEL_BLOCKED, ("A1.1a",))


def test_a_dominated_action_names_the_better_one() -> None:
    found = told(FIRST, action("X2", "A1.1a", money=4), starts={"X2": 0})
    assert found["X1"] == (Reason.DOMINATED, ("X2",))


def test_what_the_plan_meets_already_names_who_does() -> None:
    found = told(FIRST, action("X2", "A1.1a", "A1.2a", money=9), starts={"X2": 0})
    assert found["X1"] == (Reason.ALREADY_MET, ("X2",))
    support = told(
        action("X1", money=3), action("X2", "A2.1a", after=("X1",)), action("X3", "A2.1a", money=4), starts={"X3": 0}
    )
    assert support["X1"] == support["X2"] == (Reason.ALREADY_MET, ("X3",))


def test_a_busy_lead_is_named() -> None:
    found = told(FIRST, action("X2", "A2.1a"), starts={"X2": 0}, quarters=1, at_once_default=1)
    assert found["X1"] == (Reason.NO_CAPACITY, ("legal",))


def test_the_money_that_is_missing_is_named_exactly() -> None:
    found = told(FIRST, action("X2", "A2.1a", money=7), starts={"X2": 0}, money=Fraction(23, 2))
    assert found["X1"] == (Reason.MONEY, ("1/2",))


def test_what_would_fit_was_not_chosen() -> None:
    assert told(FIRST)["X1"] == (Reason.NOT_CHOSEN, ())


def test_what_waits_in_a_kept_plan_for_something_late_has_no_time() -> None:
    found = told(FIRST, action("X2", "A1.2a", after=("X1",)), starts={"X1": 3}, quarters=4)
    assert found["X2"] == (Reason.NO_TIME, ("X2",))
