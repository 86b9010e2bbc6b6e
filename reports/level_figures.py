"""What the figure of levels says: how many capabilities stand at each level, section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.framework import Framework
from reports.figures import Figure
from reports.map_figure import Tile, map_figure, why_counted
from scoring.scorecard import ScoreCard
from words.phrases import Phrases


@dataclass(frozen=True)
class LevelCount:
    """How many capabilities of a section (by its place) stand at a level (by its place), and the level's share."""

    row: int
    column: int
    count: int
    share: Fraction


@dataclass(frozen=True)
class LevelsFigure(Figure[LevelCount]):
    """The counts, with the names of the rows and of the columns."""

    row_names: tuple[str, ...] = ()
    column_names: tuple[str, ...] = ()


def levels_figure(card: ScoreCard, say: Phrases) -> LevelsFigure:
    """How the capabilities are spread over the levels of the main scale; those without a level only in the table.

    There, what counts at its lowest because it is not known or disputed has a column of its own.
    """
    framework = card.framework
    tiles = map_figure(card, say).marks
    values = [level.value for level in framework.levels]
    names = tuple(f"{level.value} {level.name(say.language)}" for level in framework.levels)
    by_section = [[tile for tile in tiles if tile.column == place] for place in range(len(framework.sections))]
    marks = tuple(
        LevelCount(row, column, sum(tile.level == value for tile in section), Fraction(column, len(values) - 1))
        for row, section in enumerate(by_section)
        for column, value in enumerate(values)
    )
    doubted = [tile for tile in tiles if tile.counted is not None]
    section_names = [one.name(say.language) for one in framework.sections]
    rows = (
        *(
            _row(name, section, values, doubted=bool(doubted))
            for name, section in zip(section_names, by_section, strict=True)
        ),
        _row(say("figures.whole"), tiles, values, doubted=bool(doubted)),
    )
    counted = (say("figures.levels.counted_head"),) if doubted else ()
    heads = (say("figures.sections.section"), *names, *counted, say("figures.levels.none"))
    return LevelsFigure(
        _title(framework, tiles, say),
        say("figures.levels.key"),
        heads,
        rows,
        marks,
        row_names=tuple(one.short(say.language) for one in framework.sections),
        column_names=names,
    )


def _row(name: str, tiles: Sequence[Tile], values: Sequence[int], *, doubted: bool) -> tuple[str, ...]:
    counts = Counter(tile.level for tile in tiles)
    counted = sum(tile.counted is not None for tile in tiles)
    told = (str(counted),) if doubted else ()
    return (name, *(str(counts[value]) for value in values), *told, str(counts[None] - counted))


def _title(framework: Framework, tiles: Sequence[Tile], say: Phrases) -> str:
    """At which level most capabilities stand, or that several tie; and how many only count as a level."""
    doubted = [tile for tile in tiles if tile.counted is not None]
    if not doubted:
        return _commonest(framework, tiles, say)
    n, why = len(doubted), why_counted(doubted, say)
    if n == len(tiles):
        return say("figures.levels.counted_all", n=n, why=why)
    if all(tile.level is None for tile in tiles):
        return say("figures.levels.counted_only", n=n, all=len(tiles), why=why)
    return _commonest(framework, tiles, say) + say("figures.levels.counted", n=n)


def _commonest(framework: Framework, tiles: Sequence[Tile], say: Phrases) -> str:
    counts = Counter(tile.level for tile in tiles if tile.level is not None)
    if not counts:
        return say("figures.no_score")
    most = max(counts.values())
    levels = [level for level in sorted(counts) if counts[level] == most]
    named = [f"{level} {framework.level_word(level, say.language)}" for level in levels]
    facts = {"n": most, "all": len(tiles)}
    if len(levels) > 1:
        listed = say("figures.and", first=", ".join(named[:-1]), last=named[-1])
        return say("figures.levels.title_tied", levels=listed, **facts)
    return say("figures.levels.title", level=named[0], **facts)
