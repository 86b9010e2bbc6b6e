"""What is to be done next, by whom and by when: what is late, what is open, the next actions, targets and decisions."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.answers import Disputed, NotKnown
from questionnaire.framework import Question
from questionnaire.stages import Stage
from reports.diagnostic.next_actions import NextStep, late_told, next_actions
from reports.diagnostic.section_reading import blank_questions
from reports.diagnostic.unscored import why_unscored
from reports.diagnostic.wording import counted, dash, listed, named, paragraph, sentence
from reports.paper import PaperHeading, PaperPart, PaperTable, PaperText
from reports.report import Audience, Report
from words.numbers import day


def next_chapter(report: Report) -> Iterator[PaperPart]:
    """The next steps by their dates, those without one last; above them how much of the plan is late."""
    say = report.say
    steps = next_steps(report)
    yield PaperHeading(say("diagnostic.chapter.next"))
    if not steps:
        yield PaperText(say("diagnostic.next.nothing"))
        return
    if late := paragraph(late_told(report)):
        yield PaperText(late)
    with_people = any(one.who for one in steps)
    columns = ["what", *(["who"] if with_people else []), "by"]
    heads = tuple(say(f"diagnostic.head.{one}") for one in columns)
    rows = tuple(_row(report, one, with_people=with_people) for one in steps)
    yield PaperTable(heads, rows, (58, 22, 20) if with_people else (78, 22), say("diagnostic.chapter.next"))


def _row(report: Report, one: NextStep, *, with_people: bool) -> tuple[str, ...]:
    by = day(one.by, report.language) if one.by else dash("")
    what = sentence(one.what)
    return (what, dash(one.who), by) if with_people else (what, by)


def next_steps(report: Report) -> tuple[NextStep, ...]:
    """What has a day by that day, so what is late comes first; then what has none: open questions, decisions, stage."""
    found = [*_open_questions(report), *next_actions(report), *_targets(report), *_decisions(report), *_stage(report)]
    dated = sorted((one for one in found if one.by), key=lambda one: (one.by, one.more > 0))
    return (*dated, *(one for one in found if not one.by))


def _open_questions(report: Report) -> Iterator[NextStep]:
    """What somebody has been given to find out; then what is disputed, not known or blank and nobody has."""
    if report.audience is not Audience.ADMINISTRATION:
        return  # who has to find out what is the administration's own work
    say, given, today = report.say, set(), report.made_at.date()
    for one in report.dossier.homework.values():
        if not one.done:
            given.add(one.question)
            who = say(f"function.{one.function.value}") if one.function else ""
            what = f"{one.task} ({one.question})"
            late = one.due is not None and one.due < today
            yield NextStep(say("telling.next.late", what=what) if late else what, who, one.due, late=late)
    asked = set(report.card.asked) - given
    questions = [one for one in report.framework.questions if one.id in asked]
    for key, kind in (("settle", Disputed), ("find_out", NotKnown)):
        those = [one for one in questions if _reply_is(report, one, kind)]
        if those:
            names = listed(_homes(report, those), say, most=4)
            yield NextStep(counted(f"diagnostic.next.{key}", len(those), say, names=names), "", None)
    blank = sum(len(blank_questions(report, section)) for section in report.framework.sections)
    if blank:
        yield NextStep(counted("diagnostic.next.answer", blank, say), "", None)


def _reply_is(report: Report, question: Question, kind: type) -> bool:
    agreement = report.card.agreements.get(question.id)
    return agreement is not None and isinstance(agreement.reply, kind)


def _homes(report: Report, questions: list[Question]) -> list[str]:
    homes = dict.fromkeys(report.framework.home_of_question[one.id].id for one in questions)
    return [named(report, id) for id in homes]


def _targets(report: Report) -> Iterator[NextStep]:
    """How many targets are past their day and not reached; the day on which the next ones are due, and how many."""
    say, today = report.say, report.made_at.date()
    days = [one.gap.target.due for one in report.priorities if one.gap.target and one.gap.target.due]
    past, ahead = [one for one in days if one < today], [one for one in days if one >= today]
    if past:
        yield NextStep(counted("telling.next.targets_past", len(past), say), "", min(past), late=True)
    if ahead:
        n = ahead.count(min(ahead))
        every = "diagnostic.next.all_targets" if n == len(report.priorities) > 1 else "diagnostic.next.targets"
        yield NextStep(counted("telling.next.targets" if past else every, n, say), "", min(ahead))


def _decisions(report: Report) -> Iterator[NextStep]:
    """What has to be decided so that there is a gap, an order and a plan; of others' copies, by whom."""
    say = report.say
    outside = report.audience is not Audience.ADMINISTRATION
    why = why_unscored(report)
    if why is not None:
        if outside and why.may_change:
            yield NextStep(say("telling.outside.answers"), "", None)
    elif not report.dossier.targets:
        yield NextStep(say("telling.outside.targets" if outside else "diagnostic.asks.targets"), "", None)
    elif not report.priorities:
        yield NextStep(say("telling.outside.raise" if outside else "telling.asks.raise"), "", None)
    elif (report.plan is None or not report.plan.steps) and not report.dossier.setup.site.name:
        yield NextStep(say("telling.outside.plan" if outside else "diagnostic.asks.make_plan"), "", None)


def _stage(report: Report) -> Iterator[NextStep]:
    """What has to happen to the assessment itself."""
    stage = report.dossier.stage
    if stage is Stage.SHARED or not report.card.agreements:
        return
    own = report.audience is Audience.ADMINISTRATION
    yield NextStep(report.say(f"diagnostic.asks.stage_{stage}" if own else f"telling.outside.stage_{stage}"), "", None)
