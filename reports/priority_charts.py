"""The figures of the priorities, drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from questionnaire.framework import Framework
from reports.chart_style import TEXT, Drawn, along, down, finished, fitted, rows, top_axis
from reports.palette import BAND, INK, MUTED, SCORE
from reports.priority_figures import PriorityBar, RankBar, certainty_figure, priority_figure
from scoring.priorities import Priority
from scoring.rank_certainty import FIRST, RankCertainty
from words.phrases import Phrases

PRIORITY_ROW = 46


def priority_chart(priorities: Sequence[Priority], framework: Framework, say: Phrases, *, most: int = 10) -> Drawn:
    """Bars of points, the first `most` in the order given."""
    figure = priority_figure(priorities, framework, say, most=most)
    height = PRIORITY_ROW * max(1, len(figure.marks))
    end = max((float(bar.points) for bar in figure.marks), default=1.0)
    chart = alt.Chart(rows([_priority_record(bar, place) for place, bar in enumerate(figure.marks)]))
    layers = [
        chart.mark_bar(color=SCORE).encode(
            x=along("zero", end * ROOM_FOR_NUMBERS), x2="points:Q", y=down("top", height), y2="bottom:Q"
        ),
        chart.mark_text(
            align="left", fontSize=TEXT, fontWeight=600, text=alt.expr(fitted("head")), dx=1, clip=True
        ).encode(x=along("zero", end * ROOM_FOR_NUMBERS), y=down("head_at", height)),
        chart.mark_text(align="left", fontSize=TEXT, color=MUTED, dx=6).encode(
            x=along("points", end * ROOM_FOR_NUMBERS), y=down("middle", height), text="said:N"
        ),
    ]
    return Drawn(figure, finished(layers, height))


ROOM_FOR_NUMBERS = 1.15
"""How far the axis goes beyond the longest bar, so that its number stays in the frame."""


def _priority_record(bar: PriorityBar, place: int) -> Mapping[str, Any]:
    top = PRIORITY_ROW * place + 22
    return {
        "head": bar.head,
        "said": bar.said,
        "zero": 0,
        "points": float(bar.points),
        "top": top,
        "bottom": top + 14,
        "middle": top + 7,
        "head_at": top - 10,
    }


RANK_BAR, HALF_A_PLACE = 7, 0.5
RANKS_BETWEEN_LABELS = 10


def certainty_chart(
    priorities: Sequence[Priority], certainties: Mapping[str, RankCertainty], framework: Framework, say: Phrases
) -> Drawn:
    """The ranks of nine of ten draws as bars, the rank by points as a dot, on the ground of the first ten places."""
    figure = certainty_figure(priorities, certainties, framework, say)
    height = PRIORITY_ROW * max(1, len(figure.marks))
    farthest = max((max(bar.rank, bar.rank_to) for bar in figure.marks), default=FIRST)
    end = max(farthest, FIRST) * ROOM_FOR_NUMBERS + HALF_A_PLACE
    chart = alt.Chart(rows([_rank_record(bar, place) for place, bar in enumerate(figure.marks)]))
    axis = _rank_axis(max(farthest, FIRST), say)
    layers = [
        _ground(along("from", end, axis), height),
        chart.mark_bar(color=SCORE).encode(x=along("from", end, axis), x2="to:Q", y=down("top", height), y2="bottom:Q"),
        chart.mark_point(filled=True, size=70, color=INK, opacity=1).encode(
            x=along("rank", end, axis), y=down("middle", height)
        ),
        chart.mark_text(
            align="left", fontSize=TEXT, fontWeight=600, text=alt.expr(fitted("head")), dx=1, clip=True
        ).encode(x=along("zero", end, axis), y=down("head_at", height)),
        chart.mark_text(align="left", fontSize=TEXT, color=MUTED, dx=9).encode(
            x=along("last", end, axis), y=down("middle", height), text="said:N"
        ),
    ]
    return Drawn(figure, finished(layers, height))


def _ground(x: alt.X, height: float) -> alt.Chart:
    places = alt.Chart(rows([{"from": 0, "to": FIRST + HALF_A_PLACE, "top": 0, "bottom": height}]))
    drawn: alt.Chart = places.mark_rect(color=BAND).encode(x=x, x2="to:Q", y=down("top", height), y2="bottom:Q")
    return drawn


def _rank_axis(farthest: int, say: Phrases) -> alt.Axis:
    """The ranks 1, 10, 20 and so on, the first with its word."""
    first = say("figures.certainty.rank_one").replace("'", "\\'")
    label = f"datum.value == 1 ? '{first}' : datum.value"
    return top_axis([1, *range(RANKS_BETWEEN_LABELS, farthest + 1, RANKS_BETWEEN_LABELS)], label)


def _rank_record(bar: RankBar, place: int) -> Mapping[str, Any]:
    top = PRIORITY_ROW * place + 25
    return {
        "head": bar.head,
        "said": bar.said,
        "zero": 0,
        "from": bar.rank_from - HALF_A_PLACE,
        "to": bar.rank_to + HALF_A_PLACE,
        "rank": bar.rank,
        "last": max(bar.rank, bar.rank_to) + HALF_A_PLACE,
        "top": top,
        "bottom": top + RANK_BAR,
        "middle": top + RANK_BAR / 2,
        "head_at": top - 12,
    }
