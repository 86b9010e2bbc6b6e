"""A table of a paper as the PDF's template reads it: letters, columns, rows that may be cut."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from reports import paper_widths
from reports.palette import level_colours
from reports.paper import PaperCell, PaperColumn, PaperTable
from reports.paper_widths import column_letters, is_long_row, is_short_table, letter_size
from reports.typesetting import settable

_LETTERS = 1050
"""About so many letters of one point stand beside each other across the page."""


def laid_table(part: PaperTable, share: float = 1.0) -> dict[str, Any]:
    """The table as the template reads it, `share` of the page wide."""
    size = letter_size(len(part.heads))
    letters = column_letters(part, _LETTERS / size * share)
    columns = part.columns or (PaperColumn.TEXT,) * len(part.heads)
    rows = [
        {"cells": [_cell(cell) for cell in row], "total": place in part.totals, "long": is_long_row(row, letters)}
        for place, row in enumerate(part.rows)
    ]
    return {
        "kind": "table",
        "whole": is_short_table(part, letters),
        "heads": [settable(head) for head in part.heads],
        "rows": rows,
        "widths": letters,
        "numbers": [column is PaperColumn.NUMBER for column in columns],
        "size": size,
        "share": share,
    }


def _cell(cell: str | PaperCell) -> dict[str, Any]:
    if isinstance(cell, str):
        return {"text": settable(cell), "strong": False}
    written = {"text": settable(cell.text), "strong": cell.strong}
    if cell.share is None:
        return written
    fill, ink = level_colours(Fraction(min(max(cell.share, 0), 1)))
    return {**written, "fill": fill, "ink": ink}


def told_table(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], about: str) -> dict[str, Any]:
    """The table that says what a figure shows, as narrow as what stands in it."""
    return laid_table(*paper_widths.told_table(heads, rows, about))
