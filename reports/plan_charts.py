"""The figure of the plan, drawn."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from planning.plan import Plan
from questionnaire.framework import Framework
from reports.chart_style import TEXT, Drawn, along, down, finished, fitted, labels, rows, top_axis, width_of
from reports.palette import INK, MUTED, WHITE, section_colour
from reports.plan_figures import Quarter, TimelineBar, TimelineFigure, timeline_figure
from words.phrases import Phrases

TIMELINE_BAR, NAME_LINE, TIMELINE_GAP = 16, 18, 10
LABELS_ON_A_DESK, LABELS_ON_A_PHONE = 12, 5
LETTERS_ON_A_PHONE = 50
PAGE = 640
"""Pixels across a printed page, and a narrow window."""


def timeline_chart(plan: Plan, framework: Framework, say: Phrases, *, phone: bool = False) -> Drawn:
    """The actions of a plan in time: a bar each in its section's hue with its letter, its name above, its cost beside.

    On a phone long names take two lines, and the cost stands under the name: beside a bar is no room for it. A plan
    without actions gives an empty frame: say the figure's title instead.
    """
    figure = timeline_figure(plan, framework, say)
    records = _timeline_records(figure.marks, phone)
    height = max([record["bottom"] + TIMELINE_GAP for record in records], default=1)
    x = along("start", plan.quarters, _quarter_axis(figure))
    names = [line for record in records for line in record["lines"]]
    chart = alt.Chart(rows([{key: value for key, value in one.items() if key != "lines"} for one in records]))
    middle = down("middle", height)
    layers = [
        chart.mark_bar(cornerRadius=2).encode(
            x=x, x2="end:Q", y=down("top", height), y2="bottom:Q", color=alt.Color("hue:N", scale=None, legend=None)
        ),
        chart.mark_text(align="left", fontSize=TEXT - 2, fontWeight=700, color=WHITE, dx=5).encode(
            x=x, y=middle, text="letter:N"
        ),
        alt.Chart(rows(names))
        .mark_text(align="left", fontSize=TEXT, text=alt.expr(fitted("text")), clip=True)
        .encode(
            x=alt.value(alt.expr(_KEPT_IN_FRAME)),
            y=down("at", height),
            color=alt.Color("ink:N", scale=None, legend=None),
        ),
    ]
    return Drawn(figure, finished(layers if phone else [*layers, _costs(chart, middle)], height))


def _costs(chart: alt.Chart, middle: alt.Y) -> alt.Chart:
    """Each cost beside its bar."""
    drawn: alt.Chart = chart.mark_text(
        clip=True,
        fontSize=TEXT - 1,
        align=alt.expr(f"{_AFTER} ? 'left' : 'right'"),
        color=alt.expr(f"{_AFTER} || {_BEFORE} ? '{MUTED}' : '{WHITE}'"),
    ).encode(x=alt.value(alt.expr(_BESIDE)), y=middle, text="cost:N")
    return drawn


# A name begins where its bar does, or further left where it would leave the frame.
_KEPT_IN_FRAME = "max(0, min(scale('x', datum.start), width - datum.wide))"
# The cost stands after the bar; before it where there is no room; inside it, at its end, where the bar fills the frame.
_AFTER = "(scale('x', datum.end) + 6 + datum.wide <= width)"
_BEFORE = "(scale('x', datum.start) - 6 - datum.wide >= 0)"
_BESIDE = f"{_AFTER} ? scale('x', datum.end) + 6 : {_BEFORE} ? scale('x', datum.start) - 6 : scale('x', datum.end) - 6"


def _timeline_records(bars: Sequence[TimelineBar], phone: bool) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = []
    y = 0
    for bar in bars:
        name = f"{bar.name} ?" if bar.verify else bar.name
        lines = [(line, INK) for line in (textwrap.wrap(name, LETTERS_ON_A_PHONE) if phone else [name])]
        lines += [(line, MUTED) for line in textwrap.wrap(bar.cost, LETTERS_ON_A_PHONE)] if phone else []
        top = y + NAME_LINE * len(lines)
        records.append(
            {
                "lines": _name_lines(lines, bar, y),
                "letter": bar.letter,
                "hue": section_colour(bar.section),
                "start": bar.start,
                "end": bar.end,
                "cost": bar.cost,
                "wide": width_of(bar.cost, TEXT - 1),
                "top": top,
                "bottom": top + TIMELINE_BAR,
                "middle": top + TIMELINE_BAR / 2,
            }
        )
        y = top + TIMELINE_BAR + TIMELINE_GAP
    return records


def _name_lines(lines: Sequence[tuple[str, str]], bar: TimelineBar, y: int) -> list[Mapping[str, Any]]:
    """The lines above a bar with their colours, all beginning where the widest of them stays in the frame."""
    wide = max(width_of(line) for line, _ in lines)
    return [
        {"text": line, "ink": ink, "start": bar.start, "wide": wide, "at": y + NAME_LINE * (place + 0.5)}
        for place, (line, ink) in enumerate(lines)
    ]


def _quarter_axis(figure: TimelineFigure) -> alt.Axis:
    """Quarters in words on a desk, half-years as month/year on a phone; fewer where they would not fit.

    A page and a narrow window have fewer words than a wide one, so that none runs into the next.
    """
    quarters = figure.quarters
    steps = len(quarters) - 1
    # The first and the last label are pushed into the frame, towards their neighbours: hence half as much again.
    room = 1.5 * max((width_of(one.word) for one in quarters), default=0)
    often = _step(len(quarters), 1, LABELS_ON_A_DESK)
    wide = _words(quarters, often)
    page = _words(quarters, _step(len(quarters), often, max(int(PAGE / room), 1) if room else 1))
    narrow = [one.digits if one else "" for one in _every(quarters, _step(len(quarters), 2, LABELS_ON_A_PHONE))]
    return top_axis(range(len(quarters)), labels(wide, narrow, page, below=round(room * steps / often)))


def _words(quarters: Sequence[Quarter], step: int) -> list[str]:
    return [one.word if one else "" for one in _every(quarters, step)]


def _step(count: int, least: int, most: int) -> int:
    """How many quarters lie between two labels so that at most `most` gaps remain: 1, 2, or whole years."""
    steps = [step for step in (1, 2, 4, 8, 12, 20, 40) if step >= least]
    return next((step for step in steps if (count - 1) / step <= most), count)


def _every(quarters: Sequence[Quarter], step: int) -> list[Quarter | None]:
    return [quarter if place % step == 0 else None for place, quarter in enumerate(quarters)]
