"""How things are put one after another in running text: lists, small numbers in letters, capabilities by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from questionnaire.framework import ScaleLevel
from reports.figures import GATE, level_said, said
from reports.map_figure import State, state_of
from reports.paper import PaperCell
from reports.report import Report
from reports.score_tables import score_word
from scoring.scorecard import Score
from words.numbers import NO_SCORE, number, score
from words.phrases import Phrases

IN_LETTERS = 10
"""Up to here a count in a sentence is written in letters, in both languages."""


def tally(n: int, say: Phrases) -> str:
    """A count as a sentence has it: "three", "12". One has a gender in French, so its phrases say it themselves."""
    return say(f"diagnostic.letters.{n}") if 2 <= n <= IN_LETTERS else number(n, say.language, 0)


def counted(key: str, n: int, say: Phrases, **facts: object) -> str:
    """A phrase with forms for one and several, its number in letters as `{count}`."""
    return say(key, n=n, count=tally(n, say), **facts)


def listed(things: Sequence[str], say: Phrases, most: int = 5, beyond: int = 0, between: str = ", ") -> str:
    """Things in a sentence: "a, b and c"; of more than `most` the first ones, and how many others there are.

    `beyond` is how many there are besides those given; `between` stands between names that have commas themselves.
    """
    shown = list(things)
    more = max(len(shown) - most, 0) + beyond
    if more:
        shown = [*shown[:most], counted("diagnostic.others", more, say)]
    if len(shown) < 2:
        return "".join(shown)
    return say("figures.and", first=between.join(shown[:-1]), last=shown[-1])


def clipped(text: str, most: int) -> str:
    """A name of people's own on a page that has no room for more than `most` signs of it."""
    return text if len(text) <= most else text[: most - 1].rstrip(" ,;.") + "\u2026"


def sentence(text: str) -> str:
    """The text as a sentence: a capital first, a full stop last."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?\u2026" else ".")


def paragraph(sentences: Iterable[str | None]) -> str:
    """Those sentences that there are, one after the other."""
    return " ".join(sentence(one) for one in sentences if one)


def named(report: Report, capability: str) -> str:
    """A capability in a sentence: "Powers, every flow (L04)"."""
    short = report.framework.capability(capability).short(report.language)
    return f"{short} ({capability})" if short != capability else short


def lined(report: Report, capability: str) -> str:
    """A capability in a cell: "L04 ▲ Powers, every flow"."""
    one = report.framework.capability(capability)
    return f"{one.id} {GATE + ' ' if one.gate else ''}{one.short(report.language)}"


def level_named(level: ScaleLevel, say: Phrases) -> str:
    """A level of the main scale in a sentence: "3 Established"."""
    return f"{level.value} {level.name(say.language)}"


def sound_level(report: Report) -> ScaleLevel:
    """The level that counts as sound: one below the top, as the starting rule of targets has it."""
    levels = report.framework.levels
    return levels[-2] if len(levels) > 2 else levels[-1]


def level_cell(report: Report, one: Score) -> PaperCell:
    """The level of a node on its ground: number and word; without a score, why there is none.

    A level that only counts as one, because the answer is not known or disputed, is marked with the sign of that.
    """
    if one.value is None:
        return PaperCell(report.say(f"figures.map.{state_of(one)}"))
    text = level_text(report, one)
    if (state := state_of(one)) is not State.LEVEL:
        text = report.say("figures.map.counted_level", level=text, why=report.say(f"figures.counted_for.{state}", n=1))
    return PaperCell(text, None if one.share is None else float(one.share))


def level_text(report: Report, one: Score) -> str:
    """The level of a node that has a score: number and word."""
    text = " ".join(filter(None, (level_said(one.value, report.say), score_word(report, one))))
    if one.provisional:
        text = f"{text} ({report.say('figures.provisional_word')})"
    return text


def score_cell(report: Report, one: Score) -> PaperCell:
    """The score of a section or the whole on its ground."""
    return PaperCell(said(one, report.say), None if one.share is None else float(one.share))


def alike(first: Fraction | None, second: Fraction | None, say: Phrases) -> bool:
    """Whether two scores read the same, so that a sentence about their difference would puzzle."""
    return score(first, say.language) == score(second, say.language)


def dash(text: str | None) -> str:
    """A cell that is never empty by mistake: a dash where nothing is known."""
    return text or NO_SCORE
