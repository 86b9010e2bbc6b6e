"""What the figures of the priorities say, before anything is drawn: their points, and how sure their ranks are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.framework import Framework
from reports.figures import Figure, called
from scoring.priorities import Priority
from scoring.rank_certainty import FIRST, RankCertainty
from words.numbers import number, percent
from words.phrases import Phrases

ALMOST_SURE, HARDLY = Fraction(95, 100), Fraction(5, 100)
"""From which share of the draws on a place in the first ten is almost sure, and below which there is hardly one."""


@dataclass(frozen=True)
class PriorityBar:
    """One ranked priority: its heading, its points, and the points in words."""

    head: str
    points: Fraction
    said: str


@dataclass(frozen=True)
class RankBar:
    """One ranked priority: its heading, its rank by points, its ranks in nine of ten draws, its chance in words."""

    head: str
    rank: int
    rank_from: int
    rank_to: int
    said: str


def priority_figure(
    priorities: Sequence[Priority], framework: Framework, say: Phrases, *, most: int = 10
) -> Figure[PriorityBar]:
    """The first `most` priorities by points. The caller ranks them."""
    shown = priorities[:most]
    bars = tuple(
        PriorityBar(
            f"{rank}. {called(framework.capability(one.capability), say)}",
            one.points,
            number(one.points, say.language, 2),
        )
        for rank, one in enumerate(shown, 1)
    )
    heads = tuple(say(f"figures.priorities.{column}") for column in ("rank", "capability", "points"))
    rows = tuple(
        (str(rank), called(framework.capability(one.capability), say), bar.said)
        for rank, (one, bar) in enumerate(zip(shown, bars, strict=True), 1)
    )
    return Figure(_priority_title(shown, framework, say), say("figures.priorities.key"), heads, rows, bars)


def _priority_title(shown: Sequence[Priority], framework: Framework, say: Phrases) -> str:
    if not shown:
        return say("figures.priorities.none")
    first = shown[0]
    gates = sum(framework.capability(one.capability).gate for one in shown)
    facts = {
        "first": called(framework.capability(first.capability), say, sign=False),
        "points": number(first.points, say.language, 2),
    }
    if not gates:
        return say("figures.priorities.title", **facts)
    return say("figures.priorities.title_gates", n=gates, shown=len(shown), **facts)


def certainty_figure(
    priorities: Sequence[Priority],
    certainties: Mapping[str, RankCertainty],
    framework: Framework,
    say: Phrases,
    *,
    most: int = FIRST,
) -> Figure[RankBar]:
    """How sure the ranks of the first `most` priorities are; the table has them all.

    `certainties` are those of all capabilities that took part, the priorities among them.
    """
    columns = ("rank", "capability", "points", "first_ten", "ranks")
    heads = tuple(say(f"figures.certainty.{column}") for column in columns)
    marks = tuple(_rank_bar(one, certainties[one.capability], framework, say) for one in priorities[:most])
    rows = tuple(_certainty_row(one, certainties[one.capability], framework, say) for one in priorities)
    key = say("figures.certainty.key")
    if any(not mark.rank_from <= mark.rank <= mark.rank_to for mark in marks):
        key += " " + say("figures.certainty.key_outside")
    return Figure(_certainty_title(priorities, certainties, framework, say), key, heads, rows, marks)


def _rank_bar(one: Priority, sure: RankCertainty, framework: Framework, say: Phrases) -> RankBar:
    head = f"{one.rank}. {called(framework.capability(one.capability), say)}"
    return RankBar(head, one.rank, sure.rank_from, sure.rank_to, chance_said(sure.first_ten, say))


def _certainty_row(one: Priority, sure: RankCertainty, framework: Framework, say: Phrases) -> tuple[str, ...]:
    return (
        str(one.rank),
        called(framework.capability(one.capability), say),
        number(one.points, say.language, 2),
        chance_said(sure.first_ten, say),
        ranks_said(sure, say),
    )


def chance_said(share: Fraction, say: Phrases) -> str:
    """A share of the draws in whole percent; what is not quite all or nothing is never said to be."""
    one = Fraction(1, 100)
    if 0 < share < one / 2:
        return say("figures.certainty.less_than", share=percent(one, say.language))
    if 1 - one / 2 <= share < 1:
        return say("figures.certainty.more_than", share=percent(1 - one, say.language))
    return percent(share, say.language)


def ranks_said(sure: RankCertainty, say: Phrases) -> str:
    """From which to which rank nine of ten draws lead: "1 to 5", or the one rank."""
    if sure.rank_from == sure.rank_to:
        return str(sure.rank_from)
    return say("figures.certainty.span", low=sure.rank_from, high=sure.rank_to)


def _certainty_title(
    priorities: Sequence[Priority], certainties: Mapping[str, RankCertainty], framework: Framework, say: Phrases
) -> str:
    """How many are almost surely in the first ten, and how many compete; of few, where the first of them ranks."""
    if not priorities:
        return say("figures.priorities.none")
    if len(certainties) <= FIRST:
        first = called(framework.capability(priorities[0].capability), say, sign=False)
        ranks = ranks_said(certainties[priorities[0].capability], say)
        return say("figures.certainty.few", first=first, ranks=ranks, n=len(certainties))
    sure = sum(one.first_ten >= ALMOST_SURE for one in certainties.values())
    open_ones = sum(HARDLY <= one.first_ten < ALMOST_SURE for one in certainties.values())
    if sure >= FIRST:
        return say("figures.certainty.all_sure")
    if not sure:
        return say("figures.certainty.none_sure", n=open_ones)
    title = say("figures.certainty.sure", n=sure)
    left = say("figures.certainty.places", n=FIRST - sure)
    return title + say("figures.certainty.open", n=open_ones, places=left) if open_ones else title
