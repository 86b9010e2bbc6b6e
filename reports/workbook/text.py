"""People's text as text: nothing that a person wrote can run, break the file, or be lost without a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openpyxl.cell.cell import Cell as SheetCell

LONGEST = 32_767
"""As many characters as one cell can hold."""
CUT = " […]"
LONGEST_TITLE = 31

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
RISKY = ("=", "+", "-", "@", "'", "\t", "\r", "{")
"""A program might read a text that begins so as something else once the cell is edited."""


def clean(text: str) -> str:
    """The text without the characters that no workbook can hold: control characters and lone surrogates."""
    if text.isprintable():  # No control character, no lone surrogate: by far the most common case, and quick to see.
        return text
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fitted(text: str) -> tuple[str, bool]:
    """The text as it fits into a cell, and whether it had to be cut (its end is then marked)."""
    # Spreadsheet programs count UTF-16 units, of which an emoji has two.
    if len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text, False
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore")
    return kept + CUT, True


def put_text(cell: SheetCell, text: str) -> bool:
    """Put text into a cell as text, whatever it looks like. Returns whether it had to be cut."""
    kept, was_cut = fitted(clean(text))
    cell.value = kept
    cell.data_type = "s"
    return was_cut


def sheet_title(wanted: str, taken: Iterable[str] = ()) -> str:
    """A title that every program accepts: no forbidden sign, at most 31 characters, not "History", not taken yet."""
    title = (
        _NOT_IN_TITLES.sub(" ", clean(wanted)).strip().strip("'").strip()[:LONGEST_TITLE].strip().strip("'") or "Sheet"
    )
    if title.casefold() == "history":
        title += "_"
    others = {one.casefold() for one in taken}
    number, candidate = 2, title
    while candidate.casefold() in others:
        ending = f" {number}"
        candidate = title[: LONGEST_TITLE - len(ending)] + ending
        number += 1
    return candidate


def literal(text: str) -> str:
    """A text as it stands inside a formula."""
    return '"' + clean(text).replace('"', '""').replace("\n", " ") + '"'


def exactly(cell: str, text: str) -> str:
    """A cell as what MATCH, SUMIFS and COUNTIFS look for: its text, in which "*" and "?" stand for themselves."""
    for sign in "~*?":
        if sign in text:
            cell = f'SUBSTITUTE({cell},"{sign}","~{sign}")'
    return cell
