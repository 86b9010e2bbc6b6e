"""What cannot be in a report on progress: all of it at once, so that nothing has to be sent twice."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from questionnaire.following import ProgressReport, ProgressWord, Rater

MOST_SPENT = Fraction(10**12)
"""More than any plan costs in any currency: somebody typed too many digits."""


class ReportFault(StrEnum):
    """What is wrong in a report on progress."""

    IN_FUTURE = "in_future"
    SPENT_NEGATIVE = "spent_negative"
    SPENT_ABSURD = "spent_absurd"
    REVIEW_BEFORE = "review_before"
    WAITS_FOR_NOTHING = "waits_for_nothing"
    """Pending, and nobody said for what."""
    NOBODY_NAMED = "nobody_named"
    """Judged from outside, and nobody said by whom."""


def report_faults(report: ProgressReport, today: date) -> tuple[ReportFault, ...]:
    """Everything that is wrong in a report that is recorded on `today`, in the order of the form."""
    spent, review = report.spent, report.next_review
    wrong = {
        ReportFault.IN_FUTURE: report.on > today,
        ReportFault.WAITS_FOR_NOTHING: report.word is ProgressWord.PENDING and not report.waits_for.strip(),
        ReportFault.SPENT_NEGATIVE: spent is not None and spent < 0,
        ReportFault.SPENT_ABSURD: spent is not None and spent > MOST_SPENT,
        ReportFault.REVIEW_BEFORE: review is not None and review <= report.on,
        ReportFault.NOBODY_NAMED: report.rater is Rater.EXTERNAL and not report.note.strip(),
    }
    return tuple(fault for fault, holds in wrong.items() if holds)
