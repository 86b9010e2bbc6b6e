from __future__ import annotations

from planning.reach import Reach, earliest_ends, spread_to_supports, supports_of
from tests.examples import action, targets
from tests.planning.situations import Case, case, ladders

CHAIN = case(
    *ladders(0, 0),
    action("X1", "A1.1a", months=6),
    action("X2", "A1.2a", after=("X1",)),
    action("X3", "A2.1a", requires={"A1": 2}),
    action("X4", "A2.2a", requires={"A2": 2}),
    action("X5", after=("X4",)),
    action("X6", "A1.4a"),
)


def reach(one: Case, **limits: object) -> Reach:
    return Reach(one.within(**limits).situation())


def test_every_action_ends_as_early_as_what_it_needs_allows() -> None:
    assert reach(CHAIN).attainable == {"X1": 1, "X2": 2, "X3": 3, "X6": 0}


def test_forced_out_actions_take_those_that_need_them_along() -> None:
    assert reach(CHAIN, forced_out=frozenset({"X2"})).attainable == {"X1": 1, "X6": 0}


def test_only_what_ends_within_the_horizon_is_usable() -> None:
    assert reach(CHAIN, quarters=3).usable == {"X1", "X2", "X6"}
    assert reach(CHAIN, quarters=0).usable == frozenset()


def test_a_step_is_blocked_by_what_nothing_usable_meets() -> None:
    assert reach(CHAIN).open_steps == {("A1", 1), ("A1", 2), ("A2", 1)}
    assert reach(CHAIN).blocked(("A1", 3)) == ("A1.3a",)
    assert reach(CHAIN, quarters=2).blocked(("A1", 2)) == ("A1.2a",)


def test_an_action_serves_what_it_meets_and_what_leans_on_it() -> None:
    served = reach(CHAIN).served
    assert {level for level in served["X1"] if level[0] == "A2"} == {("A2", 1), ("A2", 2), ("A2", 3)}
    assert served["X2"] >= {("A1", 2), ("A2", 1)}
    assert served["X6"] == frozenset()


def test_what_an_action_leans_on() -> None:
    situation = CHAIN.situation()
    assert supports_of(situation, "X2") == {"X1"}
    assert supports_of(situation, "X3") == {"X1", "X2"}
    assert spread_to_supports(situation, {"X2": frozenset({("A1", 2)})}, ["X1", "X2"])["X1"] == {("A1", 2)}


def test_a_required_level_above_the_target_counts_as_service() -> None:
    one = case(*ladders(0, 0), action("X1", "A1.1a", requires={"A2": 1}), action("X2", "A2.1a"), targets=targets(A1=1))
    assert reach(one).served["X2"] == {("A1", 1)}


def test_nothing_waits_for_ever() -> None:
    assert earliest_ends(CHAIN.situation(), ()) == {}
