"""What is to be done next, by whom and by when: what is open, the first actions, the first targets, the next stage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from questionnaire.answers import Disputed, NotKnown
from questionnaire.framework import Question
from questionnaire.stages import Stage
from reports.diagnostic.section_reading import blank_questions
from reports.diagnostic.wording import counted, dash, listed, named, sentence
from reports.paper import PaperHeading, PaperPart, PaperTable, PaperText
from reports.plan_tables import steps_in_order
from reports.report import Audience, Report
from words.numbers import day

MOST_STARTS = 6
"""First actions that are named; the plan has them all."""


class NextStep(NamedTuple):
    """Something to do: what, who, and by when, where that is known; `action` names what starts then.

    What is no `task` only adds up what a table would list.
    """

    what: str
    who: str
    by: date | None
    action: str = ""
    task: bool = True


def next_chapter(report: Report) -> Iterator[PaperPart]:
    """The next steps by their dates, those without one last."""
    say = report.say
    steps = next_steps(report)
    yield PaperHeading(say("diagnostic.chapter.next"))
    if not steps:
        yield PaperText(say("diagnostic.next.nothing"))
        return
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
    """All of them by date; of those without a date, what is open first."""
    found = [*_open_questions(report), *_first_actions(report), *_targets(report), *_stage(report)]
    return tuple(sorted(found, key=lambda one: (one.by is None, one.by or date.max)))


def _open_questions(report: Report) -> Iterator[NextStep]:
    """What somebody has been given to find out; then what is disputed, not known or blank and nobody has."""
    if report.audience is not Audience.ADMINISTRATION:
        return  # who has to find out what is the administration's own work
    say, given = report.say, set()
    for one in report.dossier.homework.values():
        if not one.done:
            given.add(one.question)
            who = say(f"function.{one.function.value}") if one.function else ""
            yield NextStep(f"{one.task} ({one.question})", who, one.due)
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


def _first_actions(report: Report) -> Iterator[NextStep]:
    """The actions that start first, those that the highest priorities depend on before the others."""
    steps = steps_in_order(report.plan)
    if not steps:
        return
    ranks = {id: one.rank for id, one in report.priority_of.items()}
    last = len(ranks) + 1
    first = [one for one in steps if one.starts_on == steps[0].starts_on]
    first.sort(key=lambda one: min((ranks.get(id, last) for id, _ in one.serves), default=last))
    for step in first[:MOST_STARTS]:
        details = report.dossier.details.get(step.action.id)
        lead = f"actions.lead.{step.action.lead}"
        usual = report.say(lead) if lead in report.say else step.action.lead
        what = report.say("diagnostic.next.start", name=step.action.name(report.language), id=step.action.id)
        who = (details.owner if details else "") or usual
        yield NextStep(what, who, step.starts_on, step.action.name(report.language))
    more = len(first) - MOST_STARTS
    if more > 0:
        yield NextStep(
            sentence(counted("diagnostic.next.more_starts", more, report.say)), "", steps[0].starts_on, task=False
        )


def _targets(report: Report) -> Iterator[NextStep]:
    """The day on which the first targets are due, and how many."""
    open_ones = [one.gap.target for one in report.priorities if one.gap.target and one.gap.target.due]
    days = sorted({one.due for one in open_ones if one.due})
    if days:
        n = sum(one.due == days[0] for one in open_ones)
        key = "diagnostic.next.all_targets" if n == len(report.priorities) > 1 else "diagnostic.next.targets"
        yield NextStep(counted(key, n, report.say), "", days[0])


def _stage(report: Report) -> Iterator[NextStep]:
    """What has to happen to the assessment itself."""
    if (
        report.audience is Audience.ADMINISTRATION
        and report.dossier.stage is not Stage.SHARED
        and report.card.agreements
    ):
        yield NextStep(report.say(f"diagnostic.asks.stage_{report.dossier.stage.value}"), "", None)
