"""The figure of levels, drawn: a row a section, a column a level, a bar as long as the capabilities are many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from reports.chart_style import HEAD, TEXT, Drawn, along, down, finished, rows
from reports.level_figures import LevelCount, LevelsFigure, levels_figure
from reports.palette import EDGE, GRID, INK, level_colours
from scoring.scorecard import ScoreCard
from words.phrases import Phrases

ROW, NAME, BAR = 54, 20, 20
TOP = 26
"""The room for the words of the columns, in pixels."""
LONGEST = 0.78
"""How much of its column the longest bar takes; its number stands beside it."""


def levels_chart(card: ScoreCard, say: Phrases) -> Drawn:
    """How many capabilities stand at each level. Every bar has its number, and the columns their words."""
    figure = levels_figure(card, say)
    height = TOP + ROW * len(figure.row_names)
    end = float(len(figure.column_names))
    most = max((mark.count for mark in figure.marks), default=0) or 1
    bars = alt.Chart(rows([_record(mark, most) for mark in figure.marks]))
    layers = [
        _columns(figure, end, height),
        _words(figure, end, height),
        _names(figure, end, height),
        bars.mark_bar(stroke=EDGE, strokeWidth=1).encode(
            x=along("from", end),
            x2="to:Q",
            y=down("top", height),
            y2="bottom:Q",
            color=alt.Color("fill:N", scale=None),
        ),
        bars.mark_text(align="left", fontSize=TEXT, fontWeight=600, dx=5, color=INK).encode(
            x=along("to", end), y=down("middle", height), text="count:N"
        ),
    ]
    return Drawn(figure, finished(layers, height))


def _record(mark: LevelCount, most: int) -> Mapping[str, Any]:
    top = TOP + ROW * mark.row + NAME
    return {
        "from": mark.column,
        "to": mark.column + LONGEST * mark.count / most,
        "count": mark.count,
        "top": top,
        "bottom": top + BAR,
        "middle": top + BAR / 2,
        "fill": level_colours(mark.share)[0],
    }


def _columns(figure: LevelsFigure, end: float, height: int) -> alt.Chart:
    """A thin line where each column begins: a bar of nothing is seen to be one."""
    lines = [{"at": column, "top": TOP, "end": height} for column in range(len(figure.column_names))]
    drawn: alt.Chart = (
        alt.Chart(rows(lines)).mark_rule(color=GRID).encode(x=along("at", end), y=down("top", height), y2="end:Q")
    )
    return drawn


def _words(figure: LevelsFigure, end: float, height: int) -> alt.Chart:
    """The words of the levels above; on a phone their digits."""
    heads = [
        {"at": n, "y": TOP / 2, "word": word, "digit": word.split()[0]} for n, word in enumerate(figure.column_names)
    ]
    drawn: alt.Chart = (
        alt.Chart(rows(heads))
        .mark_text(align="left", fontSize=TEXT, color=INK, text=alt.expr("width < 480 ? datum.digit : datum.word"))
        .encode(x=along("at", end), y=down("y", height))
    )
    return drawn


def _names(figure: LevelsFigure, end: float, height: int) -> alt.Chart:
    named = [{"at": 0, "y": TOP + ROW * row + NAME / 2, "name": name} for row, name in enumerate(figure.row_names)]
    drawn: alt.Chart = (
        alt.Chart(rows(named))
        .mark_text(align="left", fontSize=HEAD, fontWeight=600, color=INK, dx=1)
        .encode(x=along("at", end), y=down("y", height), text="name:N")
    )
    return drawn
