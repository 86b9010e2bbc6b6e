"""The house style of charts: white ground, one font, no legends, labels above marks: one drawing for phone and desk.

Vertical places are counted in pixels from the top, so that a row is as high on every screen. The width is that of the
container; only the reader's browser knows it, so what depends on it is said in Vega's own expressions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import altair as alt
import pandas  # noqa: F401 - Altair trips over a pandas that another thread is still importing; this waits for it

from reports.figures import Figure
from reports.palette import GRID, INK, WHITE

FONT = '"Source Sans", "Source Sans 3", sans-serif'
TEXT, HEAD = 14, 16
PHONE = 480
"""Below this width in pixels a chart is drawn for a phone."""
_LETTER, _BOLD_LETTER = 0.45, 0.5
"""The mean width of a letter as a share of the font size: Vega cannot measure text."""


class Drawn(NamedTuple):
    """What a figure says, and its chart."""

    figure: Figure[Any]
    chart: alt.LayerChart


def rows(records: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """Plain values as the data of a chart, each record one mark."""
    return alt.InlineData(values=[dict(record) for record in records])


def down(name: str, height: float) -> alt.Y:
    """A vertical place in pixels from the top of a chart of that height."""
    return alt.Y(f"{name}:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)


def along(name: str, end: float, axis: alt.Axis | None = None, start: float = 0) -> alt.X:
    """A horizontal place between `start` and `end`."""
    return alt.X(f"{name}:Q", scale=alt.Scale(domain=[start, end], nice=False, zero=False), axis=axis)


def width_of(text: str, size: int = TEXT, *, bold: bool = False) -> int:
    """About how many pixels wide a text is drawn."""
    return round(len(text) * size * (_BOLD_LETTER if bold else _LETTER)) + 4


def labels(wide: Sequence[str], narrow: Sequence[str], page: Sequence[str] = (), below: int = 0) -> str:
    """The expression that labels the whole numbers of an axis by their place, with other words on a phone.

    `page` are those for a width of less than `below` pixels that is no phone's, where they are others.
    """
    middle = f"width < {below} ? {_in_vega(page)}[datum.value] : " if page else ""
    return f"width < {PHONE} ? {_in_vega(narrow)}[datum.value] : {middle}{_in_vega(wide)}[datum.value]"


def _in_vega(words: Sequence[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)


def top_axis(values: Sequence[float], label: str) -> alt.Axis:
    """An axis above the marks: its grid, its labels, no line and no ticks."""
    return alt.Axis(
        orient="top",
        values=list(values),
        labelExpr=label,
        labelFlush=True,
        labelOverlap=False,
        labelLimit=0,
        title=None,
        domain=False,
        ticks=False,
        grid=True,
        gridColor=GRID,
        labelColor=INK,
        labelFontSize=TEXT,
        labelPadding=6,
    )


def fitted(text: str) -> str:
    """The expression that cuts a text of this field where the frame is too narrow for it."""
    letters = f"floor(width / {TEXT * _LETTER})"
    return f"datum.{text}.length > {letters} ? slice(datum.{text}, 0, {letters} - 1) + '\u2026' : datum.{text}"


def finished(layers: Iterable[alt.Chart], height: float) -> alt.LayerChart:
    """The layers as one chart in house style, as wide as its container."""
    chart = alt.LayerChart(layer=list(layers)).properties(
        width="container", height=height, autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
    )
    chart = chart.configure(font=FONT, background=WHITE, padding={"left": 2, "right": 2, "top": 4, "bottom": 4})
    styled: alt.LayerChart = chart.configure_view(stroke=None).configure_text(font=FONT, fontSize=TEXT, color=INK)
    return styled
