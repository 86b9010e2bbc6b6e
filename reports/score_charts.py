"""The figures of the scores, drawn: sections, radar, claimed and evidenced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import cos, pi, sin
from typing import Any

import altair as alt

from questionnaire.framework import Framework
from questionnaire.intentions import Target
from reports.chart_style import HEAD, TEXT, Drawn, along, down, finished, fitted, labels, rows, top_axis, width_of
from reports.figures import Figure, Pair, RadarAxis, SectionBar, evidenced_figure, radar_figure, section_figure
from reports.palette import BERRY, INK, LEVELS, MUTED, PRIMARY, RULE, SCORE, WHITE
from scoring.scorecard import ScoreCard
from words.phrases import Phrases

# --- sections ---------------------------------------------------------------------------------------------------------

SECTION_ROW, SECTION_HEAD, SECTION_BAR, SECTION_FOOT = 70, 22, 20, 18


def section_chart(card: ScoreCard, targets: Mapping[str, Target], say: Phrases, *, in_outline: bool = False) -> Drawn:
    """Bars of the sections' scores with range, target and weakest capability; `in_outline` without the last."""
    figure = section_figure(card, targets, say, in_outline=in_outline)
    row = SECTION_ROW - (SECTION_FOOT if in_outline else 0)
    height = row * len(figure.marks)
    main = card.framework.main_scale
    axis = _level_axis(card.framework, say)

    def x(name: str) -> alt.X:
        return along(name, float(main.highest), axis, float(main.lowest))

    records = [_section_record(bar, row * place, main.lowest) for place, bar in enumerate(figure.marks)]
    chart = alt.Chart(rows(records))
    ranged = alt.Chart(rows([record for record in records if record["low"] is not None]))
    whisker = ranged.mark_rule(color=INK, strokeWidth=2).encode(x=x("low"), x2="high:Q", y=down("middle", height))
    ends = [
        ranged.mark_rule(color=INK, strokeWidth=2).encode(x=x(end), y=down("end_top", height), y2="end_bottom:Q")
        for end in ("low", "high")
    ]
    layers = [
        chart.mark_bar(color=SCORE).encode(x=x("lowest"), x2="value:Q", y=down("top", height), y2="bottom:Q"),
        whisker.mark_rule(color=WHITE, strokeWidth=6),
        whisker,
        *ends,
        _diamonds([record for record in records if record["target"] is not None], x, height),
        chart.mark_text(align="left", fontSize=HEAD, fontWeight=600, dx=1).encode(
            x=x("lowest"), y=down("head_at", height), text="head:N"
        ),
        chart.mark_text(
            align="left", fontSize=TEXT, color=MUTED, text=alt.expr(fitted("foot")), dx=1, clip=True
        ).encode(x=x("lowest"), y=down("foot_at", height)),
    ]
    return Drawn(figure, finished(layers, height))


def _section_record(bar: SectionBar, above: int, lowest: Fraction) -> Mapping[str, Any]:
    top = above + SECTION_HEAD
    middle = top + SECTION_BAR / 2
    return {
        "head": bar.head,
        "foot": bar.foot,
        "lowest": float(lowest),
        "value": float(lowest if bar.value is None else bar.value),
        "low": _drawn(bar.low),
        "high": _drawn(bar.high),
        "target": _drawn(bar.target),
        "top": top,
        "bottom": top + SECTION_BAR,
        "middle": middle,
        "end_top": middle - 7,
        "end_bottom": middle + 7,
        "head_at": top - 11,
        "foot_at": top + SECTION_BAR + 12,
    }


def _diamonds(records: Sequence[Mapping[str, Any]], x: Any, height: float) -> alt.Chart:
    points = alt.Chart(rows(records)).mark_point(
        shape="diamond", size=130, stroke=BERRY, strokeWidth=2.5, fill=WHITE, opacity=1
    )
    diamonds: alt.Chart = points.encode(x=x("target"), y=down("middle", height))
    return diamonds


