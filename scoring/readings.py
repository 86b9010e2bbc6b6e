"""How the reply to one question counts: what it is worth, how far it may lie off, what of it is evidenced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from questionnaire.answers import (
    Agreement,
    Disputed,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    Reply,
    TicksGiven,
)
from questionnaire.evidence import Evidence
from questionnaire.framework import Framework, Question
from questionnaire.levels import level_of
from questionnaire.policy import Confidence, NotApplicableRule, NotKnownRule
from questionnaire.routing import Routing
from questionnaire.scales import Scale
from scoring.aggregation import Node, Shares, exact
from scoring.certainty import Support, evidence_cap, shifted
from scoring.scorecard import Coverage, Score


class Held(NamedTuple):
    """What is held on one question, and nothing that does not touch its numbers: two that are equal score the same.

    `lowest` and `highest` are the level reached, or the ends of a dispute; `cap` is what the evidence supports; all on
    the question's scale. `asked` says whether it is asked as things stand, `undecided` whether that may yet change.
    """

    reply: type[Reply] | None = None
    lowest: Fraction | int = 0
    highest: Fraction | int = 0
    cap: Fraction | int = 0
    confidence: Confidence = Confidence.MEDIUM
    asked: bool = True
    undecided: bool = False


def read_agreement(
    framework: Framework,
    question: Question,
    agreement: Agreement | None,
    evidence: Mapping[str, Evidence],
    routing: Routing,
) -> Node:
    """A question as a node, from what is agreed on it; evidence that is not registered supports nothing."""
    asked, undecided = question.id in routing.asked_ids, question.id in routing.undecided
    if agreement is None:
        return read_question(framework, question, Held(asked=asked, undecided=undecided))
    supports = supports_of(agreement, evidence) if agreement.evidence else ()
    return _read(framework, question, agreement.reply, agreement.confidence, supports, asked, undecided)


def supports_of(agreement: Agreement, evidence: Mapping[str, Evidence]) -> tuple[Support, ...]:
    """The registered evidence of an agreement, as it supports it."""
    return tuple(
        [
            Support(evidence[link.evidence].strength, link.criteria)
            for link in agreement.evidence
            if link.evidence in evidence
        ]
    )


@lru_cache(maxsize=1 << 16)
def _read(
    framework: Framework,
    question: Question,
    reply: Reply,
    confidence: Confidence | None,
    supports: tuple[Support, ...],
    asked: bool,
    undecided: bool,
) -> Node:
    """One node for all that counts alike: replies with other ticks, but the same level and cap, share it."""
    if not isinstance(reply, LevelReached | Disputed):
        return read_question(framework, question, Held(type(reply), asked=asked, undecided=undecided))
    lowest, highest, cap = _level_and_cap(framework, question, reply, supports)
    sureness = confidence or Confidence.MEDIUM
    held = Held(type(reply), exact(lowest), exact(highest), exact(cap), sureness, asked, undecided)
    return read_question(framework, question, held)


def _level_and_cap(
    framework: Framework, question: Question, reply: LevelReached | Disputed, supports: tuple[Support, ...]
) -> tuple[Fraction, Fraction, Fraction]:
    """The lowest and highest level that a reply gives, and what the evidence supports."""
    if isinstance(reply, Disputed):
        return reply.lowest, reply.highest, evidence_cap(framework, question, supports)
    given = reply.given
    not_met = given.not_met if isinstance(given, LadderGiven) else ()
    left_out = given.not_applicable if isinstance(given, LadderGiven | TicksGiven) else ()
    names = tuple(one.criterion for one in left_out)
    level = level_of(question, given)
    return level, level, evidence_cap(framework, question, supports, not_met=not_met, not_applicable=names)


class _Values(NamedTuple):
    """The four numbers of a question that applies, on its own scale."""

    value: Fraction | None
    low: Fraction
    high: Fraction
    evidenced: Fraction | None


@lru_cache(maxsize=1 << 16)
def read_question(framework: Framework, question: Question, held: Held) -> Node:
    """The question as a node: its score and its shares. Kept, for few different things can be held on a question."""
    values = _values(framework, question, held)
    value, low, high, evidenced = values if values is not None else (None,) * 4
    coverage = _coverage(framework, held)
    score = Score(
        node=question.id,
        scale=question.scale,
        value=value,
        low=low,
        high=high,
        evidenced=evidenced,
        coverage=coverage,
        provisional=falls_short(framework, coverage),
    )
    shares = None if values is None else _shares(question.scale, values)
    return Node(score, shares, exact(question.weight), stage=question.stage)


def falls_short(framework: Framework, coverage: Coverage) -> bool:
    """Whether so little counts that a score is provisional. Where nothing is asked nothing falls short."""
    return coverage.share is not None and coverage.share < framework.policy.minimum_coverage


def _shares(scale: Scale, values: _Values) -> Shares:
    value, low, high, evidenced = values
    return Shares(
        None if value is None else scale.share(value),
        scale.share(low),
        scale.share(high),
        None if evidenced is None else scale.share(evidenced),
    )


def _values(framework: Framework, question: Question, held: Held) -> _Values | None:
    """The four values of a question; None where it does not apply (hidden, or not applicable and dropped)."""
    if held.reply is NotApplicable and framework.policy.not_applicable is NotApplicableRule.DROP:
        return None
    blank = _Values(None, question.scale.lowest, question.scale.highest, None)
    if not held.asked:
        return blank if held.undecided else None
    if held.reply is None:
        return blank
    values = _REPLIED[held.reply](framework, question, held)
    return values._replace(low=blank.low, high=blank.high) if held.undecided else values


def _level(framework: Framework, question: Question, held: Held) -> _Values:
    level = Fraction(held.lowest)
    shift = framework.policy.confidence_shift[held.confidence]
    low, high = shifted(question, level, -shift), shifted(question, level, shift)
    return _Values(level, low, high, min(level, Fraction(held.cap)))


def _disputed(_: Framework, __: Question, held: Held) -> _Values:
    """Valued at its lowest, ranging to its highest; the confidence moves neither end."""
    lowest = Fraction(held.lowest)
    return _Values(lowest, lowest, Fraction(held.highest), min(lowest, Fraction(held.cap)))


def _not_known(framework: Framework, question: Question, _: Held) -> _Values:
    value = question.scale.lowest if framework.policy.not_known is NotKnownRule.LOWEST else None
    return _Values(value, question.scale.lowest, question.scale.highest, value)


def _not_applicable(framework: Framework, question: Question, _: Held) -> _Values:
    fixed = not_applicable_value(framework, question)
    return _Values(fixed, fixed, fixed, fixed)


_REPLIED: Mapping[type[Reply], Callable[[Framework, Question, Held], _Values]] = {
    LevelReached: _level,
    Disputed: _disputed,
    NotKnown: _not_known,
    NotApplicable: _not_applicable,
}


def not_applicable_value(framework: Framework, question: Question) -> Fraction:
    """What "not applicable" counts as where it is not dropped: the lowest, or the named level of the main scale."""
    level = framework.policy.not_applicable_level
    if framework.policy.not_applicable is NotApplicableRule.AS_LEVEL and level is not None:
        return question.scale.at(framework.main_scale.share(framework.main_scale.clamp(level)))
    return question.scale.lowest


def _coverage(framework: Framework, held: Held) -> Coverage:
    policy = framework.policy
    if not held.asked and not held.undecided:
        return Coverage(hidden=1)
    if held.reply is NotApplicable and policy.not_applicable is NotApplicableRule.DROP:
        return Coverage(answered=1, not_applicable=1)
    if held.reply is None or not held.asked:
        return Coverage(asked=1)
    counts = held.reply is not NotKnown or policy.not_known is NotKnownRule.LOWEST
    return Coverage(
        counted=int(counts),
        asked=1,
        answered=1,
        not_applicable=int(held.reply is NotApplicable),
        not_known=int(held.reply is NotKnown),
        disputed=int(held.reply is Disputed),
    )
