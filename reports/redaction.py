"""What a donor's copy leaves out: who took part, comments and notes. Replies, reasons, evidence and progress stay."""

from __future__ import annotations

from dataclasses import replace

from questionnaire.assessment import Dossier
from scoring.scorecard import ScoreCard


def redacted_dossier(dossier: Dossier) -> Dossier:
    """The dossier without names and offices of participants, comments, notes, and what fits no question."""
    return replace(
        dossier,
        participants=tuple(replace(one, name="", office="") for one in dossier.participants),
        answers={place: replace(answer, comment="") for place, answer in dossier.answers.items()},
        details={action: replace(one, notes="") for action, one in dossier.details.items()},
        progress={place: replace(one, note="") for place, one in dossier.progress.items()},
        orphans=(),
        set_aside={},
    )


def redacted_card(card: ScoreCard) -> ScoreCard:
    """The score card without the rationale of agreements, which is the comment where one person records alone."""
    agreements = {question: replace(one, rationale="") for question, one in card.agreements.items()}
    return replace(card, agreements=agreements)
