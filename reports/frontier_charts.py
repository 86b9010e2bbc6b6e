"""The frontier, drawn: a step for every budget, the knee, the budget of today."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import altair as alt

from planning.frontier import Frontier
from reports.chart_style import TEXT, Drawn, finished, rows
from reports.frontier_figures import BudgetMark, FrontierFigure, frontier_figure
from reports.palette import BERRY, GRID, INK, MUTED, PRIMARY, WHITE
from words.phrases import Phrases

HEIGHT = 300
LINE = 20
"""The height of a line of words."""
HEADROOM = 1.06
"""How far the axis of levels goes beyond the highest point, so that its dot stays in the frame."""
TURN = 0.5
"""Beyond this share of the width, words stand to the left of their mark."""


def frontier_chart(frontier: Frontier, currency: str, say: Phrases, *, budget: Fraction | None) -> Drawn:
    """The frontier as steps with their dots: between two dots, no more money means no better plan that was looked for.

    A frontier without points gives an empty frame: say the figure's title instead.
    """
    figure = frontier_figure(frontier, currency, say, budget=budget)
    end = float(figure.marks[-1].money) if figure.marks else 1.0
    high = float(max((dot.value for dot in figure.marks), default=Fraction(1))) * HEADROOM
    chart = alt.Chart(rows([{"money": float(dot.money), "value": float(dot.value)} for dot in figure.marks]))
    x, y = _along_money(figure, end), _up(high)
    layers = [
        chart.mark_line(interpolate="step-after", color=PRIMARY, strokeWidth=2.5).encode(x=x, y=y),
        chart.mark_circle(color=PRIMARY, size=34, opacity=1).encode(x=x, y=y),
        *_knee(figure, x, y, end),
        *(_budget(figure.budget, x, y, end, high) if figure.budget else ()),
    ]
    return Drawn(figure, finished(layers, HEIGHT))


def _along_money(figure: FrontierFigure, end: float) -> alt.X:
    said = {str(float(tick.money)): tick.said for tick in figure.ticks}
    axis = alt.Axis(
        values=[float(tick.money) for tick in figure.ticks],
        labelExpr=" : ".join([*(f"datum.value == {value} ? '{text}'" for value, text in said.items()), "''"]),
        title=figure.axis,
        titleFontSize=TEXT,
        titleFontWeight="normal",
        titleColor=MUTED,
        titlePadding=8,
        labelFlush=True,
        labelFontSize=TEXT,
        labelColor=INK,
        labelPadding=6,
        grid=False,
        domain=False,
        ticks=False,
    )
    return alt.X("money:Q", scale=alt.Scale(domain=[0, end], nice=False), axis=axis)


def _up(high: float, name: str = "value") -> alt.Y:
    axis = alt.Axis(
        tickCount=4,
        title=None,
        labelFontSize=TEXT,
        labelColor=INK,
        labelPadding=6,
        gridColor=GRID,
        domain=False,
        ticks=False,
        format="d",
    )
    return alt.Y(f"{name}:Q", scale=alt.Scale(domain=[0, high], nice=False), axis=axis)


def _knee(figure: FrontierFigure, x: alt.X, y: alt.Y, end: float) -> list[alt.Chart]:
    if figure.knee is None:
        return []
    here = float(figure.knee.money)
    chart = alt.Chart(rows([{"money": here, "value": float(figure.knee.value), "said": figure.knee_said}]))
    side = _side(here, end)
    return [
        chart.mark_point(shape="circle", size=190, color=INK, fill=WHITE, strokeWidth=2.5, opacity=1).encode(x=x, y=y),
        chart.mark_text(fontSize=TEXT, color=INK, dy=20, **side).encode(x=x, y=y, text="said:N"),
    ]


def _budget(mark: BudgetMark, x: alt.X, y: alt.Y, end: float, high: float) -> list[alt.Chart]:
    here = float(mark.money)
    record: Mapping[str, Any] = {
        "money": here,
        "value": float(mark.value),
        "words_at": high * 0.42,
        "said": "\n".join(mark.lines),
        "next": "\n".join(mark.next),
    }
    chart, side = alt.Chart(rows([record])), _side(here, end)
    return [
        chart.mark_rule(color=BERRY, strokeDash=[4, 3], strokeWidth=1.5).encode(x=x),
        chart.mark_point(shape="diamond", size=150, color=BERRY, filled=True, opacity=1).encode(x=x, y=y),
        chart.mark_text(fontSize=TEXT, fontWeight=600, color=BERRY, lineBreak="\n", **side).encode(
            x=x, y=_up(high, "words_at"), text="said:N"
        ),
        chart.mark_text(fontSize=TEXT, color=INK, lineBreak="\n", dy=LINE * len(mark.lines), **side).encode(
            x=x, y=_up(high, "words_at"), text="next:N"
        ),
    ]


def _side(place: float, end: float) -> dict[str, Any]:
    """On which side of its mark a text has room."""
    return {"align": "right", "dx": -10} if end and place / end > TURN else {"align": "left", "dx": 10}
