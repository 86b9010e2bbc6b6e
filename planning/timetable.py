"""Quarters and dates: when a quarter of the plan begins and ends, and in which calendar year money is spent."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from planning.plan import PlanStep
from questionnaire.intentions import Limits

MONTHS_IN_A_QUARTER = 3
QUARTERS_IN_A_YEAR = 4


def first_day(limits: Limits, today: date) -> date:
    """The first day of the plan: the one in the limits, else the first day of the calendar quarter after `today`."""
    if limits.start is not None:
        return limits.start
    month = today.month - (today.month - 1) % MONTHS_IN_A_QUARTER
    return _months_later(date(today.year, month, 1), MONTHS_IN_A_QUARTER)


def quarter_begins(start: date, quarter: int) -> date:
    """The first day of a quarter of the plan; 0 is the one that begins on `start`."""
    return _months_later(start, quarter * MONTHS_IN_A_QUARTER)


def quarter_ends(start: date, quarter: int) -> date:
    """The last day of a quarter of the plan."""
    return quarter_begins(start, quarter + 1) - timedelta(days=1)


def quarter_of(start: date, day: date) -> int:
    """The quarter of the plan in which a day lies; negative before the plan begins."""
    months = (day.year - start.year) * 12 + day.month - start.month
    guess = months // MONTHS_IN_A_QUARTER
    return guess - 1 if day < quarter_begins(start, guess) else guess


def quarters_paid(end: int, quarters: int) -> int:
    """For how many quarters upkeep is paid: from the end of an action (its last quarter) to the end of the plan."""
    return max(0, quarters - 1 - end)


def upkeep_by_year(start: date, end: int, quarters: int) -> Mapping[int, Fraction]:
    """How many years of upkeep fall into each calendar year, for an action whose last quarter is `end`."""
    shares: dict[int, Fraction] = {}
    for quarter in range(end + 1, quarters):
        year = quarter_begins(start, quarter).year
        shares[year] = shares.get(year, Fraction(0)) + Fraction(1, QUARTERS_IN_A_YEAR)
    return shares


def years_of(steps: Iterable[PlanStep], start: date, quarters: int) -> range:
    """Every calendar year in which the plan runs, an action that ends after its horizon included."""
    last = max((step.ends_on for step in steps), default=start)
    return range(start.year, max(last, quarter_ends(start, max(quarters, 1) - 1)).year + 1)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
