"""The table of self-assessed and validated: as reported, and like for like on the questions that both have."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.answers import Agreement, Disputed, LevelReached, NotApplicable, NotKnown
from questionnaire.framework import WHOLE, Capability, Framework, Question, Section
from reports.answer_tables import reply_cell
from reports.cells import Cell, Coded, Kind, Row, Table, columns_of
from reports.report import Report
from scoring.validation import ValidatedNode, ValidatedQuestion

VALIDATION = columns_of(
    node=Kind.ID,
    part=Kind.CODE,
    section=Kind.ID,
    name=Kind.TEXT,
    reply_validated=Kind.LEVEL,
    value=Kind.SCORE,
    validated=Kind.SCORE,
    like_value=Kind.SCORE,
    like_validated=Kind.SCORE,
    difference=Kind.SCORE,
    compared=Kind.COUNT,
    looked_at=Kind.COUNT,
    asked=Kind.COUNT,
    own_outcome=Kind.CODE,
    validated_outcome=Kind.CODE,
    seen=Kind.TEXT,
    remark=Kind.TEXT,
)
STATES = "reports.outcome"
OUTCOMES = {LevelReached: "level", NotApplicable: "not_applicable", NotKnown: "not_known", Disputed: "disputed"}


def validation_table(report: Report) -> Table:
    """One row a node, then one a question; no row where the mission recorded nothing.

    The whole comes first, then each section with its capabilities, each capability with its questions. A capability
    of one question has one row that says both.
    """
    rows = tuple(_rows(report)) if report.dossier.validated else ()
    return Table("validation", VALIDATION, rows)


def _rows(report: Report) -> Iterator[Row]:
    framework = report.framework
    yield _node_row(report, framework, "whole", None)
    for section in framework.sections:
        yield _node_row(report, section, "section", section.id)
        for capability in section.capabilities:
            row = _node_row(report, capability, "capability", section.id)
            if len(capability.questions) == 1:
                yield {**row, **_outcome_cells(report, capability.questions[0])}
                continue
            yield row
            for question in capability.questions:
                yield _question_row(report, question, section.id)


def _node_row(report: Report, node: Framework | Section | Capability, part: str, section: str | None) -> Row:
    one = report.validation.nodes[WHOLE if isinstance(node, Framework) else node.id]
    return {
        "node": one.node,
        "part": Coded("reports.part", part),
        "section": section,
        "name": node.name(report.language),
        "reply_validated": None,
        **_values(one),
        "own_outcome": None,
        "validated_outcome": None,
        "seen": None,
        "remark": None,
    }


def _values(one: ValidatedNode) -> Row:
    return {
        "value": one.own,
        "validated": one.validated,
        "like_value": one.like_own,
        "like_validated": one.like_validated,
        "difference": one.difference,
        "compared": one.both,
        "looked_at": one.looked_at,
        "asked": one.asked,
    }


def _question_row(report: Report, question: Question, section: str) -> Row:
    one = report.validation.questions[question.id]
    alike = one.difference is not None
    return {
        "node": question.id,
        "part": Coded("reports.part", "question"),
        "section": section,
        "name": question.text(report.language),
        "value": one.own_level,
        "validated": one.validated_level,
        "like_value": one.own_level if alike else None,
        "like_validated": one.validated_level if alike else None,
        "difference": one.difference,
        "compared": int(alike),
        "looked_at": int(one.asked and one.validated is not None),
        "asked": int(one.asked),
        **_outcome_cells(report, question),
    }


def _outcome_cells(report: Report, question: Question) -> Row:
    one: ValidatedQuestion = report.validation.questions[question.id]
    recorded = report.dossier.validated.get(question.id)
    return {
        "reply_validated": reply_cell(question, one.validated),
        "own_outcome": _outcome(one.own),
        "validated_outcome": _outcome(one.validated),
        "seen": (recorded.seen if recorded else "") or None,
        "remark": (recorded.rationale if recorded else "") or None,
    }


def _outcome(agreement: Agreement | None) -> Cell:
    return Coded(STATES, OUTCOMES[type(agreement.reply)] if agreement else "blank")