def _drawn(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _level_axis(framework: Framework, say: Phrases) -> alt.Axis:
    """The levels of the main scale above the marks: digit and word where there is room, digits on a phone."""
    digits = [str(level.value) for level in framework.levels]
    full = [f"{level.value} {level.name(say.language)}" for level in framework.levels]
    label = labels(full, digits).replace("datum.value", f"datum.value - {framework.levels[0].value}")
    return top_axis([level.value for level in framework.levels], label)


# --- radar ------------------------------------------------------------------------------------------------------------

RADAR_HEIGHT, LABEL_AT = 330, 1.2


def radar_chart(card: ScoreCard, say: Phrases) -> Drawn:
    """The sections' scores on axes: claimed as an area, evidenced as a dashed line. Ask `radar_offered` first."""
    figure = radar_figure(card, say)
    steps = [card.framework.main_scale.share(Fraction(level.value)) for level in card.framework.levels[1:]]
    count = len(figure.marks)
    widths = [max(width_of(word, bold=True) for word in (one.name, one.said)) // 2 for one in figure.marks]
    plane = _Plane(count, tuple(widths))
    rings = [
        {"ring": place, "order": corner, **_spot(corner, count, float(step))}
        for place, step in enumerate(steps)
        for corner in range(count + 1)
    ]
    spokes = [{"x": 0, "y": 0, **_spot(corner, count, 1, "2")} for corner in range(count)]
    digits = [
        {"text": str(level.value), "x": 0.06, "y": float(step) - 0.06}
        for level, step in zip(card.framework.levels[1:], steps, strict=True)
    ]
    names = [{"name": one.name, "said": one.said, **_spot(at, count, LABEL_AT)} for at, one in enumerate(figure.marks)]
    claimed, evidenced = (_outline(figure.marks, quantity) for quantity in ("claimed", "evidenced"))
    area = alt.Chart(rows(claimed)).encode(x=plane.x, y=plane.y, order="order:Q")
    layers = [
        alt.Chart(rows(rings))
        .mark_line(color=RULE, strokeWidth=1)
        .encode(x=plane.x, y=plane.y, order="order:Q", detail="ring:N"),
        alt.Chart(rows(spokes)).mark_rule(color=RULE).encode(x=plane.x, y=plane.y, x2="x2:Q", y2="y2:Q"),
        area.mark_line(color=PRIMARY, strokeWidth=3, fill=PRIMARY, fillOpacity=0.12, interpolate="linear-closed"),
        alt.Chart(rows(evidenced))
        .mark_line(color=INK, strokeWidth=2, strokeDash=[4, 3], interpolate="linear-closed")
        .encode(x=plane.x, y=plane.y, order="order:Q"),
        area.mark_point(color=PRIMARY, filled=True, size=60, opacity=1),
        alt.Chart(rows(digits))
        .mark_text(fontSize=TEXT - 1, color=MUTED, align="left")
        .encode(x=plane.x, y=plane.y, text="text:N"),
        plane.outside(names, "name", INK, -8),
        plane.outside(names, "said", PRIMARY, 9),
    ]
    return Drawn(figure, finished(layers, RADAR_HEIGHT))


def _spot(corner: int, corners: int, reach: float, suffix: str = "") -> dict[str, float]:
    """Where an axis lies at a share of its length, the first axis upwards, then clockwise."""
    angle = pi / 2 - 2 * pi * corner / corners
    return {f"x{suffix}": reach * cos(angle), f"y{suffix}": reach * sin(angle)}


def _outline(axes: Sequence[RadarAxis], quantity: str) -> list[Mapping[str, Any]]:
    return [
        {"order": place, **_spot(place, len(axes), float(getattr(axis, quantity)))} for place, axis in enumerate(axes)
    ]


@dataclass(frozen=True)
class _Plane:
    """The plane of a radar: one unit is as long across as down, and as long as the names leave room for."""

    corners: int
    half_widths: tuple[int, ...]

    @property
    def unit(self) -> str:
        """The length of an axis in pixels, as an expression of the width."""
        across = [abs(_spot(corner, self.corners, LABEL_AT)["x"]) for corner in range(self.corners)]
        rooms = (
            f"(width / 2 - {half}) / {reach:.4f}"
            for half, reach in zip(self.half_widths, across, strict=True)
            if reach > 0.1
        )
        return f"min({', '.join([str(RADAR_HEIGHT / 2.8), *rooms])})"

    @property
    def x(self) -> alt.X:
        """A place across."""
        return alt.X("x:Q", scale=self._scale("width"), axis=None)

    @property
    def y(self) -> alt.Y:
        """A place down."""
        return alt.Y("y:Q", scale=self._scale(str(RADAR_HEIGHT)), axis=None)

    def _scale(self, length: str) -> alt.Scale:
        ends: list[Any] = [{"expr": f"{sign}{length} / 2 / ({self.unit})"} for sign in ("-", "")]
        return alt.Scale(domain=ends, nice=False, zero=False)

    def outside(self, names: Sequence[Mapping[str, Any]], field: str, colour: str, dy: int) -> alt.Chart:
        """One line of the words at the end of each axis."""
        words = alt.Chart(rows(names)).mark_text(fontSize=TEXT, fontWeight=600, color=colour, dy=dy)
        line: alt.Chart = words.encode(x=self.x, y=self.y, text=f"{field}:N")
        return line


# --- claimed and evidenced --------------------------------------------------------------------------------------------

PAIR_ROW = 46


def evidenced_chart(card: ScoreCard, say: Phrases) -> Drawn:
    """What is claimed (circle) beside what is evidenced (square), by section, with the difference."""
    return pair_chart(evidenced_figure(card, say), card.framework, say)


def pair_chart(figure: Figure[Pair], framework: Framework, say: Phrases) -> Drawn:
    """Two values of each row on the main scale, a circle and a square, with their difference beside the higher one."""
    height = PAIR_ROW * len(figure.marks)
    main = framework.main_scale

    def x(name: str) -> alt.X:
        return along(name, float(main.highest), _level_axis(framework, say), float(main.lowest))

    chart = alt.Chart(rows([_pair_record(pair, place, main.lowest) for place, pair in enumerate(figure.marks)]))
    layers = [
        chart.mark_rule(color=MUTED, strokeWidth=2, opacity=0.5).encode(
            x=x("evidenced"), x2="claimed:Q", y=down("rule_at", height)
        ),
        chart.mark_point(shape="square", filled=True, color=LEVELS[-1], size=110, opacity=1).encode(
            x=x("evidenced"), y=down("square_at", height)
        ),
        chart.mark_point(shape="circle", size=110, stroke=PRIMARY, strokeWidth=2.5, fill=WHITE, opacity=1).encode(
            x=x("claimed"), y=down("circle_at", height)
        ),
        chart.mark_text(align="left", fontSize=TEXT, fontWeight=600).encode(
            x=x("lowest"), y=down("head_at", height), text="name:N"
        ),
        chart.mark_text(
            fontSize=TEXT,
            fontWeight=600,
            align=alt.expr("scale('x', datum.higher) > width - 50 ? 'right' : 'left'"),
            dx=alt.expr("scale('x', datum.higher) > width - 50 ? -12 : 12"),
        ).encode(x=x("higher"), y=down("circle_at", height), text="difference:N"),
    ]
    return Drawn(figure, finished(layers, height))


def _pair_record(pair: Pair, place: int, lowest: Fraction) -> Mapping[str, Any]:
    middle = PAIR_ROW * place + 30
    return {
        "name": pair.name,
        "difference": pair.difference,
        "lowest": float(lowest),
        "claimed": float(pair.claimed),
        "evidenced": float(pair.evidenced),
        "higher": float(max(pair.claimed, pair.evidenced)),
        "head_at": middle - 19,
        "circle_at": middle - 4,
        "rule_at": middle,
        "square_at": middle + 6,
    }
