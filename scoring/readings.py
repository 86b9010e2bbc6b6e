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
from questionnaire.policy import Confidence, NotApplicableRule, NotKnownRule, Strength
from questionnaire.routing import Routing
from questionnaire.scales import Scale
from scoring.aggregation import Exact, Node, Shares, exact
from scoring.certainty import Support, caps_of, exact_cap, shifted
from scoring.scorecard import Coverage, Score

_Facts = tuple[type[Reply] | None, Exact, Exact, Exact, Confidence, bool, bool]
"""What `Held` names, as a bare tuple: it is made for every reply, and looked at only where it was not seen before."""


class Held(NamedTuple):
    """What is held on one question, and nothing that does not touch its numbers: two that are equal score the same.

    `lowest` and `highest` are the level reached, or the ends of a dispute; `evidenced` is as much of the lowest as the
    evidence supports; all on the question's scale, and exact. The confidence is that in a level. `asked` says whether
    the question is asked as things stand, `undecided` whether that may yet change.
    """

    reply: type[Reply] | None
    lowest: Exact
    highest: Exact
    evidenced: Exact
    confidence: Confidence
    asked: bool
    undecided: bool


def read_agreement(
    framework: Framework,
    question: Question,
    agreement: Agreement | None,
    evidence: Mapping[str, Evidence],
    routing: Routing,
) -> Node:
    """A question as a node, from what is agreed on it; evidence that is not registered supports nothing."""
    asked, undecided = True, False
    if question.asked_when is not None:
        asked, undecided = question.id in routing.asked_ids, question.id in routing.undecided
    if agreement is None:
        return _node(framework, question, (None, 0, 0, 0, Confidence.MEDIUM, asked, undecided))
    reply = agreement.reply
    if isinstance(reply, LevelReached):
        lowest = highest = exact(level_of(question, reply.given))
        sureness = agreement.confidence or Confidence.MEDIUM
    elif isinstance(reply, Disputed):
        lowest, highest = exact(reply.lowest), exact(reply.highest)
        sureness = Confidence.MEDIUM
    else:
        return _node(framework, question, (type(reply), 0, 0, 0, Confidence.MEDIUM, asked, undecided))
    evidenced = _evidenced(framework, question, lowest, agreement, evidence)
    return _node(framework, question, (type(reply), lowest, highest, evidenced, sureness, asked, undecided))


def supports_of(agreement: Agreement, evidence: Mapping[str, Evidence]) -> tuple[Support, ...]:
    """The registered evidence of an agreement, as it supports it."""
    pieces = [(evidence.get(link.evidence), link.criteria) for link in agreement.evidence]
    return tuple([Support(piece.strength, criteria) for piece, criteria in pieces if piece is not None])


def _evidenced(
    framework: Framework, question: Question, level: Exact, agreement: Agreement, evidence: Mapping[str, Evidence]
) -> Exact:
    """As much of the level as the evidence of the agreement supports."""
    caps = caps_of(framework, question)
    whole, parts = caps[Strength.NONE], False
    if level <= whole or not agreement.evidence:
        return min(level, whole)
    for link in agreement.evidence:
        piece = evidence.get(link.evidence)
        if link.criteria:
            parts = True
        elif piece is not None:
            whole = max(whole, caps[piece.strength])
    if level <= whole or not parts:
        return min(level, whole)  # What supports the answer as a whole is enough, or all there is.
    given = agreement.reply.given if isinstance(agreement.reply, LevelReached) else None
    not_met = given.not_met if isinstance(given, LadderGiven) else ()
    left_out = [one.criterion for one in given.not_applicable] if isinstance(given, TicksGiven) else ()
    return min(level, exact_cap(framework, question, supports_of(agreement, evidence), not_met, left_out))


class _Values(NamedTuple):
    """The four numbers of a question that applies, on its own scale."""

    value: Fraction | None
    low: Fraction
    high: Fraction
    evidenced: Fraction | None


@lru_cache(maxsize=1 << 16)
def _node(framework: Framework, question: Question, facts: _Facts) -> Node:
    """The question as a node: its score and its shares. Kept, for few different things can be held on a question."""
    values, shares, coverage = _numbers(framework, _first_alike(framework, question), Held(*facts))
    value, low, high, evidenced = values if values is not None else (None,) * 4
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
    return Node(score, shares, exact(question.weight), stage=question.stage)


@lru_cache(maxsize=1 << 12)
def _first_alike(framework: Framework, question: Question) -> Question:
    """The first question of the framework with the same scale and levels: what is held makes the same numbers there."""
    alike = (one for one in framework.questions if one.scale == question.scale)
    return next((one for one in alike if one.ordered_levels == question.ordered_levels), question)


@lru_cache(maxsize=1 << 14)
def _numbers(framework: Framework, question: Question, held: Held) -> tuple[_Values | None, Shares | None, Coverage]:
    """The numbers of a question, on its scale and as shares, and how it counts. Kept for all questions alike."""
    values = _values(framework, question, held)
    return values, None if values is None else _shares(question.scale, values), _coverage(framework, held)


def falls_short(framework: Framework, coverage: Coverage) -> bool:
    """Whether so little counts that a score is provisional. Where nothing is asked nothing falls short."""
    part, whole = framework.policy.minimum_coverage.as_integer_ratio()
    return coverage.counted * whole < coverage.asked * part


def _shares(scale: Scale, values: _Values) -> Shares:
    value, low, high, evidenced = values
    return Shares.of(
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
    return _Values(level, low, high, Fraction(held.evidenced))


def _disputed(_: Framework, __: Question, held: Held) -> _Values:
    """Valued at its lowest, ranging to its highest; the confidence moves neither end."""
    lowest = Fraction(held.lowest)
    return _Values(lowest, lowest, Fraction(held.highest), Fraction(held.evidenced))


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
