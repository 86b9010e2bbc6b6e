from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from planning.actions import Action, CostLine
from planning.candidates import Candidates
from planning.plan import RankedBy
from planning.reach import Reach
from tests.examples import action, targets
from tests.planning.situations import case, ladders


def candidates(*actions: Action, price: int | None = 1, **more: Any) -> Candidates:
    more.setdefault("targets", targets(A1=2))
    return Candidates(Reach(case(*ladders(0, 1), *actions, price=price, **more).situation()))


BOTH = ("A1.1a", "A1.2a")


def test_an_action_is_dominated_by_one_that_does_all_of_it_on_easier_terms() -> None:
    found = candidates(action("X1", "A1.1a", money=5), action("X2", *BOTH, money=5))
    assert found.dominated == {"X1": "X2"}
    assert found.allowed == {"X2"} and found.useful == ("X2",)


def test_of_equals_the_first_of_the_library_stays() -> None:
    assert candidates(action("X1", *BOTH, money=5), action("X2", *BOTH, money=5)).dominated == {"X2": "X1"}


@pytest.mark.parametrize(
    "harder",
    [
        {"money": 6},
        {"upkeep": 1},
        {"months": 6},
        {"lead": "risk"},
        {"requires": {"A2": 2}},
        {"after": ("X3",)},
    ],
    ids=str,
)
def test_it_must_be_easier_in_everything(harder: dict[str, Any]) -> None:
    rival = action("X2", *BOTH, **{"money": 5, **harder})
    others = action("X3", money=1), action("X4", "A2.2a")
    assert "X1" not in candidates(action("X1", "A1.1a", money=5), rival, *others).dominated


def test_what_others_wait_for_and_what_is_forced_in_is_never_dominated() -> None:
    rival = action("X2", *BOTH, money=1)
    waited_for = action("X1", "A1.1a", money=5), rival, action("X3", "A1.2a", after=("X1",))
    assert "X1" not in candidates(*waited_for).dominated
    one = case(*ladders(0), action("X1", "A1.1a", money=5), rival).within(forced_in=frozenset({"X1"}))
    assert Candidates(Reach(one.situation())).dominated == {}


def test_without_all_prices_nothing_is_compared() -> None:
    assert candidates(action("X1", "A1.1a", money=5), action("X2", *BOTH, money=5), price=None).dominated == {}


def test_a_shorter_action_with_upkeep_is_paid_for_longer() -> None:
    longer = action("X1", *BOTH, months=6, upkeep=4)
    assert candidates(longer, action("X2", *BOTH, months=3, upkeep=4)).dominated == {}


def test_money_ranks_where_every_useful_action_is_costed() -> None:
    assert candidates(action("X1", "A1.1a", money=5)).ranked_by is RankedBy.MONEY
    assert candidates(action("X1", "A1.1a", money=5), price=None).ranked_by is RankedBy.MONTHS
    useless_is_not_asked = candidates(action("X1", "A1.1a"), action("X2", "A1.4a", money=5), price=None)
    assert useless_is_not_asked.ranked_by is RankedBy.MONEY


def test_weights_are_whole_and_count_upkeep_for_the_whole_horizon() -> None:
    found = candidates(action("X1", "A1.1a", money=5, upkeep=2), action("X2", "A1.2a", months=9))
    assert found.weights == {"X1": (11, 3), "X2": (0, 9)}
    unpriced = candidates(action("X1", "A1.1a", money=5), price=None)
    assert unpriced.weights == {"X1": (0, 3)}


def test_one_that_stands_where_people_put_it_makes_no_other_needless() -> None:
    """It may come too late for what waits for the level that either of them brings."""
    rivals = action("X1", "A1.1a"), action("X2", *BOTH)
    assert Candidates(Reach(case(*ladders(0, 1), *rivals).situation())).dominated == {"X1": "X2"}
    pinned = case(*ladders(0, 1), *rivals).within(pinned={"X2": 3})
    assert Candidates(Reach(pinned.situation())).dominated == {}


def test_an_action_without_a_price_for_a_required_level_is_no_gift() -> None:
    priced, unpriced = action("X1", "A1.1a", money=5), action("X2", "A2.2a", upkeep=1)
    free = replace(unpriced, recurrent=(CostLine("staff", {"months": Fraction(1)}, "nobody"),))
    one = case(*ladders(0, 1), priced, free, targets=targets(A1=1))
    assert Candidates(Reach(one.situation())).ranked_by is RankedBy.MONEY
    assert Candidates(Reach(one.within(required={"A2": 2}).situation())).ranked_by is RankedBy.MONTHS
    forced = one.within(required={"A2": 2}, forced_in=frozenset({"X2"}))
    assert Candidates(Reach(forced.situation())).ranked_by is RankedBy.MONEY
