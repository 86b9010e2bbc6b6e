"""What the figures of the plan as it is followed say, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from planning.board_lines import BoardLine
from planning.tracking import Board
from questionnaire.following import FINISHED, ProgressReport, ProgressWord
from questionnaire.framework import Framework, Section
from reports.figures import Figure
from reports.plan_figures import section_of_step
from words.numbers import money, percent
from words.phrases import Phrases

PLACES: tuple[ProgressWord | None, ...] = (*ProgressWord, None)
"""The six words from the best down, then "no report": the order in which they stand in a bar."""


@dataclass(frozen=True)
class WordBar:
    """The actions of one group by word: its heading, its footing in words, the counts in the order of `PLACES`."""

    head: str
    foot: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class SpentBar:
    """Money of one section: its heading, planned and spent of the actions with a figure, and both in words."""

    head: str
    planned: Fraction
    spent: Fraction
    said: str


def progress_figure(board: Board, framework: Framework, say: Phrases) -> Figure[WordBar]:
    """All actions of the plan by word, as the administration says and as somebody outside does; then by section."""
    sums = board.sums
    outside = len(board.lines) - sums.external[None]
    bars = [_bar(say("figures.progress.own"), _counts(sums.own), say)]
    bars += [_bar(say("figures.progress.external"), _counts(sums.external), say)] if outside else []
    for section, lines in _by_section(board.lines, framework).items():
        bars.append(_bar(f"{section.id} {section.short(say.language)}", _counted(one.own for one in lines), say))
    heads = (say("figures.progress.group"), say("figures.progress.actions"), say("figures.progress.words"))
    rows = tuple((bar.head, str(sum(bar.counts)), bar.foot) for bar in bars)
    shown = tuple(bars) if board.lines else ()
    return Figure(_progress_title(board, outside, say), say("figures.progress.key"), heads, rows, shown)


def _progress_title(board: Board, outside: int, say: Phrases) -> str:
    if not board.lines:
        return say("figures.timeline.nothing")
    own, all_ = _finished(board.sums.own), len(board.lines)
    title = say("figures.progress.title", n=own, all=all_) if own else say("figures.progress.title_none", all=all_)
    if not outside:
        return title
    judged = _finished(board.sums.external)
    key = "figures.progress.title_external" if judged else "figures.progress.title_external_none"
    return title + say(key, n=judged, all=outside)


def _finished(counts: Mapping[ProgressWord | None, int]) -> int:
    return sum(counts[word] for word in FINISHED)


def _bar(head: str, counts: Sequence[int], say: Phrases) -> WordBar:
    return WordBar(head, counts_said(counts, say), tuple(counts))


def counts_said(counts: Sequence[int], say: Phrases) -> str:
    """How many actions have each word that any has, given in the order of `PLACES`."""
    parts = (
        say("figures.progress.of_word", n=many, word=word_said(word, say))
        for word, many in zip(PLACES, counts, strict=True)
        if many
    )
    return "\u00a0\u00b7 ".join(parts)  # a line never begins with the dot


def word_said(word: ProgressWord | None, say: Phrases) -> str:
    """A word of progress in the language; "no report" for None."""
    return say("figures.progress.none") if word is None else say(f"actions.progress.{word.value}")


def _counts(by_word: Mapping[ProgressWord | None, int]) -> tuple[int, ...]:
    return tuple(by_word[word] for word in PLACES)


def _counted(reports: Iterable[ProgressReport | None]) -> tuple[int, ...]:
    said = [one.word if one else None for one in reports]
    return tuple(said.count(word) for word in PLACES)


def _by_section(lines: Iterable[BoardLine], framework: Framework) -> Mapping[Section, list[BoardLine]]:
    """The lines of each section that has any, in the order of the framework."""
    homes = [(line, section_of_step(line.step, framework).id) for line in lines if line.step is not None]
    found = {section: [line for line, home in homes if home == section.id] for section in framework.sections}
    return {section: held for section, held in found.items() if held}


def spent_figure(board: Board, framework: Framework, say: Phrases) -> Figure[SpentBar]:
    """What was spent against what was planned at once, by section, of the actions of which both are known."""
    bars = []
    for section, lines in _by_section(board.lines, framework).items():
        known = [(one.planned, one.spent) for one in lines if one.planned is not None and one.spent is not None]
        if known:
            planned = sum((plan for plan, _ in known), Fraction(0))
            spent = sum((paid for _, paid in known), Fraction(0))
            bars.append(_spent_bar(section, planned, spent, board.currency, say))
    heads = tuple(say(f"figures.spent.{column}") for column in ("section", "planned", "spent"))
    rows = tuple(
        (bar.head, *(money(one, board.currency, say.language) for one in (bar.planned, bar.spent))) for bar in bars
    )
    return Figure(_spent_title(bars, board, say), say("figures.spent.key"), heads, rows, tuple(bars))


def _spent_bar(section: Section, planned: Fraction, spent: Fraction, currency: str, say: Phrases) -> SpentBar:
    facts = {"spent": money(spent, currency, say.language), "planned": money(planned, currency, say.language)}
    head = f"{section.id} {section.short(say.language)}"
    return SpentBar(head, planned, spent, say("figures.spent.said", **facts))


def _spent_title(bars: Sequence[SpentBar], board: Board, say: Phrases) -> str:
    if not bars:
        return say("figures.spent.nothing")
    spent, planned = sum(bar.spent for bar in bars), sum(bar.planned for bar in bars)
    facts = {
        "spent": money(Fraction(spent), board.currency, say.language),
        "planned": money(Fraction(planned), board.currency, say.language),
    }
    if not planned:
        return say("figures.spent.title_unplanned", **facts)
    return say("figures.spent.title", share=percent(Fraction(spent) / Fraction(planned), say.language), **facts)
