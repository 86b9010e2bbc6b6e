"""The figures of the plan as it is followed, drawn in greys: colours belong to levels and sections."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import altair as alt

from planning.tracking import Board
from questionnaire.framework import Framework
from reports.chart_style import TEXT, Drawn, along, down, finished, fitted, rows
from reports.palette import EDGE, INK, MUTED, ON_PROGRESS, PROGRESS, WHITE
from reports.tracking_figures import SpentBar, WordBar, progress_figure, spent_figure
from words.phrases import Phrases

HEAD_LINE, BAR_TOP, BAR, FOOT_LINE, GAP = 20, 22, 22, 18, 10
LETTERS_ON_A_DESK, LETTERS_ON_A_PHONE = 130, 50
NARROWEST = 16
"""A part of fewer pixels has no room for its count: the words below say it."""


def progress_chart(board: Board, framework: Framework, say: Phrases, *, phone: bool = False) -> Drawn:
    """A stacked bar a group: dark is achieved, white is no report; the count in each part, the words below.

    The words take as many lines as they need.
    """
    figure = progress_figure(board, framework, say)
    end = float(max((sum(bar.counts) for bar in figure.marks), default=1))
    rooms = _rooms([(bar.head, bar.foot) for bar in figure.marks], phone=phone)
    height = rooms[-1].bottom if rooms else 1
    parts = [part for bar, room in zip(figure.marks, rooms, strict=True) for part in _parts(bar, room.top)]
    chart = alt.Chart(rows(parts))
    count = f"scale('x', datum.end) - scale('x', datum.start) < {NARROWEST} ? '' : datum.count"
    layers = [
        chart.mark_bar(stroke=EDGE, strokeWidth=1).encode(
            x=along("start", end),
            x2="end:Q",
            y=down("top", height),
            y2="bottom:Q",
            color=alt.Color("fill:N", scale=None, legend=None),
        ),
        chart.mark_text(fontSize=TEXT, fontWeight=600, text=alt.expr(count)).encode(
            x=along("middle", end), y=down("at", height), color=alt.Color("ink:N", scale=None, legend=None)
        ),
        *_heads_and_feet(rooms, end, height),
    ]
    return Drawn(figure, finished(layers, height))


class _Room(NamedTuple):
    """The room of one bar: its heading, the lines below it, the tops of heading and bar, and where the next begins."""

    head: str
    lines: tuple[str, ...]
    head_top: float
    top: float
    bottom: float


def _rooms(texts: Sequence[tuple[str, str]], *, phone: bool) -> list[_Room]:
    rooms: list[_Room] = []
    at = 0.0
    for head, foot in texts:
        lines = tuple(textwrap.wrap(foot, LETTERS_ON_A_PHONE if phone else LETTERS_ON_A_DESK))
        bottom = at + BAR_TOP + BAR + FOOT_LINE * len(lines) + GAP
        rooms.append(_Room(head, lines, at, at + BAR_TOP, bottom))
        at = bottom
    return rooms


def _parts(bar: WordBar, top: float) -> list[Mapping[str, Any]]:
    """The parts of a bar that hold any action."""
    parts: list[Mapping[str, Any]] = []
    start = 0
    for many, fill, ink in zip(bar.counts, PROGRESS, ON_PROGRESS, strict=True):
        if many:
            ends = {"start": start, "middle": start + many / 2, "end": start + many}
            sides = {"top": top, "at": top + BAR / 2, "bottom": top + BAR}
            parts.append({**ends, **sides, "count": str(many), "fill": fill, "ink": ink})
        start += many
    return parts


def _heads_and_feet(rooms: Sequence[_Room], end: float, height: float) -> list[alt.Chart]:
    heads = [{"text": room.head, "zero": 0, "at": room.head_top + HEAD_LINE / 2} for room in rooms]
    feet = [
        {"text": line, "zero": 0, "at": room.top + BAR + FOOT_LINE * (place + 0.5) + 2}
        for room in rooms
        for place, line in enumerate(room.lines)
    ]
    return [_text(heads, end, height, color=INK, fontWeight=600), _text(feet, end, height, color=MUTED)]


def _text(records: Sequence[Mapping[str, Any]], end: float, height: float, **looks: Any) -> alt.Chart:
    """Lines of text from the left edge, cut where the frame is too narrow."""
    chart = alt.Chart(rows(records))
    mark = chart.mark_text(align="left", fontSize=TEXT, text=alt.expr(fitted("text")), dx=1, clip=True, **looks)
    drawn: alt.Chart = mark.encode(x=along("zero", end), y=down("at", height))
    return drawn


def spent_chart(board: Board, framework: Framework, say: Phrases) -> Drawn:
    """For each section a hollow bar of what was planned, in it a thinner full one of what was spent."""
    figure = spent_figure(board, framework, say)
    rooms = _rooms([(bar.head, bar.said) for bar in figure.marks], phone=False)
    height = rooms[-1].bottom if rooms else 1
    end = max((float(amount) for bar in figure.marks for amount in (bar.planned, bar.spent)), default=1.0) or 1.0
    bars = [_spent_record(bar, room.top) for bar, room in zip(figure.marks, rooms, strict=True)]
    chart = alt.Chart(rows(bars))
    zero = along("zero", end)
    layers = [
        chart.mark_bar(color=WHITE, stroke=INK, strokeWidth=1).encode(
            x=zero, x2="planned:Q", y=down("top", height), y2="bottom:Q"
        ),
        chart.mark_bar(color=EDGE).encode(x=zero, x2="spent:Q", y=down("inner_top", height), y2="inner_bottom:Q"),
        *_heads_and_feet(rooms, end, height),
    ]
    return Drawn(figure, finished(layers, height))


def _spent_record(bar: SpentBar, top: float) -> Mapping[str, Any]:
    sides = {"top": top, "bottom": top + BAR, "inner_top": top + 6, "inner_bottom": top + BAR - 6}
    return {"zero": 0, "planned": float(bar.planned), "spent": float(bar.spent), **sides}
