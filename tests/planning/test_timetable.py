from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.timetable import (
    first_day,
    quarter_begins,
    quarter_ends,
    quarter_of,
    quarters_paid,
    upkeep_by_year,
    years_of,
)
from questionnaire.intentions import Limits

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("today", "begins"),
    [
        (date(2027, 1, 1), date(2027, 4, 1)),
        (date(2027, 3, 31), date(2027, 4, 1)),
        (date(2027, 5, 15), date(2027, 7, 1)),
        (date(2027, 12, 31), date(2028, 1, 1)),
    ],
)
def test_a_plan_begins_with_the_next_quarter(today: date, begins: date) -> None:
    assert first_day(Limits(), today) == begins


def test_a_plan_begins_on_the_day_that_was_set() -> None:
    assert first_day(Limits(start=date(2026, 2, 14)), date(2027, 1, 1)) == date(2026, 2, 14)


def test_quarters_of_a_plan_that_begins_in_mid_month() -> None:
    start = date(2027, 2, 15)
    assert (quarter_begins(start, 0), quarter_ends(start, 0)) == (start, date(2027, 5, 14))
    assert quarter_begins(start, 4) == date(2028, 2, 15)


def test_a_start_on_the_31st_falls_back_to_the_end_of_shorter_months() -> None:
    assert quarter_begins(date(2027, 11, 30), 1) == date(2028, 2, 29)
    assert quarter_begins(date(2027, 11, 30), 2) == date(2028, 5, 30)


@given(DAYS, st.integers(0, 60))
def test_quarters_follow_each_other_without_a_hole(start: date, quarter: int) -> None:
    assert quarter_ends(start, quarter) + timedelta(days=1) == quarter_begins(start, quarter + 1)


@given(DAYS, st.integers(-2000, 6000))
def test_every_day_lies_in_its_quarter(start: date, days: int) -> None:
    day = start + timedelta(days=days)
    quarter = quarter_of(start, day)
    assert quarter_begins(start, quarter) <= day <= quarter_ends(start, quarter)


def test_upkeep_is_paid_from_the_end_of_an_action_in_the_year_of_each_quarter() -> None:
    start = date(2027, 7, 1)
    assert upkeep_by_year(start, 0, 8) == {2027: Fraction(1, 4), 2028: 1, 2029: Fraction(1, 2)}
    assert upkeep_by_year(start, 7, 8) == {}


@given(DAYS, st.integers(0, 30), st.integers(1, 24))
def test_upkeep_by_year_is_all_the_upkeep(start: date, end: int, quarters: int) -> None:
    assert sum(upkeep_by_year(start, end, quarters).values(), Fraction(0)) == Fraction(quarters_paid(end, quarters), 4)


def test_the_years_of_a_plan() -> None:
    assert list(years_of((), date(2027, 7, 1), 6)) == [2027, 2028]
