from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given

from planning.purses import Purses
from planning.schedule import Obstacle, Schedule
from tests.examples import action
from tests.planning.situations import FEW, Case, case, cases, ladders

ONE = case(
    *ladders(0, 0),
    action("X1", "A1.1a", months=6, money=10, upkeep=4),
    action("X2", "A1.2a", after=("X1",)),
    action("X3", "A2.1a", requires={"A1": 1}, lead="risk"),
    action("X4", months=9),
)


def spent(made: Schedule) -> Fraction:
    return made.purses.money(made.outlay.total)


def schedule(**limits: Any) -> Schedule:
    limits.setdefault("quarters", 8)
    return Schedule(Purses(ONE.within(**limits).situation()))


def test_each_action_starts_as_early_as_it_can() -> None:
    made = schedule(at_once_default=1)
    assert made.place_all(["X1", "X2", "X3", "X4"]) is None
    assert made.starts == {"X1": 0, "X2": 2, "X3": 2, "X4": 3}
    assert made.delayed_by == {"X4": "legal"}
    assert made.end("X4") == 5


def test_without_what_it_needs_an_action_cannot_start() -> None:
    assert schedule().place("X2") == Obstacle("X2")
    assert schedule().place("X3") == Obstacle("X3")
    assert schedule().ready("X2") is None


def test_a_busy_lead_stands_in_the_way() -> None:
    made = schedule(quarters=4, at_once_default=1)
    assert made.place_all(["X1", "X2", "X4"]) == Obstacle("X4", "legal")
    assert schedule(at_once_default=0).place("X1") == Obstacle("X1", "legal")


def test_the_lead_that_delayed_what_came_before_is_named() -> None:
    made = schedule(quarters=5, at_once={"legal": 1})
    assert made.place_all(["X4", "X1"]) is None
    assert made.place("X3") == Obstacle("X3", "legal")


def test_money_is_one_off_and_upkeep_to_the_horizon() -> None:
    made = schedule()
    made.place("X1")
    assert spent(made) == 10 + 4 * Fraction(6, 4)
    assert schedule(money=Fraction(15)).place_all(["X1"]) == Obstacle("X1", missing=Fraction(1))
    made.remove("X1")
    assert (spent(made), made.starts, made.load["legal"]) == (0, {}, [0] * 8)


def test_a_level_is_reached_when_the_last_of_what_it_needs_has_ended() -> None:
    made = schedule()
    made.place_all(["X1", "X2"])
    assert (made.reached_at(("A1", 1)), made.reached_at(("A1", 2)), made.reached_at(("A1", 3))) == (2, 3, None)
    assert made.reached_at(("A1", 1), without="X1") is None
    assert made.reached_at(("A1", 0)) == 0


def test_a_copy_leaves_the_original_alone() -> None:
    made = schedule()
    made.copy().place_all(["X1", "X2"])
    assert (made.starts, spent(made), made.load) == ({}, 0, {})


def test_moving_forward_closes_holes() -> None:
    situation = ONE.within(quarters=8, at_once_default=1).situation()
    loose = Schedule.of(Purses(situation), {"X1": 1, "X2": 4, "X4": 5})
    assert loose.moved_forward().starts == {"X1": 0, "X2": 2, "X4": 3}


def test_moving_forward_is_not_paid_for_with_upkeep_that_breaks_the_ceiling() -> None:
    situation = ONE.within(quarters=8, money=Fraction(12)).situation()
    late = Schedule.of(Purses(situation), {"X1": 4})
    assert spent(late) == 12 and late.moved_forward().starts == {"X1": 4}


def test_a_kept_schedule_knows_who_was_busy() -> None:
    situation = ONE.within(quarters=8, at_once_default=1).situation()
    assert Schedule.of(Purses(situation), {"X1": 0, "X4": 2}).delayed_by == {"X4": "legal"}
    assert Schedule.of(Purses(situation), {"X1": 1}).delayed_by == {}


@FEW
@given(cases())
def test_taking_everything_out_again_leaves_nothing(one: Case) -> None:
    situation = one.situation()
    made = Schedule.of(Purses(situation), dict.fromkeys(situation.actions, 1))
    for name in situation.actions:
        made.remove(name)
    assert spent(made) == 0 and not made.starts and all(not any(busy) for busy in made.load.values())
