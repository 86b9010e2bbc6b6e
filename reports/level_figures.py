"""What the figure of levels says: how many capabilities stand at each level, section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.framework import Framework
from reports.figures import Figure
from reports.map_figure import Tile, map_figure
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
    """How the capabilities are spread over the levels of the main scale; those without a level only in the table."""
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
    section_names = [one.name(say.language) for one in framework.sections]
    rows = (
        *(_row(name, section, values) for name, section in zip(section_names, by_section, strict=True)),
        _row(say("figures.whole"), tiles, values),
    )
    heads = (say("figures.sections.section"), *names, say("figures.levels.none"))
    return LevelsFigure(
        _title(framework, tiles, say),
        say("figures.levels.key"),
        heads,
        rows,
        marks,
        row_names=tuple(one.short(say.language) for one in framework.sections),
        column_names=names,
    )


def _row(name: str, tiles: Sequence[Tile], values: Sequence[int]) -> tuple[str, ...]:
    counts = Counter(tile.level for tile in tiles)
    return (name, *(str(counts[value]) for value in values), str(counts[None]))


def _title(framework: Framework, tiles: Sequence[Tile], say: Phrases) -> str:
    """At which level most capabilities stand; where several levels tie, that they do."""
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
