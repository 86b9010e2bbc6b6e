from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings

from planning.best_plan import best_starts
from planning.candidates import Candidates
from planning.counterfactuals import WhyNot, missing_by_year, why_not
from planning.purses import Purses
from planning.reach import Reach
from questionnaire.intentions import Donor
from tests.examples import action, targets
from tests.planning.situations import Case, case, ladders, tight_cases
from tests.planning.tries import brute_force

SOME = settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
ONE = case(
    *ladders(0, 0, 0),
    action("X1", "A1.1a", money=6),
    action("X2", "A2.1a", money=5),
    action("X3", "A3.1a", money=5),
    targets=targets(A1=1, A2=1, A3=1),
    threats={"A1": 3, "A2": 2, "A3": 2},
).within(quarters=3, at_once_default=3, start=date(2027, 4, 1))


def best(one: Case) -> tuple[Candidates, Mapping[str, int]]:
    candidates = Candidates(Reach(one.situation()))
    starts = best_starts(candidates, clock=monotonic).starts
    assert starts is not None
    return candidates, starts


def asked(one: Case, action: str) -> WhyNot:
    return why_not(*best(one), action, clock=monotonic)


def test_what_is_lost_and_what_more_money_buys() -> None:
    told = asked(ONE.within(money=Fraction(10)), "X1")
    assert (told.lost, told.levels_lost, told.equally_good, told.proven) == (1, 1, False, True)
    # Beside four of value now: X1 and one of the others, for eleven.
    assert (told.more, told.more_by_year) == (1, {0: 1})
    assert told.hindered_by == () and not told.needs_time


def test_more_money_in_the_years_in_which_it_lacks() -> None:
    given = Donor("D", {2027: Fraction(10), 2028: Fraction(0)})
    told = asked(ONE.within(donors=(given,)), "X1")
    assert (told.lost, told.more, told.more_by_year) == (1, 1, {2027: 1})


def test_an_action_that_is_as_good_and_what_it_costs_more() -> None:
    twins = action("X1", "A1.1a", money=4), action("X2", "A1.1a", money=7, lead="risk")
    told = asked(case(*ladders(0), *twins, targets=targets(A1=1)), "X2")
    assert (told.lost, told.equally_good, told.dearer, told.more) == (0, True, 3, None)
    unpriced = asked(case(*ladders(0), *twins, targets=targets(A1=1), price=None), "X2")
    assert unpriced.equally_good and unpriced.dearer is None


def test_the_lead_whose_time_lacks_is_named() -> None:
    two = replace(ONE.library, actions={
        **ONE.library.actions, "X2": action("X2", "A2.1a", money=5, lead="risk"),
    })  # fmt: skip
    one = replace(ONE, library=two).within(quarters=1, at_once={"legal": 1, "risk": 1})
    told = asked(one, "X3")
    assert (told.lost, told.more, told.hindered_by, told.needs_time) == (1, None, ("legal",), True)


def test_another_lead_can_stand_in_the_way() -> None:
    actions = (
        action("X1", "A1.1a", lead="risk"),
        action("X2", "A2.1a", lead="legal", after=("X3",)),
        action("X3", lead="risk"),
    )
    one = case(*ladders(0, 0), *actions, targets=targets(A1=1, A2=1), threats={"A1": 2})
    told = asked(one.within(quarters=2, at_once={"legal": 1, "risk": 1}), "X2")
    assert told.equally_good and told.hindered_by == ()
    short = asked(one.within(quarters=2, pinned={"X1": 0}, at_once={"legal": 1, "risk": 1}), "X2")
    assert (short.lost, short.hindered_by) == (None, ("risk",))


def test_what_no_money_and_nobody_but_time_can_buy() -> None:
    told = asked(ONE.within(quarters=1, pinned={"X1": 0}), "X1")
    assert told.equally_good
    long = replace(ONE.library, actions={**ONE.library.actions, "X3": action("X3", "A3.1a", months=12)})
    slow = asked(replace(ONE, library=long), "X3")
    assert (slow.lost, slow.more, slow.hindered_by, slow.needs_time) == (None, None, (), True)


def test_a_ceiling_on_upkeep_is_nobodys_lack_of_time() -> None:
    dear = case(*ladders(0), action("X1", "A1.1a", upkeep=10), targets=targets(A1=1)).within(upkeep=Fraction(5))
    for one in (dear, dear.within(money=Fraction(1))):
        told = asked(one, "X1")
        assert (told.lost, told.more, told.hindered_by, told.needs_time) == (None, None, (), False)


