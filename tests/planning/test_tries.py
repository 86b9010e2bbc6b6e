from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from questionnaire.intentions import Donor
from tests.examples import action, targets
from tests.planning.situations import FEW, Case, case, ladders, tight_cases
from tests.planning.tries import Tries, brute_force

ONE = case(
    *ladders(0, 0, 0),
    action("X1", "A1.1a", money=6),
    action("X2", "A2.1a", money=5, months=6),
    action("X3", "A3.1a", money=5),
    targets=targets(A1=1, A2=1, A3=1),
    threats={"A1": 3, "A2": 2, "A3": 2},
).within(quarters=3, at_once_default=1)


def test_the_best_plan_is_found_where_the_rule_of_thumb_is_wrong() -> None:
    ten = ONE.within(money=Fraction(10))
    assert ten.plan().value == 3
    assert brute_force(ten) == (4, 10, 4)


def test_cost_comes_before_finish_and_may_be_months() -> None:
    cheap = case(
        *ladders(0), action("X1", "A1.1a", money=1, months=6), action("X2", "A1.1a", money=2), targets=targets(A1=1)
    )
    assert brute_force(cheap) == (1, 1, 2)
    assert brute_force(cheap, in_months=True) == (1, 3, 1)
    assert brute_force(cheap, only=frozenset({"X1", "X2"})) == (1, 3, 3)


def test_a_lead_of_one_puts_all_in_a_row() -> None:
    assert brute_force(ONE) == (5, 11, 3)
    assert brute_force(ONE.within(quarters=4)) == (7, 16, 7)
    assert brute_force(ONE.within(at_once_default=3)) == (7, 16, 4)


def test_where_nothing_keeps_the_limits_nothing_is_found() -> None:
    assert brute_force(ONE.within(required={"A1": 2})) is None
    assert brute_force(ONE.within(pinned={"X1": 3})) is None
    assert brute_force(ONE.within(donors=(Donor("D1"),))) == (0, 0, 0)
    assert brute_force(ONE.within(donors=(Donor("D1"),), forced_in=frozenset({"X3"}))) is None


@FEW
@given(tight_cases())
def test_looser_limits_never_lower_the_best_value(one: Case) -> None:
    tight = brute_force(one)
    free = one.within(money=None, donors=(), upkeep=None, at_once_default=9, one_donor_each=False)
    loose = brute_force(free)
    assert tight is None or (loose is not None and loose[0] >= tight[0])
    best = brute_force(one, only=frozenset(Tries(one).must))
    assert best is None or (tight is not None and best[0] <= tight[0])
