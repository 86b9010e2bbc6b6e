"""The table of what was given: of every outcome that is a level, what the level follows from."""

from __future__ import annotations

from collections.abc import Iterable

from questionnaire.answers import Given, LadderGiven, LevelReached, OptionGiven, QuantityGiven, TicksGiven
from questionnaire.framework import Question
from reports.cells import Coded, Kind, Row, Table, columns_of
from reports.report import Report

GIVEN = columns_of(
    question=Kind.ID,
    how=Kind.CODE,
    chosen=Kind.LEVEL,
    option=Kind.ID,
    quantity=Kind.NUMBER,
    unit=Kind.ID,
    measured_on=Kind.DATE,
    met=Kind.TEXT,
    not_met=Kind.TEXT,
    left_out=Kind.TEXT,
)


def given_table(report: Report) -> Table:
    """One row a question whose outcome is a level, in framework order."""
    held = ((one, report.card.agreements.get(one.id)) for one in report.framework.questions)
    rows = tuple(
        {"question": question.id, **given_cells(question, agreement.reply.given)}
        for question, agreement in held
        if agreement is not None and isinstance(agreement.reply, LevelReached)
    )
    return Table("given", GIVEN, rows)


def given_cells(question: Question, given: Given | None) -> Row:
    """What was given as cells: a chosen level, an option, a quantity, or ticks, which stand beside a chosen level too.

    Criteria that the question does not have are passed over. All is blank where nothing was given.
    """
    cells: Row = {column.id: None for column in GIVEN if column.id != "question"}
    match given:
        case LadderGiven(level=level):
            told: Row = {
                "how": _how("ticks" if level is None else "chosen"),
                "chosen": level,
                "not_met": _own(question, given.not_met),
            }
        case TicksGiven():
            told = {"how": _how("ticks")}
        case OptionGiven(option=option):
            told = {"how": _how("option"), "option": option}
        case QuantityGiven(value=value, unit=unit, on=on):
            told = {"how": _how("quantity"), "quantity": value, "unit": unit, "measured_on": on}
        case None:
            told = {}
    if isinstance(given, LadderGiven | TicksGiven):
        left_out = (one.criterion for one in given.not_applicable)
        told = {**told, "met": _own(question, given.met), "left_out": _own(question, left_out)}
    return {**cells, **told}


def _how(code: str) -> Coded:
    return Coded("data.how", code)


def _own(question: Question, criteria: Iterable[str]) -> str | None:
    """Those of them that the question has, in its order."""
    named = frozenset(criteria)
    return ", ".join(one.id for one in question.criteria if one.id in named) or None
