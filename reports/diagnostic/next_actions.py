"""Which actions of the plan are next on the day of the report: what is late first, then those that begin next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from planning.board_lines import BoardLine
from planning.plan import PlanStep
from questionnaire.following import BEGUN
from reports.diagnostic.wording import counted
from reports.report import Report
from reports.tracking_tables import board_of

MOST_STARTS = 6
"""Actions that are named of each kind; the plan has them all."""


class NextStep(NamedTuple):
    """Something to do: what, who, and by when, where that is known; `late` says that its day has passed.

    `kind` says of an action of the plan to which field of `ActionsByDay` it belongs. `more` is not zero in a line that
    only counts what a table would list: so many further actions.
    """

    what: str
    who: str
    by: date | None
    kind: str = ""
    late: bool = False
    more: int = 0


@dataclass(frozen=True)
class ActionsByDay:
    """The actions of a plan by what a day asks of them; those that run in time, are finished or begin later are none.

    `to_begin` should have begun and nobody reported that they have, `to_finish` have begun and should be finished by
    now, `starting` begin on the next day on which any does.
    """

    to_begin: tuple[BoardLine, ...] = ()
    to_finish: tuple[BoardLine, ...] = ()
    starting: tuple[BoardLine, ...] = ()


def actions_by_day(report: Report) -> ActionsByDay:
    """The actions of the plan on the day of the report, as the page on which the plan is followed has them."""
    held, today = board_of(report), report.made_at.date()
    if held is None:
        return ActionsByDay()
    lines = [line for line in held.lines if line.step is not None and not line.finished]
    waiting = [line for line in lines if line.report is None or line.report.word not in BEGUN]
    ahead = [line for line in waiting if _step(line).starts_on >= today]
    first = min((_step(line).starts_on for line in ahead), default=None)
    return ActionsByDay(
        to_begin=_ordered(report, [line for line in waiting if _step(line).starts_on < today]),
        to_finish=_ordered(report, [line for line in lines if line not in waiting and line.overdue is not None]),
        starting=_ordered(report, [line for line in ahead if _step(line).starts_on == first]),
    )


def _ordered(report: Report, lines: Sequence[BoardLine]) -> tuple[BoardLine, ...]:
    """By their day; of the same day those that the highest priorities depend on before the others."""
    ranks = {id: one.rank for id, one in report.priority_of.items()}
    last = len(ranks) + 1

    def place(line: BoardLine) -> tuple[date, int, str]:
        step = _step(line)
        return step.starts_on, min((ranks.get(id, last) for id, _ in step.serves), default=last), line.action

    return tuple(sorted(lines, key=place))


def _step(line: BoardLine) -> PlanStep:
    assert line.step is not None, "only actions of the plan are asked for"
    return line.step


def next_actions(report: Report) -> Iterator[NextStep]:
    """The actions to finish and to begin that are late, then those that begin next; of many the first ones."""
    found, say = actions_by_day(report), report.say
    for kind, lines in (("to_finish", found.to_finish), ("to_begin", found.to_begin), ("starting", found.starting)):
        late = kind != "starting"
        for line in lines[:MOST_STARTS]:
            action = _step(line).action
            what = say(f"telling.next.{kind}", name=action.name(report.language), id=action.id)
            yield NextStep(what, _who(report, line), _day(kind, line), kind, late)
        more = len(lines) - MOST_STARTS
        if more > 0:
            what = counted(f"telling.next.more_{kind}", more, say)
            yield NextStep(what, "", _day(kind, lines[MOST_STARTS]), kind, late, more)


def _day(kind: str, line: BoardLine) -> date | None:
    return line.planned_end if kind == "to_finish" else _step(line).starts_on


def _who(report: Report, line: BoardLine) -> str:
    """The owner who is named, else the service that usually leads."""
    lead = _step(line).action.lead
    key = f"actions.lead.{lead}"
    return line.details.owner or (report.say(key) if key in report.say else lead)


def late_told(report: Report) -> Iterator[str]:
    """How many actions should have begun, and how many be finished, by the day of the report."""
    found, say = actions_by_day(report), report.say
    if found.to_begin:
        yield counted("telling.late.begin", len(found.to_begin), say)
    if found.to_finish:
        yield counted("telling.late.finish", len(found.to_finish), say)
