"""What somebody still has to find out: answers that claim more than is shown, and questions nobody can answer yet."""

from __future__ import annotations

from questionnaire.answers import NotKnown
from scoring.scorecard import ScoreCard


def lacking_evidence(card: ScoreCard) -> tuple[str, ...]:
    """The ids of the questions whose evidence supports less than what is claimed, those that would lose most first."""
    scores = card.question_scores
    asked = [scores[id] for id in card.asked if id in scores]
    lost = {
        one.node: one.scale.share(one.value) - one.scale.share(one.evidenced)
        for one in asked
        if one.value is not None and one.evidenced is not None and one.evidenced < one.value
    }
    return tuple(sorted(lost, key=lambda id: -lost[id]))


def not_known(card: ScoreCard) -> tuple[str, ...]:
    """The ids of the questions asked to which the outcome is "not known", in framework order."""
    held = {id for id, one in card.agreements.items() if isinstance(one.reply, NotKnown)}
    return tuple(one.id for one in card.framework.questions if one.id in card.asked and one.id in held)
