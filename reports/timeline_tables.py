"""The table of the plan in time: one row an action with the quarters that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planning.plan import Plan, PlanStep
from planning.timetable import quarter_begins
from reports.cells import Coded, Kind, Row, Table, columns_of
from reports.plan_figures import section_of_step
from reports.plan_tables import steps_in_order
from reports.report import Report

TIMELINE = columns_of(
    action=Kind.ID,
    name=Kind.TEXT,
    section=Kind.ID,
    lead=Kind.CODE,
    start=Kind.DATE,
    end=Kind.DATE,
    first_quarter=Kind.COUNT,
    last_quarter=Kind.COUNT,
    one_off=Kind.MONEY,
    recurrent=Kind.MONEY,
)


def timeline_table(report: Report) -> Table:
    """One row an action, by section, then by start: its dates, its quarters (1 is the plan's first), its costs.

    A quarter after the plan's last is a later one than the plan has.
    """
    places = {section.id: place for place, section in enumerate(report.framework.sections)}
    steps = sorted(steps_in_order(report.plan), key=lambda step: places[section_of_step(step, report.framework).id])
    return Table("timeline", TIMELINE, tuple(_row(report, step) for step in steps))


def quarter_days(plan: Plan | None) -> Sequence[date]:
    """The first day of every quarter of the plan."""
    return [quarter_begins(plan.start, quarter) for quarter in range(plan.quarters)] if plan else []


def _row(report: Report, step: PlanStep) -> Row:
    return {
        "action": step.action.id,
        "name": step.action.name(report.language),
        "section": section_of_step(step, report.framework).id,
        "lead": Coded("actions.lead", step.action.lead),
        "start": step.starts_on,
        "end": step.ends_on,
        "first_quarter": step.start + 1,
        "last_quarter": step.end + 1,
        "one_off": step.one_off.amount,
        "recurrent": step.recurrent.amount,
    }
