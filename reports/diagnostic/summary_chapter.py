"""The page that a Director General reads: what is found, what comes first, what the plan does, what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.framework import WHOLE
from questionnaire.stages import Stage
from reports.diagnostic.change_chapter import whole_changed
from reports.diagnostic.plan_findings import plan_cost, plan_doubts, plan_finding, plan_quality
from reports.diagnostic.plan_progress import progress_finding
from reports.diagnostic.priorities_chapter import no_priorities, step_said
from reports.diagnostic.section_reading import blank_questions
from reports.diagnostic.unscored import Unscored, why_unscored
from reports.diagnostic.validation_chapter import whole_validated
from reports.diagnostic.whole_findings import findings, overall, room
from reports.diagnostic.wording import named, paragraph, sentence
from reports.paper import PaperHeading, PaperList, PaperNote, PaperNoteKind, PaperPart, PaperText
from reports.plan_tables import plan_table
from reports.report import Audience, Report
from reports.withheld_words import withheld_said
from reports.year_tables import NOBODY, budget_table
from scoring.priorities import Priority
from words.numbers import number

TOP = 5
"""Priorities in the summary."""


def summary_chapter(report: Report) -> Iterator[PaperPart]:
    """What a reader of two minutes must know."""
    say = report.say
    yield PaperHeading(say("diagnostic.chapter.summary"), new_page=True)
    yield from standing_notes(report)
    yield PaperText(paragraph((overall(report), room(report))), lead=True)
    points = told_of_whole(report)
    if points:
        yield PaperList(points)
    yield PaperHeading(say("diagnostic.summary.first"), 2)
    yield from top_priorities(report)
    yield PaperHeading(say("diagnostic.summary.plan"), 2)
    yield PaperText(
        paragraph((plan_finding(report), *plan_doubts(report), plan_cost(report), progress_finding(report)))
    )
    if quality := plan_quality(report):
        yield PaperText(quality)
    yield PaperHeading(say("diagnostic.summary.asked"), 2)
    yield PaperList(asked_of_reader(report))


def told_of_whole(report: Report) -> tuple[str, ...]:
    """What is found of the whole; then what the mission holds and what has changed, where either is known."""
    compared = (whole_validated(report), whole_changed(report))
    return (*findings(report), *(sentence(one) for one in compared if one))


def standing_notes(report: Report) -> Iterator[PaperNote]:
    """That something is withheld; that this is a draft of proposals; that too little is answered to conclude from."""
    if withheld := withheld_said(report):
        yield PaperNote(withheld)
    if report.card.proposals:
        yield PaperNote(report.say("workbook.read_me.draft"), PaperNoteKind.WARNING)
    if (why := why_unscored(report)) is not None:
        blank = why is Unscored.BLANK
        said = report.say("diagnostic.summary.empty" if blank else f"telling.unscored.{why}.note")
        yield PaperNote(said, PaperNoteKind.WARNING)
    elif report.card[WHOLE].provisional:
        yield PaperNote(report.say("diagnostic.summary.provisional"), PaperNoteKind.WARNING)


def top_priorities(report: Report) -> Iterator[PaperPart]:
    """The first priorities in their order; where there are none, why."""
    if report.priorities:
        yield PaperList(tuple(_priority(report, one) for one in report.priorities[:TOP]), numbered=True)
    else:
        yield PaperText(sentence(no_priorities(report)))


def _priority(report: Report, one: Priority) -> str:
    say = report.say
    capability = report.framework.capability(one.capability)
    section = report.framework.home_of_capability[one.capability]
    cap = report.card[section.id].cap
    holds = cap is not None and cap.gate == one.capability
    facts = {
        "section": section.short(say.language),
        "step": step_said(report, one),
        "points": number(one.points, say.language, 2),
    }
    kind = "priority_holds" if holds else "priority_gate" if capability.gate else "priority"
    return say(f"diagnostic.summary.{kind}", name=named(report, one.capability), n=one.points, **facts)


def asked_of_reader(report: Report) -> tuple[str, ...]:
    """What this reader is to decide or do, by audience and by what is still missing; or that it is nothing."""
    asked = _asked_of_donor(report) if report.audience is Audience.DONOR else _asked_of_head(report)
    said = tuple(sentence(report.say(one)) for one in asked)
    return said or (sentence(report.say("telling.asks.nothing")),)


def _asked_of_donor(report: Report) -> Iterator[str]:
    plan = report.plan
    if plan is not None and plan.steps:
        if unpaid(report):
            yield "diagnostic.asks.fund"
        if plan.recurrent.amount:
            yield "diagnostic.asks.upkeep_donor"
        if any(one.to_verify for one in plan.reached):
            yield "diagnostic.asks.verify_donor"
    else:
        yield from _waited_for(report)
    if report.priorities:
        yield "diagnostic.asks.partners"


def _waited_for(report: Report) -> Iterator[str]:
    """What a donor waits for where there is no plan; nothing where nothing is to come."""
    why = why_unscored(report)
    if why is not None:
        if why.may_change:
            yield "telling.asks.wait_for_answers"
    elif not report.dossier.targets:
        yield "telling.asks.wait_for_targets"
    elif report.dossier.setup.site.name:
        yield "telling.asks.plan_elsewhere"
    else:
        yield "diagnostic.asks.wait_for_plan" if report.priorities else "telling.asks.raise_donor"


def _asked_of_head(report: Report) -> Iterator[str]:
    """In the order in which things can be done."""
    dossier, whole = report.dossier, report.card[WHOLE]
    if any(blank_questions(report, section) for section in report.framework.sections):
        yield "diagnostic.asks.answer"
    if whole.coverage.disputed:
        yield "diagnostic.asks.settle"
    if whole.coverage.not_known:
        yield "diagnostic.asks.find_out"
    if whole.value is not None:
        if not dossier.targets:
            yield "diagnostic.asks.targets"
            return
        yield "diagnostic.asks.agree_first" if report.priorities else "telling.asks.raise"
        yield from _asked_about_plan(report)
    elif why_unscored(report) is not Unscored.NOTHING_APPLIES:
        return
    if dossier.stage is not Stage.SHARED:
        yield f"diagnostic.asks.stage_{dossier.stage}"


def _asked_about_plan(report: Report) -> Iterator[str]:
    plan = report.plan
    if plan is None or not plan.steps:
        if report.priorities and not report.dossier.setup.site.name:
            yield "diagnostic.asks.make_plan"
        return
    if any(row["owner"] is None for row in plan_table(report).rows):
        yield "diagnostic.asks.owners"
    if unpaid(report):
        yield "diagnostic.asks.money"
    if plan.recurrent.amount:
        yield "diagnostic.asks.upkeep"


def unpaid(report: Report) -> bool:
    """Whether the plan takes money for which no donor is named."""
    return any(row["donor"] in (None, NOBODY) and row["planned"] for row in budget_table(report).rows)
