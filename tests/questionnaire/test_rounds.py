"""Which of two assessments is the earlier round, and when that is in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from questionnaire.assessment import Administration, Dossier, Round, RoundKind, Setup, Site
from questionnaire.rounds import RoundDoubt, doubts_about, is_later, is_same_state
from tests.examples import capability, framework, section

TREE = framework(section("L", capability("L01")))


def setup(year: int | None = None, day: str = "", name: str = "Customs", country: str = "", site: str = "") -> Setup:
    return Setup(
        Administration(name, country),
        Site(site),
        Round(RoundKind.BASELINE, year),
        assessed_on=date.fromisoformat(day) if day else None,
    )


@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        (setup(2031), setup(2027), True),
        (setup(2027), setup(2027), False),
        (setup(2025), setup(2027), False),
        (setup(2025, "2027-05-02"), setup(2027, "2027-05-01"), True),  # the days say more than the years
        (setup(day="2028-01-01"), setup(2027), True),
        (setup(), setup(2027), False),
        (setup(), setup(), False),
    ],
)
def test_a_day_tells_the_order_or_else_a_year(one: Setup, other: Setup, later: bool) -> None:
    assert is_later(one, other) is later


@pytest.mark.parametrize(
    ("before", "doubts"),
    [
        (setup(2025), ()),
        (setup(2025, name=" customs  "), ()),
        (setup(2025, name="Border Guard"), (RoundDoubt.OTHER_NAME,)),
        (setup(2025, country="Aland", site="Port"), (RoundDoubt.OTHER_COUNTRY, RoundDoubt.OTHER_SITE)),
        (setup(), (RoundDoubt.NO_ORDER,)),
        (setup(2027), (RoundDoubt.NO_ORDER,)),
    ],
)
def test_what_speaks_against_it_is_named(before: Setup, doubts: tuple[RoundDoubt, ...]) -> None:
    assert doubts_about(before, setup(2027)) == doubts


def test_no_state_of_an_assessment_is_compared_with_itself_or_an_earlier_one() -> None:
    now = Dossier("D1", TREE, revision=7)
    assert is_same_state(now, now)
    assert is_same_state(replace(now, revision=8), now)
    assert not is_same_state(replace(now, revision=6), now)
    assert not is_same_state(replace(now, id="D2"), now)
