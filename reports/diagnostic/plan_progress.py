"""How far a plan is that is followed: what was reported, what is late, what was spent, as its page on screen has it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from planning.board_lines import BoardLine
from planning.tracking import Board
from questionnaire.following import BEGUN
from reports.diagnostic.shown_figures import progress_shown
from reports.diagnostic.wording import counted, dash, paragraph
from reports.paper import PaperHeading, PaperPart, PaperTable, PaperText
from reports.report import Report
from reports.tracking_figures import word_said
from reports.tracking_tables import board_of
from words.numbers import day, money

MOST_LATE = 10
"""Actions that are late or blocked and are listed; the follow-up sheet of the workbook has all."""


def followed(report: Report) -> Board | None:
    """The plan as it is followed; None where nobody has reported on any of its actions yet."""
    held = board_of(report)
    return held if held and any(line.report for line in held.lines) else None


def progress(report: Report) -> Iterator[PaperPart]:
    """The part of the plan's chapter on how far it is; nothing where nobody has reported on it."""
    held, say = followed(report), report.say
    if held is None:
        return
    yield PaperHeading(say("telling.progress.heading"), 2)
    yield PaperText(paragraph((progress_finding(report), money_spent(report, held))))
    yield progress_shown(report, held)
    pressing = [line for line in held.lines if line.days_late is not None or line.blocked]
    if not pressing:
        return
    yield PaperHeading(say("telling.progress.pressing"), 3)
    heads = tuple(say(f"telling.progress.column.{one}") for one in ("action", "planned", "word", "late"))
    rows = tuple(_row(report, line) for line in pressing[:MOST_LATE])
    yield PaperTable(heads, rows, (40, 20, 18, 22), say("telling.progress.pressing"))
    more = len(pressing) - MOST_LATE
    if more > 0:
        yield PaperText(counted("telling.progress.more", more, say), quiet=True)


def progress_finding(report: Report) -> str:
    """How many actions are finished, how many run, how many are late; empty where nobody has reported."""
    held, say = followed(report), report.say
    if held is None:
        return ""
    finished = sum(line.finished for line in held.lines)
    running = sum(line.report is not None and line.report.word in BEGUN and not line.finished for line in held.lines)
    late = sum(line.days_late is not None for line in held.lines)
    facts = {"day": day(held.today, say.language)}
    parts = [
        _count("finished", finished, report, **facts),
        _count("running", running, report),
        _count("late", late, report),
    ]
    return "".join(parts)


def _count(key: str, n: int, report: Report, **facts: str) -> str:
    """A part of the sentence; none of something is a phrase of its own."""
    none = report.say(f"telling.progress.none_{key}", **facts)
    return counted(f"telling.progress.{key}", n, report.say, **facts) if n else none


def money_spent(report: Report, held: Board) -> str:
    """What was spent, of how many actions that is known, and what was planned for these and for all."""
    say, sums = report.say, held.sums

    def amount(value: Fraction | None) -> str:
        return say("tracking.unknown_amount") if value is None else money(value, held.currency, say.language)

    planned = amount(sums.planned)
    if not sums.spent_on:
        return say("tracking.money_none", planned=planned)
    facts = {"spent": amount(sums.spent), "these": amount(sums.planned_for_these), "planned": planned}
    return say("tracking.money_spent", n=sums.spent_on, **facts)


def _row(report: Report, line: BoardLine) -> tuple[str, str, str, str]:
    say = report.say
    assert line.step is not None, "a line of the plan"
    days = (line.step.starts_on, line.planned_end)
    planned = " \u2013 ".join(day(one, say.language) for one in days if one)
    word = word_said(line.report.word if line.report else None, say)
    marks = []
    if line.overdue is not None:
        marks.append(say("tracking.overdue", n=line.overdue))
    if line.late_to_start is not None:
        marks.append(say("tracking.late_to_start", n=line.late_to_start))
    if line.blocked:
        what = ", ".join(filter(None, (line.waits_for, *line.waits_for_actions)))
        marks.append(say("tracking.blocked_by", what=what) if what else say("tracking.blocked"))
    return f"{line.action} {line.step.action.name(say.language)}", planned, word, dash("\n".join(marks))
