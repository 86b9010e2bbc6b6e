"""The tables of the earlier round: how its numbers were made, and what it held on each question."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.answers import Disputed
from questionnaire.routing import asked_questions
from reports.answer_tables import reply_cell
from reports.cells import Coded, Kind, Row, Table, columns_of
from reports.report import Report
from reports.structure_tables import POLICY, STRUCTURE, policy_of, policy_rows, structure_rows
from scoring.change import RoundChange

EARLIER_ANSWERS = columns_of(
    question=Kind.ID,
    capability=Kind.ID,
    reply=Kind.LEVEL,
    disputed_from=Kind.LEVEL,
    disputed_to=Kind.LEVEL,
    asked=Kind.CODE,
    now=Kind.ID,
    apart=Kind.CODE,
)


def earlier_structure_table(report: Report) -> Table:
    """The tree of the earlier round; no row where there is none."""
    rows = () if report.change is None else structure_rows(report.change.before.framework)
    return Table("earlier_structure", STRUCTURE, rows)


def earlier_policy_table(report: Report) -> Table:
    """What the earlier round decided of the method; no row where there is none."""
    rows = () if report.change is None else policy_rows(report.say, policy_of(report.change.before.framework))
    return Table("earlier_policy", POLICY, rows)


def earlier_answers_table(report: Report) -> Table:
    """One row a question of the earlier round, in the order of its framework; no row where there is none."""
    rows = () if report.change is None else tuple(_rows(report.change))
    return Table("earlier_answers", EARLIER_ANSWERS, rows)


def _rows(change: RoundChange) -> Iterator[Row]:
    before = change.before
    routing = asked_questions(before.framework, before.agreements.values())
    found = {one.before: one for one in change.questions.values() if one.before is not None}
    for question in before.framework.questions:
        agreement = before.agreements.get(question.id)
        disputed = agreement.reply if agreement and isinstance(agreement.reply, Disputed) else None
        one = found[question.id]
        yield {
            "question": question.id,
            "capability": before.framework.home_of_question[question.id].id,
            "reply": reply_cell(question, agreement),
            "disputed_from": disputed.lowest if disputed else None,
            "disputed_to": disputed.highest if disputed else None,
            "asked": Coded("reports.asked", routing.standing(question.id)),
            "now": one.question if change.now.framework.has_question(one.question) else None,
            "apart": None if one.apart is None else Coded("change.apart", one.apart.value),
        }
