from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from planning.plan import Payment, Plan
from questionnaire.intentions import Donor
from tests.planning.situations import Case
from tests.planning.test_check_money import ONE, STARTS, donor

WHOLE = donor("D1", y27=10, y28=8, y29=2)
STAFF = donor("D2", y27=1, y28=9, blocks="staff")
OF_B = donor("D3", y28=9, sections="B")
"""X1 takes 10 of procurement and 1 of staff in 2027, then staff: 4, 2; X2, of section B, 5 of staff and 1 of goods."""

PAID = (
    Payment("X1", "D1", 2027, Fraction(10)),
    Payment("X1", "D2", 2027, Fraction(1)),
    Payment("X1", "D1", 2028, Fraction(1)),
    Payment("X1", "D2", 2028, Fraction(3)),
    Payment("X1", "D1", 2029, Fraction(2)),
    Payment("X2", "D1", 2028, Fraction(1, 2)),
    Payment("X2", "D2", 2028, Fraction(5)),
    Payment("X2", "D3", 2028, Fraction(1, 2)),
)


def within(*donors: Donor, **more: bool) -> Case:
    return ONE.within(donors=donors or (WHOLE, STAFF, OF_B), **more)


def paid(*payments: Payment, one: Case | None = None) -> Plan:
    return replace((one or within()).starting(**STARTS), payments=payments)


def changed(place: int, **changes: object) -> tuple[Payment, ...]:
    """The payments with one of them changed."""
    return (*PAID[:place], replace(PAID[place], **changes), *PAID[place + 1 :])


def test_payments_that_add_up_are_found_sound() -> None:
    assert within().breaches(paid(*PAID)) == set()
    halves = [replace(one, amount=one.amount / 2) for one in PAID for _ in range(2)]
    assert within().breaches(paid(*halves)) == set()


BROKEN: dict[str, Callable[[], tuple[Payment, ...]]] = {
    "payment_sum": lambda: PAID[:-1],
    "payment_sum: none": lambda: (),
    "payment_sum: too much": lambda: changed(4, amount=Fraction(7, 3)),
    "payment_sum: wrong action": lambda: changed(2, action="X2"),
    "payment_sum: not in the plan": lambda: changed(4, action="X3"),
    "payment_sum: wrong year": lambda: changed(7, year=2027),
    "donor_over": lambda: changed(1, donor="D1"),
    "donor_over: no money then": lambda: changed(4, donor="D2"),
    "donor_unknown": lambda: changed(4, donor="D4"),
    "payment_nothing": lambda: (*PAID, Payment("X1", "D1", 2028, Fraction(0))),
    "payment_nothing: below": lambda: (*changed(4, amount=Fraction(3)), replace(PAID[4], amount=Fraction(-1))),
    "payment_not_allowed: section": lambda: changed(2, donor="D3"),
    "payment_not_allowed: block": lambda: changed(5, donor="D2"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_found(what: str) -> None:
    assert what.partition(":")[0] in within().breaches(paid(*BROKEN[what]()))


def test_what_each_could_pay_alone_may_be_too_much_together() -> None:
    twins = within(WHOLE, STAFF, replace(STAFF, name="D3"))
    # Both pay staff only: 5 of X2 is staff, and the sixth is not.
    assert twins.breaches(paid(*PAID, one=twins)) == {"payment_not_allowed"}
    fewer = (*changed(5, amount=Fraction(1))[:6], replace(PAID[6], amount=Fraction(9, 2)), PAID[7])
    assert twins.breaches(paid(*fewer, one=twins)) == set()


def test_nobody_pays_where_no_donor_is_named() -> None:
    none = within().within(donors=())
    assert none.breaches(paid(one=none)) == set()
    assert none.breaches(paid(PAID[0], one=none)) == {"donor_unknown"}


def test_a_year_that_the_donors_cannot_pay_is_said_once() -> None:
    poor = within(donor("D1", y27=4, y28=99, y29=99))
    payments = (
        Payment("X1", "D1", 2027, Fraction(4)),
        Payment("X1", "D1", 2028, Fraction(4)),
        Payment("X1", "D1", 2029, Fraction(2)),
        Payment("X2", "D1", 2028, Fraction(6)),
    )
    assert poor.breaches(paid(*payments, one=poor)) == {"donors_short"}
    assert poor.breaches(paid(*payments[:-1], one=poor)) == {"donors_short", "payment_sum"}


def test_one_donor_each_means_in_all_years() -> None:
    donors = donor("D1", y27=99, y28=99, y29=99), donor("D2", y27=99, y28=99, y29=99)
    alone = within(*donors, one_donor_each=True)
    payments = (
        Payment("X1", "D1", 2027, Fraction(11)),
        Payment("X1", "D1", 2028, Fraction(4)),
        Payment("X1", "D1", 2029, Fraction(2)),
        Payment("X2", "D2", 2028, Fraction(6)),
    )
    assert alone.breaches(paid(*payments, one=alone)) == set()
    shared = (*payments[:2], replace(payments[2], donor="D2"), payments[3])
    assert alone.breaches(paid(*shared, one=alone)) == {"one_donor_each"}
    assert within(*donors).breaches(paid(*shared, one=within(*donors))) == set()
