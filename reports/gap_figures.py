"""What the figure of gaps says: which capabilities lie farthest below their targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.framework import Framework
from reports.figures import Figure, called, level_said
from scoring.gaps import Gap
from words.numbers import number
from words.phrases import Phrases

MOST = 12


@dataclass(frozen=True)
class GapBar:
    """One capability: its heading, its value and its target on the main scale, both in words.

    `verify` marks one that may have all it needs already: what it lacks rests on answers that nobody could give.
    """

    head: str
    value: Fraction
    target: Fraction
    said: str
    verify: bool = False


def gap_figure(gaps: Sequence[Gap], framework: Framework, say: Phrases, *, most: int = MOST) -> Figure[GapBar]:
    """The widest gaps first, `most` of them drawn; of gaps that are as wide, in framework order. The table has all.

    Gaps that rest on answers to verify come last: that nobody knows is no finding of how far there is to go.
    """
    open_gaps = [one for one in gaps if one.size]
    ranked = sorted(open_gaps, key=lambda one: (_rests_on_doubt(one), -(one.size or 0)))
    bars = tuple(_bar(one, framework, say) for one in ranked)
    columns = ("capability", "value", "target", "size")
    rows = tuple(
        (
            f"{bar.head} ?" if bar.verify else bar.head,
            level_said(bar.value, say),
            level_said(bar.target, say),
            number(bar.target - bar.value, say.language),
        )
        for bar in bars
    )
    key = say("figures.gaps.key")
    if len(bars) > most:
        key = f"{key} {say('figures.gaps.shown', shown=most, n=len(bars))}"
    if any(bar.verify for bar in bars):
        key = f"{key} {say('figures.timeline.key_verify')}"
    heads = tuple(say(f"figures.gaps.{column}") for column in columns)
    return Figure(_title(bars, len(gaps), say), key, heads, rows, bars[:most])


def _rests_on_doubt(one: Gap) -> bool:
    """Whether every criterion that is missing may be met already."""
    return bool(one.to_verify) and one.to_verify >= set(one.unmet)


def _bar(one: Gap, framework: Framework, say: Phrases) -> GapBar:
    assert one.value is not None and one.target is not None, "a gap with a size has both"
    target = Fraction(one.target.level)
    said = say("figures.gaps.from_to", value=level_said(one.value, say), target=level_said(target, say))
    doubt = _rests_on_doubt(one)
    head = called(framework.capability(one.capability), say)
    return GapBar(head, one.value, target, f"{said} ?" if doubt else said, doubt)


def _title(bars: Sequence[GapBar], all_gaps: int, say: Phrases) -> str:
    if not bars:
        return say("figures.gaps.met" if all_gaps else "figures.gaps.none")
    return say("figures.gaps.title", n=len(bars), widest=bars[0].head, said=bars[0].said)
