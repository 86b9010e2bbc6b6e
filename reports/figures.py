"""What each figure of the scores says, before anything is drawn: its finding, its key, the same as a table.

Every number that a figure shows, in its title, a label or its table, comes from `said` or `words.numbers`, so that
sentence and label agree. A difference is that of the two numbers as they are printed beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic, TypeVar

from questionnaire.framework import Capability, Section
from questionnaire.intentions import Target
from scoring.gaps import Gap
from scoring.scorecard import Score, ScoreCard
from scoring.section_targets import section_targets
from words.numbers import NO_DIFFERENCE, difference, number, percent, score
from words.phrases import Phrases

GATE = "\u25b2"
AXES_OF_A_RADAR = range(3, 13)
"""With fewer than three axes there is no area, with more than twelve no reading."""

Mark = TypeVar("Mark")


@dataclass(frozen=True)
class Figure(Generic[Mark]):
    """A figure in words: the finding, the key, the table that says the same, and the marks to draw."""

    title: str
    subtitle: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class SectionBar:
    """One section: its heading and footing, and its numbers on the main scale."""

    head: str
    foot: str
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    target: Fraction | None


@dataclass(frozen=True)
class RadarAxis:
    """One section on its axis: shares of its scale, what is claimed and what is evidenced."""

    name: str
    said: str
    claimed: Fraction
    evidenced: Fraction


@dataclass(frozen=True)
class Pair:
    """One section claimed and evidenced, on the main scale, with the difference in words."""

    name: str
    claimed: Fraction
    evidenced: Fraction
    difference: str


def said(one: Score, say: Phrases) -> str:
    """A score as it is always shown: one decimal, and the word where it is provisional."""
    shown = score(one.value, say.language)
    return say("figures.provisional", number=shown) if one.provisional and one.value is not None else shown


def level_said(value: Fraction | None, say: Phrases) -> str:
    """The value of a capability or question: a level without decimals where it is one."""
    whole = value is not None and value.denominator == 1
    return number(value, say.language, 0) if whole else score(value, say.language)


def range_said(one: Score, say: Phrases) -> str:
    """The range of a score: "0.6 to 1.4"."""
    if one.low is None or one.high is None:
        return score(None, say.language)
    return say("figures.range", low=number(one.low, say.language), high=number(one.high, say.language))


def called(capability: Capability, say: Phrases, *, sign: bool = True) -> str:
    """A capability in a line: its id, the sign of a gate, its short name."""
    return f"{capability.id} {GATE + ' ' if sign and capability.gate else ''}{capability.short(say.language)}"


def weakest_said(card: ScoreCard, one: Score, say: Phrases) -> str:
    """The weakest capability below a section or the whole, with its value; a dash where none is scored."""
    if one.weakest is None:
        return score(None, say.language)
    return f"{called(card.framework.capability(one.weakest), say, sign=False)}, {level_said(one.weakest_value, say)}"


def scored_sections(card: ScoreCard) -> tuple[tuple[Section, Score], ...]:
    """The sections that have a score, in framework order."""
    pairs = ((section, card[section.id]) for section in card.framework.sections)
    return tuple((section, one) for section, one in pairs if one.value is not None)


def on_main_scale(card: ScoreCard, one: Score, value: Fraction | None) -> Fraction | None:
    """A value of a node brought from its own scale to the main one, where all sections are drawn side by side."""
    return None if value is None else card.framework.main_scale.at(one.scale.share(value))


def section_figure(
    card: ScoreCard, targets: Mapping[str, Target], say: Phrases, *, in_outline: bool = False
) -> Figure[SectionBar]:
    """All sections: score, range, target, weakest capability. Its table holds every number of the results.

    `in_outline` names no capability, for readers who are told of sections only: the weakest is also the easiest to
    take advantage of.
    """
    aims = section_targets(card, targets)
    bars = tuple(_section_bar(card, section, aims, say) for section in card.framework.sections)
    columns = ("section", "score", "range", "weakest", "coverage", "gates", "evidenced")
    heads = tuple(say(f"figures.sections.{column}") for column in columns)
    whole = card["*"]
    rows = (
        *(_section_row(card, section.name(say.language), card[section.id], say) for section in card.framework.sections),
        _section_row(card, say("figures.whole"), whole, say),
    )
    marks = [say("figures.sections.key")]
    marks += [say("figures.sections.key_target")] if aims else []
    marks += [say("figures.sections.key_gate")] if any(card[one.id].cap for one in card.framework.sections) else []
    if in_outline:
        kept = [columns.index(one) for one in ("section", "score", "range", "coverage", "evidenced")]
        heads, *rest = (tuple(row[place] for place in kept) for row in (heads, *rows))
        rows = tuple(rest)
        bars = tuple(replace(bar, foot="") for bar in bars)
    return Figure(extremes(card, say), " ".join(marks), heads, rows, bars)


def _section_bar(card: ScoreCard, section: Section, aims: Mapping[str, Fraction], say: Phrases) -> SectionBar:
    one = card[section.id]
    sign = f" {GATE}" if one.cap else ""
    return SectionBar(
        head=f"{section.short(say.language)} {said(one, say)}{sign}",
        foot=say("figures.sections.foot", weakest=weakest_said(card, one, say)) if one.weakest else "",
        value=on_main_scale(card, one, one.value),
        low=on_main_scale(card, one, one.low),
        high=on_main_scale(card, one, one.high),
        target=on_main_scale(card, one, aims.get(section.id)),
    )


def _section_row(card: ScoreCard, name: str, one: Score, say: Phrases) -> tuple[str, ...]:
    coverage = one.coverage
    counted = say("figures.counted", counted=coverage.counted, asked=coverage.asked) if coverage.asked else ""
    share = percent(coverage.share, say.language)
    return (
        name,
        said(one, say),
        range_said(one, say),
        weakest_said(card, one, say),
        f"{share} ({counted})" if counted else say("figures.nothing_asked"),
        gate_said(one, say),
        evidenced_said(one, say),
    )


def gate_said(one: Score, say: Phrases) -> str:
    """What gates do to a node: which one holds it, from which value; or that one is open; or a dash."""
    if one.cap:
        return say("figures.held", gate=", ".join(one.cap.gates), before=score(one.cap.before, say.language))
    return say("figures.gate_open") if one.gate_open else score(None, say.language)


def evidenced_said(one: Score, say: Phrases) -> str:
    """The evidenced score and how far it lies below the claimed one."""
    if one.value is None or one.evidenced is None:
        return score(None, say.language)
    return f"{score(one.evidenced, say.language)} ({difference(one.value, one.evidenced, say.language)})"


def extremes(card: ScoreCard, say: Phrases) -> str:
    """Which section is the weakest and which the strongest, as a sentence without its full stop."""
    scored = scored_sections(card)
    if not scored:
        return say("figures.no_score")
    lowest = min(one.share or 0 for _, one in scored)
    highest = max(one.share or 0 for _, one in scored)
    low = [(section, one) for section, one in scored if one.share == lowest]
    high = [(section, one) for section, one in scored if one.share == highest]
    facts = {"section": _names(low, say), "score": said(low[0][1], say)}
    if len(scored) == 1:
        return say("figures.sections.only", **facts)
    if lowest == highest:
        return say("figures.sections.equal", **facts)
    weakest = say("figures.sections.weakest_are", n=len(low), **facts)
    strongest = say(
        "figures.sections.strongest_are", n=len(high), section=_names(high, say), score=said(high[0][1], say)
    )
    return say("figures.sections.title", weakest=weakest, strongest=strongest)


def weakest_section(card: ScoreCard, say: Phrases) -> str:
    """Which section is the weakest, as a sentence without its full stop."""
    scored = scored_sections(card)
    if len(scored) < 2 or len({one.share for _, one in scored}) == 1:
        return extremes(card, say)
    lowest = min(one.share or 0 for _, one in scored)
    low = [(section, one) for section, one in scored if one.share == lowest]
    return say("figures.sections.weakest_are", n=len(low), section=_names(low, say), score=said(low[0][1], say))


def _names(sections: Sequence[tuple[Section, Score]], say: Phrases) -> str:
    names = [section.short(say.language) for section, _ in sections]
    return names[0] if len(names) == 1 else say("figures.and", first=", ".join(names[:-1]), last=names[-1])


def radar_offered(card: ScoreCard) -> bool:
    """Whether a radar can be drawn: three to twelve sections, each with a score."""
    return len(card.framework.sections) in AXES_OF_A_RADAR and len(scored_sections(card)) == len(
        card.framework.sections
    )


def radar_figure(card: ScoreCard, say: Phrases) -> Figure[RadarAxis]:
    """The same scores on axes. Ask `radar_offered` first."""
    axes = tuple(
        RadarAxis(section.short(say.language), said(one, say), one.share or Fraction(0), _evidenced_share(one))
        for section, one in scored_sections(card)
    )
    columns = ("section", "score", "evidenced")
    heads = tuple(say(f"figures.sections.{column}") for column in columns)
    rows = tuple(
        (section.name(say.language), said(one, say), evidenced_said(one, say)) for section, one in scored_sections(card)
    )
    return Figure(say("figures.radar.title"), say("figures.radar.key"), heads, rows, axes)


def _evidenced_share(one: Score) -> Fraction:
    return Fraction(0) if one.evidenced is None else one.scale.share(one.evidenced)


def gap_said(gap: Gap | None, say: Phrases) -> str:
    """How far a capability lies below its target, as level and target are printed; a dash where that is not known."""
    if gap is None or gap.size is None or gap.target is None:
        return score(None, say.language)
    if gap.size.denominator == 1:
        return level_said(gap.size, say)
    return difference(gap.value, Fraction(gap.target.level), say.language, signed=False)


def widest_pair(pairs: Sequence[Pair]) -> Pair | None:
    """The pair that lies farthest apart, of those whose numbers read differently; None where none does."""
    apart = [pair for pair in pairs if pair.difference != NO_DIFFERENCE]
    return max(apart, key=lambda pair: abs(pair.evidenced - pair.claimed), default=None)


def evidenced_figure(card: ScoreCard, say: Phrases) -> Figure[Pair]:
    """What is claimed beside what is evidenced, by section."""
    scored = scored_sections(card)
    main = card.framework.main_scale
    pairs = tuple(
        Pair(
            section.short(say.language),
            main.at(one.share or Fraction(0)),
            main.at(_evidenced_share(one)),
            difference(one.value, one.evidenced or Fraction(0), say.language),
        )
        for section, one in scored
    )
    heads = tuple(say(f"figures.evidenced.{column}") for column in ("section", "claimed", "evidenced", "difference"))
    rows = tuple(
        (section.name(say.language), said(one, say), score(one.evidenced or Fraction(0), say.language), pair.difference)
        for (section, one), pair in zip(scored, pairs, strict=True)
    )
    return Figure(_evidenced_title(pairs, say), say("figures.evidenced.key"), heads, rows, pairs)


def _evidenced_title(pairs: Sequence[Pair], say: Phrases) -> str:
    if not pairs:
        return say("figures.no_score")
    if all(pair.evidenced == pair.claimed for pair in pairs):
        return say("figures.evidenced.all")
    worst = widest_pair(pairs)
    if worst is None:
        return say("figures.evidenced.hardly")
    return say("figures.evidenced.title", section=worst.name, difference=worst.difference)
