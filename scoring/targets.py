"""The two named rules that propose targets to start from. Each target is then the administration's own to change.

Source: WHO's guidance for national action plans after a joint external evaluation proposes, on a scale of 1 to 5, one
level more within a year, and within five years level 4, or 5 where 4 is reached.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from questionnaire.intentions import Target
from scoring.gaps import current_level, is_plannable
from scoring.scorecard import ScoreCard


def next_level(card: ScoreCard, due: date | None = None) -> Mapping[str, Target]:
    """One level above the current one for every scored capability on the main scale; the top stays the top."""
    return _targets(card, due, lambda current, top: min(current + 1, top))


def sound(card: ScoreCard, due: date | None = None) -> Mapping[str, Target]:
    """One below the top for every scored capability that is lower than that, the top for the others."""
    return _targets(card, due, lambda current, top: top - 1 if current < top - 1 else top)


STARTING_RULES: Mapping[str, Callable[[ScoreCard, date | None], Mapping[str, Target]]] = {
    "next_level": next_level,
    "sound": sound,
}


def _targets(card: ScoreCard, due: date | None, rule: Callable[[int, int], int]) -> Mapping[str, Target]:
    top = card.framework.levels[-1].value
    current = {
        capability.id: current_level(card, capability.id)
        for capability in card.framework.capabilities
        if is_plannable(card.framework, capability)
    }
    return {id: Target(id, rule(level, top), due) for id, level in current.items() if level is not None}
