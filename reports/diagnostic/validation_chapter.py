"""The group's outcomes beside those of the mission that validated them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from questionnaire.framework import WHOLE
from reports.diagnostic.shown_figures import validated_shown
from reports.diagnostic.wording import counted, dash, listed, named, paragraph, tally
from reports.paper import PaperColumn, PaperHeading, PaperPart, PaperTable, PaperText
from reports.report import Report
from words.numbers import difference, number, places_of, score

FURTHEST = 10
"""Questions on which both differ most that are listed; all stand in the workbook."""


def validation_chapter(report: Report) -> Iterator[PaperPart]:
    """What the mission confirms and what it corrects; nothing where it recorded nothing."""
    if not report.dossier.validated:
        return
    say = report.say
    yield PaperHeading(say("diagnostic.chapter.validation"), new_page=True)
    yield PaperText(paragraph(validation_findings(report)))
    yield from validated_shown(report)
    apart = furthest_apart(report)
    if apart:
        yield PaperHeading(say("diagnostic.validation.apart"), 2)
        heads = tuple(say(f"diagnostic.head.{one}") for one in ("question", "group", "mission", "seen"))
        text, figure = PaperColumn.TEXT, PaperColumn.NUMBER
        rows = tuple(_row(report, id) for id in apart[:FURTHEST])
        yield PaperTable(
            heads, rows, (50, 10, 10, 30), say("diagnostic.validation.apart"), (text, figure, figure, text)
        )


def validation_findings(report: Report) -> Iterator[str]:
    """On how many questions both have a level, how far the whole is corrected, and how often each way."""
    say, whole = report.say, report.validation.nodes[WHOLE]
    every = whole.looked_at == whole.asked
    if not whole.looked_at:
        yield say("telling.validation.none_looked_at")
        return
    key = "diagnostic.validation.all_looked_at" if every else "diagnostic.validation.looked_at"
    yield counted(key, whole.looked_at, say, all=tally(whole.asked, say))
    if whole.difference is None:
        yield say("validation.nothing")
        return
    differences = [one.difference for one in report.validation.questions.values() if one.difference is not None]
    lower, higher = sum(one < 0 for one in differences), sum(one > 0 for one in differences)
    if not lower and not higher:
        yield say("validation.same")
        return
    if lower:
        yield counted("diagnostic.validation.lower", lower, say)
    if higher:
        yield counted("diagnostic.validation.higher" if lower else "telling.validation.higher", higher, say)
    yield whole_validated(report)
    if not_seen := report.validation.not_looked_at:
        homes = dict.fromkeys(report.framework.home_of_question[id].id for id in not_seen)
        names = listed([named(report, id) for id in homes], say, most=3)
        yield counted("diagnostic.validation.not_seen", len(not_seen), say, names=names)


def whole_validated(report: Report) -> str:
    """The group's score and the mission's on the questions that both have; nothing where there is none."""
    say, whole = report.say, report.validation.nodes[WHOLE]
    if not report.dossier.validated or whole.difference is None:
        return ""
    own, seen = score(whole.like_own, say.language), score(whole.like_validated, say.language)
    key = "diagnostic.validation.alike" if own == seen else "diagnostic.validation.whole"
    apart = difference(whole.like_own, whole.like_validated, say.language)
    return say(key, own=own, validated=seen, difference=apart)


def furthest_apart(report: Report) -> list[str]:
    """The questions whose level the mission corrected, the widest difference first."""
    held = {id: one.difference for id, one in report.validation.questions.items() if one.difference}
    return sorted(held, key=lambda id: -abs(held[id] or Fraction(0)))


def _row(report: Report, id: str) -> tuple[str, str, str, str]:
    say, one, recorded = report.say, report.validation.questions[id], report.dossier.validated.get(id)
    text = f"{id} {report.framework.question(id).text(say.language)}"
    levels = [
        number(value, say.language, places_of(value, 2)) if value is not None else dash(None)
        for value in (one.own_level, one.validated_level)
    ]
    return text, levels[0], levels[1], dash(recorded.seen.strip() if recorded else "")
