"""The plan as it is followed, in the words of its page. Not escaped: Markdown passes them through `plain`."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from planning.board_lines import BoardLine
from planning.tracking import Board
from questionnaire.following import ProgressReport, ProgressWord
from reports.tracking_figures import counts_said
from views.desk import Desk
from views.plan_words import action_said, listed, named, span_said
from words.numbers import day, money


def word_told(desk: Desk, word: ProgressWord) -> str:
    """One of the six words of progress."""
    return desk.say(f"actions.progress.{word.value}")


def report_told(desk: Desk, report: ProgressReport) -> str:
    """A report in a few words: "on track (3 May 2027)"."""
    return desk.say("tracking.word_on", word=word_told(desk, report.word), day=day(report.on, desk.language))


def progress_told(desk: Desk, line: BoardLine) -> list[str]:
    """The word of each rater that gave one, apart; or that nobody did."""
    told = []
    if line.own:
        told.append(desk.say("tracking.own_said", said=report_told(desk, line.own)))
    if line.external:
        told.append(desk.say("tracking.external_said", said=report_told(desk, line.external)))
    return told or [desk.say("tracking.no_report")]


def attention_told(desk: Desk, line: BoardLine) -> list[str]:
    """Everything about a line that somebody has to look at, the most pressing first; nothing where there is nothing."""
    say, told = desk.say, []
    if line.overdue is not None:
        told.append(say("tracking.overdue", n=line.overdue))
    if line.late_to_start is not None:
        told.append(say("tracking.late_to_start", n=line.late_to_start))
    if line.blocked:
        told.append(_blocked(desk, line))
    if line.review_due is not None:
        told.append(say("tracking.review_due", day=day(line.review_due, desk.language)))
    told += [say(f"tracking.{mark}") for mark in ("differs", "evidence_missing") if getattr(line, mark)]
    if line.to_reassess:
        told.append(say("tracking.reassess", n=len(line.to_reassess)))
    return told


def _blocked(desk: Desk, line: BoardLine) -> str:
    before = (action_said(desk, one) for one in line.waits_for_actions)
    what = listed(filter(None, (line.waits_for, *before)))
    return desk.say("tracking.blocked_by", what=what) if what else desk.say("tracking.blocked")


def money_told(desk: Desk, line: BoardLine, currency: str) -> str:
    """What was spent of what was planned; empty where nobody said what was spent."""
    if line.spent is None:
        return ""
    spent = money(line.spent, currency, desk.language)
    if line.planned is None:
        return desk.say("tracking.spent_only", spent=spent)
    return desk.say("tracking.spent_of", spent=spent, planned=money(line.planned, currency, desk.language))


def over_told(desk: Desk, line: BoardLine, currency: str) -> str:
    """By how much more was spent than planned; empty where it was not more."""
    if line.over is None or line.over <= 0:
        return ""
    return desk.say("tracking.over", amount=money(line.over, currency, desk.language))


def amount_told(desk: Desk, amount: Fraction | None, currency: str) -> str:
    """An amount, or that nothing in it has a price."""
    return desk.say("tracking.unknown_amount") if amount is None else money(amount, currency, desk.language)


def planned_told(desk: Desk, line: BoardLine) -> str:
    """When it was to be done and who leads it."""
    if line.step is None or line.planned_end is None:
        return desk.say("tracking.not_planned")
    span = span_said(desk, line.step.starts_on, line.planned_end)
    return f"{span}  \n{desk.say('tracking.led_by', lead=named(desk, 'lead', line.step.action.lead))}"


def finding_told(desk: Desk, board: Board) -> str:
    """Markdown: how many actions need attention, and why."""
    lines = board.every_line
    pressing = [one for one in lines if one.needs_attention]
    if not pressing:
        return desk.say("tracking.finding_none")
    what = [desk.say(f"tracking.finding_what.{key}", n=n) for key, n in _reasons(pressing) if n]
    finding = desk.say("tracking.finding", n=len(pressing), all=len(lines))
    return f"{finding} {desk.say('tracking.finding_of', what=', '.join(what))}"


def words_told(desk: Desk, board: Board) -> list[str]:
    """How many actions of the plan have each word: as the administration says, and from outside where anybody did."""
    told = {"own_words": board.sums.own, "external_words": board.sums.external}
    return [
        desk.say(f"tracking.{key}", words=counts_said(tuple(counts.values()), desk.say))
        for key, counts in told.items()
        if key == "own_words" or counts[None] < len(board.lines)
    ]


def _reasons(lines: Iterable[BoardLine]) -> list[tuple[str, int]]:
    """How many lines need attention for each reason; a line may have several."""
    lines = tuple(lines)
    return [
        ("overdue", sum(one.overdue is not None for one in lines)),
        ("late", sum(one.late_to_start is not None for one in lines)),
        ("blocked", sum(one.blocked for one in lines)),
        ("review", sum(one.review_due is not None for one in lines)),
        ("differs", sum(one.differs for one in lines)),
        ("evidence", sum(one.evidence_missing for one in lines)),
        ("reassess", sum(bool(one.to_reassess) for one in lines)),
    ]
