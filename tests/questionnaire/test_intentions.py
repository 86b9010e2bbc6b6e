from __future__ import annotations

from fractions import Fraction

from questionnaire.intentions import Limits, PlannedStart, Target, UnitPrice


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
