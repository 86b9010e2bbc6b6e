"""The table of progress: one row an action of the plan, the most urgent first, the two raters apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planning.board_lines import BoardLine
from planning.tracking import Board, board
from questionnaire.following import ProgressReport
from reports.cells import Cell, Coded, Kind, Row, Table, columns_of
from reports.report import Report

TRACKING = columns_of(
    action=Kind.ID,
    name=Kind.TEXT,
    owner=Kind.TEXT,
    lead=Kind.CODE,
    off_plan=Kind.FLAG,
    start=Kind.DATE,
    end=Kind.DATE,
    progress_self=Kind.CODE,
    on_self=Kind.DATE,
    progress_external=Kind.CODE,
    on_external=Kind.DATE,
    differs=Kind.FLAG,
    waits_for=Kind.TEXT,
    evidence=Kind.TEXT,
    spent=Kind.MONEY,
    one_off=Kind.MONEY,
    currency=Kind.ID,
    next_review=Kind.DATE,
    overdue=Kind.COUNT,
    late_to_start=Kind.COUNT,
    blocked=Kind.FLAG,
    to_reassess=Kind.TEXT,
)


def tracking_table(report: Report) -> Table:
    """One row an action of the plan on the day of the report, then those that left it; none where no plan was kept."""
    held = board_of(report)
    return Table("tracking", TRACKING, tuple(_row(report, held, line) for line in held.every_line) if held else ())


def board_of(report: Report) -> Board | None:
    """The plan as it is followed on the day on which the report is made; None where no plan was kept."""
    return board(report.plan, report.dossier, report.card, report.made_at.date()) if report.plan else None


def _row(report: Report, held: Board, line: BoardLine) -> Row:
    action = line.step.action if line.step else report.library.actions.get(line.action)
    return {
        "action": line.action,
        "name": action.name(report.language) if action else None,
        "owner": line.details.owner or None,
        "lead": Coded("actions.lead", action.lead) if action else None,
        "off_plan": line.step is None,
        "start": line.step.starts_on if line.step else None,
        "end": line.planned_end,
        "progress_self": _word(line.own),
        "on_self": line.own.on if line.own else None,
        "progress_external": _word(line.external),
        "on_external": line.external.on if line.external else None,
        "differs": line.differs,
        "waits_for": _waits_for(report, line) or None,
        "evidence": evidence_titles(report, line.evidence) or None,
        "spent": line.spent,
        "one_off": line.planned,
        "currency": held.currency,
        "next_review": _next_review(line),
        "overdue": line.overdue,
        "late_to_start": line.late_to_start,
        "blocked": line.blocked,
        "to_reassess": ", ".join(line.to_reassess) or None,
    }


def evidence_titles(report: Report, ids: Iterable[str]) -> str:
    """Evidence by id and title; the id alone of a piece that the register does not have any more."""
    register = report.dossier.evidence
    return report.say("telling.semicolon").join(f"{id} {register[id].title}" if id in register else id for id in ids)


def _waits_for(report: Report, line: BoardLine) -> str:
    """What it waits for, in the words of who reported, then the actions before it."""
    return report.say("telling.semicolon").join(filter(None, (line.waits_for, ", ".join(line.waits_for_actions))))


def _word(one: ProgressReport | None) -> Cell:
    return Coded("actions.progress", one.word.value) if one else None


def _next_review(line: BoardLine) -> date | None:
    days = [one.next_review for one in (line.own, line.external) if one is not None and one.next_review is not None]
    return min(days, default=None)