def test_beside_donors_the_ceiling_rises_with_what_is_given_on_top() -> None:
    given = Donor("D", {2027: Fraction(8)})
    one = case(*ladders(0), action("X1", "A1.1a", money=10), targets=targets(A1=1)).within(start=date(2027, 4, 1))
    told = asked(one.within(donors=(given,), money=Fraction(5)), "X1")
    assert (told.more, told.more_by_year) == (5, {0: 3, 2027: 2})
    told = asked(one.within(donors=(given,), money=Fraction(8)), "X1")
    assert (told.more, told.more_by_year) == (2, {2027: 2})


def test_where_one_donor_pays_all_of_an_action_so_does_a_new_one() -> None:
    two = Donor("D", {2027: Fraction(6)}), Donor("E", {2027: Fraction(6)})
    one = case(*ladders(0), action("X1", "A1.1a", money=10), targets=targets(A1=1)).within(start=date(2027, 4, 1))
    told = asked(one.within(donors=two, one_donor_each=True), "X1")
    assert (told.lost, told.more, told.more_by_year) == (None, 10, {2027: 10})


def test_an_action_that_was_forced_out_may_be_asked_about() -> None:
    told = asked(ONE.within(forced_out=frozenset({"X1"})), "X1")
    assert told.lost == 0 and told.equally_good


def test_an_action_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        asked(ONE, "X9")


def test_what_is_missing_by_year() -> None:
    money = Purses(ONE.within(donors=(Donor("D", {2027: Fraction(7)}), Donor("E", {2028: Fraction(9)}))).situation())
    assert missing_by_year(money, {"X1": 0, "X2": 1}) == {2027: 4}
    assert missing_by_year(money, {"X1": 0}) == {}
    assert missing_by_year(Purses(ONE.within(money=Fraction(4)).situation()), {"X1": 0, "X2": 1}) == {0: 7}
    assert missing_by_year(Purses(ONE.within(money=Fraction(40)).situation()), {"X1": 0}) == {0: 0}


@SOME
@given(tight_cases(5, 4))
def test_with_the_money_named_nothing_is_lost_and_with_a_unit_less_something_is(one: Case) -> None:
    one = one.within(one_donor_each=False)
    free = one.within(donors=(), upkeep=None, money=Fraction(8))
    if brute_force(free) is None:
        return
    candidates, starts = best(free)
    in_months = candidates.ranked_by.value == "months"
    before = brute_force(free, in_months=in_months)
    assert before is not None
    for id in sorted(free.library.actions.keys() - starts.keys())[:2]:
        told = why_not(candidates, starts, id, clock=monotonic)
        limits = free.dossier.limits
        forced = free.within(forced_in=limits.forced_in | {id}, forced_out=limits.forced_out - {id})
        after = brute_force(forced, in_months=in_months)
        assert told.proven
        assert told.lost == (None if after is None else max(Fraction(0), before[0] - after[0]))
        if told.dearer is not None and after is not None:
            assert told.dearer == after[1] - before[1]
        if told.more is not None:
            unit = Fraction(1, Purses(forced.situation()).unit)
            enough = brute_force(forced.within(money=Fraction(8) + told.more))
            assert enough is not None and enough[0] >= before[0]
            short = brute_force(forced.within(money=Fraction(8) + told.more - unit))
            assert short is None or short[0] < before[0]


@SOME
@given(tight_cases(5, 4))
def test_money_given_in_the_years_named_buys_it(one: Case) -> None:
    given = Donor("D", {2027: Fraction(6), 2028: Fraction(3)})
    one = one.within(donors=(given,), money=None, upkeep=None, one_donor_each=False)
    if brute_force(one) is None:
        return
    candidates, starts = best(one)
    worth = brute_force(one)
    assert worth is not None
    for id in sorted(one.library.actions.keys() - starts.keys())[:2]:
        told = why_not(candidates, starts, id, clock=monotonic)
        if told.more is None:
            continue
        assert sum(told.more_by_year.values()) == told.more > 0
        limits = one.dossier.limits
        forced = one.within(forced_in=limits.forced_in | {id}, forced_out=limits.forced_out - {id})
        years = given.amounts.keys() | told.more_by_year.keys()
        more = {year: given.amounts.get(year, Fraction(0)) + told.more_by_year.get(year, 0) for year in years}
        enough = brute_force(forced.within(donors=(replace(given, amounts=more),)))
        assert enough is not None and enough[0] >= worth[0]
