from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from planning.check_flow import Demand, shared_payments, unpaid

AMOUNTS = st.fractions(0, 12, max_denominator=6)
NAMES = "abcd"


def demand(amount: int | Fraction, payers: str) -> Demand:
    return frozenset(payers), Fraction(amount)


def purse(**amounts: int) -> dict[str, Fraction]:
    return {donor: Fraction(amount) for donor, amount in amounts.items()}


def test_each_pays_what_it_may() -> None:
    demands = [demand(5, "a"), demand(3, "b")]
    assert unpaid(demands, purse(a=5, b=3)) == 0
    assert unpaid(demands, purse(a=8)) == 3
    assert unpaid(demands, purse(a=4, b=9)) == 1
    assert unpaid([demand(2, "")], purse(a=9)) == 2
    assert unpaid([], {}) == 0


def test_a_donor_steps_aside_for_what_it_alone_may_pay() -> None:
    demands = [demand(4, "ab"), demand(4, "a")]
    paid = shared_payments(demands, purse(a=4, b=4))
    assert paid == ({"a": 0, "b": 4}, {"a": 4})


def test_stepping_aside_goes_through_several_hands() -> None:
    demands = [demand(3, "ab"), demand(3, "bc"), demand(3, "a")]
    assert unpaid(demands, purse(a=3, b=3, c=3)) == 0
    assert unpaid(demands, purse(a=3, b=3, c=2)) == 1


def test_no_cent_is_lost_in_thirds() -> None:
    demands = [demand(Fraction(1, 3), "a"), demand(Fraction(2, 3), "ab")]
    assert unpaid(demands, {"a": Fraction(1, 2), "b": Fraction(1, 2)}) == 0


@st.composite
def demands_and_purses(draw: st.DrawFn) -> tuple[list[Demand], dict[str, Fraction]]:
    donors = NAMES[: draw(st.integers(0, 4))]
    payers = st.frozensets(st.sampled_from(donors)) if donors else st.just(frozenset())
    demands = draw(st.lists(st.tuples(payers, AMOUNTS), max_size=6))
    return demands, {donor: draw(AMOUNTS) for donor in donors}


@given(demands_and_purses())
def test_the_largest_flow_is_the_smallest_cut(case: tuple[list[Demand], dict[str, Fraction]]) -> None:
    demands, purses = case
    groups = [frozenset(group) for many in range(len(purses) + 1) for group in combinations(purses, many)]
    # A group of donors must pay all that only they may pay: what is missing is what the worst group lacks.
    lacking = max(
        sum((amount for payers, amount in demands if payers <= group), Fraction(0))
        - sum((purses[donor] for donor in group), Fraction(0))
        for group in groups
    )
    assert unpaid(demands, purses) == lacking


@given(demands_and_purses())
def test_nobody_pays_too_much_or_what_is_not_theirs(case: tuple[list[Demand], dict[str, Fraction]]) -> None:
    demands, purses = case
    paid = shared_payments(demands, purses)
    for (payers, amount), shares in zip(demands, paid, strict=True):
        assert shares.keys() <= payers and min(shares.values(), default=0) >= 0
        assert sum(shares.values(), Fraction(0)) <= amount
    for donor, has in purses.items():
        assert sum((shares.get(donor, Fraction(0)) for shares in paid), Fraction(0)) <= has
