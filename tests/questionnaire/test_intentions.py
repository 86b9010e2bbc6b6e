from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.intentions import Donor, ExchangeRate, Limits, PlannedStart, Proof, Stop, Target, UnitPrice


def test_without_limits_there_is_no_ceiling_of_money() -> None:
    limits = Limits()
    assert limits.money is None
    assert limits.money != Fraction(0)
    assert (limits.quarters, limits.at_once_default, limits.start) == (12, 2, None)
    assert limits.forced_in == limits.forced_out == frozenset()


def test_what_is_intended_compares_by_what_it_says() -> None:
    assert Target("L04", 3) == Target("L04", 3)
    assert PlannedStart("A-L04-1", 0) != PlannedStart("A-L04-1", 1)
    assert UnitPrice("per diem", Fraction(45), "USD") != UnitPrice("per diem", Fraction(45), "XOF")


def test_without_donors_money_belongs_to_nobody() -> None:
    limits = Limits()
    assert (limits.donors, limits.one_donor_each, limits.upkeep) == ((), False, None)
    assert (limits.pinned, limits.required) == ({}, {})
    assert Donor("EU").sections == Donor("EU").blocks == frozenset()


def test_what_is_forced_in_or_pinned_must_be_in_unless_it_is_forced_out() -> None:
    limits = Limits(forced_in=frozenset("AB"), forced_out=frozenset("BC"), pinned={"C": 0, "D": 1})
    assert limits.must_be_in == frozenset("AD")


def test_a_rate_belongs_to_the_currency_it_leads_to() -> None:
    rate = ExchangeRate("EUR", Fraction("1.08"))
    assert (rate.on, rate.source, rate.into) == (None, "", "")
    assert rate != ExchangeRate("EUR", Fraction("1.08"), into="USD")


@pytest.mark.parametrize(
    ("value", "bound", "proven", "gap"),
    [
        (7, None, False, None),
        (7, 7, True, 0),
        (7, 10, False, Fraction(3, 10)),
        (7, 6, True, 0),
        (0, 0, True, 0),
        (0, 5, False, 1),
    ],
)
def test_how_far_a_better_plan_can_be(value: int, bound: int | None, proven: bool, gap: Fraction | None) -> None:
    proof = Proof(Fraction(value), None if bound is None else Fraction(bound))
    assert (proof.value_is_proven, proof.value_gap) == (proven, gap)


@pytest.mark.parametrize(
    ("cost", "bound", "proven"),
    [(None, None, False), (None, 5, False), (5, None, False), (5, 5, True), (5, 4, False), (5, 6, True), (0, 0, True)],
)
def test_a_cost_is_proven_by_its_bound(cost: int | None, bound: int | None, proven: bool) -> None:
    costs = [None if one is None else Fraction(one) for one in (cost, bound)]
    assert Proof(Fraction(1), cost=costs[0], cost_bound=costs[1]).cost_is_proven is proven


def test_a_proof_says_only_what_is_known() -> None:
    proof = Proof(Fraction(1))
    assert (proof.value_bound, proof.cost, proof.cost_bound, proof.finish, proof.seconds) == (None,) * 5
    assert proof.stop is Stop.DONE


amounts = st.fractions(min_value=0, max_value=10**9)


@given(amounts, st.none() | amounts)
def test_a_gap_is_a_share_and_none_is_left_where_it_is_proven(value: Fraction, bound: Fraction | None) -> None:
    proof = Proof(value, bound)
    assert (proof.value_gap is None) == (bound is None)
    if proof.value_gap is not None:
        assert 0 <= proof.value_gap <= 1
        assert (proof.value_gap == 0) == proof.value_is_proven
