"""Where a chapter begins: on the page of the one before, if what opens it finds room there; else on the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.shared import Cm, Pt

OPENING = Cm(10.5)
"""So much of a chapter stands on the page on which it begins: two fifths of a page."""
_LETTER, _LINE = 0.54, 1.2
"""How wide a letter and how high a line is, as parts of the letters' size."""
_TEXT, _CELL = 10.5, 9.0
"""Sizes in points of the letters of a text and of a cell. They need not be right: the height is a rough one."""
_AROUND = Pt(4)
_EMU_A_TWIP = 635


def hold_opening(elements: Sequence[Any], width: int) -> None:
    """Hold the first elements of a chapter together, heading first, so that a page has its opening whole or not at all.

    `elements` are all of the chapter's, `width` is that of their text in EMU. The last one is held to nothing: what
    follows it is another chapter.
    """
    left = int(OPENING)
    for paragraphs, height in _lines(elements[:-1], width):
        left -= height
        if left <= 0:
            return
        for one in paragraphs:
            one.get_or_add_pPr().get_or_add_keepNext()


def _lines(elements: Sequence[Any], width: int) -> Iterator[tuple[Sequence[Any], int]]:
    """What stands below each other: paragraphs and the rows of tables, with about the height of each in EMU."""
    for element in elements:
        if isinstance(element, CT_P):
            yield (element,), _height(element, width, _TEXT)
        elif isinstance(element, CT_Tbl):
            for row in element.tr_lst:
                cells = [(one, cell.width or width) for cell in row.tc_lst for one in cell.p_lst]
                yield [one for one, _ in cells], max(_height(one, wide, _CELL) for one, wide in cells)


def _height(paragraph: Any, width: int, size: float) -> int:
    drawn = [int(extent.get("cy", 0)) for extent in paragraph.iter(qn("wp:extent"))]
    fits = max(width / Pt(size * _LETTER), 1)
    lines = sum(max(ceil(len(line) / fits), 1) for line in paragraph.text.split("\n"))
    return max(round(lines * Pt(size * _LINE)) + _AROUND, *drawn, 0)
