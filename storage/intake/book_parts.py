"""The parts of a workbook that its cells lean on: the list of sheets, the texts, the formats; each read in one pass.

A document type ends the reading, so no entity is ever known; what leads out of the file is not followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from storage.intake.findings import refusal, shortened

MOST_ROWS = 50_000
MOST_CELLS = 300_000
MOST_ELEMENTS = 1_500_000
LONGEST_TEXT = 32_768
"""Longer text is cut here: one sign more than any program keeps in a cell, and more than anything recorded may have."""

Attributes = Mapping[str, str]


@dataclass
class ReadingBudget:
    """What is left of the bounds, over all parts of the workbook together."""

    elements: int = MOST_ELEMENTS
    cells: int = MOST_CELLS
    rows: int = MOST_ROWS

    def spend(self, what: str) -> None:
        """One of `what` less. Raises InputFault where none is left."""
        left = getattr(self, what) - 1
        if left < 0:
            raise refusal("too_many_cells", most=MOST_CELLS, rows=MOST_ROWS)
        setattr(self, what, left)


@dataclass
class NumberFormats:
    """Which numbers of styles show a number as a date, and which as a share of a hundred."""

    dates: set[int] = field(default_factory=set)
    percents: set[int] = field(default_factory=set)


def parse_part(
    name: str,
    content: bytes,
    budget: ReadingBudget,
    start: Callable[[str, Attributes], None],
    **more: Callable[..., None],
) -> None:
    """One part, element by element; names come without their prefix."""

    def begin(tag: str, attributes: Attributes) -> None:
        budget.elements -= 1
        if budget.elements < 0:
            raise refusal("too_many_cells", most=MOST_CELLS, rows=MOST_ROWS)
        start(tag.rpartition(":")[2], attributes)

    def refuse(*_: Any) -> None:
        raise refusal("doctype")

    parser = ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    end, said = more.get("end"), more.get("said")
    if end is not None:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    if said is not None:
        parser.CharacterDataHandler = said
    try:
        parser.Parse(content, True)
    except (ExpatError, ValueError, LookupError) as broken:
        # An encoding that is not known is a LookupError, one that is no encoding of text a ValueError.
        raise refusal("damaged_part", shortened(name)) from broken


@dataclass
class BookFacts:
    """What the workbook says of its sheets: title and link of each; and from when its days are counted."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    from_1904: bool = False


def book_of(parts: Mapping[str, bytes], budget: ReadingBudget) -> BookFacts:
    """The list of sheets. Raises InputFault where it cannot be read."""
    book = BookFacts()

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            links = [value for name, value in attributes.items() if name.endswith(":id")]
            book.sheets.append((attributes.get("name", "")[:100], links[0] if links else ""))
        elif tag == "workbookPr":
            book.from_1904 = attributes.get("date1904", "0") in ("1", "true")

    parse_part("xl/workbook.xml", parts["xl/workbook.xml"], budget, start)
    return book


def targets_of(parts: Mapping[str, bytes], budget: ReadingBudget) -> Mapping[str, str]:
    """The part that each link of the workbook leads to, never one outside of the file."""
    name = "xl/_rels/workbook.xml.rels"
    targets: dict[str, str] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    if name not in parts:
        raise refusal("damaged_part", name)
    parse_part(name, parts[name], budget, start)
    return targets


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """The text that the file format wrote with "_x000D_" for signs that XML cannot hold."""
    cut = text[:LONGEST_TEXT]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cut) if "_x" in cut else cut


def strings_of(content: bytes, budget: ReadingBudget) -> list[str]:
    """The texts that cells name by number."""
    if not content:
        return []
    strings: list[str] = []
    pieces: list[str] = []
    inside = {"t": False, "rPh": False}

    def start(tag: str, _: Attributes) -> None:
        if tag == "si":
            pieces.clear()
        elif tag in inside:
            inside[tag] = True

    def end(tag: str) -> None:
        if tag == "si":
            strings.append(unescaped("".join(pieces)))
        elif tag in inside:
            inside[tag] = False

    def said(text: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(text)

    parse_part("xl/sharedStrings.xml", content, budget, start, end=end, said=said)
    return strings


_DATE_FORMATS = {*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)}
_PERCENT_FORMATS = {9, 10}
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')


def formats_of(content: bytes, budget: ReadingBudget) -> NumberFormats:
    """Which formats of cells mean a day or a share."""
    styles = NumberFormats()
    if not content:
        return styles
    dates, percents = set(_DATE_FORMATS), set(_PERCENT_FORMATS)
    place = {"inside": 0, "next": 0}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            code = _NOT_SHOWN.sub("", attributes.get("formatCode", "")[:300]).casefold()
            number = whole_number(attributes.get("numFmtId", ""))
            if "%" in code:
                percents.add(number)
            elif "y" in code or ("d" in code and "m" in code):
                dates.add(number)
        elif tag == "cellXfs":
            place["inside"] = 1
        elif tag == "xf" and place["inside"]:
            format = whole_number(attributes.get("numFmtId", ""))
            if format in dates:
                styles.dates.add(place["next"])
            elif format in percents:
                styles.percents.add(place["next"])
            place["next"] += 1

    def end(tag: str) -> None:
        if tag == "cellXfs":
            place["inside"] = 0

    parse_part("xl/styles.xml", content, budget, start, end=end)
    return styles


def whole_number(text: str) -> int:
    """A whole number of an attribute; -1 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
