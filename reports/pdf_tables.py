"""How a table of a paper is laid out on a page of fixed width: letters, columns, rows that may be cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from reports.palette import level_colours
from reports.paper import PaperCell, PaperColumn, PaperTable, cell_text
from reports.typesetting import settable

_SIZES = ((6, 9.0), (8, 8.5), (10, 8.0))
_SMALLEST = 7.0
"""The size of letters in points by the most columns that it serves, and in still wider tables."""
_LETTERS = 1050
"""About so many letters of one point stand beside each other across the page."""
_AROUND, _AROUND_LEVEL = 2, 4
"""The room around the text of a cell, and of a level with its ground, in letters."""
_LONGEST_WHOLE = 18
"""A longer word may be broken rather than take the room of other columns."""
_LONG_ROW = 24
"""A row of more lines may be cut by a page's end: it could be taller than the page."""
_SHORT_TABLE = 26
"""A table of no more lines, counted generously, stays on one page."""
_WORD = re.compile(r"[^ \t\n/-]+[/-]?")
"""What no line breaks. No-break spaces hold it together."""


def laid_table(part: PaperTable, share: float = 1.0) -> dict[str, Any]:
    """The table as the template reads it, `share` of the page wide."""
    size = next((size for most, size in _SIZES if len(part.heads) <= most), _SMALLEST)
    letters = _column_letters(part, _LETTERS / size * share)
    columns = part.columns or (PaperColumn.TEXT,) * len(part.heads)
    rows = [
        {
            "cells": [_cell(cell) for cell in row],
            "total": place in part.totals,
            "long": any(_lines(cell_text(cell), fits) > _LONG_ROW for cell, fits in zip(row, letters, strict=True)),
        }
        for place, row in enumerate(part.rows)
    ]
    tall = sum(max(_lines(cell_text(cell), fits) for cell, fits in zip(row, letters, strict=True)) for row in part.rows)
    return {
        "kind": "table",
        "whole": tall <= _SHORT_TABLE,
        "heads": [settable(head) for head in part.heads],
        "rows": rows,
        "widths": letters,
        "numbers": [column is PaperColumn.NUMBER for column in columns],
        "size": size,
        "share": share,
    }


def _column_letters(part: PaperTable, room: float) -> list[float]:
    """How many letters wide each column is: as its share says, but no word is broken where the others have room."""
    shares = [max(share, 1) for share in part.widths]
    least = [_longest_word(column) for column in zip(part.heads, *part.rows, strict=True)]
    if sum(least) >= room:
        return [room * share / sum(shares) for share in shares]
    widened: set[int] = set()
    while True:
        left = room - sum(least[place] for place in widened)
        rest = sum(share for place, share in enumerate(shares) if place not in widened)
        wide = [least[place] if place in widened else left * share / rest for place, share in enumerate(shares)]
        tight = {place for place, letters in enumerate(wide) if letters < least[place]}
        if not tight:
            return wide
        widened |= tight


def _longest_word(column: Sequence[str | PaperCell]) -> float:
    """The letters of the longest word of a column that is kept whole, with the room around it."""
    return max(
        max((min(len(word), _LONGEST_WHOLE) for word in _WORD.findall(cell_text(cell))), default=0) * 1.08
        + (_AROUND_LEVEL if isinstance(cell, PaperCell) and cell.share is not None else _AROUND)
        for cell in column
    )


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


_FULL_LETTERS = 75
"""A table below a figure whose columns need so many letters or more is as wide as the page."""
_WIDEST = 40
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[-+\u2212\u2013]?[\d\s.,\u00a0\u202f]*(?:%|[A-Z]{3})?")


def told_table(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], about: str) -> dict[str, Any]:
    """The table that says what a figure shows: its columns as wide as what stands in them; a narrow one stays so."""
    columns = [*zip(heads, *rows, strict=True)]
    widths = tuple(min(max(map(len, column)) + _AROUND, _WIDEST) for column in columns)
    table = PaperTable(heads, rows, widths, about, tuple(_kinds(columns)))
    return laid_table(table, min(sum(widths) / _FULL_LETTERS, 1.0))


def _kinds(columns: Sequence[Sequence[str]]) -> Iterator[PaperColumn]:
    for _, *texts in columns:
        numbers = all(map(_NUMBER.fullmatch, texts)) and any(map(_DIGIT.search, texts))
        yield PaperColumn.NUMBER if numbers else PaperColumn.TEXT
