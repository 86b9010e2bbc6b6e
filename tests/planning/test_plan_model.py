from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from planning.candidates import Candidates
from planning.plan_model import PlanModel
from planning.program import Aim
from planning.reach import Reach
from planning.solver import solve
from planning.start_columns import periods_of
from tests.examples import action, targets
from tests.planning.situations import Case, case, ladders, tight_cases, value_of
from tests.planning.tries import brute_force

SOME = settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
ONE = case(
    *ladders(0, 0, 0),
    action("X1", "A1.1a", money=6),
    action("X2", "A2.1a", money=5, upkeep=4),
    action("X3", "A3.1a", money=5),
    targets=targets(A1=1, A2=1, A3=1),
    threats={"A1": 3, "A2": 2, "A3": 2},
).within(quarters=4, at_once_default=1, start=date(2027, 1, 1))


def model(one: Case, longest: int = 1, only: frozenset[str] | None = None) -> PlanModel:
    situation = one.situation()
    return PlanModel.of(Candidates(Reach(situation)), periods_of(situation, longest), only=only)


def most(made: PlanModel, aim: Aim | None = None) -> float | None:
    return solve(made.program, made.most_worth if aim is None else aim).value


def test_the_aims_count_worth_effort_and_quarters() -> None:
    made = model(ONE)
    assert (made.worth_unit, made.most_worth.step, sorted(made.most_worth.terms.values())) == (1, 1, [2, 2, 3])
    assert sorted(made.least_effort.terms.values()) == [0.005, 0.006, 0.009]
    assert made.least_effort.step == 0.001 and not made.least_effort.largest
    assert made.least_money.terms == made.least_effort.terms
    assert most(made) == 7


def test_effort_is_months_where_a_price_is_missing() -> None:
    unpriced = model(case(*ladders(0), action("X1", "A1.1a", money=6, months=7), price=None))
    assert (unpriced.effort_scale, list(unpriced.least_effort.terms.values())) == (1, [7])
    assert list(unpriced.least_money.terms.values()) == [0]


def test_rows_added_narrow_the_answers() -> None:
    assert most(model(ONE, only=frozenset({"X2", "X3"}))) == 4
    least = model(ONE)
    least.worth_at_least(Fraction(5))
    assert most(least, least.least_effort) == pytest.approx(0.011)
    capped = model(ONE)
    capped.worth_at_most(Fraction(4))
    assert most(capped) == 4
    chosen = model(ONE)
    chosen.choose(["X1"])
    assert most(chosen) == 3
    other = model(ONE)
    other.other_than(["X1", "X2", "X3"])
    assert most(other) == 5
    other.other_than(["X1", "X2"])
    other.other_than(["X1", "X3"])
    assert most(other) == 4


def test_another_share_of_the_money() -> None:
    made = model(ONE.within(money=Fraction(22)))
    found = []
    for share in (Fraction(1), Fraction(1, 2), Fraction(0), Fraction(1)):
        made.with_money(share)
        found.append(most(made))
    assert found == [7, 5, 0, 7]


def test_an_answer_is_read_and_written() -> None:
    made = model(ONE.within(pinned={"X3": 0}))
    values = made.values_of({"X3": 0, "X1": 2})
    assert made.starts_in(values) == {"X1": 2, "X3": 0} and made.chosen_in(values) == {"X1", "X3"}
    kept = solve(made.program, Aim({}), start=values, watch=lambda value, bound: value is not None)
    assert kept.values is not None
    assert sum(values[column] * worth for column, worth in made.most_worth.terms.items()) == 5


def test_the_soonest_is_counted_up_to_what_stays_the_same() -> None:
    made = model(ONE)
    made.choose(["X1", "X3"])
    soonest = solve(made.program, made.soonest)
    assert soonest.values is not None and sorted(made.starts_in(soonest.values).values()) == [0, 1]


@SOME
@given(tight_cases(5, 4))
def test_longer_periods_are_never_below_what_can_be_reached(one: Case) -> None:
    best = brute_force(one)
    for longest in (1, 2, 4):
        made = model(one, longest)
        found = solve(made.program, made.most_worth)
        assert best is None or (found.value is not None and found.value >= float(best[0] * made.worth_unit) - 1e-6)
        if longest == 1:
            assert found.impossible == (best is None)
            if best is not None and found.values is not None:
                assert value_of(one.situation(), made.starts_in(found.values)) == best[0]
