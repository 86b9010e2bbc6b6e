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
from questionnaire.framework import (
    Confidence,
    Framework,
    NotApplicableRule,
    NotKnownRule,
    Question,
)
from questionnaire.levels import level_of
from questionnaire.routing import Routing
from scoring.aggregation import ONE, ZERO, Node, Shares, exact
from scoring.certainty import Support, evidence_cap, shifted
from scoring.scorecard import Coverage, Score

NO_SHARES = Shares(None, ZERO, ONE, None)
"""A blank: no value, and anything from the lowest to the highest."""


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


def held_on(
    framework: Framework,
    question: Question,
    agreement: Agreement | None,
    evidence: Mapping[str, Evidence],
    routing: Routing,
) -> Held:
    """What an agreement holds on a question; evidence that is not registered supports nothing."""
    asked, undecided = question.id in routing.asked_ids, question.id in routing.undecided
    reply = None if agreement is None else agreement.reply
    if agreement is None or not isinstance(reply, LevelReached | Disputed):
        return Held(None if reply is None else type(reply), asked=asked, undecided=undecided)
    lowest, highest, cap = _level_and_cap(framework, question, reply, supports_of(agreement, evidence))
    confidence = agreement.confidence or Confidence.MEDIUM
    return Held(type(reply), lowest, highest, cap, confidence, asked, undecided)


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
def _level_and_cap(
    framework: Framework, question: Question, reply: LevelReached | Disputed, supports: tuple[Support, ...]
) -> tuple[Fraction | int, Fraction | int, Fraction | int]:
    """The lowest and highest level that a reply gives, and what the evidence supports."""
    if isinstance(reply, Disputed):
        return exact(reply.lowest), exact(reply.highest), exact(evidence_cap(framework, question, supports))
    given = reply.given
    not_met = given.not_met if isinstance(given, LadderGiven) else ()
    left_out = given.not_applicable if isinstance(given, LadderGiven | TicksGiven) else ()
    names = tuple(one.criterion for one in left_out)
    cap = evidence_cap(framework, question, supports, not_met=not_met, not_applicable=names)
    level = exact(level_of(question, given))
    return level, level, exact(cap)


@lru_cache(maxsize=1 << 16)
def read_question(framework: Framework, question: Question, held: Held) -> Node:
    """The question as a node: its score and its shares. Kept, for there are few things that can be held on a question."""
    shares = _shares(framework, question, held)
    coverage = _coverage(framework, held)
    scale = question.scale
    value, low, high, evidenced = shares if shares is not None else (None,) * 4
    score = Score(
        node=question.id,
        scale=scale,
        value=None if value is None else scale.at(value),
        low=None if low is None else scale.at(low),
        high=None if high is None else scale.at(high),
        evidenced=None if evidenced is None else scale.at(evidenced),
        coverage=coverage,
        provisional=falls_short(framework, coverage),
    )
    return Node(score, shares, exact(question.weight), stage=question.stage)


def falls_short(framework: Framework, coverage: Coverage) -> bool:
    """Whether so little counts that a score is provisional. Where nothing is asked nothing falls short."""
    return coverage.share is not None and coverage.share < framework.policy.minimum_coverage


def _shares(framework: Framework, question: Question, held: Held) -> Shares | None:
    """The four shares of a question; None where it does not apply (hidden, or not applicable and dropped)."""
    dropped = framework.policy.not_applicable is NotApplicableRule.DROP
    if held.reply is NotApplicable and dropped:
        return None
    if not held.asked:
        return NO_SHARES if held.undecided else None
    shares = NO_SHARES if held.reply is None else _REPLIED[held.reply](framework, question, held)
    return shares._replace(low=ZERO, high=ONE) if held.undecided else shares


def _level(framework: Framework, question: Question, held: Held) -> Shares:
    share, level = question.scale.share, Fraction(held.lowest)
    shift = framework.policy.confidence_shift[held.confidence]
    return Shares(
        share(level),
        share(shifted(question, level, -shift)),
        share(shifted(question, level, shift)),
        share(min(level, Fraction(held.cap))),
    )


def _disputed(_: Framework, question: Question, held: Held) -> Shares:
    """Valued at its lowest, ranging to its highest; the confidence moves neither end."""
    share, lowest = question.scale.share, Fraction(held.lowest)
    return Shares(share(lowest), share(lowest), share(Fraction(held.highest)), share(min(lowest, Fraction(held.cap))))


def _not_known(framework: Framework, _: Question, __: Held) -> Shares:
    counts = framework.policy.not_known is NotKnownRule.LOWEST
    return NO_SHARES._replace(value=ZERO, evidenced=ZERO) if counts else NO_SHARES


def _not_applicable(framework: Framework, _: Question, __: Held) -> Shares:
    fixed = _fixed_share(framework)
    return Shares(fixed, fixed, fixed, fixed)


_REPLIED: Mapping[type[Reply], Callable[[Framework, Question, Held], Shares]] = {
    LevelReached: _level,
    Disputed: _disputed,
    NotKnown: _not_known,
    NotApplicable: _not_applicable,
}


def _fixed_share(framework: Framework) -> Fraction:
    """What "not applicable" counts as where it is not dropped: the lowest, or the level of the main scale named."""
    level = framework.policy.not_applicable_level
    if framework.policy.not_applicable is NotApplicableRule.AS_LEVEL and level is not None:
        return framework.main_scale.share(framework.main_scale.clamp(level))
    return ZERO


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
