"""What the figure of gaps says: which capabilities lie farthest below their targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.framework import Framework
from reports.figures import Figure, called, level_said
from scoring.gaps import Gap
from words.numbers import difference
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
    """The widest gaps first, `most` of them drawn; the table has all.

    Of gaps that are as wide, those come last that rest on answers to verify; the others stay in framework order.
    """
    open_gaps = [one for one in gaps if one.size]
    ranked = sorted(open_gaps, key=lambda one: (-(one.size or 0), _rests_on_doubt(one)))
    bars = tuple(_bar(one, framework, say) for one in ranked)
    columns = ("capability", "value", "target", "size")
    rows = tuple(
        (
            f"{bar.head} ?" if bar.verify else bar.head,
            level_said(bar.value, say),
            level_said(bar.target, say),
            difference(bar.value, bar.target, say.language, signed=False),
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
    said = _step_said(one.value, target, say)
    doubt = _rests_on_doubt(one)
    head = called(framework.capability(one.capability), say)
    return GapBar(head, one.value, target, f"{said} ?" if doubt else said, doubt)


def _step_said(value: Fraction, target: Fraction, say: Phrases) -> str:
    return say("figures.gaps.from_to", value=level_said(value, say), target=level_said(target, say))


def _title(bars: Sequence[GapBar], all_gaps: int, say: Phrases) -> str:
    if not bars:
        return say("figures.gaps.met" if all_gaps else "figures.gaps.none")
    widest = bars[0]
    title = say(
        "figures.gaps.title", n=len(bars), widest=widest.head, said=_step_said(widest.value, widest.target, say)
    )
    return title + say("figures.gaps.to_verify") if widest.verify else title
