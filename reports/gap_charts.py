"""The figure of gaps, drawn: a bar up to the value, an open bar from there to the target, a diamond at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from questionnaire.framework import Framework
from reports.chart_style import TEXT, Drawn, along, down, finished, fitted, labels, rows, top_axis
from reports.gap_figures import MOST, GapBar, gap_figure
from reports.palette import BERRY, MUTED, SCORE, WHITE
from scoring.gaps import Gap
from words.phrases import Phrases

ROW, NAME, BAR = 42, 22, 12


def gap_chart(gaps: Sequence[Gap], framework: Framework, say: Phrases, *, most: int = MOST) -> Drawn:
    """The widest gaps on the levels of the main scale."""
    figure = gap_figure(gaps, framework, say, most=most)
    height = ROW * max(1, len(figure.marks))
    main = framework.main_scale
    lowest, highest = float(main.lowest), float(main.highest)
    words = [f"{level.value} {level.name(say.language)}" for level in framework.levels]
    digits = [str(level.value) for level in framework.levels]
    label = labels(words, digits).replace("datum.value", f"datum.value - {framework.levels[0].value}")
    axis = top_axis([level.value for level in framework.levels], label)

    def x(name: str) -> alt.X:
        return along(name, highest, axis, lowest)

    bars = alt.Chart(rows([_record(bar, place, (lowest, highest)) for place, bar in enumerate(figure.marks)]))
    layers = [
        bars.mark_bar(color=SCORE).encode(x=x("lowest"), x2="value:Q", y=down("top", height), y2="bottom:Q"),
        bars.mark_bar(color=WHITE, stroke=BERRY, strokeWidth=1.5).encode(
            x=x("value"), x2="target:Q", y=down("top", height), y2="bottom:Q"
        ),
        bars.mark_point(shape="diamond", size=110, stroke=BERRY, strokeWidth=2.5, fill=WHITE, opacity=1).encode(
            x=x("target"), y=down("middle", height)
        ),
        bars.mark_text(align="left", fontSize=TEXT, fontWeight=600, text=alt.expr(fitted("head")), dx=1).encode(
            x=x("lowest"), y=down("head_at", height)
        ),
        bars.mark_text(align="right", fontSize=TEXT, color=MUTED, dx=-1).encode(
            x=x("highest"), y=down("head_at", height), text="said:N"
        ),
    ]
    return Drawn(figure, finished(layers, height))


def _record(bar: GapBar, place: int, ends: tuple[float, float]) -> Mapping[str, Any]:
    top = ROW * place + NAME
    return {
        "head": bar.head,
        "said": bar.said,
        "lowest": ends[0],
        "highest": ends[1],
        "value": float(bar.value),
        "target": float(bar.target),
        "top": top,
        "bottom": top + BAR,
        "middle": top + BAR / 2,
        "head_at": top - 10,
    }
