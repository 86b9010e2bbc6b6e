"""How cells look. Each look is made once and shared by all cells that have it: making styles is what costs time."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from reports.cells import Kind
from reports.palette import BERRY, EDGE, GRID, INK, MUTED, PRIMARY, RULE

FONT = "Calibri"
HEAD_FILL, INPUT_FILL, WORKING_FILL = "#E9EDF0", "#EAF3F8", "#F3F5F7"

FORMATS: dict[Kind, str] = {
    Kind.SCORE: "0.00",
    Kind.SHARE: "0%",
    Kind.COUNT: "0",
    Kind.NUMBER: "0.0##",
    Kind.MONEY: "#,##0",
    Kind.PRICE: "#,##0.00",
    Kind.DATE: "d\\ mmm\\ yyyy",
}
"""How numbers of each kind are written; the others as they are."""
_CENTRED = {Kind.LEVEL, Kind.FLAG, Kind.DATE, Kind.ID}
_TO_THE_RIGHT = {Kind.SCORE, Kind.SHARE, Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.PRICE, Kind.ANY}


def colour(hue: str) -> str:
    """A colour of the palette as a workbook writes it."""
    return "FF" + hue.removeprefix("#")


def _font(size: float = 10, hue: str = INK, **more: Any) -> Font:
    return Font(name=FONT, size=size, color=colour(hue), **more)


def _fill(hue: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour(hue))


@cache
def _line(hue: str, style: Any = "thin") -> Side:
    return Side(style=style, color=colour(hue))


class SharedStyle(StyleArray):
    """A style that no longer changes: its hash, which is asked for at every cell, is worked out once."""

    known: int

    def __hash__(self) -> int:  # type: ignore[override]  # the stubs call the hash of its base None
        return self.known


class Looks:
    """The looks of one workbook. `of(name)` gives what a cell of it shares."""

    def __init__(self, scratch: Worksheet) -> None:
        self._scratch = scratch
        self._made: dict[tuple[str, Kind, bool], Any] = {}

    def of(self, name: str, kind: Kind = Kind.TEXT, quoted: bool = False) -> Any:
        """The shared style of a look. `quoted` keeps a text a text when somebody edits the cell."""
        key = (name, kind, quoted)
        if key not in self._made:
            self._made[key] = self._make(name, kind, quoted)
        return self._made[key]

    def _make(self, name: str, kind: Kind, quoted: bool) -> Any:
        cell: Any = self._scratch.cell(1, 1)
        plain: Any = self._scratch.cell(2, 2)
        cell._style = copy(plain._style)
        font, fill, border, alignment = _LOOKS[name]
        cell.font, cell.fill, cell.border = font, fill, border
        cell.alignment = _aligned(kind, alignment)
        usual = FORMATS.get(kind, "General") if name not in _WORDS_ONLY else "General"
        cell.number_format = _OWN_FORMATS.get(name, usual)
        cell._style.quotePrefix = int(quoted)
        style = SharedStyle(cell._style)
        style.known = hash(cell._style)
        return style


def _aligned(kind: Kind, alignment: Alignment) -> Alignment:
    if alignment.horizontal is not None:
        return alignment
    if kind in _CENTRED:
        side: Any = "center"
    else:
        side = "right" if kind in _TO_THE_RIGHT else "left"
    # A number that may wrap is not set at its place by every program; what stands under ANY may be a word.
    wrapped = side != "right" or kind is Kind.ANY
    return Alignment(horizontal=side, vertical="top", wrap_text=wrapped, indent=0 if side == "center" else 1)


_NO_FILL, _NO_BORDER = PatternFill(), Border()
_BODY = Border(bottom=_line(GRID))
_FREE = Alignment()
_LEFT = Alignment(horizontal="left", vertical="center")
_WRAPPED = Alignment(horizontal="left", vertical="top", wrap_text=True)
_HEAD = Alignment(horizontal="center", vertical="center", wrap_text=True)
_UPRIGHT = Alignment(horizontal="center", vertical="center", text_rotation=90)
_HEAD_BORDER = Border(top=_line(EDGE), bottom=_line(EDGE, "medium"), left=_line(RULE), right=_line(RULE))
_INPUT_BORDER = Border(top=_line(RULE), bottom=_line(RULE), left=_line(RULE), right=_line(RULE))
_TOTAL_BORDER = Border(top=_line(EDGE, "medium"), bottom=_line(EDGE))

_LOOKS: dict[str, tuple[Font, PatternFill, Border, Alignment]] = {
    "title": (_font(16, bold=True), _NO_FILL, _NO_BORDER, _LEFT),
    "subtitle": (_font(10, MUTED), _NO_FILL, _NO_BORDER, _LEFT),
    "subtitle prose": (_font(10, MUTED), _NO_FILL, _NO_BORDER, _WRAPPED),
    "id": (
        _font(7, MUTED),
        _NO_FILL,
        _NO_BORDER,
        Alignment(horizontal="center", vertical="center", shrink_to_fit=True),
    ),
    "head": (_font(10, bold=True), _fill(HEAD_FILL), _HEAD_BORDER, _HEAD),
    "input head": (_font(10, PRIMARY, bold=True), _fill(HEAD_FILL), _HEAD_BORDER, _HEAD),
    "working head": (_font(9, MUTED, italic=True), _fill(WORKING_FILL), _HEAD_BORDER, _HEAD),
    "body": (_font(), _NO_FILL, _BODY, _FREE),
    "bold": (_font(bold=True), _NO_FILL, _BODY, _FREE),
    "band": (_font(bold=True), _fill(HEAD_FILL), _BODY, _FREE),
    "indented": (_font(), _NO_FILL, _BODY, Alignment(horizontal="left", vertical="top", wrap_text=True, indent=3)),
    "quarter head": (_font(9, bold=True), _fill(HEAD_FILL), _HEAD_BORDER, _UPRIGHT),
    "input": (_font(), _fill(INPUT_FILL), _INPUT_BORDER, _FREE),
    "working": (_font(9, MUTED), _fill(WORKING_FILL), _BODY, _FREE),
    "total": (_font(bold=True), _fill(HEAD_FILL), _TOTAL_BORDER, _FREE),
    "heading": (_font(13, bold=True), _NO_FILL, Border(bottom=_line(EDGE)), _LEFT),
    "prose": (_font(), _NO_FILL, _NO_BORDER, _WRAPPED),
    "plain": (_font(), _NO_FILL, _NO_BORDER, _LEFT),
    "fact": (_font(), _NO_FILL, _BODY, Alignment(horizontal="left", vertical="top", wrap_text=True)),
    "short fact": (_font(), _NO_FILL, _BODY, Alignment(horizontal="left", vertical="top")),
    "label": (_font(10, MUTED), _NO_FILL, _BODY, _WRAPPED),
    "notice": (_font(10, BERRY, bold=True), _NO_FILL, _NO_BORDER, _WRAPPED),
}
_WORDS_ONLY = {
    "title",
    "subtitle",
    "subtitle prose",
    "id",
    "head",
    "input head",
    "working head",
    "heading",
    "prose",
    "label",
    "plain",
}
_OWN_FORMATS = {"quarter head": "mmm\\ yyyy"}
"""The formats of looks whose numbers are always written in one way."""
