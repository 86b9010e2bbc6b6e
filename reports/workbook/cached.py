"""Results beside formulas: a saved workbook gets, in every formula cell, the value that the program computed for it.

Without them a preview, a mail reader or a program that does not calculate shows empty cells. The file is
rewritten entry by entry with one time stamp, so that the same report gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from lxml import etree

Value = str | float | bool | None
Values = Mapping[str, Value]
"""The value of each formula cell by its coordinate; None and "" are both shown as nothing."""

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_DATES = "{http://purl.org/dc/terms/}"


class UncachedFormula(ValueError):
    """A formula was written without the value that belongs to it, or a value without its formula: a bug."""


def with_results(
    saved: bytes, by_sheet: Mapping[str, Values], *, made_at: datetime, alt_texts: Mapping[str, tuple[str, ...]]
) -> bytes:
    """The workbook with a result in every formula cell.

    Keys of `by_sheet` are entries such as "xl/worksheets/sheet1.xml"; `alt_texts` describe charts, by drawing entry.
    Raises UncachedFormula where formulas and values do not belong together.
    """
    moment = made_at.astimezone(UTC)
    stamp = max(moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = sheet_with_results(content, by_sheet.get(name, {}), name)
            elif name == "docProps/core.xml":
                content = _dated(content, moment)
            elif name in alt_texts:
                content = _described(content, alt_texts[name])
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return packed.getvalue()


def sheet_with_results(content: bytes, values: Values, name: str = "") -> bytes:
    """One sheet's XML with `<v>` in every formula cell. Raises UncachedFormula where cell or value lacks the other."""
    filled: list[str] = []

    def with_result(found: re.Match[bytes]) -> bytes:
        where, looks, formula = found[1].decode(), found[2], found[3]
        if where not in values:
            raise UncachedFormula(f"{name} {where} has no result")
        filled.append(where)
        kind, shown = _shown(values[where])
        return b'<c r="%s"%s%s>%s<v>%s</v></c>' % (found[1], looks, kind, formula, shown)

    written = _FORMULA_CELL.sub(with_result, content)
    if len(filled) != len(values) or len(filled) != content.count(b"<f>"):
        left = sorted(set(values) - set(filled))
        raise UncachedFormula(f"{name}: {left[:5]} have a result but no formula, or a formula has no cell of its own")
    return written


_FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)(?: t="[a-zA-Z]+")?>(<f>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>'
)
"""A cell with a formula as openpyxl writes it. What looks otherwise is not passed over: formulas are counted."""


def _shown(value: Value) -> tuple[bytes, bytes]:
    """The kind of a result and how it is written: numbers as they are, texts and blanks as strings."""
    if isinstance(value, bool):
        return b' t="b"', b"1" if value else b"0"
    if isinstance(value, float | int):
        return b"", repr(value).encode()
    return b' t="str"', escape(value or "").encode()


def _dated(content: bytes, moment: datetime) -> bytes:
    """The properties of the document with the day the report was made as the day of the last change."""
    properties = etree.fromstring(content)
    for modified in properties.iter(f"{_DATES}modified"):
        modified.text = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return etree.tostring(properties, xml_declaration=True, encoding="UTF-8", standalone=True)


def _described(content: bytes, texts: tuple[str, ...]) -> bytes:
    """The drawing with an alternative text on each of its charts, in their order."""
    drawing = etree.fromstring(content)
    for chart, text in zip(drawing.iter(f"{_DRAWN}cNvPr"), texts, strict=True):
        chart.set("descr", text)
    return etree.tostring(drawing, xml_declaration=True, encoding="UTF-8", standalone=True)
