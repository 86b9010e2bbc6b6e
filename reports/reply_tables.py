"""The table of single replies, for the administration only: one row for each answer of each participant."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.answers import Answer, CriterionNotApplicable, Disputed, LadderGiven, LevelReached, TicksGiven
from questionnaire.framework import Question
from questionnaire.levels import fits, level_of
from reports.answer_tables import REPLY_STATES
from reports.cells import Coded, Kind, Row, Table, columns_of
from reports.given_tables import given_cells
from reports.report import Report

STATES = "reports.reply_state"

REPLIES = columns_of(
    participant=Kind.ID,
    role=Kind.CODE,
    function=Kind.CODE,
    question=Kind.ID,
    capability=Kind.ID,
    state=Kind.CODE,
    level=Kind.LEVEL,
    lowest=Kind.LEVEL,
    highest=Kind.LEVEL,
    met=Kind.TEXT,
    not_met=Kind.TEXT,
    reason=Kind.TEXT,
    confidence=Kind.CODE,
    comment=Kind.TEXT,
    comment_shared=Kind.FLAG,
    evidence=Kind.TEXT,
    replied_on=Kind.DATE,
    how=Kind.CODE,
    chosen=Kind.LEVEL,
    option=Kind.ID,
    quantity=Kind.NUMBER,
    unit=Kind.ID,
    measured_on=Kind.DATE,
    left_out=Kind.TEXT,
)


def replies_table(report: Report) -> Table:
    """One row an answer, by question in framework order, then by participant; a comment without a reply is one too."""
    order = {one.id: place for place, one in enumerate(report.framework.questions)}
    held = sorted(report.dossier.answers.values(), key=lambda one: (order.get(one.question, 0), one.participant))
    return Table("replies", REPLIES, tuple(_rows(report, (one for one in held if one.question in order))))


def _rows(report: Report, answers: Iterator[Answer]) -> Iterator[Row]:
    people = {one.id: one for one in report.dossier.participants}
    for one in answers:
        person, question = people.get(one.participant), report.framework.question(one.question)
        yield {
            "participant": one.participant,
            "role": Coded("setup.role", person.role.value) if person else None,
            "function": Coded("function", person.function.value) if person and person.function else None,
            "question": one.question,
            "capability": report.framework.home_of_question[one.question].id,
            **_reply_cells(question, one),
            "confidence": Coded("answer.confidence", one.confidence.value) if one.confidence else None,
            "comment": one.comment or None,
            "comment_shared": one.comment_shared,
            "evidence": ", ".join(dict.fromkeys(link.evidence for link in one.evidence)) or None,
            "replied_on": one.at.date() if one.at else None,
            **_given(question, one),
        }


def _reply_cells(question: Question, answer: Answer) -> Row:
    reply = answer.reply
    blank: Row = dict.fromkeys(("level", "lowest", "highest", "met", "not_met", "reason"), None)
    if reply is None:
        return {**blank, "state": Coded(STATES, "blank")}
    if not fits(question, reply):
        return {**blank, "state": Coded(STATES, "does_not_fit")}
    if not isinstance(reply, LevelReached):
        ends = {"lowest": reply.lowest, "highest": reply.highest} if isinstance(reply, Disputed) else {}
        return {**blank, **ends, "state": Coded(STATES, REPLY_STATES[type(reply)]), "reason": reply.reason or None}
    given = reply.given
    ticks = given if isinstance(given, LadderGiven | TicksGiven) else TicksGiven()
    return {
        **blank,
        "state": Coded(STATES, "level"),
        "level": level_of(question, given),
        "met": ", ".join(sorted(ticks.met)) or None,
        "not_met": ", ".join(sorted(ticks.not_met)) or None if isinstance(ticks, LadderGiven) else None,
        "reason": _left_out(ticks.not_applicable),
    }


def _given(question: Question, answer: Answer) -> Row:
    """What the level follows from, beside the ticks that stand in columns of their own."""
    reply = answer.reply
    level = isinstance(reply, LevelReached) and fits(question, reply)
    given = given_cells(question, reply.given if level and isinstance(reply, LevelReached) else None)
    return {column: cell for column, cell in given.items() if column not in ("met", "not_met")}


def _left_out(criteria: tuple[CriterionNotApplicable, ...]) -> str | None:
    """The criteria that cannot apply, each with its reason."""
    return "\n".join(f"{one.criterion}: {one.reason}" for one in criteria) or None
