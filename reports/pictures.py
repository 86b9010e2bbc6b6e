"""A figure as a picture: what the screen draws in a browser, drawn for a page; offline, in the font of the house."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import font_source_sans_pro
import vl_convert

from reports.chart_style import FONT, Drawn
from reports.figures import Figure

FAMILY = "Source Sans Pro"
"""What the font of the house is called where it is installed from its package; a browser knows it by other names."""
MOST_ROWS = 12
"""How many rows of its table are read aloud with a picture; a longer table is better read as a table."""
PIXELS_AN_INCH = 72
_KEPT = 48
"""Pictures that are remembered: Word, PDF and the next document of the same revision show the same ones."""
_CLIP = re.compile(r'(<clipPath id="|clip-path="url\(#)clip(\d+)')
_ONE_AT_A_TIME = Lock()
"""The drawing engine is one script machine in this process; who comes second waits."""


def figure_svg(drawn: Drawn, width: int = 680) -> bytes:
    """The figure as SVG, `width` pixels wide, its words as text in Source Sans Pro. The same figure, the same bytes.

    The engine may not open any address. What it cannot draw raises a ValueError.
    """
    return _svg(_spec(drawn, width))


def figure_png(drawn: Drawn, width: int = 680, scale: float = 2) -> bytes:
    """The figure as PNG, `width` times `scale` pixels wide. The same figure, the same bytes; errors as `figure_svg`."""
    return _png(_spec(drawn, width), scale)


def alt_text(figure: Figure[Any]) -> str:
    """What is read aloud in place of the picture: its finding, its key, and the values where they are few."""
    said = [_sentence(part) for part in (figure.title, figure.subtitle)]
    if len(figure.rows) <= MOST_ROWS:
        said += (_sentence(" ".join(row[:2])) for row in figure.rows)
    return " ".join(part for part in said if part)


def forget() -> None:
    """Forget the pictures that were drawn: the next ones are drawn anew."""
    _svg.cache_clear()
    _png.cache_clear()


@lru_cache(maxsize=_KEPT)
def _svg(spec: str) -> bytes:
    with _ONE_AT_A_TIME:
        _know_the_font()
        made: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return _numbered_anew(made).encode()


@lru_cache(maxsize=_KEPT)
def _png(spec: str, scale: float) -> bytes:
    with _ONE_AT_A_TIME:
        _know_the_font()
        made: bytes = vl_convert.vegalite_to_png(spec, scale=scale, ppi=PIXELS_AN_INCH, allowed_base_urls=[])
    return made


def _sentence(text: str) -> str:
    whole = re.sub(r"[ \t\r\n]+", " ", text).strip()  # the spaces that French sets before its signs stay
    return whole if not whole or whole[-1] in ".!?\u2026" else f"{whole}."


def _spec(drawn: Drawn, width: int) -> str:
    """The chart as Vega-Lite reads it: of a fixed width, since a page has no container, and in the font at hand."""
    spec = drawn.chart.to_dict(validate=False)  # charts are checked by the tests that draw them
    spec["width"] = width
    written = json.dumps(spec, ensure_ascii=False, sort_keys=True)
    return written.replace(json.dumps(FONT)[1:-1], FAMILY)


def _numbered_anew(svg: str) -> str:
    """The engine counts the cut-outs of all pictures of its life; these begin at one, so that bytes stay the same."""
    numbers: dict[str, int] = {}
    return _CLIP.sub(lambda found: f"{found[1]}clip{numbers.setdefault(found[2], len(numbers) + 1)}", svg)


@cache
def _know_the_font() -> None:
    vl_convert.register_font_directory(str(Path(font_source_sans_pro.font_directory).resolve()))
