from __future__ import annotations

from datetime import date
from fractions import Fraction

from questionnaire.following import BEGUN, FINISHED, Funding, ProgressReport, ProgressWord, Rater, StepDetails


def test_there_are_the_six_words_of_the_national_ivory_action_plans() -> None:
    assert {word.value for word in ProgressWord} == {
        "achieved",
        "substantially_achieved",
        "on_track",
        "partial_progress",
        "pending",
        "not_commenced",
    }


def test_what_is_finished_has_begun_and_what_waits_has_not() -> None:
    assert FINISHED < BEGUN
    assert set(ProgressWord) - BEGUN == {ProgressWord.PENDING, ProgressWord.NOT_COMMENCED}


def test_who_judges_and_who_pays_are_closed_lists() -> None:
    assert {rater.value for rater in Rater} == {"self", "external"}
    assert {funding.value for funding in Funding} == {"funded", "part", "unfunded"}


def test_nothing_said_is_nothing_and_never_zero() -> None:
    details = StepDetails("A-1")
    assert (details.funding, details.baseline, details.goal) == (None, None, None)
    report = ProgressReport("A-1", Rater.SELF, ProgressWord.NOT_COMMENCED, date(2027, 1, 1))
    assert report.spent is None
    assert report != ProgressReport("A-1", Rater.SELF, ProgressWord.NOT_COMMENCED, date(2027, 1, 1), spent=Fraction(0))
