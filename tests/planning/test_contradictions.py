from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count
from time import monotonic
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from planning.contradictions import MORE_QUARTERS, Wish, WishKind, contradiction, limits_with, wishes
from questionnaire.intentions import Donor, Limits
from tests.examples import action, targets
from tests.planning.situations import TODAY, Case, case, ladders, tight_cases
from tests.planning.tries import brute_force

SOME = settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
ONE = case(
    *ladders(0, 0),
    action("X1", "A1.1a", money=6, months=6),
    action("X2", "A2.1a", money=5, after=("X1",)),
    action("X3", "A2.2a", money=2, upkeep=4),
    targets=targets(A1=1, A2=1),
)


def found(one: Case) -> set[tuple[str, str]]:
    wishes = contradiction(one.dossier, one.card, one.library, TODAY, clock=monotonic)
    assert len(set(wishes)) == len(wishes)
    return {(wish.kind.value, wish.name) for wish in wishes}


def test_nothing_contradicts_where_a_plan_is_possible() -> None:
    assert found(ONE) == set()
    assert found(ONE.within(money=Fraction(0))) == set()


def test_what_is_forced_in_costs_more_than_there_is() -> None:
    dear = ONE.within(forced_in=frozenset({"X1", "X3"}), money=Fraction(5))
    assert found(dear) == {("money", ""), ("forced_in", "X1")}
    both = ONE.within(forced_in=frozenset({"X1", "X3"}), money=Fraction(7))
    assert found(both) == {("money", ""), ("forced_in", "X1"), ("forced_in", "X3")}


def test_a_pin_comes_before_what_must_be_finished_first() -> None:
    early = ONE.within(pinned={"X2": 1})
    assert found(early) == {("pinned", "X2")}
    assert found(ONE.within(pinned={"X2": 2})) == set()
    assert found(ONE.within(pinned={"X1": 1, "X2": 2})) == {("pinned", "X1"), ("pinned", "X2")}


def test_a_horizon_is_shorter_than_what_must_be_in() -> None:
    short = ONE.within(quarters=2, forced_in=frozenset({"X2"}))
    assert found(short) == {("horizon", ""), ("forced_in", "X2")}


def test_a_required_level_that_nothing_can_bring() -> None:
    assert found(ONE.within(required={"A1": 2})) == {("required", "A1")}
    assert found(ONE.within(required={"A1": 1}, forced_out=frozenset({"X1"}))) == {
        ("required", "A1"), ("forced_out", "X1"),
    }  # fmt: skip


def test_what_is_forced_in_needs_what_is_forced_out() -> None:
    torn = ONE.within(forced_in=frozenset({"X2", "X3"}), forced_out=frozenset({"X1"}))
    assert found(torn) == {("forced_in", "X2"), ("forced_out", "X1")}


def test_forced_out_and_in_is_out() -> None:
    assert found(ONE.within(forced_in=frozenset({"X1"}), pinned={"X1": 0}, forced_out=frozenset({"X1"}))) == set()


def test_a_lead_cannot_carry_what_is_pinned() -> None:
    pinned = ONE.within(pinned={"X1": 0, "X3": 0}, at_once_default=1)
    assert found(pinned) == {("at_once", "legal"), ("pinned", "X1"), ("pinned", "X3")}


def test_upkeep_and_donors() -> None:
    assert found(ONE.within(forced_in=frozenset({"X3"}), upkeep=Fraction(3))) == {("upkeep", ""), ("forced_in", "X3")}
    poor = ONE.within(forced_in=frozenset({"X3"}), donors=(Donor("D", {2027: Fraction(1)}), Donor("E")))
    assert found(poor) == {("donor", "D"), ("donor", "E"), ("forced_in", "X3")}


def test_every_limit_is_a_wish_the_dearest_action_first() -> None:
    limits = Limits(
        money=Fraction(1), upkeep=Fraction(1), donors=(Donor("D"),), pinned={"X3": 0},
        forced_in=frozenset({"X1", "X2"}), forced_out=frozenset({"X3"}), required={"A1": 1},
    )  # fmt: skip
    told = [(one.kind.value, one.name) for one in wishes(replace(ONE.situation(), dossier=ONE.within(
        **{name: getattr(limits, name) for name in vars(limits)}).dossier))]  # fmt: skip
    assert told == [
        ("horizon", ""), ("upkeep", ""), ("money", ""), ("donor", "D"), ("at_once", "legal"),
        ("forced_in", "X1"), ("forced_in", "X2"), ("required", "A1"), ("forced_out", "X3"),
    ]  # fmt: skip


