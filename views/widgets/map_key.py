"""The key of a capability map: a chip for every level and state, and the sign of a gate with its word."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from reports.map_figure import Chip, MapFigure, State, gate_word
from reports.palette import BERRY, EDGE, INK, NOT_KNOWN, WHITE, level_colours
from words.phrases import Phrases


def map_key(figure: MapFigure, say: Phrases) -> str:
    """The key as our own HTML."""
    chips = "".join(_chip(figure, chip) for chip in figure.key)
    return f"<div>{chips}<span style='white-space:nowrap'>{escape(gate_word(say))}</span></div>"


def _chip(figure: MapFigure, chip: Chip) -> str:
    """One entry of the key, in the fill and edge of its tiles."""
    fill, ink = (WHITE, INK) if chip.level is None else level_colours(figure.share(chip.level))
    fill = NOT_KNOWN if chip.state is State.NOT_KNOWN else fill
    style = f"background:{fill};color:{ink};border:{_EDGES[chip.state]};{_CHIP}"
    return f"<span style='{style}'>{escape(chip.text)}</span>"


_CHIP = "display:inline-block;border-radius:3px;padding:.1rem .5rem;margin:0 .4rem .4rem 0;white-space:nowrap"
_EDGES: Mapping[State, str] = {
    State.LEVEL: f"1px solid {EDGE}",
    State.NOT_KNOWN: f"1px solid {EDGE}",
    State.NOT_APPLICABLE: f"1px dashed {EDGE}",
    State.DISPUTED: f"2px solid {BERRY}",
    State.BLANK: f"1px dotted {EDGE}",
}
