"""What comes first: the ranked gaps with their points, what these are made of, and how sure each rank is."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.framework import WHOLE
from reports.diagnostic.shown_figures import priorities_shown
from reports.diagnostic.wording import counted, lined, named, paragraph
from reports.figures import level_said
from reports.paper import PaperColumn, PaperHeading, PaperPart, PaperTable, PaperText
from reports.priority_figures import ALMOST_SURE, chance_said, ranks_said
from reports.report import Report
from scoring.priorities import Priority
from words.numbers import number, percent, places_of

FIRST_RANKS = 10
"""So many priorities are told with their reasons; every gap stands in the chapter of its section."""


def priorities_chapter(report: Report) -> Iterator[PaperPart]:
    """The first priorities. Ask `no_priorities` why where there are none."""
    say = report.say
    yield PaperHeading(say("diagnostic.chapter.priorities"), new_page=True)
    yield PaperText(paragraph(what_comes_first(report)))
    yield PaperText(say("diagnostic.priorities.made_of"), quiet=True)
    yield _table(report)
    yield from priorities_shown(report)


def no_priorities(report: Report) -> str:
    """Why nothing is ranked: no score, no targets, or nothing left to close."""
    if report.card[WHOLE].value is None:
        return report.say("diagnostic.priorities.no_score")
    if not report.dossier.targets:
        return report.say("diagnostic.priorities.no_targets")
    return report.say("diagnostic.priorities.all_reached")


def what_comes_first(report: Report) -> Iterator[str]:
    """How many gaps there are, how many of the first ones are gates, and how sure their place is."""
    say, ranked = report.say, report.priorities
    first = ranked[:FIRST_RANKS]
    yield counted("diagnostic.priorities.many", len(ranked), say, first=named(report, ranked[0].capability))
    gates = sum(report.framework.capability(one.capability).gate for one in first)
    if gates and len(first) > 1:
        yield counted("diagnostic.priorities.gates", gates, say)
    if len(ranked) > FIRST_RANKS:
        sure = sum(report.certainty_of[one.capability].first_ten >= ALMOST_SURE for one in first)
        if sure == len(first):
            yield say("diagnostic.priorities.all_sure")
        elif sure:
            yield counted("diagnostic.priorities.sure", sure, say)
        else:
            yield say("diagnostic.priorities.none_sure")
    if any(one.gap.to_verify for one in first):
        yield say("diagnostic.priorities.verify")


def _table(report: Report) -> PaperTable:
    say = report.say
    heads = tuple(
        say(f"diagnostic.head.{one}") for one in ("rank", "from_to", "points", "reasons", "first_ten", "ranks")
    )
    rows = tuple(_row(report, one) for one in report.priorities[:FIRST_RANKS])
    number_, text = PaperColumn.NUMBER, PaperColumn.TEXT
    kinds = (number_, text, number_, text, number_, text)
    return PaperTable(heads, rows, (8, 35, 10, 25, 11, 11), say("diagnostic.chapter.priorities"), kinds)


def _row(report: Report, one: Priority) -> tuple[str, ...]:
    say, sure = report.say, report.certainty_of[one.capability]
    return (
        str(one.rank),
        f"{lined(report, one.capability)}\n{step_said(report, one)}",
        number(one.points, say.language, 2),
        reasons_said(report, one),
        chance_said(sure.first_ten, say),
        ranks_said(sure, say),
    )


def step_said(report: Report, one: Priority) -> str:
    """From where to where: "0 → 3"."""
    assert one.gap.target is not None, "a priority has a target"
    return report.say("priorities.from_to", value=level_said(one.gap.value, report.say), target=one.gap.target.level)


def reasons_said(report: Report, one: Priority) -> str:
    """What the points are made of; what multiplies by one is left out."""
    say = report.say
    weight = number(one.weight, say.language, places_of(one.weight, 2))
    parts = [say("diagnostic.priorities.weight", weight=weight)] if one.weight != 1 else []
    parts += [say("diagnostic.priorities.gate", factor=one.gate_factor)] if one.gate_factor != 1 else []
    parts += [say("diagnostic.priorities.threat", threat=one.threat)] if one.threat != 1 else []
    parts.append(say("diagnostic.priorities.gap", share=percent(one.gap_share, say.language)))
    return " × ".join(parts)
