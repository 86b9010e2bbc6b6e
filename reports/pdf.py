"""A paper as a PDF: A4, tagged, headings as bookmarks, tables whose heads repeat, figures that are read aloud."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import zip_longest
from typing import Any

from reports.paper import (
    Paper,
    PaperFacts,
    PaperFigure,
    PaperHeading,
    PaperList,
    PaperNote,
    PaperPart,
    PaperTable,
    PaperText,
)
from reports.pdf_tables import laid_table, told_table
from reports.typesetting import settable, typeset
from words.phrases import load_phrases

DEEPEST = 3
PAGE_WIDTH, TALLEST = 170.0, 205.0
"""In millimetres: how wide parts may be, and how tall a figure below its caption."""
FULL_WIDTH = 680
"""A chart drawn this many pixels wide fills the page; narrower ones keep the same size of letters."""
_SVG_SIZE = re.compile(rb'<svg\b[^>]*?\bwidth="([\d.]+)(?:px)?"[^>]*?\bheight="([\d.]+)(?:px)?"')


def pdf_bytes(paper: Paper, made_at: datetime, author: str) -> bytes:
    """The paper as a PDF. The same paper made at the same moment on the same machine gives the same bytes."""
    cover = paper.cover
    data = {
        "title": settable(paper.title).strip() or "\u2013",
        "named": settable(paper.named).strip() or "\u2013",
        "subtitle": settable(paper.subtitle).strip(),
        "author": settable(author),
        "language": paper.language,
        "foot": settable(paper.foot),
        "page_of": [settable(piece) for piece in re.split(r"(\{n\}|\{of\})", paper.page_of) if piece],
        "contents": settable(paper.contents).strip(),
        "cover": cover
        and {
            "issuer": settable(cover.issuer),
            "facts": _pairs(cover.facts),
            "audience": settable(cover.audience).strip(),
        },
        "parts": [*_parts(paper)],
    }
    return typeset("paper.typ", data, made_at)


def _parts(paper: Paper) -> Iterator[Mapping[str, Any]]:
    """The parts as the template reads them.

    No heading skips a level: readers that jump by headings would be lost. A text stays with the table it introduces.
    """
    depth = 1 if paper.contents else 0
    for place, (part, following) in enumerate(zip_longest(paper.parts, paper.parts[1:])):
        written = _PARTS[type(part)](part, paper.language)
        if isinstance(part, PaperHeading):
            if not written["text"].strip():
                continue
            depth = max(min(part.level, depth + 1, DEEPEST), 1)
            written |= {"level": depth, "new_page": part.new_page and place > 0}
        if isinstance(part, PaperText):
            written["sticky"] = isinstance(following, PaperTable | PaperFigure | PaperList)
        yield written


def _heading(part: PaperHeading, language: str) -> dict[str, Any]:
    return {"kind": "heading", "text": settable(part.text)}


def _text(part: PaperText, language: str) -> dict[str, Any]:
    return {"kind": "text", "text": settable(part.text), "quiet": part.quiet, "lead": part.lead}


def _list(part: PaperList, language: str) -> dict[str, Any]:
    return {"kind": "list", "points": [settable(point) for point in part.points], "numbered": part.numbered}


def _note(part: PaperNote, language: str) -> dict[str, Any]:
    word = load_phrases(language)("pdf.warning")
    return {"kind": "note", "text": settable(part.text), "weight": part.kind.value, "word": word}


def _facts(part: PaperFacts, language: str) -> dict[str, Any]:
    return {"kind": "facts", "pairs": _pairs(part.pairs)}


def _pairs(pairs: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [[settable(name), settable(fact)] for name, fact in pairs]


def _table(part: PaperTable, language: str) -> dict[str, Any]:
    return laid_table(part)


def _figure(part: PaperFigure, language: str) -> dict[str, Any]:
    from reports.pictures import alt_text, figure_svg  # noqa: PLC0415  drawing is heavy: only where there is a figure

    figure = part.drawn.figure
    svg = figure_svg(part.drawn, part.width)
    width, height = _size(svg, part.width)
    return {
        "kind": "figure",
        "title": settable(figure.title),
        "subtitle": settable(figure.subtitle),
        "svg": svg.decode(),
        "alt": settable(alt_text(figure)),
        "width": width,
        "height": height,
        "table": told_table(figure.heads, figure.rows, figure.title) if part.with_table and figure.rows else None,
    }


def _size(svg: bytes, drawn: int) -> tuple[float, float]:
    """Width and height of the picture on the page, in millimetres."""
    found = _SVG_SIZE.search(svg)
    if found is None:
        raise ValueError("a picture says how large it is")
    wide, high = (float(one) for one in found.groups())
    width = PAGE_WIDTH * min(drawn / FULL_WIDTH, 1)
    scale = min(width / wide, TALLEST / high)
    return wide * scale, high * scale


_PARTS: Mapping[type[PaperPart], Callable[[Any, str], dict[str, Any]]] = {
    PaperHeading: _heading,
    PaperText: _text,
    PaperList: _list,
    PaperNote: _note,
    PaperTable: _table,
    PaperFacts: _facts,
    PaperFigure: _figure,
}
