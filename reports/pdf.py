"""A paper as a PDF: A4, tagged, headings as bookmarks, tables whose heads repeat, figures that are read aloud."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from reports.palette import level_colours
from reports.paper import (
    Paper,
    PaperCell,
    PaperColumn,
    PaperFacts,
    PaperFigure,
    PaperHeading,
    PaperList,
    PaperNote,
    PaperPart,
    PaperTable,
    PaperText,
    cell_text,
)
from reports.typesetting import settable, typeset
from words.phrases import load_phrases

DEEPEST = 3
PAGE_WIDTH, TALLEST = 170.0, 205.0
"""In millimetres: how wide parts may be, and how tall a figure below its caption."""
FULL_WIDTH = 680
"""A chart drawn this many pixels wide fills the page; narrower ones keep the same size of letters."""
_SIZES = ((6, 9.0), (8, 8.5), (10, 8.0))
_SMALLEST = 7.0
"""The size of letters in points by the most columns that it serves, and in still wider tables."""
_LETTERS = 1050
"""About so many letters of one point stand beside each other across the page."""
_FULL_LETTERS = 75
"""A table below a figure whose columns need so many letters or more is as wide as the page."""
_LONG_ROW = 30
"""A row of more lines may be cut by a page's end: it could be taller than the page."""
_SVG_SIZE = re.compile(rb'<svg\b[^>]*?\bwidth="([\d.]+)(?:px)?"[^>]*?\bheight="([\d.]+)(?:px)?"')
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[-+\u2212\u2013]?[\d\s.,\u00a0\u202f]*(?:%|[A-Z]{3})?")


def pdf_bytes(paper: Paper, made_at: datetime, author: str) -> bytes:
    """The paper as a PDF. The same paper made at the same moment on the same machine gives the same bytes."""
    cover = paper.cover
    data = {
        "title": settable(paper.title).strip() or "\u2013",
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
    """The parts as the template reads them. No heading skips a level: readers that jump by headings would be lost."""
    depth = 1 if paper.contents else 0
    for place, part in enumerate(paper.parts):
        written = _PARTS[type(part)](part, paper.language)
        if isinstance(part, PaperHeading):
            if not written["text"].strip():
                continue
            depth = max(min(part.level, depth + 1, DEEPEST), 1)
            written |= {"level": depth, "new_page": part.new_page and place > 0}
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
    size = next((size for most, size in _SIZES if len(part.heads) <= most), _SMALLEST)
    whole = sum(part.widths) or 1
    letters = [max(_LETTERS / size * share / whole, 1) for share in part.widths]
    columns = part.columns or (PaperColumn.TEXT,) * len(part.heads)
    rows = [
        {
            "cells": [_cell(cell) for cell in row],
            "total": place in part.totals,
            "long": any(_lines(cell_text(cell), fits) > _LONG_ROW for cell, fits in zip(row, letters, strict=True)),
        }
        for place, row in enumerate(part.rows)
    ]
    return {
        "kind": "table",
        "heads": [settable(head) for head in part.heads],
        "rows": rows,
        "widths": [max(share, 1) for share in part.widths],
        "numbers": [column is PaperColumn.NUMBER for column in columns],
        "size": size,
        "share": 1.0,
    }


def _lines(text: str, fits: float) -> float:
    """About how many lines a text takes where so many letters fit beside each other."""
    return sum(1 + len(line) / fits for line in text.splitlines())


def _cell(cell: str | PaperCell) -> dict[str, Any]:
    if isinstance(cell, str):
        return {"text": settable(cell), "strong": False}
    written = {"text": settable(cell.text), "strong": cell.strong}
    if cell.share is None:
        return written
    fill, ink = level_colours(Fraction(min(max(cell.share, 0), 1)))
    return {**written, "fill": fill, "ink": ink}


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
        "table": _figure_table(part, language) if part.with_table and figure.rows else None,
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


def _figure_table(part: PaperFigure, language: str) -> dict[str, Any]:
    """The table below a figure; a narrow one does not stretch across the page."""
    table = _told(part)
    return {**_table(table, language), "share": min(sum(table.widths) / _FULL_LETTERS, 1.0)}


def _told(part: PaperFigure) -> PaperTable:
    """The table that says what the figure shows. Columns are as wide as what stands in them, within bounds."""
    figure = part.drawn.figure
    columns = [*zip(figure.heads, *figure.rows, strict=True)]
    widths = tuple(min(max(*(len(text) for text in column), 6), 40) for column in columns)
    kinds = tuple(
        PaperColumn.NUMBER
        if all(map(_NUMBER.fullmatch, texts)) and any(map(_DIGIT.search, texts))
        else PaperColumn.TEXT
        for _, *texts in columns
    )
    return PaperTable(figure.heads, figure.rows, widths, figure.title, kinds)


_PARTS: Mapping[type[PaperPart], Callable[[Any, str], dict[str, Any]]] = {
    PaperHeading: _heading,
    PaperText: _text,
    PaperList: _list,
    PaperNote: _note,
    PaperTable: _table,
    PaperFacts: _facts,
    PaperFigure: _figure,
}
