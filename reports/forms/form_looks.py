"""How the cells of a form look, and which of them may be filled in. Each look is made once and shared by its cells."""

from __future__ import annotations

from copy import copy
from fractions import Fraction
from functools import cache
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from reports.palette import EDGE, GRID, INK, MUTED, PRIMARY, RULE, level_colours
from reports.workbook.looks import FONT, HEAD_FILL, INPUT_FILL, SharedStyle, colour

LEVEL = "level "
"""A look "level 1/4" has the colours of the level at that share of its scale."""
FILLED = frozenset({"fill", "fill centred", "fill day", "fill number"})
"""The looks of cells that may be filled in."""


def _font(size: float = 10, hue: str = INK, **more: Any) -> Font:
    return Font(name=FONT, size=size, color=colour(hue), **more)


def _fill(hue: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour(hue))


@cache
def _line(hue: str, style: Any = "thin") -> Side:
    return Side(style=style, color=colour(hue))


def _at(side: Any, *, wrap: bool = True, upright: Any = "top", indent: int = 0) -> Alignment:
    return Alignment(horizontal=side, vertical=upright, wrap_text=wrap, indent=indent)


_NO_FILL, _NO_BORDER = PatternFill(), Border()
_BELOW = Border(bottom=_line(RULE))
_BOX = Border(top=_line(RULE), bottom=_line(RULE), left=_line(RULE), right=_line(RULE))
_HEAD = Border(top=_line(EDGE), bottom=_line(EDGE, "medium"), left=_line(RULE), right=_line(RULE))
_TOP, _CENTRED = _at("left", indent=1), _at("center")

_LOOKS: dict[str, tuple[Font, PatternFill, Border, Alignment]] = {
    "title": (_font(16, bold=True), _NO_FILL, _NO_BORDER, _at("left", wrap=False, upright="center")),
    "big title": (_font(16, bold=True), _NO_FILL, _NO_BORDER, _at("left", upright="center")),
    "subtitle": (_font(10, MUTED), _NO_FILL, _NO_BORDER, _at("left", wrap=False, upright="center")),
    "mark": (_font(7, MUTED), _NO_FILL, _NO_BORDER, Alignment(horizontal="center", shrink_to_fit=True)),
    "head": (_font(10, bold=True), _fill(HEAD_FILL), _HEAD, _at("center", upright="center")),
    "fill head": (_font(10, PRIMARY, bold=True), _fill(HEAD_FILL), _HEAD, _at("center", upright="center")),
    "id": (_font(10, bold=True), _NO_FILL, _BELOW, _CENTRED),
    "bold": (_font(10, bold=True), _NO_FILL, _BELOW, _TOP),
    "text": (_font(), _NO_FILL, _BELOW, _TOP),
    "quiet": (_font(9, MUTED), _NO_FILL, _BELOW, _TOP),
    "unit": (_font(), _NO_FILL, _BELOW, _at("left")),
    "closed": (_font(9, MUTED), _NO_FILL, _BELOW, _CENTRED),
    "level": (_font(), _NO_FILL, _BOX, Alignment(horizontal="center", vertical="center", shrink_to_fit=True)),
    "fill": (_font(), _fill(INPUT_FILL), _BOX, _TOP),
    "fill centred": (_font(bold=True), _fill(INPUT_FILL), _BOX, _CENTRED),
    "fill day": (_font(), _fill(INPUT_FILL), _BOX, _CENTRED),
    "fill number": (_font(bold=True), _fill(INPUT_FILL), _BOX, _CENTRED),
    "heading": (_font(12, PRIMARY, bold=True), _NO_FILL, Border(bottom=_line(EDGE)), _at("left", upright="bottom")),
    "prose": (_font(11), _NO_FILL, _NO_BORDER, _at("left")),
    "step": (_font(11), _NO_FILL, Border(bottom=_line(GRID)), _at("left")),
    "list": (_font(), _NO_FILL, _NO_BORDER, _at("left", wrap=False)),
}
_FORMATS = {"fill day": "yyyy\\-mm\\-dd", "fill number": "@"}
"""A measured number is kept as text: a program would make 0.45 of "45 %" typed into a number's cell."""


class FormLooks:
    """The looks of one form. `of(name)` gives the style that all cells of that look share."""

    def __init__(self, scratch: Worksheet) -> None:
        self._scratch = scratch
        self._made: dict[tuple[str, bool], Any] = {}

    def of(self, name: str, quoted: bool = False) -> Any:
        """The shared style of a look. `quoted` keeps a text a text when somebody edits the cell."""
        key = (name, quoted)
        if key not in self._made:
            self._made[key] = self._make(name, quoted)
        return self._made[key]

    def _make(self, name: str, quoted: bool) -> Any:
        cell: Any = self._scratch.cell(1, 1)
        plain: Any = self._scratch.cell(2, 2)
        cell._style = copy(plain._style)
        kind = "level" if name.startswith(LEVEL) else name
        cell.font, cell.fill, cell.border, cell.alignment = _LOOKS[kind]
        if name.startswith(LEVEL):
            ground, ink = level_colours(Fraction(name.removeprefix(LEVEL)))
            cell.fill, cell.font = _fill(ground), _font(10, ink)
        cell.number_format = _FORMATS.get(name, "General")
        cell.protection = Protection(locked=name not in FILLED)
        cell._style.quotePrefix = int(quoted)
        style = SharedStyle(cell._style)
        style.known = hash(cell._style)
        return style
