"""The level steps between where a capability stands and its target, and what keeps each of them out of reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from planning.actions import Library
from planning.plan import LevelStep
from questionnaire.assessment import Dossier
from questionnaire.framework import Capability, Framework, Number
from questionnaire.levels import criteria_up_to
from questionnaire.needs import Blocked, Need, criteria_named, is_met
from scoring.gaps import QuestionNeed, current_level, is_plannable, step_needs
from scoring.priorities import Importance
from scoring.scorecard import ScoreCard


def level_now(card: ScoreCard, capability: Capability) -> int | None:
    """The level of the main scale a capability stands at; None where it has no score or is not on that scale."""
    return current_level(card, capability.id) if is_plannable(card.framework, capability) else None


def level_steps(dossier: Dossier, card: ScoreCard, library: Library) -> tuple[LevelStep, ...]:
    """Every step from the level a capability stands at to its target, in framework order, lowest first.

    A capability without a target or without a score has none. The importance is that of one level: weight x section
    weight x gate factor x threat; a step that only waits for a new look earns nothing. A step is blocked by what no
    action of the library meets.
    """
    known = frozenset(one for action in library.actions.values() for one in criteria_met(card.framework, action.meets))
    importance = Importance(card.framework, dossier.threats)
    return tuple(
        _level_step(card, capability, level, importance, known)
        for capability in card.framework.capabilities
        for level in _levels_to_target(dossier, card, capability)
    )


def criteria_met(framework: Framework, meets: Iterable[str]) -> frozenset[str]:
    """What meeting these criteria meets: them and, for a measured number, every easier threshold."""
    return frozenset(one for criterion in meets for one in _with_easier(framework, criterion))


def blocked_by(needs: Iterable[QuestionNeed], available: frozenset[str]) -> tuple[str, ...]:
    """What keeps a level out of reach when only `available` criteria can be met: criteria, levels or questions."""
    return tuple(dict.fromkeys(name for one in needs for name in _hindrances(one.need, available)))


def _hindrances(need: Need, available: frozenset[str]) -> Iterator[str]:
    if isinstance(need, Blocked):
        yield need.by
    elif not is_met(need, available):
        yield from sorted(criteria_named(need) - available)


def _levels_to_target(dossier: Dossier, card: ScoreCard, capability: Capability) -> range:
    now, target = level_now(card, capability), dossier.targets.get(capability.id)
    if now is None or target is None:
        return range(0)
    return range(now + 1, min(target.level, card.framework.levels[-1].value) + 1)


def _level_step(
    card: ScoreCard, capability: Capability, level: int, importance: Importance, known: frozenset[str]
) -> LevelStep:
    needs = step_needs(card, capability.id, level)
    return LevelStep(
        capability.id,
        level,
        needs.unmet,
        Fraction(0) if needs.nothing_needed else importance.of(capability.id),
        to_verify=bool(needs.to_verify),
        to_reassess=needs.nothing_needed,
        blocked_by=blocked_by(needs.questions, known),
    )


def _with_easier(framework: Framework, criterion: str) -> frozenset[str]:
    question = framework.home_of_criterion.get(criterion)
    if question is not None and isinstance(question.kind, Number):
        for step in question.kind.thresholds:
            if step.criterion is not None and step.criterion.id == criterion:
                return criteria_up_to(question, Fraction(step.level))
    return frozenset((criterion,))
