"""What a donor's copy leaves out: who took part, and comments. Replies, reasons and evidence stay."""

from __future__ import annotations

from dataclasses import replace

from questionnaire.assessment import Dossier
from scoring.scorecard import ScoreCard


def redacted_dossier(dossier: Dossier) -> Dossier:
    """The dossier without names and offices of participants, comments, and what fits no question."""
    return replace(
        dossier,
        participants=tuple(replace(one, name="", office="") for one in dossier.participants),
        answers={place: replace(answer, comment="") for place, answer in dossier.answers.items()},
        orphans=(),
        set_aside={},
    )


def redacted_card(card: ScoreCard) -> ScoreCard:
    """The score card without the rationale of agreements, which is the comment where one person records alone."""
    agreements = {question: replace(one, rationale="") for question, one in card.agreements.items()}
    return replace(card, agreements=agreements)
