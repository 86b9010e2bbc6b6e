"""The colours of figures stay apart in grey, and for eyes that do not tell red from green; text on them can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

import pytest

from reports.palette import BERRY, LEVELS, ON_LEVELS, ON_PROGRESS, PROGRESS, SCORE, WHITE, level_colours, paled

Triple = tuple[float, float, float]
SEEN: Mapping[str, tuple[Triple, Triple, Triple]] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
"""What an eye makes of linear red, green, blue: Machado, Oliveira, Fernandes 2009, severity 1; grey by luminance."""
APART = 12
"""A difference in CIELAB of 2 to 3 is just seen side by side; this one is seen across a page."""
READABLE = 4.5
"""WCAG 2.2, 1.4.3: the contrast of text of usual size."""


def linear(colour: str) -> Triple:
    """Red, green and blue of "#RRGGBB" as light, 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return red, green, blue


def lab(light: Triple) -> Triple:
    """Light in CIELAB, under daylight."""
    red, green, blue = light
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, eye: str) -> Triple:
    light = linear(colour)
    made = [sum(part * one for part, one in zip(row, light, strict=True)) for row in SEEN[eye]]
    red, green, blue = (min(max(one, 0.0), 1.0) for one in made)
    return lab((red, green, blue))


def apart(one: str, other: str, eye: str) -> float:
    """How far two colours lie apart for an eye, in CIELAB."""
    pairs = zip(seen(one, eye), seen(other, eye), strict=True)
    return sum((first - second) ** 2 for first, second in pairs) ** 0.5


def contrast(one: str, other: str) -> float:
    light = sorted(
        sum(part * share for part, share in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True))
        for colour in (one, other)
    )
    return (light[1] + 0.05) / (light[0] + 0.05)


def too_close(colours: Sequence[str], eye: str) -> list[tuple[str, str]]:
    return [pair for pair in combinations(colours, 2) if apart(*pair, eye) < APART]


@pytest.mark.parametrize("eye", SEEN)
def test_every_two_levels_stay_apart(eye: str) -> None:
    assert not too_close(LEVELS, eye)


def test_the_measure_would_tell() -> None:
    assert all(abs(sum(row) - 1) < 1e-5 for rows in SEEN.values() for row in rows), "white is white to every eye"
    assert too_close(("#C0504D", "#6E7B2E"), "deuteranopia")
    assert not too_close(("#C0504D", "#6E7B2E"), "all cones")
    assert too_close(("#B85000", "#0072B2"), "grey")


@pytest.mark.parametrize("eye", SEEN)
def test_a_higher_level_is_darker(eye: str) -> None:
    lightness = [seen(colour, eye)[0] for colour in LEVELS]
    assert all(lower - higher >= APART for lower, higher in pairwise(lightness))


@pytest.mark.parametrize("eye", SEEN)
def test_the_score_its_gap_and_the_ground_stay_apart(eye: str) -> None:
    assert not too_close((SCORE, WHITE), eye)
    assert not too_close((BERRY, WHITE), eye)


@pytest.mark.parametrize(
    ("fill", "ink"), [*zip(LEVELS, ON_LEVELS, strict=True), *zip(PROGRESS, ON_PROGRESS, strict=True)]
)
def test_text_on_a_ground_can_be_read(fill: str, ink: str) -> None:
    assert contrast(fill, ink) >= READABLE


def test_text_on_a_pale_ground_can_be_read() -> None:
    assert all(contrast(paled(colour), ON_LEVELS[0]) >= READABLE for colour in LEVELS)


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5, 6, 9])
def test_every_scale_has_its_ends(steps: int) -> None:
    shown = [level_colours(Fraction(place, steps)) for place in range(steps + 1)]
    assert (shown[0][0], shown[-1][0]) == (LEVELS[0], LEVELS[-1])
    assert all(contrast(*pair) >= READABLE for pair in shown)
