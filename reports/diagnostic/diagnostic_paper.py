"""The diagnostic report: all chapters in the order in which a reader needs them."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.framework import WHOLE
from reports.diagnostic.annexes import annexes
from reports.diagnostic.change_chapter import change_chapter
from reports.diagnostic.front import cover, foot, under_title
from reports.diagnostic.method_chapter import method_chapter
from reports.diagnostic.next_chapter import next_chapter
from reports.diagnostic.plan_chapter import plan_chapter
from reports.diagnostic.priorities_chapter import priorities_chapter
from reports.diagnostic.section_chapter import section_chapter
from reports.diagnostic.shown_figures import sections_shown, whole_shown
from reports.diagnostic.summary_chapter import summary_chapter
from reports.diagnostic.unscored import Unscored, why_unscored
from reports.diagnostic.validation_chapter import validation_chapter
from reports.diagnostic.wording import listed, sentence
from reports.paper import Paper, PaperHeading, PaperPart, PaperText
from reports.report import Report


def diagnostic_paper(report: Report) -> Paper:
    """The report as a paper, in its language and for its audience."""
    say = report.say
    return Paper(
        title=say("diagnostic.title"),
        subtitle=under_title(report),
        language=report.language,
        parts=tuple(_chapters(report)),
        foot=foot(report),
        page_of=say("diagnostic.page_of"),
        cover=cover(report),
        contents=say("diagnostic.contents"),
    )


def _chapters(report: Report) -> Iterator[PaperPart]:
    yield from summary_chapter(report)
    yield from method_chapter(report)
    yield from _whole(report)
    yield from _sections(report)
    yield from validation_chapter(report)
    yield from change_chapter(report)
    if report.priorities:  # why there are none is said in the summary, and once is enough
        yield from priorities_chapter(report)
    if report.plan is not None and report.plan.steps:
        yield from plan_chapter(report)
    yield from next_chapter(report)
    yield from annexes(report)


def _whole(report: Report) -> Iterator[PaperPart]:
    """The figures of the whole; nothing where nothing is scored, which the summary says."""
    if report.card[WHOLE].value is not None:
        yield PaperHeading(report.say("diagnostic.chapter.whole"), new_page=True)
        yield from sections_shown(report)
        yield from whole_shown(report)


def _sections(report: Report) -> Iterator[PaperPart]:
    """The findings by section; where nothing is scored one sentence in their place."""
    yield PaperHeading(report.say("diagnostic.chapter.sections"), new_page=report.card[WHOLE].value is not None)
    if report.card[WHOLE].value is None:
        why = why_unscored(report)
        blank = why in (None, Unscored.BLANK)
        yield PaperText(report.say("diagnostic.sections_later" if blank else f"telling.unscored.{why}.sections"))
        return
    yield PaperText(report.say("diagnostic.sections_told"), quiet=True)
    bare = [one for one in report.framework.sections if report.card[one.id].value is None]
    together = len(bare) > 1  # a chapter for each would say the same again and again
    for section in report.framework.sections:
        if not together or section not in bare:
            yield from section_chapter(report, section)
    if together:
        names = listed([one.name(report.language) for one in bare], report.say, most=len(bare))
        yield PaperHeading(report.say("diagnostic.sections_open"), 2)
        yield PaperText(sentence(report.say("diagnostic.sections_open_are", names=names)))
