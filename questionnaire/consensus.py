"""One outcome a question: what somebody recorded, what one person alone replied, or what several replies propose.

One person working alone agrees by answering. Once a room is used (several people replied, hands were counted, a
question was put to a group, an outcome was recorded) nothing is agreed without a person: whatever has no recorded
outcome is at most proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from questionnaire.answers import (
    Agreement,
    AgreementKind,
    Answer,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    RecordedAgreement,
    Reply,
)
from questionnaire.assessment import Dossier
from questionnaire.ballots import BallotState, HandCount
from questionnaire.framework import Choice, Ladder, Question
from questionnaire.levels import fits
from questionnaire.policy import Confidence
from questionnaire.proposals import UNSAID, proposed_reply


def agreements_of(dossier: Dossier, kind: AgreementKind) -> tuple[Agreement, ...]:
    """The outcomes of the group, or those that the mission recorded, in framework order."""
    if kind is AgreementKind.SELF:
        return reach_consensus(dossier)
    return tuple(agreed_on(one) for one in recorded_outcomes(dossier, kind).values())


def reach_consensus(dossier: Dossier) -> tuple[Agreement, ...]:
    """The group's outcome of each question that has one, in framework order.

    A recorded outcome wins. Where one participant alone has replied and no room was used, each reply is the outcome.
    Otherwise it is proposed from the replies and the hands counted; open questions have none. A reply or an outcome
    that does not fit its question takes no part.
    """
    if not uses_room(dossier):
        return _alone(dossier)
    recorded = recorded_outcomes(dossier)
    answers = answers_by_question(dossier)
    outcomes = []
    for question in dossier.framework.questions:
        one = recorded.get(question.id)
        outcome = agreed_on(one) if one else _proposed(dossier, question, answers.get(question.id, ()))
        if outcome is not None:
            outcomes.append(outcome)
    return tuple(outcomes)


def uses_room(dossier: Dossier) -> bool:
    """Whether more than one person's own answers are there: only a person can agree then, by recording an outcome.

    A ballot that was withdrawn asked nobody anything.
    """
    if dossier.agreed or any(hands.total for hands in dossier.hands.values()):
        return True
    if any(ballot.state is not BallotState.WITHDRAWN for ballot in dossier.ballots.values()):
        return True
    return len({participant for (participant, _), one in dossier.answers.items() if one.reply is not None}) > 1


def recorded_outcomes(dossier: Dossier, kind: AgreementKind = AgreementKind.SELF) -> Mapping[str, RecordedAgreement]:
    """The outcomes recorded that fit their questions, by question, in framework order."""
    held = dossier.agreed if kind is AgreementKind.SELF else dossier.validated
    if not held:
        return {}
    named = ((question, held.get(question.id)) for question in dossier.framework.questions)
    return {question.id: one for question, one in named if one is not None and fits(question, one.reply)}


def agreed_on(one: RecordedAgreement) -> Agreement:
    """A recorded outcome as the one that scores are made of."""
    return Agreement(one.question, one.reply, one.confidence, one.evidence, one.rationale)


def answers_by_question(dossier: Dossier) -> Mapping[str, tuple[Answer, ...]]:
    """The answers whose reply fits the question, by question, participants in order of their ids."""
    gathered: dict[str, list[Answer]] = {}
    for (_, id), answer in sorted(dossier.answers.items(), key=lambda held: held[0]):
        known = dossier.framework.has_question(id)
        if known and answer.reply is not None and fits(dossier.framework.question(id), answer.reply):
            gathered.setdefault(id, []).append(answer)
    return {id: tuple(answers) for id, answers in gathered.items()}


def hands_as_replies(question: Question, hands: HandCount | None) -> tuple[Reply, ...]:
    """Each hand that was counted as a reply of nobody's. Keys that the question does not have count for nothing.

    Hands can hold the levels of a ladder and the options of a choice; a checklist or a number needs more words.
    """
    if hands is None:
        return ()
    replies: list[Reply] = []
    for key, count in sorted(hands.counts.items()):
        reply = _held_by_hand(question, key)
        if reply is not None and fits(question, reply):
            replies += [reply] * count
    return tuple(replies)


def _held_by_hand(question: Question, key: str) -> Reply | None:
    match key, question.kind:
        case "not_known", _:
            return NotKnown()
        case "not_applicable", _:
            return NotApplicable(UNSAID)
        case _, Ladder() if key.isdecimal():
            return LevelReached(LadderGiven(int(key)))
        case _, Choice():
            return LevelReached(OptionGiven(key))
        case _:
            return None


def replies_to(dossier: Dossier, question: Question, answers: Iterable[Answer]) -> tuple[Reply, ...]:
    """All that is held on a question: the replies of these answers, then the hands that were counted."""
    given = [answer.reply for answer in answers if answer.reply is not None]
    return (*given, *hands_as_replies(question, dossier.hands.get(question.id)))


def _alone(dossier: Dossier) -> tuple[Agreement, ...]:
    """What one person replied: each reply is the outcome."""
    own = {id: answers[0] for id, answers in answers_by_question(dossier).items()}
    return tuple(
        Agreement(one.question, one.reply, one.confidence, one.evidence, one.comment)
        for question in dossier.framework.questions
        if (one := own.get(question.id)) is not None and one.reply is not None
    )


def _proposed(dossier: Dossier, question: Question, answers: Sequence[Answer]) -> Agreement | None:
    for one in answers:
        if isinstance(one.reply, Disputed):  # Only who records for the group can say so: no voice among others.
            return Agreement(question.id, one.reply, one.confidence, one.evidence, one.comment, proposed=True)
    reply = proposed_reply(question, replies_to(dossier, question, answers))
    if reply is None:
        return None
    return Agreement(question.id, reply, _least_sure(answers), _evidence_of_all(answers), proposed=True)


_SURENESS = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def _least_sure(answers: Sequence[Answer]) -> Confidence | None:
    given = [answer.confidence for answer in answers if answer.confidence is not None]
    return min(given, key=_SURENESS.index, default=None)


def _evidence_of_all(answers: Sequence[Answer]) -> tuple[EvidenceLink, ...]:
    links = {link for answer in answers for link in answer.evidence}
    return tuple(sorted(links, key=lambda link: (link.evidence, sorted(link.criteria))))
