"""What the capability map says: every capability as a tile with its level, or the sign of why it has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from questionnaire.framework import Framework
from reports.figures import GATE, Figure, called, range_said, said
from scoring.scorecard import Score, ScoreCard
from words.phrases import Phrases


class State(StrEnum):
    """What a tile shows in place of a level, or that it shows one."""

    LEVEL = "level"
    NOT_KNOWN = "not_known"
    NOT_APPLICABLE = "not_applicable"
    DISPUTED = "disputed"
    BLANK = "blank"


SIGNS = {State.NOT_KNOWN: "?", State.NOT_APPLICABLE: "\u2013", State.DISPUTED: "\u2260", State.BLANK: ""}


@dataclass(frozen=True)
class Tile:
    """One capability: its place, id, short name, gate, state, level, the sign to print, all in words.

    `counted` is the level that a tile without one counts as in the scores: what is not known or disputed counts at the
    lowest that it may be, unless the method leaves it out. A `pale` tile steps back behind the others, where a figure
    is about what changes.
    """

    column: int
    row: int
    id: str
    short: str
    gate: bool
    state: State
    level: int | None
    sign: str
    reading: str
    pale: bool = False
    counted: int | None = None


@dataclass(frozen=True)
class Chip:
    """One entry of the key: a level with its word, or a state with its sign."""

    text: str
    state: State
    level: int | None = None


@dataclass(frozen=True)
class MapFigure(Figure[Tile]):
    """The map, with the heads of its columns, the key, and the levels of the scale from the lowest up."""

    columns: tuple[str, ...] = ()
    key: tuple[Chip, ...] = ()
    levels: tuple[int, ...] = ()

    def share(self, level: int) -> Fraction:
        """Where a level lies on the scale, 0 to 1."""
        return Fraction(level - self.levels[0], self.levels[-1] - self.levels[0])


def state_of(one: Score) -> State:
    """What the tile of a capability shows. A dispute in any of its questions is said before its level."""
    coverage = one.coverage
    if coverage.disputed:
        return State.DISPUTED
    if coverage.not_known and coverage.not_known == coverage.answered:
        return State.NOT_KNOWN
    if one.value is not None:
        return State.LEVEL
    return State.NOT_APPLICABLE if not coverage.asked else State.BLANK


def level_reached(framework: Framework, one: Score) -> int | None:
    """The level of the main scale that a score has reached: its floor, before any rounding."""
    if one.share is None:
        return None
    return framework.main_scale.at(one.share).__floor__()


def map_figure(card: ScoreCard, say: Phrases) -> MapFigure:
    """All capabilities by section."""
    framework = card.framework
    tiles = tuple(
        _tile(card, column, row, capability.id, say)
        for column, section in enumerate(framework.sections)
        for row, capability in enumerate(section.capabilities)
    )
    heads = tuple(say(f"figures.map.{column}") for column in ("capability", "level", "range"))
    rows = tuple(
        (called(framework.capability(tile.id), say), _level_cell(card, tile, say), range_said(card[tile.id], say))
        for tile in tiles
    )
    return MapFigure(
        _title(framework, tiles, say),
        _others(tiles, say),
        heads,
        rows,
        tiles,
        columns=tuple(section.short(say.language) for section in framework.sections),
        key=key_of(framework, tiles, say),
        levels=tuple(level.value for level in framework.levels),
    )


def _tile(card: ScoreCard, column: int, row: int, id: str, say: Phrases) -> Tile:
    one, capability = card[id], card.framework.capability(id)
    state = state_of(one)
    reached = level_reached(card.framework, one)
    level, counted = (reached, None) if state is State.LEVEL else (None, reached)
    sign = SIGNS[state] if level is None else str(level)
    word = _state_said(state, one, say) if level is None else card.framework.level_word(level, say.language)
    reading = f"{called(capability, say)}{say('figures.colon')}{sign} {word}"
    short = capability.short(say.language)
    return Tile(column, row, id, short, capability.gate, state, level, sign, reading, counted=counted)


def _state_said(state: State, one: Score, say: Phrases) -> str:
    """Why a capability shows no level, and the value that it counts as nonetheless."""
    told = say(f"figures.map.{state}")
    return told if one.value is None else say("figures.map.counts_as", state=told, number=said(one, say))


def _level_cell(card: ScoreCard, tile: Tile, say: Phrases) -> str:
    if tile.level is None:
        return f"{tile.sign} {_state_said(tile.state, card[tile.id], say)}".strip()
    word = card.framework.level_word(tile.level, say.language)
    return f"{tile.level} {word} ({said(card[tile.id], say)})"


def _title(framework: Framework, tiles: Sequence[Tile], say: Phrases) -> str:
    """How many capabilities stand in the lower half of the scale, how many of these are gates, how many only count so.

    What nobody knows or what is disputed is not said to stand at a level, nor is it passed over.
    """
    lower = [one for one in framework.levels if framework.main_scale.share(Fraction(one.value)) < Fraction(1, 2)]
    values = {one.value for one in lower}
    low = [tile for tile in tiles if tile.level in values]
    counted = [tile for tile in tiles if tile.counted in values]
    levels = " / ".join(f"{one.value} {one.name(say.language)}" for one in lower)
    facts = {"all": len(tiles), "levels": levels}
    if counted and len(counted) == len(tiles):
        return say("figures.map.counted_all", n=len(counted), levels=levels, why=why_counted(counted, say))
    title = say("figures.map.title", n=len(low), **facts) if low else say("figures.map.title_none", **facts)
    gates = sum(tile.gate for tile in low)
    title += say("figures.map.gates", n=gates) if gates else ""
    if not counted:
        return title
    how = "counted" if low else "counted_only"
    return title + say(f"figures.map.{how}", n=len(counted), why=why_counted(counted, say))


def why_counted(tiles: Sequence[Tile], say: Phrases) -> str:
    """Why tiles that count as a level show none: not known, disputed, or some the one and some the other."""
    states = {tile.state for tile in tiles}
    why = "both" if len(states) > 1 else next(iter(states)).value
    return say(f"figures.counted_for.{why}", n=len(tiles))


def _others(tiles: Sequence[Tile], say: Phrases) -> str:
    """How many capabilities show no level, by state; nothing where all do."""
    counts = Counter(tile.state for tile in tiles)
    return " \u00b7 ".join(
        f"{say(f'figures.map.{state}')}{say('figures.colon')}{counts[state]}" for state in SIGNS if counts[state]
    )


def key_of(framework: Framework, tiles: Sequence[Tile], say: Phrases) -> tuple[Chip, ...]:
    """Every level, and the states that the map shows."""
    shown = {tile.state for tile in tiles}
    levels = (Chip(f"{level.value} {level.name(say.language)}", State.LEVEL, level.value) for level in framework.levels)
    states = (Chip(f"{SIGNS[one]} {say(f'figures.map.{one}')}".strip(), one) for one in SIGNS if one in shown)
    return (*levels, *states)


def gate_word(say: Phrases) -> str:
    """The sign of a gate with its word, for the end of the key."""
    return f"{GATE} {say('figures.map.gate')}"
