"""What changed since the earlier round, like for like: what rose, what fell, what cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from questionnaire.framework import WHOLE
from reports.diagnostic.shown_figures import change_shown
from reports.diagnostic.wording import counted, listed, named, paragraph, tally
from reports.earlier_words import earlier_said
from reports.paper import PaperHeading, PaperPart, PaperText
from reports.report import Report
from scoring.change import RoundChange
from words.numbers import score

MOST_NAMED = 4


def change_chapter(report: Report) -> Iterator[PaperPart]:
    """The change since the earlier round; nothing where there is none to compare with."""
    if report.change is None:
        return
    yield PaperHeading(report.say("diagnostic.chapter.change"), new_page=True)
    yield PaperText(earlier_said(report))
    yield PaperText(paragraph(change_findings(report, report.change)))
    yield from change_shown(report)


def change_findings(report: Report, change: RoundChange) -> Iterator[str]:
    """How the whole changed on what both rounds asked alike, which capabilities rose and fell, what is left aside."""
    say, whole = report.say, change.nodes[WHOLE]
    if whole.difference is None:
        yield say("diagnostic.change.nothing")
        return
    asked = tally(whole.asked, say)
    every = whole.compared == whole.asked
    key = "diagnostic.change.all_compared" if every else "diagnostic.change.compared"
    yield counted(key, whole.compared, say, all=asked)
    yield whole_changed(report)
    moved = {one.id: change.nodes[one.id].share or Fraction(0) for one in report.framework.capabilities}
    for key, sign in (("up", 1), ("down", -1)):
        those = sorted((id for id, share in moved.items() if share * sign > 0), key=lambda id: -abs(moved[id]))
        if those:
            names = listed([named(report, id) for id in those], say, most=MOST_NAMED)
            yield counted(f"diagnostic.change.{key}", len(those), say, names=names)
    if inside := [id for id, one in change.questions.items() if one.difference and not moved[_home(report, id)]]:
        yield counted("diagnostic.change.inside", len(inside), say, questions=listed(inside, say, most=MOST_NAMED))
    if change.apart:
        yield counted("diagnostic.change.apart", len(change.apart), say)


def _home(report: Report, question: str) -> str:
    return report.framework.home_of_question[question].id


def whole_changed(report: Report) -> str:
    """How the whole changed since the earlier round, on what both asked alike; nothing where nothing is compared."""
    say, whole = report.say, report.change.nodes[WHOLE] if report.change else None
    if whole is None or whole.difference is None:
        return ""
    before, now = score(whole.like_before, say.language), score(whole.like_now, say.language)
    if before == now:
        return say("diagnostic.change.same", now=now)
    # The difference is not said: that of two rounded numbers and the rounded difference may not be the same.
    way = "rose" if whole.difference > 0 else "fell"
    return say(f"diagnostic.change.{way}", before=before, now=now)
