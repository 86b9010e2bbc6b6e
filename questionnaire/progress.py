"""How far the answering has come, section by section, and which question comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.answers import Disputed, LevelReached, NotKnown, Reply
from questionnaire.assessment import Dossier
from questionnaire.consensus import hands_as_replies, reach_consensus
from questionnaire.framework import WHOLE, Question, Section
from questionnaire.levels import contradictions, fits
from questionnaire.routing import Routing, asked_questions


@dataclass(frozen=True)
class SectionProgress:
    """How many questions of a section are asked now; of these, how many are replied to, disputed, not known, flagged.

    A recorded outcome stands for the replies to its question.

    Flagged are replies whose ticks speak against the chosen level, and those that no longer fit their question.
    """

    section: str
    asked: int
    replied: int
    disputed: int
    not_known: int
    flagged: int

    @property
    def complete(self) -> bool:
        """Whether every question asked has a reply."""
        return self.replied == self.asked


def section_progress(dossier: Dossier, routing: Routing) -> tuple[SectionProgress, ...]:
    """The progress of every section, in framework order. Hidden questions are not counted."""
    replies = held_by_question(dossier)
    return tuple(_progress(section, routing, replies) for section in dossier.framework.sections)


def whole_progress(sections: Sequence[SectionProgress]) -> SectionProgress:
    """The progress of all sections together, under the name of the whole."""
    return SectionProgress(
        section=WHOLE,
        asked=sum(one.asked for one in sections),
        replied=sum(one.replied for one in sections),
        disputed=sum(one.disputed for one in sections),
        not_known=sum(one.not_known for one in sections),
        flagged=sum(one.flagged for one in sections),
    )


def next_unanswered(dossier: Dossier, after: str | None = None, routing: Routing | None = None) -> Question | None:
    """The next question that is asked and has no reply: in framework order after the one named, wrapping round to it.

    None where every question asked has a reply.
    """
    routing = routing or asked_questions(dossier.framework, reach_consensus(dossier))
    ids = [question.id for question in dossier.framework.questions]
    start = ids.index(after) + 1 if after in ids else 0
    replies = held_by_question(dossier)
    for question in (*dossier.framework.questions[start:], *dossier.framework.questions[:start]):
        if question.id in routing.asked_ids and question.id not in replies:
            return question
    return None


def replies_by_question(dossier: Dossier) -> dict[str, tuple[Reply, ...]]:
    """The replies given to each question that has any, participants in order of their ids."""
    gathered: dict[str, list[Reply]] = {}
    for (_, question), answer in sorted(dossier.answers.items(), key=lambda item: item[0]):
        if answer.reply is not None:
            gathered.setdefault(question, []).append(answer.reply)
    return {question: tuple(replies) for question, replies in gathered.items()}


def held_by_question(dossier: Dossier) -> dict[str, tuple[Reply, ...]]:
    """What is held on each question on which anything is: the outcome recorded; else the replies and hands counted."""
    held = replies_by_question(dossier)
    for id, hands in dossier.hands.items():
        if counted := hands_as_replies(dossier.framework.question(id), hands):
            held[id] = (*held.get(id, ()), *counted)
    return {**held, **{id: (one.reply,) for id, one in dossier.agreed.items()}}


def replies_set_aside(dossier: Dossier) -> tuple[str, ...]:
    """The ids of the questions that were answered and are not asked by the profile in use."""
    return tuple(dict.fromkeys(one.question for one in dossier.set_aside.values() if one.reply is not None))


def is_flagged(question: Question, reply: Reply) -> bool:
    """Whether the reply is to be looked at again: it contradicts itself, or no longer fits the question."""
    if not fits(question, reply):
        return True
    return isinstance(reply, LevelReached) and bool(contradictions(question, reply.given))


def unfitting_replies(dossier: Dossier) -> tuple[Question, ...]:
    """The questions with a reply that does not fit them, in framework order: it is kept, and counts nowhere.

    Where an outcome is recorded, that is the reply looked at.
    """
    replies = held_by_question(dossier)
    return tuple(
        question
        for question in dossier.framework.questions
        if not all(fits(question, reply) for reply in replies.get(question.id, ()))
    )


def contradicted_replies(dossier: Dossier) -> tuple[Question, ...]:
    """The questions with a reply whose ticks speak against the chosen level, in framework order: it is scored.

    Where an outcome is recorded, that is the reply looked at.
    """
    replies = held_by_question(dossier)
    unfitting = unfitting_replies(dossier)
    return tuple(
        question
        for question in dossier.framework.questions
        if question not in unfitting and any(is_flagged(question, reply) for reply in replies.get(question.id, ()))
    )


def _progress(section: Section, routing: Routing, replies: dict[str, tuple[Reply, ...]]) -> SectionProgress:
    questions = [one for capability in section.capabilities for one in capability.questions]
    asked = [question for question in questions if question.id in routing.asked_ids]
    given = [(question, replies[question.id]) for question in asked if question.id in replies]
    return SectionProgress(
        section=section.id,
        asked=len(asked),
        replied=len(given),
        disputed=sum(any(isinstance(reply, Disputed) for reply in each) for _, each in given),
        not_known=sum(all(isinstance(reply, NotKnown) for reply in each) for _, each in given),
        flagged=sum(any(is_flagged(question, reply) for reply in each) for question, each in given),
    )
