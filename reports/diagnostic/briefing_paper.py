"""The briefing: what a decision needs, on two pages."""

from __future__ import annotations

from collections.abc import Iterator

from reports.diagnostic.front import foot, issuer, under_title
from reports.diagnostic.next_chapter import NextStep, next_steps
from reports.diagnostic.plan_chapter import costs
from reports.diagnostic.plan_findings import plan_cost, plan_finding, plan_quality
from reports.diagnostic.shown_figures import sections_shown
from reports.diagnostic.summary_chapter import asked_of_reader, standing_notes, top_priorities
from reports.diagnostic.whole_findings import findings, overall, room, sections_apart
from reports.diagnostic.wording import listed, paragraph, sentence
from reports.paper import Paper, PaperHeading, PaperList, PaperPart, PaperText
from reports.report import Report
from words.numbers import day

MOST_FINDINGS, MOST_STEPS, MOST_STARTS = 5, 4, 3
"""What is told of the whole, and of what is to be done: more would be a third page."""


def briefing_paper(report: Report) -> Paper:
    """The briefing in the language and for the audience of the report."""
    say = report.say
    return Paper(
        title=say("briefing.title", name=issuer(report)),
        subtitle=under_title(report),
        language=report.language,
        parts=tuple(_parts(report)),
        foot=foot(report),
        page_of=say("diagnostic.page_of"),
    )


def _parts(report: Report) -> Iterator[PaperPart]:
    say = report.say
    yield from standing_notes(report)
    yield PaperText(paragraph((overall(report), room(report))), lead=True)
    # Which section is the weakest is the title of the figure below.
    points = tuple(one for one in findings(report) if one != sections_apart(report))[:MOST_FINDINGS]
    if points:
        yield PaperList(points)
    yield from sections_shown(report, with_table=False)
    yield PaperHeading(say("diagnostic.summary.first"))
    yield from top_priorities(report)
    yield PaperHeading(say("diagnostic.summary.plan"))
    yield PaperText(paragraph((plan_finding(report), plan_cost(report), plan_quality(report))))
    if report.plan is not None and report.plan.steps:
        yield from costs(report, report.plan)
    yield PaperHeading(say("diagnostic.summary.asked"))
    yield PaperList(asked_of_reader(report))
    dated = tuple(_dated_steps(report))
    if dated:
        yield PaperHeading(say("diagnostic.chapter.next"))
        yield PaperList(dated[:MOST_STEPS])


def _dated_steps(report: Report) -> Iterator[str]:
    """What has a day, one line each; the actions that start on the same day share one."""
    dated = [one for one in next_steps(report) if one.by is not None]
    names = [one.action for one in dated if one.action]
    first = next((one for one in dated if one.action), None)
    for one in dated:
        if one is first:
            on = day(one.by, report.language)
            said = report.say(
                "briefing.starts", n=len(names), day=on, names=listed(names, report.say, most=MOST_STARTS)
            )
            yield sentence(said)
        elif not one.action and one.task:
            yield _step(report, one)


def _step(report: Report, one: NextStep) -> str:
    facts = {"what": one.what.rstrip("."), "day": day(one.by, report.language), "who": one.who}
    return sentence(report.say("briefing.step_by" if one.who else "briefing.step", **facts))
