from __future__ import annotations

from datetime import date
from fractions import Fraction

from questionnaire.intentions import Limits
from tests.examples import action
from tests.planning.situations import case, ladders

ONE = case(
    *ladders(1, 0),
    action("X1", "A1.2a", "A2.1a", money=5, requires={"A1": 1, "A2": 1}),
    action("X2", "A2.1a"),
    limits=Limits(start=date(2027, 5, 1), quarters=6, at_once_default=2, at_once={"legal": 4}),
).situation()


def test_it_holds_what_bounds_the_plan() -> None:
    assert (ONE.start, ONE.quarters, ONE.horizon_years) == (date(2027, 5, 1), 6, Fraction(3, 2))
    assert (ONE.at_once("legal"), ONE.at_once("risk")) == (4, 2)


def test_who_meets_what_in_the_order_of_the_library() -> None:
    assert ONE.by_criterion == {"A1.2a": ("X1",), "A2.1a": ("X1", "X2")}
    assert ONE.position == {"X1": 0, "X2": 1}
    assert ONE.met_by(["X1", "X2"]) == {"A1.2a", "A2.1a"}


def test_a_level_is_there_by_the_assessment_or_by_what_is_met() -> None:
    assert ONE.needs(("A1", 1)) == ()
    assert ONE.is_reached(("A1", 1), frozenset())
    assert not ONE.is_reached(("A1", 2), frozenset())
    assert ONE.is_reached(("A1", 2), frozenset({"A1.2a"}))


def test_only_what_the_assessment_does_not_show_is_still_required() -> None:
    assert ONE.required("X1") == (("A2", 1),)
    assert ONE.required("X2") == ()


def test_what_a_level_wants_who_helps_and_what_hinders() -> None:
    assert ONE.wanted(("A1", 3)) == {"A1.2a", "A1.3a"}
    assert set(ONE.helpers(("A2", 1))) == {"X1", "X2"}
    assert ONE.hindrances(("A1", 3), frozenset({"A1.2a"})) == ("A1.3a",)


def test_bills_are_at_the_prices_in_force() -> None:
    assert ONE.bills["X1"].one_off.cost.amount == 5
