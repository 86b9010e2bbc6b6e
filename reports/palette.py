"""The colours of figures. Full means good means dark, so that an empty place reads as missing, in grey too.

Checked for contrast (WCAG) and for three kinds of colour blindness; still a colour never speaks alone: a digit, a sign
or a letter always stands with it.
"""

from __future__ import annotations

from fractions import Fraction

LEVELS = ("#FFF6E0", "#EFC15B", "#5E9E8D", "#2B6C90", "#12294F")
"""The fills of a five-level scale, from the lowest up."""
ON_LEVELS = ("#1B2733", "#1B2733", "#1B2733", "#FFFFFF", "#FFFFFF")
"""The text on each of them."""
SECTIONS = ("#0F2A4D", "#0072B2", "#B85000", "#757575", "#6B1616")
"""One hue a section, in the timeline of the plan only, with the section's letter in white."""
PROGRESS = ("#1B2733", "#4A5763", "#66727D", "#9AA5AE", "#C3CAD1", "#E9EDF0", "#FFFFFF")
"""The greys of the six words of progress, from achieved down, then of no report; count and words always stand by."""
ON_PROGRESS = ("#FFFFFF", "#FFFFFF", "#FFFFFF", "#1B2733", "#1B2733", "#1B2733", "#1B2733")
"""The text on each of them."""

INK, MUTED, EDGE, GRID, RULE = "#1B2733", "#4A5763", "#5B6770", "#DDE2E6", "#C3CAD1"
SCORE, PRIMARY, BERRY, WHITE, NOT_KNOWN = "#2B6C90", "#0B5C8A", "#A3315B", "#FFFFFF", "#E3E7EA"
BAND = "#E9EFF4"
"""The ground of the places that a figure is about."""


def level_colours(share: Fraction) -> tuple[str, str]:
    """The fill of a level that lies at this share of its scale, and the colour of the text on it."""
    place = round(share * (len(LEVELS) - 1))
    return LEVELS[place], ON_LEVELS[place]


def section_colour(place: int) -> str:
    """The hue of the section at this place; frameworks of more than five sections meet a hue twice, never a letter."""
    return SECTIONS[place % len(SECTIONS)]


def paled(colour: str) -> str:
    """A colour mixed with three parts of white, for what steps back; the text on it is always ink."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{(part + 3 * 255) // 4:02X}" for part in parts)
