"""The kept plan on the frontier: a curve that was cut short never denies what is proven already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from planning.breach import Breach
from planning.frontier import Frontier, FrontierPoint
from planning.plan import Cost, Plan
from views.kept_plan import KeptPlan
from views.plan_search import with_kept

DAY = date(2027, 4, 1)
BUDGET = Fraction(20)
PLAN = Plan(
    (), (), (), (), Fraction(5), Cost(Fraction(9)), Cost(Fraction(3)), "USD", DAY, 4,
    cost_by_year={2027: Cost(Fraction(9)), 2028: Cost(Fraction(3)), 2029: Cost(None, ("kennel",))},
)  # fmt: skip
KEPT = KeptPlan(PLAN, DAY, {}, ())


def curve(*values: int) -> Frontier:
    """A frontier of these values at 10, 20, 30 … of money."""
    points = [
        FrontierPoint(Fraction(10 * place), Fraction(value), value, Fraction(1), frozenset({"A1"}), proven=True)
        for place, value in enumerate(values, start=1)
    ]
    return Frontier(tuple(points), None, calendar=True, today=BUDGET)


def test_the_kept_plan_lifts_the_points_from_its_budget_on_that_are_worth_less() -> None:
    lifted = with_kept(curve(2, 3, 4, 6), KEPT, BUDGET)
    assert [int(one.value) for one in lifted.points] == [2, 5, 5, 6]
    assert [one.money for one in lifted.points] == [10, 20, 30, 40]
    assert (lifted.points[1].spent, lifted.points[1].actions) == (12, frozenset())
    assert lifted.points[0] == curve(2).points[0] and lifted.points[3] == curve(2, 3, 4, 6).points[3]


def test_the_bend_is_looked_for_again() -> None:
    assert with_kept(curve(0, 1, 2, 3, 6), KEPT, BUDGET).knee == 1


def test_a_curve_that_holds_as_much_stays_as_it_is() -> None:
    held = curve(2, 5, 6)
    assert with_kept(held, KEPT, BUDGET) is held


def test_a_plan_that_no_longer_stands_or_has_no_budget_says_nothing() -> None:
    held = curve(2, 3, 4)
    assert with_kept(held, replace(KEPT, changed={"limits": 1}), BUDGET) is held
    assert with_kept(held, replace(KEPT, breaches=(Breach("money"),)), BUDGET) is held
    assert with_kept(held, KEPT, None) is held
