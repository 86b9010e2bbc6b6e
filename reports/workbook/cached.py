"""Results beside formulas: a saved workbook gets, in every formula cell, the value that the program computed for it.

Without them a preview, a mail reader or a program that does not calculate shows empty cells. The file is
rewritten entry by entry with one time stamp, so that the same report gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from lxml import etree

Value = str | float | bool | None
Values = Mapping[str, Value]
"""The value of each formula cell by its coordinate; None and "" are both shown as nothing."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
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
    if not values and b"<f>" not in content:
        return content
    sheet = etree.fromstring(content)
    filled = set()
    for formula in sheet.iter(f"{_MAIN}f"):
        cell = formula.getparent()
        where = "" if cell is None else str(cell.get("r"))
        if cell is None or where not in values:
            raise UncachedFormula(f"{name} {where} has no result")
        _fill(cell, values[where])
        filled.add(where)
    if len(filled) != len(values):
        raise UncachedFormula(f"{name}: {sorted(set(values) - filled)[:5]} have a result but no formula")
    return etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fill(cell: etree._Element, value: Value) -> None:
    """Put a result beside the formula: numbers as they are, texts and blanks as strings."""
    shown = cell.find(f"{_MAIN}v")
    if shown is None:
        shown = etree.SubElement(cell, f"{_MAIN}v")
    if isinstance(value, bool):
        cell.set("t", "b")
        shown.text = str(int(value))
    elif isinstance(value, float | int):
        cell.attrib.pop("t", "")
        shown.text = repr(value)
    else:
        cell.set("t", "str")
        shown.text = value or ""


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
