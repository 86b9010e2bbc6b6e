"""The tables of what was answered: one row a question, a criterion, a piece of evidence, a reply without a level."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from questionnaire.answers import (
    Agreement,
    Answer,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    TicksGiven,
)
from questionnaire.framework import Capability, Choice, Ladder, Question
from questionnaire.levels import level_of, level_of_criterion, met_criteria, option_of
from questionnaire.progress import unfitting_replies
from reports.agreement_cells import agreement_cells, people_said
from reports.cells import Cell, Coded, Kind, Row, Table, columns_of
from reports.report import Audience, Report
from reports.support import evidence_limit, links_of
from words.numbers import day, number

STATES = "answer.state"
REPLY_STATES = {NotApplicable: "not_applicable", NotKnown: "not_known", Disputed: "disputed"}

ANSWERS = columns_of(
    question=Kind.ID,
    section=Kind.ID,
    capability=Kind.ID,
    gate=Kind.FLAG,
    name=Kind.TEXT,
    text=Kind.TEXT,
    kind=Kind.CODE,
    reply=Kind.LEVEL,
    word=Kind.TEXT,
    disputed_from=Kind.LEVEL,
    disputed_to=Kind.LEVEL,
    confidence=Kind.CODE,
    evidence_limit=Kind.LEVEL,
    given=Kind.TEXT,
    evidence=Kind.TEXT,
    reason=Kind.TEXT,
    comment=Kind.TEXT,
    participant=Kind.TEXT,
    answered_on=Kind.DATE,
    asked=Kind.CODE,
    status=Kind.CODE,
    replies=Kind.COUNT,
    spread=Kind.LEVEL,
    dissents=Kind.TEXT,
)


def answers_table(report: Report) -> Table:
    """One row a question, in framework order: what is held on it, how sure, what supports it, who answered when."""
    capabilities = report.framework.capabilities
    rows = (_answer_row(report, capability, one) for capability in capabilities for one in capability.questions)
    return Table("answers", ANSWERS, tuple(rows))


def _answer_row(report: Report, capability: Capability, question: Question) -> Row:
    agreement = report.card.agreements.get(question.id)
    reply = agreement.reply if agreement else None
    disputed = reply if isinstance(reply, Disputed) else None
    answers = [one for (_, about), one in report.dossier.answers.items() if about == question.id]
    times = [one.at for one in answers if one.at is not None]
    language = report.language
    return {
        "question": question.id,
        "section": report.framework.home_of_capability[capability.id].id,
        "capability": capability.id,
        "gate": capability.gate,
        "name": capability.name(language),
        "text": question.text(language),
        "kind": Coded("reports.question_kind", type(question.kind).__name__.lower()),
        "reply": reply_cell(question, agreement),
        "word": _word(report, question, agreement),
        "disputed_from": disputed.lowest if disputed else None,
        "disputed_to": disputed.highest if disputed else None,
        "confidence": Coded("answer.confidence", agreement.confidence) if agreement and agreement.confidence else None,
        "evidence_limit": evidence_limit(report, question),
        "given": _given_in_words(report, question, agreement),
        "evidence": ", ".join(dict.fromkeys(link.evidence for link in links_of(report, question))) or None,
        "reason": _reason(agreement),
        "comment": _comment(report, agreement, answers) or None,
        "participant": people_said(report, answers),
        "answered_on": max(times).date() if times else None,
        "asked": Coded("reports.asked", report.asked_as(question)),
        **agreement_cells(report, question),
    }


def _comment(report: Report, agreement: Agreement | None, answers: Iterable[Answer]) -> str:
    """Why the outcome is what it is; what participants wrote where there is none yet.

    In a donor's copy it is what participants wrote and somebody released, whatever the outcome.
    """
    if agreement is not None and report.audience is Audience.ADMINISTRATION:
        return agreement.rationale
    return report.say("telling.semicolon").join(filter(None, (one.comment for one in answers)))


def reply_cell(question: Question, agreement: Agreement | None) -> Cell:
    """The outcome of a question as one cell: a level on its scale, a state, or nothing."""
    match agreement.reply if agreement else None:
        case None:
            return None
        case LevelReached(given=given):
            return level_of(question, given)
        case reply:
            return Coded(STATES, REPLY_STATES[type(reply)])


def _word(report: Report, question: Question, agreement: Agreement | None) -> str:
    """The word of a level of the main scale, or that of the state; none for a level of another scale."""
    cell = reply_cell(question, agreement)
    if isinstance(cell, Fraction):
        return level_word(report, cell) if question.scale == report.framework.main_scale else ""
    return report.say(cell.key if isinstance(cell, Coded) else f"{STATES}.blank")


def level_word(report: Report, value: Fraction) -> str:
    """The word of the highest level of the main scale that a value reaches."""
    main = report.framework.main_scale
    return report.framework.level_word(int(main.clamp(value) // 1), report.language)


def _given_in_words(report: Report, question: Question, agreement: Agreement | None) -> str | None:
    if agreement is None or not isinstance(agreement.reply, LevelReached):
        return None
    language = report.language
    match question.kind, agreement.reply.given:
        case Ladder(levels=levels), given:
            reached = level_of(question, given)
            return next(level.summary(language) for level in levels if level.value == reached) or None
        case Choice() as choice, OptionGiven(option=chosen):
            return option_of(choice, chosen).text(language)
        case _, QuantityGiven(value=value, unit=unit, on=on):
            decimals = 0 if value.denominator == 1 else 2
            measured = f"{number(value, language, decimals)} {report.say(f'units.{unit}')}"
            return measured if on is None else f"{measured} ({day(on, language)})"
        case _, TicksGiven() as given:
            ticked = len(met_criteria(question, given))
            return report.say("reports.ticked", n=ticked, of=len(question.criteria))
        case _:
            return None


def _reason(agreement: Agreement | None) -> str | None:
    match agreement.reply if agreement else None:
        case NotApplicable(reason=reason) | NotKnown(reason=reason) | Disputed(reason=reason):
            return reason or None
        case _:
            return None


CRITERIA = columns_of(
    criterion=Kind.ID,
    question=Kind.ID,
    capability=Kind.ID,
    level=Kind.LEVEL,
    text=Kind.TEXT,
    status=Kind.CODE,
    evidence=Kind.TEXT,
    actions=Kind.TEXT,
)


def criteria_table(report: Report) -> Table:
    """One row a criterion: whether it is met, what supports it, which actions of the plan meet it."""
    return Table(
        "criteria", CRITERIA, tuple(row for one in report.framework.questions for row in _criterion_rows(report, one))
    )


def _criterion_rows(report: Report, question: Question) -> Iterator[Row]:
    agreement = report.card.agreements.get(question.id)
    for criterion in question.criteria:
        named = [link.evidence for link in links_of(report, question) if criterion.id in link.criteria]
        actions = [step.action.id for step in report.plan.steps if criterion.id in step.meets] if report.plan else []
        yield {
            "criterion": criterion.id,
            "question": question.id,
            "capability": report.framework.home_of_question[question.id].id,
            "level": level_of_criterion(question, criterion.id),
            "text": criterion.text(report.language),
            "status": Coded("reports.criterion_status", _status(question, agreement, criterion.id)),
            "evidence": ", ".join(named) or None,
            "actions": ", ".join(actions) or None,
        }


def _status(question: Question, agreement: Agreement | None, criterion: str) -> str:
    reply = agreement.reply if agreement else None
    if not isinstance(reply, LevelReached):
        return "not_answered" if reply is None else REPLY_STATES[type(reply)]
    given = reply.given
    if isinstance(given, LadderGiven | TicksGiven):
        if any(one.criterion == criterion for one in given.not_applicable):
            return "not_applicable"
        if isinstance(given, LadderGiven) and criterion in given.not_met:
            return "marked_not_met"
        if criterion in given.met:
            return "ticked"
    return "implied" if criterion in met_criteria(question, given) else "not_met"


EVIDENCE = columns_of(
    evidence=Kind.ID,
    title=Kind.TEXT,
    kind=Kind.CODE,
    strength=Kind.CODE,
    where=Kind.TEXT,
    link=Kind.TEXT,
    files=Kind.TEXT,
    dated=Kind.DATE,
    questions=Kind.TEXT,
    criteria=Kind.TEXT,
    answers=Kind.COUNT,
)


def evidence_table(report: Report) -> Table:
    """One row a piece of evidence, in the order of the register, with the answers and criteria it supports."""
    uses: dict[str, list[tuple[str, EvidenceLink]]] = {}
    for question in report.framework.questions:
        for link in links_of(report, question):
            uses.setdefault(link.evidence, []).append((question.id, link))
    rows: list[Row] = []
    for id, one in report.dossier.evidence.items():
        questions = list(dict.fromkeys(question for question, _ in uses.get(id, ())))
        criteria = sorted({criterion for _, link in uses.get(id, ()) for criterion in link.criteria})
        rows.append(
            {
                "evidence": id,
                "title": one.title,
                "kind": Coded("evidence_kind", one.kind),
                "strength": Coded("strength", one.strength),
                "where": one.where or None,
                "link": one.link or None,
                "files": ", ".join(f"{file.name} ({file.content[:12]})" for file in one.files) or None,
                "dated": one.dated,
                "questions": ", ".join(questions) or None,
                "criteria": ", ".join(criteria) or None,
                "answers": len(questions),
            }
        )
    return Table("evidence", EVIDENCE, tuple(rows))


UNSCORED = columns_of(
    address=Kind.ID,
    question=Kind.ID,
    capability=Kind.ID,
    text=Kind.TEXT,
    state=Kind.CODE,
    reason=Kind.TEXT,
    effect=Kind.CODE,
)


def unscored_table(report: Report) -> Table:
    """Every reply that is no level or no longer fits, every criterion that cannot apply: why, and what that does."""
    unfitting = unfitting_replies(report.dossier)
    rows = ((one, _unscored_rows(report, one)) for one in report.framework.questions)
    return Table(
        "unscored",
        UNSCORED,
        tuple(row for one, found in rows for row in (*_unfitting_rows(report, one, unfitting), *found)),
    )


def _unfitting_rows(report: Report, question: Question, unfitting: Collection[Question]) -> Iterator[Row]:
    if question in unfitting:
        yield {
            "address": question.id,
            "question": question.id,
            "capability": report.framework.home_of_question[question.id].id,
            "text": question.text(report.language),
            "state": Coded(STATES, "does_not_fit"),
            "reason": None,
            "effect": Coded("reports.effect", "does_not_fit"),
        }


def _unscored_rows(report: Report, question: Question) -> Iterator[Row]:
    agreement = report.card.agreements.get(question.id)
    reply = agreement.reply if agreement else None
    place: Row = {"question": question.id, "capability": report.framework.home_of_question[question.id].id}
    policy = report.policy
    if isinstance(reply, NotApplicable | NotKnown):
        state = REPLY_STATES[type(reply)]
        rule = policy.not_applicable if isinstance(reply, NotApplicable) else policy.not_known
        yield {
            **place,
            "address": question.id,
            "text": question.text(report.language),
            "state": Coded(STATES, state),
            "reason": reply.reason or None,
            "effect": Coded(f"reports.effect.{state}", rule),
        }
    if isinstance(reply, LevelReached) and isinstance(reply.given, LadderGiven | TicksGiven):
        for one in reply.given.not_applicable:
            if report.framework.home_of_criterion.get(one.criterion) is question:
                yield {
                    **place,
                    "address": one.criterion,
                    "text": report.framework.criterion_text[one.criterion](report.language),
                    "state": Coded(STATES, "not_applicable"),
                    "reason": one.reason or None,
                    "effect": Coded("reports.effect", "criterion"),
                }
