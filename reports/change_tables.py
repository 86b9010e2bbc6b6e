"""The table of change between rounds: as reported, and like for like on the questions that both were asked alike."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from questionnaire.framework import WHOLE, Capability, Framework, Question, Section
from reports.answer_tables import reply_cell
from reports.cells import Cell, Coded, Kind, Row, Table, columns_of
from reports.report import Report
from scoring.change import NodeChange, QuestionChange, RoundChange

CHANGE = columns_of(
    node=Kind.ID,
    part=Kind.CODE,
    section=Kind.ID,
    name=Kind.TEXT,
    reply_before=Kind.LEVEL,
    before=Kind.SCORE,
    now=Kind.SCORE,
    like_before=Kind.SCORE,
    like_now=Kind.SCORE,
    difference=Kind.SCORE,
    difference_share=Kind.SHARE,
    target_before=Kind.LEVEL,
    progress=Kind.SHARE,
    compared=Kind.COUNT,
    asked=Kind.COUNT,
    apart=Kind.CODE,
)


def change_table(report: Report) -> Table:
    """One row a node, then one a question; no row where there is no earlier round.

    The whole comes first, then each section with its capabilities, each capability with its questions; a capability of
    one question has one row that says both. Questions that only the earlier round has stand last.
    """
    rows = () if report.change is None else tuple(_rows(report, report.change))
    return Table("change", CHANGE, rows)


def _rows(report: Report, change: RoundChange) -> Iterator[Row]:
    framework = report.framework
    yield _node_row(report, change, framework, "whole", None)
    for section in framework.sections:
        yield _node_row(report, change, section, "section", section.id)
        for capability in section.capabilities:
            row = _node_row(report, change, capability, "capability", section.id)
            if len(capability.questions) == 1:
                one = change.questions[capability.questions[0].id]
                yield {**row, "reply_before": _reply_before(change, one), "apart": _why(one)}
                continue
            yield row
            for question in capability.questions:
                yield _question_row(report, change, change.questions[question.id], question, section.id)
    for one in change.questions.values():
        if not framework.has_question(one.question):
            yield _question_row(report, change, one, change.before.framework.question(one.question), None)


def _node_row(
    report: Report, change: RoundChange, node: Framework | Section | Capability, part: str, section: str | None
) -> Row:
    one: NodeChange = change.nodes[WHOLE if isinstance(node, Framework) else node.id]
    return {
        "node": one.node,
        "part": Coded("reports.part", part),
        "section": section,
        "name": node.name(report.language),
        "reply_before": None,
        "before": one.before,
        "now": one.now,
        "like_before": one.like_before,
        "like_now": one.like_now,
        "difference": one.difference,
        "difference_share": one.share,
        "target_before": one.target,
        "progress": one.progress,
        "compared": one.compared,
        "asked": one.asked,
        "apart": None,
    }


def _question_row(
    report: Report, change: RoundChange, one: QuestionChange, question: Question, section: str | None
) -> Row:
    alike = one.apart is None
    return {
        "node": one.question,
        "part": Coded("reports.part", "question"),
        "section": section,
        "name": question.text(report.language),
        "reply_before": _reply_before(change, one),
        "before": one.level_before,
        "now": one.level_now,
        "like_before": one.level_before if alike else None,
        "like_now": one.level_now if alike else None,
        "difference": one.difference,
        "difference_share": None if one.difference is None else Fraction(one.difference) / question.scale.width,
        "target_before": None,
        "progress": None,
        "compared": int(alike),
        "asked": int(one.question in report.card.question_scores),
        "apart": _why(one),
    }


def _reply_before(change: RoundChange, one: QuestionChange) -> Cell:
    """The outcome of the earlier round, whether or not the question was asked there; nothing where it is new."""
    if one.before is None:
        return None
    return reply_cell(change.before.framework.question(one.before), change.before.agreements.get(one.before))


def _why(one: QuestionChange) -> Cell:
    return None if one.apart is None else Coded("change.apart", one.apart.value)