@pytest.mark.parametrize("limits", [{"forced_in": frozenset({"X1"})}, {"pinned": {"X1": 0}}])
def test_a_horizon_shorter_than_what_is_wanted_is_named_however_long_that_takes(limits: dict[str, Any]) -> None:
    one = case(*ladders(0), action("X1", "A1.1a", months=90)).within(quarters=4, **limits)
    assert found(one) == {("horizon", ""), (*limits, "X1")}


def test_a_pin_beyond_the_horizon_contradicts_it() -> None:
    one = case(*ladders(0), action("X1", "A1.1a")).within(quarters=4, pinned={"X1": 20})
    assert found(one) == {("horizon", ""), ("pinned", "X1")}


def test_limits_with_nothing_of_what_is_given_up() -> None:
    limits = ONE.within(money=Fraction(1), upkeep=Fraction(1), quarters=3, required={"A1": 1}).dossier.limits
    free = limits_with(limits, (), ["legal"])
    assert (free.money, free.upkeep, free.required, free.quarters) == (None, None, {}, 3 + MORE_QUARTERS)
    assert free.at_once["legal"] > 100
    kept = limits_with(limits, (Wish(WishKind.MONEY), Wish(WishKind.AT_ONCE, "legal")), ["legal"])
    assert (kept.money, kept.upkeep, kept.at_once) == (1, None, {"legal": limits.at_once_default})


def test_a_donor_given_up_has_plenty_for_what_it_funds() -> None:
    limits = Limits(donors=(Donor("D", {2027: Fraction(1)}), Donor("S", blocks=frozenset({"staff"}))))
    assert limits_with(limits, (Wish(WishKind.DONOR, "S"),), []).donors == ()
    rich = limits_with(limits, (Wish(WishKind.DONOR, "D"),), []).donors
    assert rich[0] == limits.donors[0] and rich[1].amounts[2027] > 10**9


def test_without_time_nothing_is_claimed() -> None:
    ticks = count()
    one = ONE.within(forced_in=frozenset({"X1"}), money=Fraction(5))
    told = contradiction(one.dossier, one.card, one.library, TODAY, clock=lambda: next(ticks) * 100.0, seconds=1)
    assert told == ()


def with_limits(one: Case, kept: tuple[Wish, ...]) -> Case:
    leads = {done.lead for done in one.library.actions.values()}
    changed = limits_with(one.dossier.limits, kept, leads)
    return replace(one, dossier=replace(one.dossier, limits=changed))


def possible(one: Case, kept: tuple[Wish, ...]) -> bool:
    """Whether these limits allow a plan, of the same length or a longer one where the horizon is not among them."""
    horizon = Wish(WishKind.HORIZON)
    tries = [with_limits(one, (*kept, horizon)), *([] if horizon in kept else [with_limits(one, kept)])]
    return any(contradiction(t.dossier, t.card, t.library, TODAY, clock=monotonic) == () for t in tries)


def test_a_longer_plan_that_pays_upkeep_for_longer_is_no_reason() -> None:
    """X1 where it is pinned takes three within the horizon, and eleven in a plan of two years more."""
    actions = action("X1", money=2, upkeep=4), action("X2", money=9)
    one = case(*ladders(3), *actions).within(quarters=2, pinned={"X1": 0}, money=Fraction(3))
    assert found(one) == set()
    assert found(one.within(forced_in=frozenset({"X2"}))) == {("money", ""), ("forced_in", "X2")}


@SOME
@given(tight_cases(5, 4))
def test_what_is_named_contradicts_itself_and_none_of_it_can_be_spared(one: Case) -> None:
    one = one.within(quarters=3, start=date(2027, 4, 1), forced_in=frozenset(sorted(one.library.actions)[:2]))
    named = contradiction(one.dossier, one.card, one.library, TODAY, clock=monotonic)
    if brute_force(one) is not None:
        assert named == ()
        return
    assert named
    assert not possible(one, named)
    for spared in named:
        assert possible(one, tuple(wish for wish in named if wish != spared))
