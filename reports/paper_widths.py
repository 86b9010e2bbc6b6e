"""How wide the columns of a printed table are and how big its letters, whichever program lays the page out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports.paper import PaperCell, PaperColumn, PaperTable, cell_text

_SIZES = ((6, 9.0), (8, 8.5), (10, 8.0))
_SMALLEST = 7.0
"""The size of letters in points by the most columns that it serves, and in still wider tables."""
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
_FULL_LETTERS = 75
"""A table below a figure whose columns need so many letters or more is as wide as the page."""
_WIDEST = 40
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[-+\u2212\u2013]?[\d\s.,\u00a0\u202f]*(?:%|[A-Z]{3})?")


def letter_size(columns: int) -> float:
    """The size in points of the letters of a table of so many columns."""
    return next((size for most, size in _SIZES if columns <= most), _SMALLEST)


def column_letters(part: PaperTable, room: float) -> list[float]:
    """How many letters wide each column is where `room` letters stand beside each other across the table.

    As wide as its share says, but no word is broken where the other columns have room.
    """
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


def row_lines(row: Sequence[str | PaperCell], letters: Sequence[float]) -> float:
    """About how many lines a row takes whose columns are so many letters wide."""
    return max(
        sum(1 + len(line) / fits for line in cell_text(cell).splitlines())
        for cell, fits in zip(row, letters, strict=True)
    )


def is_long_row(row: Sequence[str | PaperCell], letters: Sequence[float]) -> bool:
    """Whether a page's end may cut the row."""
    return row_lines(row, letters) > _LONG_ROW


def is_short_table(part: PaperTable, letters: Sequence[float]) -> bool:
    """Whether the table is kept on one page."""
    return sum(row_lines(row, letters) for row in part.rows) <= _SHORT_TABLE


def told_table(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], about: str) -> tuple[PaperTable, float]:
    """The table that says what a figure shows, and which share of the page's width it takes.

    Its columns are as wide as what stands in them, and a narrow table stays narrow.
    """
    columns = [*zip(heads, *rows, strict=True)]
    widths = tuple(min(max(map(len, column)) + _AROUND, _WIDEST) for column in columns)
    table = PaperTable(heads, rows, widths, about, tuple(_kinds(columns)))
    return table, min(sum(widths) / _FULL_LETTERS, 1.0)


def _kinds(columns: Sequence[Sequence[str]]) -> Iterator[PaperColumn]:
    for _, *texts in columns:
        numbers = all(map(_NUMBER.fullmatch, texts)) and any(map(_DIGIT.search, texts))
        yield PaperColumn.NUMBER if numbers else PaperColumn.TEXT


def _longest_word(column: Sequence[str | PaperCell]) -> float:
    """The letters of the longest word of a column that is kept whole, with the room around it."""
    return max(
        max((min(len(word), _LONGEST_WHOLE) for word in _WORD.findall(cell_text(cell))), default=0) * 1.08
        + (_AROUND_LEVEL if isinstance(cell, PaperCell) and cell.share is not None else _AROUND)
        for cell in column
    )
