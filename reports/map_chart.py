"""The capability map, drawn: on a desk a column a section, on a phone seven tiles a row, on a page two lines a tile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from reports.chart_style import TEXT, Drawn, along, down, finished, rows
from reports.figures import GATE
from reports.map_figure import MapFigure, State, Tile, map_figure
from reports.palette import BERRY, EDGE, INK, NOT_KNOWN, WHITE, level_colours, paled
from scoring.scorecard import ScoreCard
from words.phrases import Phrases

MOST_COLUMNS = 6
"""With more sections than this a column is too narrow for a short name."""
TILES_ON_A_PHONE, TILES_ON_A_DESK = 7, 14
ROW, SHEET_HEAD, GUTTER = 29, 26, 0.08
TILE_ROW, TILE_HEAD = 34, 30
SIGN_LETTER, SIGN_ROOM, NAME_ROOM = 9, 18, 14
"""Pixels for a letter of a sign, for the gutter and the air on both sides of it, and for those beside a name."""
PAGE_ROW, PAGE_FIRST, PAGE_SECOND = 34, 0.3, 0.7
"""How high a tile of two lines is in pixels, and where its lines stand in it."""
DASHES: Mapping[State, Sequence[int]] = {State.NOT_APPLICABLE: (4, 3), State.BLANK: (1, 2)}


# A short name has up to 22 letters beside id and sign: the letters shrink a little before they meet the digit.
_TEXT_IN_A_COLUMN = f"min({TEXT - 1}, width / 78)"
_TEXT_ON_A_PAGE = f"min({TEXT - 2}, width / 62)"


def map_chart(card: ScoreCard, say: Phrases, *, phone: bool = False, page: bool = False) -> Drawn:
    """Every capability as a tile in the fill of its level, its digit or sign printed."""
    return drawn_map(map_figure(card, say), phone=phone, page=page)


def drawn_map(figure: MapFigure, *, phone: bool = False, page: bool = False) -> Drawn:
    """A map with its tiles in columns or, where these would be too narrow, in rows.

    On a page a tile has two lines, so that its name is read without a glass: id and sign, and the name below.
    """
    if phone or len(figure.columns) > MOST_COLUMNS:
        return Drawn(figure, _in_rows(figure, TILES_ON_A_PHONE if phone else TILES_ON_A_DESK))
    return Drawn(figure, _on_a_page(figure) if page else _in_columns(figure))


def _in_columns(figure: MapFigure) -> alt.LayerChart:
    height = SHEET_HEAD + ROW * (1 + max((tile.row for tile in figure.marks), default=0))
    tiles = [
        {
            **_placed(figure, tile, ROW),
            "text": f"{tile.id} {GATE + ' ' if tile.gate else ''}{tile.short}",
            "middle": SHEET_HEAD + ROW * (tile.row + 0.5),
        }
        for tile in figure.marks
    ]
    end = len(figure.columns) - GUTTER
    labels = alt.Chart(rows(tiles)).encode(y=down("middle", height), color=_as_given("ink"))
    layers = [
        *_boxes(tiles, end, height),
        labels.mark_text(align="left", fontSize=alt.expr(_TEXT_IN_A_COLUMN), dx=5, **_limit(figure)).encode(
            x=along("left", end), text="text:N"
        ),
        labels.mark_text(align="right", fontSize=TEXT + 2, fontWeight=700, dx=-6).encode(
            x=along("right", end), text="sign:N"
        ),
        _heads(figure, end, height),
    ]
    return finished(layers, height)


def _on_a_page(figure: MapFigure) -> alt.LayerChart:
    """The tiles in columns, each with id and sign above its name."""
    height = SHEET_HEAD + PAGE_ROW * (1 + max((tile.row for tile in figure.marks), default=0))
    tiles = [
        {
            **_placed(figure, tile, PAGE_ROW),
            "id": f"{tile.id} {GATE}" if tile.gate else tile.id,
            "name": tile.short,
            "first": SHEET_HEAD + PAGE_ROW * (tile.row + PAGE_FIRST),
            "second": SHEET_HEAD + PAGE_ROW * (tile.row + PAGE_SECOND),
        }
        for tile in figure.marks
    ]
    end = len(figure.columns) - GUTTER
    labels = alt.Chart(rows(tiles)).encode(color=_as_given("ink"))
    size = alt.expr(_TEXT_ON_A_PAGE)
    layers = [
        *_boxes(tiles, end, height),
        labels.mark_text(align="left", fontSize=size, fontWeight=600, dx=5).encode(
            x=along("left", end), y=down("first", height), text="id:N"
        ),
        labels.mark_text(align="right", fontSize=TEXT + 1, fontWeight=700, dx=-6).encode(
            x=along("right", end), y=down("first", height), text="sign:N"
        ),
        labels.mark_text(
            align="left", fontSize=size, dx=5, limit=alt.expr(f"width / {len(figure.columns)} - {NAME_ROOM}")
        ).encode(x=along("left", end), y=down("second", height), text="name:N"),
        _heads(figure, end, height),
    ]
    return finished(layers, height)


def _placed(figure: MapFigure, tile: Tile, row: int) -> dict[str, Any]:
    """A tile of a column, its look and its box, in rows of that many pixels."""
    return {
        **_look(figure, tile),
        "left": tile.column,
        "right": tile.column + 1 - GUTTER,
        "top": SHEET_HEAD + row * tile.row,
        "bottom": SHEET_HEAD + row * (tile.row + 1),
    }


def _heads(figure: MapFigure, end: float, height: float) -> alt.Chart:
    """The names of the sections above their columns."""
    heads = [{"text": name, "at": place + (1 - GUTTER) / 2, "y": 10} for place, name in enumerate(figure.columns)]
    drawn: alt.Chart = (
        alt.Chart(rows(heads))
        .mark_text(fontSize=TEXT, fontWeight=600)
        .encode(x=along("at", end), y=down("y", height), text="text:N")
    )
    return drawn


def _limit(figure: MapFigure) -> Mapping[str, Any]:
    """Where signs are longer than a digit, a name is cut before it meets its sign."""
    longest = max((len(tile.sign) for tile in figure.marks), default=0)
    if longest <= 1:
        return {}
    return {"limit": alt.expr(f"width / {len(figure.columns)} - {SIGN_LETTER * longest + SIGN_ROOM}")}


def _in_rows(figure: MapFigure, a_row: int) -> alt.LayerChart:
    tops = _section_tops(figure, a_row)
    height = tops[-1]
    tiles = []
    for tile in figure.marks:
        down_by, across = divmod(tile.row, a_row)
        top = tops[tile.column] + TILE_HEAD + TILE_ROW * down_by
        tiles.append(
            {
                **_look(figure, tile),
                "text": f"{tile.id} {GATE}" if tile.gate else tile.id,
                "left": across,
                "right": across + 0.96,
                "at": across + 0.48,
                "top": top,
                "bottom": top + TILE_ROW - 2,
                "id_at": top + 9,
                "sign_at": top + 23,
            }
        )
    heads = [{"text": name, "left": 0, "y": tops[place] + 18} for place, name in enumerate(figure.columns)]
    labels = alt.Chart(rows(tiles)).encode(x=along("at", a_row), color=_as_given("ink"))
    layers = [
        *_boxes(tiles, a_row, height),
        labels.mark_text(fontSize=TEXT - 2).encode(y=down("id_at", height), text="text:N"),
        labels.mark_text(fontSize=TEXT + 1, fontWeight=700).encode(y=down("sign_at", height), text="sign:N"),
        alt.Chart(rows(heads))
        .mark_text(align="left", fontSize=TEXT, fontWeight=600)
        .encode(x=along("left", a_row), y=down("y", height), text="text:N"),
    ]
    return finished(layers, height)


def _section_tops(figure: MapFigure, a_row: int) -> list[int]:
    """Where each section begins, and where the last one ends."""
    tops = [0]
    for column in range(len(figure.columns)):
        tiles = sum(tile.column == column for tile in figure.marks)
        tops.append(tops[-1] + TILE_HEAD + TILE_ROW * -(-tiles // a_row))
    return tops


def _look(figure: MapFigure, tile: Tile) -> dict[str, Any]:
    """Fill, edge and text of a tile: a level by its colour, every other state by its edge and sign."""
    fill, ink = (WHITE, INK) if tile.level is None else level_colours(figure.share(tile.level))
    disputed = tile.state is State.DISPUTED
    if tile.pale:
        fill, ink = paled(fill), INK
    return {
        "fill": NOT_KNOWN if tile.state is State.NOT_KNOWN else fill,
        "ink": ink,
        "edge": BERRY if disputed else EDGE,
        "thick": 2 if disputed else 1,
        "state": tile.state.value,
        "sign": tile.sign,
        "reading": tile.reading,
    }


def _boxes(tiles: Sequence[Mapping[str, Any]], end: float, height: float) -> Iterable[alt.Chart]:
    """The tiles by state, disputed ones last, so that no neighbour's edge lies over theirs."""
    for state in (State.LEVEL, State.NOT_KNOWN, State.NOT_APPLICABLE, State.BLANK, State.DISPUTED):
        shown = [tile for tile in tiles if tile["state"] == state.value]
        if shown:
            yield (
                alt.Chart(rows(shown))
                .mark_rect(strokeDash=list(DASHES.get(state, (1, 0))), strokeWidth=shown[0]["thick"])
                .encode(
                    x=along("left", end),
                    x2="right:Q",
                    y=down("top", height),
                    y2="bottom:Q",
                    fill=alt.Fill("fill:N", scale=None, legend=None),
                    stroke=alt.Stroke("edge:N", scale=None, legend=None),
                    tooltip=alt.Tooltip("reading:N", title=" "),
                )
            )


def _as_given(field: str) -> alt.Color:
    return alt.Color(f"{field}:N", scale=None, legend=None)
