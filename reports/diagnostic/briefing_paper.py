"""The briefing: what a decision needs, on two pages."""

from __future__ import annotations

from collections.abc import Iterator

from reports.diagnostic.front import foot, issuer, under_title
from reports.diagnostic.next_actions import NextStep, actions_by_day
from reports.diagnostic.next_chapter import next_steps
from reports.diagnostic.plan_chapter import costs
from reports.diagnostic.plan_findings import plan_cost, plan_finding, plan_quality
from reports.diagnostic.shown_figures import sections_shown
from reports.diagnostic.summary_chapter import asked_of_reader, standing_notes, top_priorities
from reports.diagnostic.whole_findings import findings, overall, room, sections_apart
from reports.diagnostic.wording import clipped, listed, paragraph, sentence, tally
from reports.paper import Paper, PaperHeading, PaperList, PaperPart, PaperText
from reports.report import Report
from words.numbers import day

MOST_FINDINGS, MOST_STEPS, MOST_STARTS, MOST_PAYERS = 5, 4, 3, 5
LONGEST = 90
"""How much is told of the whole, of what is to be done and of who pays, and how long a name may be: more would be a
third page."""


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
        yield from costs(report, report.plan, most=MOST_PAYERS)
    yield PaperHeading(say("diagnostic.summary.asked"))
    yield PaperList(asked_of_reader(report))
    dated = tuple(_dated_steps(report))
    if dated:
        yield PaperHeading(say("diagnostic.chapter.next"))
        yield PaperList(dated[:MOST_STEPS])


def _dated_steps(report: Report) -> Iterator[str]:
    """What has a day, one line each; the actions that are late alike, or begin on the same day, share one."""
    told = set[str]()
    for one in next_steps(report):
        if one.by is None or one.more or one.kind in told:
            continue
        if one.kind:
            told.add(one.kind)
            yield sentence(_actions(report, one.kind))
        else:
            yield _step(report, one)


def _actions(report: Report, kind: str) -> str:
    """The actions of a kind in one line, the first ones by name."""
    found, say = actions_by_day(report), report.say
    lines = {"to_begin": found.to_begin, "to_finish": found.to_finish, "starting": found.starting}[kind]
    steps = [line.step for line in lines if line.step is not None]
    names = [clipped(step.action.name(say.language), LONGEST) for step in steps[:MOST_STARTS]]
    told = listed(names, say, beyond=len(steps) - len(names), between=say("telling.semicolon"))
    facts = {"n": len(steps), "names": told}
    if kind != "starting":
        return say(f"telling.briefing.{kind}", count=tally(len(steps), say), **facts)
    on = day(steps[0].starts_on, say.language)
    none_before = report.plan is not None and all(step.starts_on >= steps[0].starts_on for step in report.plan.steps)
    return say("briefing.starts" if none_before else "telling.briefing.starts", day=on, **facts)


def _step(report: Report, one: NextStep) -> str:
    what, who = clipped(one.what.rstrip("."), LONGEST), clipped(one.who, LONGEST)
    facts = {"what": what, "day": day(one.by, report.language), "who": who}
    return sentence(report.say("briefing.step_by" if who else "briefing.step", **facts))
