"""From the replies to one agreement a question: one person's own, or a proposal from the replies of several.

A proposal is the lower median of the levels given (the ceil(n/2)-th of them, sorted). It is never an average, and
never mixes a level with "not applicable": such a question is open and has no agreement.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from questionnaire.answers import (
    Agreement,
    Answer,
    CriterionNotApplicable,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.assessment import Dossier
from questionnaire.framework import Number, Question
from questionnaire.levels import fits, level_of
from questionnaire.policy import Confidence
from questionnaire.scales import Scale


def reach_consensus(dossier: Dossier) -> tuple[Agreement, ...]:
    """The agreement of each question that has one, in framework order.

    Where one participant alone has replied, each reply is the agreement. Where several have, each agreement is
    proposed from their replies; open questions have none. A reply that does not fit its question takes no part.
    """
    replied = {participant for (participant, _), answer in dossier.answers.items() if answer.reply is not None}
    if len(replied) == 1:
        return _alone(dossier, next(iter(replied)))
    proposals = (
        _proposed(question, _answers_to(dossier, question, replied)) for question in dossier.framework.questions
    )
    return tuple(proposal for proposal in proposals if proposal is not None)


def _alone(dossier: Dossier, participant: str) -> tuple[Agreement, ...]:
    agreements = []
    for question in dossier.framework.questions:
        answer = dossier.answers.get((participant, question.id))
        if answer is not None and answer.reply is not None and fits(question, answer.reply):
            agreements.append(Agreement(question.id, answer.reply, answer.confidence, answer.evidence, answer.comment))
    return tuple(agreements)


def _answers_to(dossier: Dossier, question: Question, participants: Iterable[str]) -> tuple[Answer, ...]:
    answers = (dossier.answers.get((participant, question.id)) for participant in sorted(participants))
    return tuple(one for one in answers if one is not None and one.reply is not None and fits(question, one.reply))


def _proposed(question: Question, answers: Sequence[Answer]) -> Agreement | None:
    disputes = [answer for answer in answers if isinstance(answer.reply, Disputed)]
    if disputes:  # Only whoever records for the group can say so: it is the outcome, not one voice among others.
        one = disputes[0]
        return Agreement(question.id, disputes[0].reply or NotKnown(), one.confidence, one.evidence, one.comment)
    reply = proposed_reply(question, [answer.reply for answer in answers if answer.reply is not None])
    if reply is None:
        return None
    return Agreement(question.id, reply, _least_sure(answers), _evidence_of_all(answers), proposed=True)


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
        return NotApplicable("; ".join(sorted({reply.reason for reply in not_applicable})))
    if not levels:
        return NotKnown("; ".join(sorted({reply.reason for reply in not_known if reply.reason})))
    if 2 * len(levels) < len(replies):
        return None
    return _lower_median(question, levels)


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


_SURENESS = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def _least_sure(answers: Sequence[Answer]) -> Confidence | None:
    given = [answer.confidence for answer in answers if answer.confidence is not None]
    return min(given, key=_SURENESS.index, default=None)


def _evidence_of_all(answers: Sequence[Answer]) -> tuple[EvidenceLink, ...]:
    links = {link for answer in answers for link in answer.evidence}
    return tuple(sorted(links, key=lambda link: (link.evidence, sorted(link.criteria))))


def spread(levels: Sequence[Fraction]) -> Fraction | None:
    """The highest less the lowest of the levels given; None with fewer than two: one reply has no spread."""
    return max(levels) - min(levels) if len(levels) > 1 else None


def tastle_wierman(levels: Sequence[Fraction], scale: Scale) -> float | None:
    """The consensus index of Tastle and Wierman (2007): 1 where all levels are equal, 0 where half stand at either end.

    1 + sum p log2(1 - |level - mean| / width). A logarithm, hence a rounded number for the eye, which no score uses.
    None with fewer than two.
    """
    if len(levels) < 2:
        return None
    mean = sum(levels, Fraction(0)) / len(levels)
    width = scale.highest - scale.lowest
    counts = Counter(levels)
    terms = (count / len(levels) * math.log2(1 - abs(level - mean) / width) for level, count in sorted(counts.items()))
    return 1 + math.fsum(terms)
