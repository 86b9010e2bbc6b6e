"""What cannot be in a report on progress, each fault alone and all at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from planning.progress_checks import MOST_SPENT, ReportFault, report_faults
from questionnaire.following import ProgressReport, ProgressWord, Rater

TODAY = date(2027, 5, 3)
GOOD = ProgressReport("A1", Rater.SELF, ProgressWord.ON_TRACK, TODAY)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"spent": Fraction(0)},
        {"spent": MOST_SPENT},
        {"next_review": date(2027, 5, 4)},
        {"word": ProgressWord.PENDING, "waits_for": "a decree"},
        {"rater": Rater.EXTERNAL, "note": "the secretariat"},
        {"on": date(1999, 1, 1)},
    ],
)
def test_what_can_be(change: dict[str, Any]) -> None:
    assert report_faults(replace(GOOD, **change), TODAY) == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"on": date(2027, 5, 4)}, ReportFault.IN_FUTURE),
        ({"spent": Fraction(-1, 100)}, ReportFault.SPENT_NEGATIVE),
        ({"spent": MOST_SPENT + 1}, ReportFault.SPENT_ABSURD),
        ({"next_review": TODAY}, ReportFault.REVIEW_BEFORE),
        ({"word": ProgressWord.PENDING, "waits_for": "  "}, ReportFault.WAITS_FOR_NOTHING),
        ({"rater": Rater.EXTERNAL, "note": " "}, ReportFault.NOBODY_NAMED),
    ],
)
def test_each_fault(change: dict[str, Any], fault: ReportFault) -> None:
    assert report_faults(replace(GOOD, **change), TODAY) == (fault,)


def test_all_faults_are_told_at_once() -> None:
    worst = ProgressReport(
        "A1", Rater.EXTERNAL, ProgressWord.PENDING, date(2028, 1, 1), spent=Fraction(-1), next_review=TODAY
    )
    assert set(report_faults(worst, TODAY)) == set(ReportFault) - {ReportFault.SPENT_ABSURD}
