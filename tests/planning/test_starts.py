from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from planning.candidates import Candidates
from planning.reach import Reach
from planning.starts import (
    effort_is_money,
    effort_of,
    finish_of,
    keeps_money_and_wishes,
    missing_units,
    spent_until_the_end,
    steps_reached,
    units_of_effort,
    worth_of,
)
from questionnaire.intentions import Donor
from tests.examples import action, targets
from tests.planning.situations import FEW, Case, case, ladders, tight_cases
from tests.planning.tries import Tries

ONE = case(
    *ladders(0, 0),
    action("X1", "A1.1a", money=6, upkeep=4, months=6),
    action("X2", "A2.1a", money=5),
    targets=targets(A1=1, A2=1),
    threats={"A1": 3},
).within(quarters=4, start=date(2027, 7, 1))
BOTH = {"X1": 0, "X2": 1}


def candidates(one: Case) -> Candidates:
    return Candidates(Reach(one.situation()))


def test_the_sums_of_a_choice() -> None:
    made = candidates(ONE)
    assert [(one.capability, one.level) for one in steps_reached(made, BOTH)] == [("A1", 1), ("A2", 1)]
    assert (worth_of(made, BOTH), worth_of(made, ["X2"]), worth_of(made, ())) == (4, 1, 0)
    assert (effort_of(made, BOTH), finish_of(made, BOTH), spent_until_the_end(made, BOTH)) == (15, 4, 13)


def test_effort_is_months_where_a_price_is_missing() -> None:
    assert effort_is_money(candidates(ONE)) and units_of_effort(candidates(ONE), ["X1"]) == 10
    unpriced = candidates(case(*ladders(0), action("X1", "A1.1a", money=6, months=7), price=None))
    assert not effort_is_money(unpriced) and effort_of(unpriced, ["X1"]) == 7


@pytest.mark.parametrize(
    ("limits", "missing"),
    [
        ({}, 0),
        ({"money": Fraction(12)}, 1),
        ({"upkeep": Fraction(1)}, 3),
        ({"donors": (Donor("D", {2027: Fraction(9), 2028: Fraction(2)}),)}, 2),
    ],
)
def test_what_is_missing(limits: dict[str, object], missing: int) -> None:
    made = candidates(ONE.within(**limits))
    assert missing_units(made, BOTH) == missing
    assert keeps_money_and_wishes(made, BOTH) is (missing == 0)


def test_what_people_want_must_be_there() -> None:
    forced = candidates(ONE.within(forced_in=frozenset({"X1"}), required={"A2": 1}))
    assert keeps_money_and_wishes(forced, BOTH)
    assert not keeps_money_and_wishes(forced, {"X1": 0}) and not keeps_money_and_wishes(forced, {"X2": 0})


def test_one_donor_pays_each_where_the_limits_say_so() -> None:
    two = Donor("D", {2027: Fraction(7), 2028: Fraction(2)}), Donor("E", {2027: Fraction(4)})
    shared = ONE.within(donors=two)
    assert keeps_money_and_wishes(candidates(shared), BOTH)
    assert not keeps_money_and_wishes(candidates(shared.within(one_donor_each=True)), BOTH)
    assert keeps_money_and_wishes(candidates(shared.within(one_donor_each=True)), {"X1": 0})


@FEW
@given(tight_cases(5))
def test_the_sums_are_those_of_another_reading(one: Case) -> None:
    made, tries = candidates(one), Tries(one)
    starts = {id: tries.quarters(id)[0] for id in one.library.actions if tries.quarters(id)}
    assert worth_of(made, starts) == tries.value(frozenset(starts))
    assert effort_of(made, starts) == tries.cost(frozenset(starts), in_months=not effort_is_money(made))
    assert finish_of(made, starts) == tries.finish(starts)
    spent = sum(amount for id, start in starts.items() for amount in tries.charges(id, start).values())
    assert spent_until_the_end(made, starts) == spent
