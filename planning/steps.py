"""The level steps that lie between where a capability stands and its target, and what each of them needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from planning.actions import Library
from planning.plan import LevelStep
from questionnaire.answers import Disputed, Given, LevelReached, NotApplicable
from questionnaire.assessment import Dossier
from questionnaire.framework import Capability, Framework, Number, Question
from questionnaire.levels import criteria_up_to, fits
from questionnaire.needs import (
    Blocked,
    Hindrance,
    Need,
    NothingNeeded,
    criteria_named,
    is_met,
    level_for_share,
    unmet_criteria,
    unmet_for,
)
from questionnaire.policy import Aggregation, NotApplicableRule
from scoring.readings import not_applicable_value
from scoring.scorecard import ScoreCard

GATE_FACTOR = 2
"""How much more a gate matters than another capability (method 6)."""


@dataclass(frozen=True)
class QuestionNeed:
    """What one question needs for a level of its capability, the criteria to show as missing, and whether to verify first.

    `to_verify` marks a need that rests on a blank, not known or disputed answer.
    """

    question: str
    need: Need
    criteria: tuple[str, ...]
    to_verify: bool = False


def can_be_planned(card: ScoreCard, capability: Capability) -> bool:
    """Whether levels of the main scale can be planned for a capability: it has that scale and does not rise by stages."""
    return capability.scale == card.framework.main_scale and capability.aggregation is not Aggregation.STAGED


def level_now(card: ScoreCard, capability: Capability) -> int | None:
    """The level of the main scale a capability stands at: its value floored; None where it has no score there."""
    score = card.scores.get(capability.id)
    if score is None or score.value is None or not can_be_planned(card, capability):
        return None
    return floor(score.value)


def needs_for(card: ScoreCard, capability: Capability, level: int) -> tuple[QuestionNeed, ...]:
    """What every asked question of a capability needs for `level` of the main scale, all lower levels included.

    A question that is not applicable is left out; where the policy counts it below the level, it blocks the level.
    """
    asked = frozenset(card.asked)
    needs = (_question_need(card, one, level) for one in capability.questions if one.id in asked)
    return tuple(need for need in needs if need is not None)


def importance_of(framework: Framework, capability: Capability, threat: int) -> Fraction:
    """What one level of a capability is worth: weight x weight of its section x gate factor x threat relevance."""
    section = framework.home_of_capability[capability.id]
    return capability.weight * section.weight * (GATE_FACTOR if capability.gate else 1) * threat


def level_steps(dossier: Dossier, card: ScoreCard, library: Library) -> tuple[LevelStep, ...]:
    """Every step from the level a capability stands at to its target, in framework order, lowest first.

    A capability without a target or without a score has none. A step is blocked by what no action of the library meets.
    """
    known = frozenset(one for action in library.actions.values() for one in criteria_met(card.framework, action.meets))
    return tuple(
        _level_step(card, capability, level, importance_of(card.framework, capability, threat), known)
        for capability in card.framework.capabilities
        for threat in (dossier.threats.get(capability.id, 1),)
        for level in _levels_to_target(dossier, card, capability)
    )


def criteria_met(framework: Framework, meets: Iterable[str]) -> frozenset[str]:
    """What meeting these criteria meets: them and, for a measured number, every easier threshold."""
    return frozenset(one for criterion in meets for one in _with_easier(framework, criterion))


def blocked_by(needs: Iterable[QuestionNeed], available: frozenset[str]) -> tuple[str, ...]:
    """What keeps a level out of reach when only `available` criteria can be met: these criteria, levels or questions."""
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
    card: ScoreCard, capability: Capability, level: int, importance: Fraction, known: frozenset[str]
) -> LevelStep:
    needs = needs_for(card, capability, level)
    nothing = all(isinstance(one.need, NothingNeeded) for one in needs)
    return LevelStep(
        capability.id,
        level,
        tuple(criterion for one in needs for criterion in one.criteria),
        Fraction(0) if nothing else importance,
        to_verify=any(one.to_verify for one in needs),
        to_reassess=nothing,
        blocked_by=blocked_by(needs, known),
    )


def _question_need(card: ScoreCard, question: Question, level: int) -> QuestionNeed | None:
    framework = card.framework
    agreement = card.agreements.get(question.id)
    reply = None if agreement is None or not fits(question, agreement.reply) else agreement.reply
    share = framework.main_scale.share(Fraction(level))
    if isinstance(reply, NotApplicable):
        return _not_applicable_need(framework, question, share)
    own = level_for_share(question, share)
    if own is None:
        return QuestionNeed(question.id, Blocked(Hindrance.NO_SUCH_LEVEL, question.id), ())
    given = _given(card, question, reply)
    need = unmet_for(question, given, own)
    doubtful = given is None or isinstance(given, Disputed)
    to_verify = doubtful and not isinstance(need, NothingNeeded)
    return QuestionNeed(question.id, need, unmet_criteria(question, given, own), to_verify)


def _given(card: ScoreCard, question: Question, reply: object) -> Given | Disputed | None:
    """What is held on a question; nothing where it is hidden and may yet be asked, whatever was answered before."""
    score = card.question_scores.get(question.id)
    if question.id in card.undecided and (score is None or score.value is None):
        return None
    if isinstance(reply, LevelReached):
        return reply.given
    return reply if isinstance(reply, Disputed) else None


def _not_applicable_need(framework: Framework, question: Question, share: Fraction) -> QuestionNeed | None:
    if framework.policy.not_applicable is NotApplicableRule.DROP:
        return None
    if question.scale.share(not_applicable_value(framework, question)) >= share:
        return None
    return QuestionNeed(question.id, Blocked(Hindrance.POLICY, question.id), ())


def _with_easier(framework: Framework, criterion: str) -> frozenset[str]:
    question = framework.home_of_criterion.get(criterion)
    if question is not None and isinstance(question.kind, Number):
        for step in question.kind.thresholds:
            if step.criterion is not None and step.criterion.id == criterion:
                return criteria_up_to(question, Fraction(step.level))
    return frozenset((criterion,))
