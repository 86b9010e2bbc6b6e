"""The public summary: sections, strengths and the plan in outline; nothing about single questions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from questionnaire.framework import WHOLE, Section
from reports.diagnostic.front import foot, issuer, under_title
from reports.diagnostic.plan_findings import plan_cost, plan_finding
from reports.diagnostic.shown_figures import sections_shown
from reports.diagnostic.summary_chapter import standing_notes
from reports.diagnostic.whole_findings import overall
from reports.diagnostic.wording import counted, paragraph, score_cell, sentence, sound_level, tally
from reports.paper import Paper, PaperColumn, PaperHeading, PaperList, PaperPart, PaperTable, PaperText
from reports.plan_figures import section_of_step
from reports.report import Report
from words.numbers import month


def public_paper(report: Report) -> Paper:
    """The summary that anybody may read."""
    say = report.say
    return Paper(
        title=say("briefing.public_title", name=issuer(report)),
        subtitle=under_title(report),
        language=report.language,
        parts=tuple(_parts(report)),
        foot=foot(report),
        page_of=say("diagnostic.page_of"),
    )


def _parts(report: Report) -> Iterator[PaperPart]:
    say = report.say
    yield PaperText(sentence(say(f"diagnostic.method.stage.{report.dossier.stage.value}")), quiet=True)
    yield from standing_notes(report)
    yield PaperText(overall(report), lead=True)
    yield from sections_shown(report, with_table=False, in_outline=True)
    if report.card[WHOLE].value is not None:
        yield PaperHeading(say("diagnostic.chapter.sections"))
        yield sections_table(report)
        yield PaperHeading(say("diagnostic.strengths"))
        yield PaperList(tuple(sentence(one) for one in strong_sections(report)))
    yield PaperHeading(say("diagnostic.summary.plan"))
    yield PaperText(paragraph((plan_finding(report), plan_cost(report))))
    if report.plan is not None and report.plan.steps:
        yield plan_outline(report)
    yield PaperHeading(say("briefing.about"))
    yield PaperText(paragraph((say("briefing.about_text"), say("diagnostic.method.no_ranking"))))


def sections_table(report: Report) -> PaperTable:
    """Each section with its score and what it covers; no capability by name."""
    say = report.say
    heads = (say("diagnostic.head.section"), say("diagnostic.head.score"), say("briefing.covers"))
    rows = tuple(
        (
            one.name(report.language),
            score_cell(report, report.card[one.id]),
            one.about(report.language).strip() or "\u2013",
        )
        for one in report.framework.sections
    )
    return PaperTable(heads, rows, (24, 16, 60), say("diagnostic.chapter.sections"))


def strong_sections(report: Report) -> Iterator[str]:
    """How many capabilities of each section have reached the sound level, where any has."""
    say, none = report.say, True
    for section in report.framework.sections:
        scored, sound = _sound(report, section)
        if sound:
            none = False
            name = section.short(report.language)
            if sound == scored:
                yield say("briefing.strong_all", section=name, count=tally(scored, say), n=scored)
            else:
                yield counted("briefing.strong", sound, say, section=name, all=tally(scored, say))
    if none:
        yield say("briefing.strong_none")


def _sound(report: Report, section: Section) -> tuple[int, int]:
    """How many capabilities of a section have a score, and how many of these have reached the sound level."""
    floor = report.framework.main_scale.share(Fraction(sound_level(report).value))
    shares = [report.card[one.id].share for one in section.capabilities]
    held = [share for share in shares if share is not None]
    return len(held), sum(share >= floor for share in held)


def plan_outline(report: Report) -> PaperPart:
    """How many actions of the plan serve each section, and when it runs: no single action."""
    plan, say = report.plan, report.say
    assert plan is not None, "asked only where there is one"
    homes = [section_of_step(step, report.framework).id for step in plan.steps]
    rows = tuple(
        (section.name(report.language), str(homes.count(section.id)), _span(report, section, homes))
        for section in report.framework.sections
        if section.id in homes
    )
    heads = tuple(say(f"diagnostic.head.{one}") for one in ("section", "how_many", "when"))
    text = PaperColumn.TEXT
    return PaperTable(heads, rows, (50, 16, 34), say("diagnostic.summary.plan"), (text, PaperColumn.NUMBER, text))


def _span(report: Report, section: Section, homes: list[str]) -> str:
    assert report.plan is not None, "asked only where there is one"
    own = [step for step, home in zip(report.plan.steps, homes, strict=True) if home == section.id]
    say = report.say
    start, end = min(one.starts_on for one in own), max(one.ends_on for one in own)
    return f"{month(start, say.language)} \u2013 {month(end, say.language)}"
