from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given

from planning.payments import one_donor_each_pays, payments, unpaid_by_one_each
from planning.plan import Payment
from planning.purses import Outlay, Purses
from questionnaire.intentions import Donor
from tests.examples import action
from tests.planning.situations import FEW, Case, case, ladders, tight_cases
from tests.planning.tries import Tries

ONE = case(
    *ladders(0),
    action("X1", "A1.1a", money=6, upkeep=4),
    action("X2", "A1.2a", money=6),
    action("X3", "A1.3a"),
).within(start=date(2027, 7, 1), quarters=4)
FIRST, SECOND = Donor("First", {2027: Fraction(10), 2028: Fraction(1)}), Donor("Second", {2027: Fraction(8)})


def paid(one: Case, **starts: int) -> list[tuple[str, str, int, Fraction]]:
    found = payments(Purses(one.situation()), starts)
    return [(one.action, one.donor, one.year, one.amount) for one in found]


def test_without_donors_nobody_pays() -> None:
    assert paid(ONE, X1=0, X2=0) == []
    assert one_donor_each_pays(Purses(ONE.within(one_donor_each=True).situation()), {"X1": 0})


def test_the_first_donor_pays_what_starts_first_and_an_action_may_be_shared() -> None:
    one = ONE.within(donors=(FIRST, SECOND))
    assert paid(one, X2=1, X1=0, X3=0) == [("X1", "First", 2027, 7), ("X1", "First", 2028, 1),
                                           ("X2", "First", 2027, 3), ("X2", "Second", 2027, 3)]  # fmt: skip


def test_each_action_has_one_donor_where_the_limits_say_so() -> None:
    one = ONE.within(donors=(SECOND, FIRST), one_donor_each=True)
    assert paid(one, X1=1, X2=0) == [
        ("X1", "First", 2027, 6), ("X1", "First", 2028, 2), ("X2", "Second", 2027, 6)
    ] or not one_donor_each_pays(Purses(one.situation()), {"X1": 1, "X2": 0})  # fmt: skip
    rich = one.within(donors=(SECOND, Donor("First", {2027: Fraction(10), 2028: Fraction(2)})))
    assert paid(rich, X1=0, X2=0) == [
        ("X1", "First", 2027, 7), ("X1", "First", 2028, 2), ("X2", "Second", 2027, 6)
    ]  # fmt: skip


def test_where_one_donor_each_cannot_pay_all_is_shared_and_told() -> None:
    short = ONE.within(donors=(FIRST, Donor("Second", {2027: Fraction(5)})), one_donor_each=True)
    money = Purses(short.situation())
    assert not one_donor_each_pays(money, {"X1": 2, "X2": 0})
    assert sum(one.amount for one in payments(money, {"X1": 2, "X2": 0})) == 7


def test_where_money_lacks_as_much_as_possible_is_paid() -> None:
    poor = ONE.within(donors=(Donor("Only", {2027: Fraction(4)}),))
    assert paid(poor, X1=0, X2=0) == [("X1", "Only", 2027, 4)]


@FEW
@given(tight_cases())
def test_payments_add_up_and_stay_within_what_donors_give(one: Case) -> None:
    one = one.within(one_donor_each=False)
    money = Purses(one.situation())
    starts = dict.fromkeys(one.library.actions, 0)
    found = payments(money, starts)
    outlay = Outlay(money)
    for id in starts:
        outlay.add(money.charges(id, 0))
    without_ceiling = Outlay(Purses(one.within(money=None).situation()), outlay.spent, outlay.total)
    if money.donors:
        assert sum(one.amount for one in found) == money.money(outlay.total - without_ceiling.missing())
    for donor in money.donors:
        for year in money.years:
            given = sum(one.amount for one in found if (one.donor, one.year) == (donor.name, year))
            assert given <= donor.amounts.get(year, 0)
    for id in starts:
        for year in money.years:
            owed = money.money(sum(amount for _, when, amount in money.charges(id, 0) if when == year))
            assert sum(one.amount for one in found if (one.action, one.year) == (id, year)) <= owed
    assert all(one.amount > 0 for one in found)


@FEW
@given(tight_cases())
def test_one_donor_each_is_possible_just_where_some_way_to_deal_them_out_is(one: Case) -> None:
    one = one.within(one_donor_each=True, money=None)
    tries, money = Tries(one), Purses(one.situation())
    starts = {id: tries.quarters(id)[0] for id in one.library.actions if tries.quarters(id)}
    possible = not money.donors or tries._one_payer_each(starts) is not None
    assert one_donor_each_pays(money, starts) == possible
    found = payments(money, starts)
    if possible:
        assert len({one.action for one in found}) == len({(one.action, one.donor) for one in found})


def test_a_payment_says_who_pays_what_when() -> None:
    assert Payment("X1", "First", 2027, Fraction(7)).amount == 7


def test_what_nobody_alone_can_pay_is_left_to_somebody_new() -> None:
    two = Donor("D", {2027: Fraction(6)}), Donor("E", {2027: Fraction(6)})
    actions = action("X1", "A1.1a", money=5), action("X2", "A2.1a", money=7), action("X3", "A3.1a", money=2)
    one = case(*ladders(0, 0, 0), *actions).within(donors=two, one_donor_each=True, start=date(2027, 4, 1))
    assert unpaid_by_one_each(Purses(one.situation()), {"X1": 0, "X2": 0, "X3": 0}) == {2027: 7}
    assert unpaid_by_one_each(Purses(one.situation()), {"X1": 0, "X3": 0}) == {}
