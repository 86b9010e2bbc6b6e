"""From several replies to one question to the reply that they propose: the lower median of the levels given.

It is never an average, and never mixes a level with "not applicable": such a question is open and proposes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from questionnaire.answers import (
    CriterionNotApplicable,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.framework import Number, Question
from questionnaire.levels import level_of

UNSAID = "\u2013"
"""The reason of a "not applicable" that nobody gave a reason for: a show of hands has none."""


def proposed_reply(question: Question, replies: Sequence[Reply]) -> Reply | None:
    """The reply that the replies propose; None where the question is open.

    Open: no reply; levels are fewer than half of the replies; or "not applicable" stands beside another kind.
    """
    levels = [reply for reply in replies if isinstance(reply, LevelReached)]
    not_applicable = [reply for reply in replies if isinstance(reply, NotApplicable)]
    not_known = [reply for reply in replies if isinstance(reply, NotKnown)]
    if not replies or 0 < len(not_applicable) < len(replies):
        return None
    if not_applicable:
        return NotApplicable(_reasons([reply.reason for reply in not_applicable]) or UNSAID)
    if not levels:
        return NotKnown(_reasons([reply.reason for reply in not_known]))
    if 2 * len(levels) < len(replies):
        return None
    return _lower_median(question, levels)


def _reasons(given: Sequence[str]) -> str:
    """The different reasons that were said, in an order that does not depend on who said them."""
    return "; ".join(sorted({reason for reason in given if reason not in ("", UNSAID)}))


def _lower_median(question: Question, replies: Sequence[LevelReached]) -> LevelReached:
    ranked = sorted(replies, key=lambda reply: _rank(question, reply))
    middle = ranked[(len(ranked) + 1) // 2 - 1]
    if isinstance(middle.given, LadderGiven):
        return LevelReached(_ticked_by_most(int(level_of(question, middle.given)), replies))
    if isinstance(middle.given, TicksGiven):
        return _ticks_at_the_level_of(question, middle, replies)
    return middle


def _rank(question: Question, reply: LevelReached) -> tuple[Fraction, Fraction, str]:
    """By level, then by the measured value (the worse first), then by what was given: their order never matters."""
    given = reply.given
    measured = Fraction(0)
    if isinstance(given, QuantityGiven) and isinstance(question.kind, Number):
        measured = given.value if question.kind.higher_is_better else -given.value
    return level_of(question, given), measured, _written(given)


def _written(given: object) -> str:
    """What was given as text that does not depend on the order in which a set is kept."""
    return (
        str(sorted(given.met)) if isinstance(given, TicksGiven) else repr(given) * (not isinstance(given, LadderGiven))
    )


def _ticked_by_most(level: int, replies: Sequence[LevelReached]) -> LadderGiven:
    given = [reply.given for reply in replies if isinstance(reply.given, LadderGiven)]
    return LadderGiven(
        level,
        _by_most([one.met for one in given]),
        _by_most([one.not_met for one in given]),
        _not_applicable_by_most([one.not_applicable for one in given]),
    )


def _ticks_at_the_level_of(question: Question, middle: LevelReached, replies: Sequence[LevelReached]) -> LevelReached:
    """The items that more than half ticked, where they make the proposed level; else the ticks of the middle reply."""
    given = [reply.given for reply in replies if isinstance(reply.given, TicksGiven)]
    shared = TicksGiven(
        _by_most([one.met for one in given]), _not_applicable_by_most([one.not_applicable for one in given])
    )
    same = level_of(question, shared) == level_of(question, middle.given)
    return LevelReached(shared) if same else middle


def _by_most(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    counts = Counter(one for each in sets for one in each)
    return frozenset(one for one, count in counts.items() if 2 * count > len(sets))


def _not_applicable_by_most(
    lists: Sequence[tuple[CriterionNotApplicable, ...]],
) -> tuple[CriterionNotApplicable, ...]:
    kept = _by_most([frozenset(one.criterion for one in each) for each in lists])
    reasons = {id: sorted({one.reason for each in lists for one in each if one.criterion == id}) for id in sorted(kept)}
    return tuple(CriterionNotApplicable(id, "; ".join(each)) for id, each in reasons.items())
