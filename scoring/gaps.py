"""What lies between a capability's value and its target: how far, and which criteria are missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from questionnaire.answers import Agreement, Disputed, Given, LevelReached, NotApplicable
from questionnaire.framework import Capability, Checklist, Choice, Framework, Question
from questionnaire.intentions import Target
from questionnaire.levels import criteria_up_to, met_criteria
from questionnaire.needs import (
    Blocked,
    Hindrance,
    Need,
    NothingNeeded,
    criteria_named,
    level_for_share,
    unmet_criteria,
    unmet_for,
)
from questionnaire.policy import Aggregation, NotApplicableRule
from scoring.readings import not_applicable_value
from scoring.scorecard import ScoreCard


@dataclass(frozen=True)
class QuestionNeed:
    """What one question still needs for a level of its capability.

    `unmet` are the criteria to show, in framework order; `to_verify` those of all named in the need that may be met
    already: the answer is blank, not known, disputed, or it is not sure that the question applies.
    """

    question: str
    need: Need
    unmet: tuple[str, ...] = ()
    to_verify: frozenset[str] = frozenset()


@dataclass(frozen=True)
class StepNeeds:
    """What a capability still needs to reach `level` of the main scale: all its questions must, each in its own way."""

    capability: str
    level: int
    questions: tuple[QuestionNeed, ...]

    @property
    def unmet(self) -> tuple[str, ...]:
        """The missing criteria of all its questions, in framework order."""
        return tuple(criterion for one in self.questions for criterion in one.unmet)

    @property
    def to_verify(self) -> frozenset[str]:
        """The criteria among the needs that may be met already."""
        return frozenset(criterion for one in self.questions for criterion in one.to_verify)

    @property
    def blocked(self) -> tuple[Blocked, ...]:
        """What no criterion can bring."""
        return tuple(one.need for one in self.questions if isinstance(one.need, Blocked))

    @property
    def nothing_needed(self) -> bool:
        """Whether no criterion is missing: the level waits only for a new look."""
        return all(isinstance(one.need, NothingNeeded) for one in self.questions)


@dataclass(frozen=True)
class Gap:
    """What a capability lacks. Without a score it has no gap: `size` is None, and it is listed as unanswered.

    `size` is target - value on the main scale, never below zero; `share` the same as a share of the scale. `unmet` are
    the criteria missing up to the target, in framework order.
    """

    capability: str
    value: Fraction | None = None
    target: Target | None = None
    size: Fraction | None = None
    share: Fraction | None = None
    unmet: tuple[str, ...] = ()
    to_verify: frozenset[str] = frozenset()
    blocked: tuple[Blocked, ...] = ()

    @property
    def unanswered(self) -> bool:
        """Whether nothing in the capability is scored."""
        return self.value is None


def is_plannable(framework: Framework, capability: Capability) -> bool:
    """Whether the capability is on the main scale: only then it has targets, gaps and steps of a plan."""
    levelled = capability.aggregation in (Aggregation.MEAN, Aggregation.WEAKEST)
    return levelled and capability.scale == framework.main_scale


def current_level(card: ScoreCard, capability: str) -> int | None:
    """The claimed value floored to a level of the main scale; None without a score."""
    value = card[capability].value
    if value is None:
        return None
    return max(level.value for level in card.framework.levels if level.value <= floor(value))


def find_gaps(card: ScoreCard, targets: Mapping[str, Target]) -> tuple[Gap, ...]:
    """The gap of every capability with a target and a score, and those that nobody has answered, in framework order.

    A target on a capability that is not on the main scale has no meaning and is passed over.
    """
    gaps = (_gap(card, capability, targets.get(capability.id)) for capability in card.framework.capabilities)
    return tuple(gap for gap in gaps if gap is not None)


def _gap(card: ScoreCard, capability: Capability, target: Target | None) -> Gap | None:
    score = card[capability.id]
    if score.value is None:
        return Gap(capability.id, target=target) if score.coverage.asked else None
    if target is None or not is_plannable(card.framework, capability):
        return None
    size = max(Fraction(target.level) - score.value, Fraction(0))
    if not size:
        return Gap(capability.id, score.value, target, size, Fraction(0))
    needs = step_needs(card, capability.id, target.level)
    share = size / card.framework.main_scale.width
    return Gap(capability.id, score.value, target, size, share, needs.unmet, needs.to_verify, needs.blocked)


def criteria_shown_as_met(card: ScoreCard) -> frozenset[str]:
    """Every criterion that an agreement shows as met; a dispute shows none."""
    asked = set(card.asked)
    questions = (question for question in card.framework.questions if question.id in asked)
    held = ((one, _given(card, one, card.agreements.get(one.id))) for one in questions)
    return frozenset(
        criterion
        for question, given in held
        if given is not None and not isinstance(given, Disputed)
        for criterion in met_criteria(question, given)
    )


def step_needs(card: ScoreCard, capability: str, level: int) -> StepNeeds:
    """What a capability needs to reach a level of the main scale, all lower levels included.

    Every asked question counts; those that do not apply are left out. A question on another scale needs its lowest
    level whose share is at least that of `level`. Where "not applicable" counts as less, the policy blocks the level.
    """
    asked = set(card.asked)
    share = card.framework.main_scale.share(Fraction(level))
    questions = [one for one in card.framework.capability(capability).questions if one.id in asked]
    needs = (_question_need(card, question, share) for question in questions)
    return StepNeeds(capability, level, tuple(need for need in needs if need is not None))


def _question_need(card: ScoreCard, question: Question, share: Fraction) -> QuestionNeed | None:
    agreement = card.agreements.get(question.id)
    if agreement is not None and isinstance(agreement.reply, NotApplicable):
        return _held_down_by_policy(card.framework, question, share)
    level = level_for_share(question, share)
    if level is None:
        return QuestionNeed(question.id, Blocked(Hindrance.NO_SUCH_LEVEL, question.id))
    given = _given(card, question, agreement)
    need, unmet = unmet_for(question, given, level), unmet_criteria(question, given, level)
    doubtful = _doubtful(question, given) if question.id not in card.undecided else _every(question)
    return QuestionNeed(question.id, need, unmet, doubtful & (criteria_named(need) | set(unmet)))


def _held_down_by_policy(framework: Framework, question: Question, share: Fraction) -> QuestionNeed | None:
    if framework.policy.not_applicable is NotApplicableRule.DROP:
        return None
    if question.scale.share(not_applicable_value(framework, question)) >= share:
        return None
    return QuestionNeed(question.id, Blocked(Hindrance.POLICY, question.id))


def _given(card: ScoreCard, question: Question, agreement: Agreement | None) -> Given | Disputed | None:
    """What is held on a question; None where it is blank, not known, or not asked as things stand."""
    if agreement is None or card.question_scores[question.id].value is None:
        return None
    match agreement.reply:
        case LevelReached(given=given):
            return given
        case Disputed() as dispute:
            return dispute
        case _:
            return None


def _doubtful(question: Question, given: Given | Disputed | None) -> frozenset[str]:
    """The criteria that may be met already: all of a blank, those between the two ends of a dispute."""
    if given is None:
        return _every(question)
    if not isinstance(given, Disputed):
        return frozenset()
    match question.kind:
        case Checklist():
            return _every(question)
        case Choice(options=options):
            between = [option for option in options if given.lowest < option.value <= given.highest]
            return frozenset(criterion.id for option in between for criterion in option.criteria)
        case _:
            return criteria_up_to(question, given.highest) - criteria_up_to(question, given.lowest)


def _every(question: Question) -> frozenset[str]:
    return frozenset(criterion.id for criterion in question.criteria)
