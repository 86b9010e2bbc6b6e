from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.examined import Examined
from planning.timetable import quarter_begins, quarter_of
from questionnaire.answers import Disputed, LevelReached, QuantityGiven
from questionnaire.following import BEGUN, ProgressReport, ProgressWord, Rater
from questionnaire.intentions import PlannedStart
from tests import examples
from tests.examples import action
from tests.planning.situations import Case, case, ladders

ONE = case(*ladders(1, 0), action("X1", "A1.1a"), action("X2", "A1.1a", "A1.2a"), action("X3", "A2.1a"), action("X4"))


def examined(one: Case = ONE, start: date | None = None, **starts: int) -> Examined:
    plan = one.starting(**starts)
    plan = plan if start is None else replace(plan, start=start)
    return Examined(plan, one.dossier, one.card, one.library)


def report(id: str, rater: Rater, word: ProgressWord) -> tuple[tuple[str, Rater], ProgressReport]:
    return (id, rater), ProgressReport(id, rater, word, date(2027, 2, 1))


def test_an_action_is_done_when_the_assessment_shows_all_it_brings() -> None:
    look = examined()
    assert [look.is_done_already(id) for id in ("X1", "X2", "X3", "X4", "X9")] == [True, False, False, False, False]


def test_a_dispute_shows_nothing_as_met() -> None:
    framework, _ = ladders(0)
    answers = [examples.answer("A1", Disputed(examples.Fraction(1), examples.Fraction(2)))]
    assert examined(case(framework, answers, action("X1", "A1.1a"))).had == frozenset()


def test_a_harder_threshold_brings_the_easier_ones() -> None:
    measured = examples.question("A1", examples.number("A1", {0: 0, 1: 10, 2: 50}))
    framework = examples.framework(examples.section("A", examples.capability("A1", measured)))
    answers = [examples.answer("A1", LevelReached(QuantityGiven(examples.Fraction(5), "percent")))]
    look = examined(case(framework, answers, action("X1", "A1.2")), X1=0)
    assert look.meets == {"X1": {"A1.1", "A1.2"}}


def test_what_is_met_grows_with_what_is_finished() -> None:
    look = examined(X1=0, X3=2)
    assert look.met(0) == frozenset() and look.met(1) == {"A1.1a"} == look.met(2)
    assert look.met(3) == look.met() == {"A1.1a", "A2.1a"}


@pytest.mark.parametrize("word", list(ProgressWord))
def test_what_the_administration_says_goes_before_what_others_say(word: ProgressWord) -> None:
    planned = (PlannedStart("X1", 2), PlannedStart("X3", 1), PlannedStart("X9", 0))
    progress = dict(
        [
            report("X1", Rater.SELF, word),
            report("X1", Rater.EXTERNAL, ProgressWord.ON_TRACK),
            report("X3", Rater.EXTERNAL, word),
            report("X2", Rater.SELF, word),
            report("X9", Rater.SELF, word),
        ]
    )
    one = replace(ONE, dossier=replace(ONE.dossier, planned=planned, progress=progress))
    # X2 was never in the plan that was kept, X9 is no action any more.
    assert examined(one).begun == ({"X1": 2, "X3": 1} if word in BEGUN else {})


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(-800, 3000))
def test_quarters_and_years_are_those_of_the_calendar(start: date, days: int) -> None:
    look = examined(start=start)
    day = start + timedelta(days)
    assert look.quarter_of(day) == quarter_of(start, day)
    assert look.year_of(look.quarter_of(day)) == quarter_begins(start, look.quarter_of(day)).year
