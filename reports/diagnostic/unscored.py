"""Why a report has no score at all: each reason has sentences of its own."""

from __future__ import annotations

from enum import StrEnum

from questionnaire.answers import NotApplicable
from questionnaire.framework import WHOLE
from reports.report import Report


class Unscored(StrEnum):
    """Why nothing is scored: no question is asked, none is answered, none applies, or no answer brings a level."""

    NOTHING_ASKED = "nothing_asked"
    BLANK = "blank"
    NOTHING_APPLIES = "nothing_applies"
    NO_LEVEL = "no_level"

    @property
    def may_change(self) -> bool:
        """Whether answers that are still to come may bring a score."""
        return self in (Unscored.BLANK, Unscored.NO_LEVEL)


def why_unscored(report: Report) -> Unscored | None:
    """The reason; None where the whole has a score."""
    asked, held = report.card.asked, report.card.agreements
    if report.card[WHOLE].value is not None:
        return None
    if not asked:
        return Unscored.NOTHING_ASKED
    replies = [held[id].reply for id in asked if id in held]
    if not replies:
        return Unscored.BLANK
    applies = len(replies) < len(asked) or not all(isinstance(one, NotApplicable) for one in replies)
    return Unscored.NO_LEVEL if applies else Unscored.NOTHING_APPLIES
