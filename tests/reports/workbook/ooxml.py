"""What strict readers demand of a workbook file, beyond what lenient ones put up with. Each fault names its rule.

A spreadsheet program that is strict offers to repair a file that breaks one of these, and loses what it cannot repair.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import combinations
from math import isfinite
from typing import Any

from lxml import etree
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.utils import column_index_from_string, get_column_letter

from tests.reports.workbook.ooxml_orders import ORDERS, REQUIRED, SEVERAL
from tests.reports.workbook.ooxml_package import LINK, MAIN, Package, opened, resolved, tag

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ROWS, COLUMNS, STYLES = 1_048_576, 16_384, 64_000
LONGEST_TEXT, LONGEST_FORMULA, LONGEST_LIST, LONGEST_FOOTER = 32_767, 8_192, 255, 255
NAME = re.compile(r"[A-Za-z_\\\u00c0-\uffff][A-Za-z0-9_.\\\u00c0-\uffff]*")
LIKE_A_CELL = re.compile(r"([A-Za-z]{1,3}[0-9]{1,7}|[Rr]([0-9]*[Cc])?[0-9]*|[Cc][0-9]*)")
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
SHEET_OF = re.compile(r"^(?:'((?:[^']|'')+)'|([^'!]+))!")
BUILT_IN = "_xlnm."

Fault = tuple[str, str]
"""The rule, and where it is broken and how."""


def faults(content: bytes) -> list[Fault]:
    """Everything in the file that a strict reader refuses; nothing for a good one."""
    package = opened(content)
    wrong = list(_package(package))
    if wrong:
        return wrong
    return [(rule, said) for rule, check in RULES.items() for said in check(package)]


def _package(package: Package) -> Iterator[Fault]:
    """Whether it can be read at all: the others look at what stands in it."""
    for name in package.twice:
        yield "entry twice", name
    for name in package.entries:
        if name.endswith((".xml", ".rels")) and name not in package.trees:
            yield "well-formed", name
    for name in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/styles.xml"):
        if name not in package.entries:
            yield "missing part", name


def _content_types(package: Package) -> Iterator[str]:
    types = package.trees["[Content_Types].xml"]
    endings = {one.get("Extension") for one in types if one.tag.endswith("Default")}
    parts = [one.get("PartName").lstrip("/") for one in types if one.tag.endswith("Override")]
    yield from (f"{one} twice" for one, n in Counter(parts).items() if n > 1)
    yield from (f"{one} is not there" for one in parts if one not in package.entries)
    for name in package.entries:
        if name != "[Content_Types].xml" and name not in parts and name.rpartition(".")[2] not in endings:
            yield f"{name} has none"
        if name.endswith(".xml") and name != "[Content_Types].xml" and name not in parts:
            yield f"{name} is only known as XML"


def _relationships(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            ids = [one.get("Id") for one in tree]
            yield from (f"{name}: {id} twice" for id, n in Counter(ids).items() if n > 1)
            for one in tree:
                if one.get("TargetMode") != "External" and resolved(folder, one.get("Target")) not in package.entries:
                    yield f"{name}: {one.get('Target')} is not there"
            continue
        known = package.links(name)
        for one in tree.iter():
            for attribute in (f"{LINK}id", f"{LINK}embed"):
                if one.get(attribute) is not None and one.get(attribute) not in known:
                    yield f"{name}: {one.get(attribute)} leads nowhere"


def _order(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        if not name.startswith("xl/") or name.endswith(".rels") or "theme" in name:
            continue
        for parent in tree.iter(etree.Element):
            places = ORDERS.get(tag(parent))
            if places is None or not len(parent):  # A drawing names a chart by an empty element.
                continue
            children = [tag(one) for one in parent]
            strange = [one for one in children if one not in places]
            if strange:
                yield f"{name} {tag(parent)}: no place for {strange[0]}"
            elif [places[one] for one in children] != sorted(places[one] for one in children):
                yield f"{name} {tag(parent)}: {' '.join(children)}"
            twice = [one for one, n in Counter(children).items() if n > 1 and one not in SEVERAL]
            yield from (f"{name} {tag(parent)}: {one} twice" for one in twice)
            absent = [one for one in REQUIRED.get(tag(parent), ()) if one not in children]
            yield from (f"{name} {tag(parent)}: no {one}" for one in absent)


def _sheets(package: Package) -> Iterator[str]:
    listed = list(package.trees["xl/workbook.xml"].iter(f"{MAIN}sheet"))
    titles = [one.get("name") for one in listed]
    yield from (f"{one!r} twice" for one, n in Counter(title.casefold() for title in titles).items() if n > 1)
    for title in titles:
        if not 0 < len(title) <= 31 or re.search(r"[\[\]:*?/\\\x00-\x1f]", title) or title.casefold() == "history":
            yield f"{title!r} is no title"
        if title.startswith("'") or title.endswith("'"):
            yield f"{title!r} begins or ends with an apostrophe"
    ids = Counter(one.get("sheetId") for one in listed)
    yield from (f"sheetId {id} twice" for id, n in ids.items() if n > 1)
    if all(one.get("state") in ("hidden", "veryHidden") for one in listed):
        yield "no sheet is shown"
    picked = [
        title
        for title, sheet in _trees(package)
        for one in sheet.iter(f"{MAIN}sheetView")
        if one.get("tabSelected") == "1"
    ]
    if len(picked) > 1:
        yield f"{picked} are edited together"


def _names(package: Package) -> Iterator[str]:
    listed = list(package.trees["xl/workbook.xml"].iter(f"{MAIN}definedName"))
    seen = Counter((one.get("name").casefold(), one.get("localSheetId")) for one in listed)
    yield from (f"{name} twice" for (name, _), n in seen.items() if n > 1)
    for one in listed:
        name, place = one.get("name"), one.get("localSheetId")
        bare = name.removeprefix(BUILT_IN)
        if not NAME.fullmatch(bare) or len(name) > 255 or (bare == name and LIKE_A_CELL.fullmatch(name)):
            yield f"{name!r} is no name"
        if place is not None and int(place) >= len(package.sheets):
            yield f"{name} belongs to sheet {place}"
        yield from (f"{name}: {said}" for said in wrong_formula(package, one.text or ""))


def wrong_formula(package: Package, formula: str) -> Iterator[str]:
    """What is wrong with a formula, written without its equals sign."""
    if not formula or len(formula) > LONGEST_FORMULA or formula.startswith("="):
        yield f"{formula[:40]!r} cannot stand as a formula"
        return
    if "#REF!" in formula:
        yield f"{formula[:40]!r} leads nowhere"
    depth = 0
    try:
        tokens = Tokenizer("=" + formula).items
    except (IndexError, TokenizerError):
        yield f"{formula[:40]!r} cannot be read"
        return
    for token in tokens:
        depth += {"OPEN": 1, "CLOSE": -1}.get(token.subtype, 0) if token.type in ("FUNC", "PAREN") else 0
        if not 0 <= depth <= 64:
            yield f"{formula[:40]!r} has brackets that do not fit"
            return
        if token.type == "OPERAND" and token.subtype == "RANGE":
            yield from _wrong_range(package, token.value)
        if token.type == "OPERAND" and token.subtype == "TEXT" and len(token.value) > 257:
            yield f"a text of {len(token.value) - 2} characters in a formula"
    if depth:
        yield f"{formula[:40]!r} has brackets that do not fit"


def _wrong_range(package: Package, where: str) -> Iterator[str]:
    found = SHEET_OF.match(where)
    if found:
        title = (found[1] or found[2]).replace("''", "'")
        if title not in package.sheets:
            yield f"there is no sheet {title!r}"
        if found[2] and not re.fullmatch(r"[A-Za-z_][\w.]*", found[2]):
            yield f"{title!r} must be quoted"
        where = where[found.end() :]
    plain = where.replace("$", "")
    cells = r"[A-Z]{1,3}[1-9][0-9]*"
    if re.fullmatch(rf"{cells}(:{cells})?|[A-Z]{{1,3}}:[A-Z]{{1,3}}|[1-9][0-9]*:[1-9][0-9]*", plain):
        return
    if plain not in package.names:
        yield f"{plain!r} is neither a cell nor a name"


def _formulas(package: Package) -> Iterator[str]:
    checked: dict[str, list[str]] = {}
    for title, sheet in _trees(package):
        heads = set(_heads(package, title))
        for cell in sheet.iter(f"{MAIN}c"):
            formula = cell.find(f"{MAIN}f")
            if formula is None:
                continue
            text = formula.text or ""
            shape = re.sub(r"(?<=[A-Z$])[0-9]+", "1", text)
            if shape not in checked:  # Thousands of rows differ in their row number alone.
                checked[shape] = list(wrong_formula(package, text))
            yield from (f"{title}!{cell.get('r')}: {said}" for said in checked[shape])
            if cell.get("r") in heads:
                yield f"{title}!{cell.get('r')}: a formula stands in a head cell"


def _heads(package: Package, title: str) -> Iterator[str]:
    """The head cells of the tables of a sheet."""
    for _, table in _tables_of(package, title):
        left, top, right, _ = corners(table.get("ref"))
        yield from (f"{get_column_letter(column)}{top}" for column in range(left, right + 1))


def corners(area: str) -> tuple[int, int, int, int]:
    """First column, first row, last column and last row of a range of cells."""
    first, _, last = area.partition(":")
    ends = [CELL.fullmatch(one) for one in (first, last or first)]
    found = [(column_index_from_string(one[1]), int(one[2])) if one else (0, 0) for one in ends]
    return (*found[0], *found[1])


def _trees(package: Package) -> Iterator[tuple[str, Any]]:
    for title, entry in package.sheets.items():
        if entry in package.trees:
            yield title, package.trees[entry]


def _cells(package: Package) -> Iterator[str]:
    styles = len(package.trees["xl/styles.xml"].find(f"{MAIN}cellXfs"))
    for title, sheet in _trees(package):
        last_row = 0
        for row in sheet.iter(f"{MAIN}row"):
            number = int(row.get("r"))
            if not last_row < number <= ROWS:
                yield f"{title}: row {number} after row {last_row}"
            last_row, last = number, 0
            for cell in row:
                found = CELL.fullmatch(cell.get("r", ""))
                column = column_index_from_string(found[1]) if found else 0
                if found is None or int(found[2]) != number or not last < column <= COLUMNS:
                    yield f"{title}!{cell.get('r')} stands in row {number} after column {last}"
                last = max(last, column)
                if int(cell.get("s", 0)) >= styles:
                    yield f"{title}!{cell.get('r')}: style {cell.get('s')} of {styles}"
                yield from (f"{title}!{cell.get('r')}: {said}" for said in _wrong_value(package, cell))


def _wrong_value(package: Package, cell: Any) -> Iterator[str]:
    kind, shown = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if kind == "inlineStr" or shown is None:
        if kind == "inlineStr" and cell.find(f"{MAIN}is") is None:
            yield "an inline text without text"
        if shown is None and cell.find(f"{MAIN}f") is not None:
            yield "a formula without its result"
        return
    if kind == "s":
        if not shown.isdigit() or int(shown) >= len(package.texts):
            yield f"text {shown} of {len(package.texts)}"
    elif (kind == "b" and shown not in ("0", "1")) or (kind == "n" and not _is_number(shown)):
        yield f"{shown!r} is not what {kind!r} says"
    elif kind not in ("str", "e", "d", "b", "n"):
        yield f"unknown kind {kind!r}"
    elif len(shown) > LONGEST_TEXT:
        yield f"{len(shown)} characters"


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False


def _texts(package: Package) -> Iterator[str]:
    shared = package.trees.get("xl/sharedStrings.xml")
    unique = None if shared is None else shared.get("uniqueCount")
    if unique is not None and int(unique) != len(package.texts):
        yield f"uniqueCount {unique} of {len(package.texts)}"
    for tree in (*(sheet for _, sheet in _trees(package)), *(() if shared is None else (shared,))):
        for one in tree.iter(f"{MAIN}t"):
            text = one.text or ""
            if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
                yield f"{text[:20]!r} has {len(text)} characters"
            if text != text.strip() and one.get(SPACE) != "preserve":
                yield f"{text[:20]!r} would lose its spaces"


def _overlaps(ranges: Sequence[str]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(ranges, 2):
        a, b = corners(one), corners(other)
        if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]:
            yield one, other


def _merges(package: Package) -> Iterator[str]:
    for title, sheet in _trees(package):
        merged = [one.get("ref") for one in sheet.iter(f"{MAIN}mergeCell")]
        tables = [table.get("ref") for _, table in _tables_of(package, title)]
        for one, other in _overlaps([*merged, *tables]):
            yield f"{title}: {one} and {other} overlap"
        yield from (f"{title}: {one} is one cell" for one in merged if ":" not in one)
        filters = sheet.findall(f"{MAIN}autoFilter")
        for one in filters:
            for other in (*tables, *merged):
                if any(_overlaps([one.get("ref"), other])):
                    yield f"{title}: the filter overlaps {other}"
        held = sheet.find(f"{MAIN}mergeCells")
        if held is not None and held.get("count") not in (None, str(len(merged))):
            yield f"{title}: count of merged cells"


def _tables_of(package: Package, title: str) -> Iterator[tuple[str, Any]]:
    for entry in package.links(package.sheets[title]).values():
        tree = package.trees.get(entry)
        if tree is not None and tag(tree) == "table":
            yield entry, tree


def _tables(package: Package) -> Iterator[str]:
    found = [(title, table) for title in package.sheets for _, table in _tables_of(package, title)]
    for field in ("id", "displayName"):
        counted = Counter(table.get(field, "").casefold() for _, table in found)
        yield from (f"{field} {one} twice" for one, n in counted.items() if n > 1)
    taken = {name.casefold() for name in package.names}
    for title, table in found:
        name = table.get("displayName", "")
        if not NAME.fullmatch(name) or LIKE_A_CELL.fullmatch(name) or name.casefold() in taken:
            yield f"{name!r} is no name for a table"
        names = [one.get("name") for one in table.iter(f"{MAIN}tableColumn")]
        yield from (f"{name}: column {one!r} twice" for one, n in Counter(map(str.casefold, names)).items() if n > 1)
        heads = [_text_of(package, title, place) for place in _heads_of(table)]
        if names != heads:
            wrong = next((pair for pair in zip(names, heads, strict=False) if pair[0] != pair[1]), (names, heads))
            yield f"{name}: column and head differ: {wrong[0]!r} and {wrong[1]!r}"
        _, top, _, bottom = corners(table.get("ref"))
        if bottom <= top:
            yield f"{name} has no row"


def _heads_of(table: Any) -> list[str]:
    left, top, right, _ = corners(table.get("ref"))
    return [f"{get_column_letter(column)}{top}" for column in range(left, right + 1)]


def _text_of(package: Package, title: str, place: str) -> str | None:
    sheet = package.trees[package.sheets[title]]
    for cell in sheet.iter(f"{MAIN}c"):
        if cell.get("r") == place:
            if cell.get("t") == "inlineStr":
                return "".join(cell.itertext(f"{MAIN}t"))
            shown = cell.findtext(f"{MAIN}v")
            return package.texts[int(shown)] if cell.get("t") == "s" and shown else None
    return None


def _areas(text: str | None) -> bool:
    return bool(text) and all(re.fullmatch(r"[A-Z]{1,3}\d+(:[A-Z]{1,3}\d+)?", one) for one in str(text).split())


def _conditional(package: Package) -> Iterator[str]:
    styles = package.trees["xl/styles.xml"].find(f"{MAIN}dxfs")
    known = 0 if styles is None else len(styles)
    for title, sheet in _trees(package):
        for block in sheet.iter(f"{MAIN}conditionalFormatting"):
            if not _areas(block.get("sqref")):
                yield f"{title}: {block.get('sqref')!r} are no cells"
            if not len(block):
                yield f"{title}: {block.get('sqref')} without a rule"
        rules = list(sheet.iter(f"{MAIN}cfRule"))
        priorities = Counter(int(one.get("priority", 0)) for one in rules)
        yield from (f"{title}: priority {one} {n} times" for one, n in priorities.items() if n > 1 or one < 1)
        for one in rules:
            if one.get("dxfId") is not None and int(one.get("dxfId")) >= known:
                yield f"{title}: style {one.get('dxfId')} of {known}"
            for formula in one.iter(f"{MAIN}formula"):
                yield from (f"{title}: {said}" for said in wrong_formula(package, formula.text or ""))


def _validations(package: Package) -> Iterator[str]:
    for title, sheet in _trees(package):
        held, each = sheet.find(f"{MAIN}dataValidations"), list(sheet.iter(f"{MAIN}dataValidation"))
        if held is not None and held.get("count") not in (None, str(len(each))):
            yield f"{title}: count {held.get('count')} of {len(each)}"
        for one in each:
            yield from (f"{title}: {said}" for said in _wrong_validation(package, one))


def _wrong_validation(package: Package, one: Any) -> Iterator[str]:
    if not _areas(one.get("sqref")):
        yield f"{one.get('sqref')!r} are no cells"
    for field, most in (("errorTitle", 32), ("promptTitle", 32), ("error", 255), ("prompt", 255)):
        if len(one.get(field, "")) > most:
            yield f"{field} of {len(one.get(field))} characters"
    formulas = [one.findtext(f"{MAIN}{name}") for name in ("formula1", "formula2")]
    for formula in filter(None, formulas):
        if formula.startswith('"') and len(formula) - 2 > LONGEST_LIST:
            yield f"a list of {len(formula) - 2} characters"
        else:
            yield from wrong_formula(package, formula)
    if one.get("type") == "list" and not formulas[0]:
        yield "a list without values"


def _styles(package: Package) -> Iterator[str]:
    tree = package.trees["xl/styles.xml"]
    sizes = {}
    for name in ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
        group = tree.find(f"{MAIN}{name}")
        sizes[name] = 0 if group is None else len(group)
        if group is not None and group.get("count") not in (None, str(len(group))):
            yield f"{name}: count {group.get('count')} of {len(group)}"
    if sizes["fills"] < 2 or sizes["cellXfs"] > STYLES:
        yield f"{sizes['fills']} fills, {sizes['cellXfs']} formats"
    for colour in tree.iter():
        if colour.get("rgb") is not None and not re.fullmatch("[0-9A-Fa-f]{8}", colour.get("rgb")):
            yield f"colour {colour.get('rgb')!r}"
    yield from _formats(tree, sizes)


def _formats(tree: Any, sizes: dict[str, int]) -> Iterator[str]:
    """The formats of cells, each of which points at a font, a ground, an edge, a number format and a base."""
    own = {int(one.get("numFmtId")): one.get("formatCode") for one in tree.iter(f"{MAIN}numFmt")}
    yield from (f"number format {code!r}" for id, code in own.items() if not code or len(code) > 255 or id < 164)
    for group in ("cellStyleXfs", "cellXfs"):
        for place, one in enumerate(tree.find(f"{MAIN}{group}")):
            for field, size in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
                if int(one.get(field, 0)) >= sizes[size]:
                    yield f"{group} {place}: {field} {one.get(field)} of {sizes[size]}"
            if int(one.get("numFmtId", 0)) >= 164 and int(one.get("numFmtId")) not in own:
                yield f"{group} {place}: number format {one.get('numFmtId')}"
            if group == "cellXfs" and int(one.get("xfId", 0)) >= sizes["cellStyleXfs"]:
                yield f"{group} {place}: base {one.get('xfId')}"


def _lay_out(package: Package) -> Iterator[str]:
    for title, sheet in _trees(package):
        last = 0
        for one in sheet.iter(f"{MAIN}col"):
            first, to = int(one.get("min")), int(one.get("max"))
            if not last < first <= to <= COLUMNS:
                yield f"{title}: columns {first} to {to} after {last}"
            last = to
            if float(one.get("width", 8)) > 255 or int(one.get("outlineLevel", 0)) > 7:
                yield f"{title}: width or fold of columns {first} to {to}"
        for row in sheet.iter(f"{MAIN}row"):
            if float(row.get("ht", 15)) > 409.5:
                yield f"{title}: row {row.get('r')} is {row.get('ht')} high"


def _pages_and_links(package: Package) -> Iterator[str]:
    for title, sheet in _trees(package):
        for one in (*sheet.iter(f"{MAIN}oddHeader"), *sheet.iter(f"{MAIN}oddFooter")):
            if len(one.text or "") > LONGEST_FOOTER:
                yield f"{title}: {tag(one)} of {len(one.text)} characters"
        for pane in sheet.iter(f"{MAIN}pane"):
            if not CELL.fullmatch(pane.get("topLeftCell", "")):
                yield f"{title}: pane at {pane.get('topLeftCell')!r}"
        for one in sheet.iter(f"{MAIN}hyperlink"):
            if not _areas(one.get("ref")) or (one.get(f"{LINK}id") is None and one.get("location") is None):
                yield f"{title}: link at {one.get('ref')}"
            elif one.get("location"):
                yield from (f"{title}: link: {said}" for said in wrong_formula(package, one.get("location")))


def _drawings(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        if not name.startswith("xl/drawings/drawing"):
            continue
        ids = Counter(one.get("id") for one in tree.iter() if tag(one) == "cNvPr")
        yield from (f"{name}: id {id} {n} times" for id, n in ids.items() if n > 1)
        yield from (f"{name}: not described" for one in tree.iter() if tag(one) == "cNvPr" and not one.get("descr"))
        for one in tree.iter():
            if tag(one) in ("col", "row") and not 0 <= int(one.text) < (COLUMNS if tag(one) == "col" else ROWS):
                yield f"{name}: anchored at {tag(one)} {one.text}"
            if tag(one) == "ext" and one.get("cx") is not None and min(int(one.get("cx")), int(one.get("cy"))) <= 0:
                parent = one.getparent()
                if parent is not None and tag(parent).endswith("Anchor"):
                    yield f"{name}: no size"


def _charts(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        if not name.startswith("xl/charts/chart"):
            continue
        axes = [one for one in tree.iter() if tag(one) in ("catAx", "valAx")]
        own = {child.get("val") for one in axes for child in one if tag(child) == "axId"}
        for one in tree.iter():
            if tag(one) in ("crossAx", "axId") and one.get("val") not in own:
                yield f"{name}: axis {one.get('val')} is not there"
            if tag(one) == "f":
                yield from (f"{name}: {said}" for said in wrong_formula(package, one.text or ""))
        for one in axes:
            if not any(tag(child) == "delete" and child.get("val") in ("0", "false") for child in one):
                yield f"{name}: an axis that is not shown"
        series = [child.get("val") for one in tree.iter() if tag(one) == "ser" for child in one if tag(child) == "idx"]
        yield from (f"{name}: series {one} {n} times" for one, n in Counter(series).items() if n > 1)


def _properties(package: Package) -> Iterator[str]:
    core = package.trees.get("docProps/core.xml")
    if core is None or "docProps/app.xml" not in package.trees:
        yield "no properties"
        return
    held = {tag(one): one.text for one in core}
    for name in ("created", "modified"):
        try:
            datetime.strptime(str(held.get(name)), "%Y-%m-%dT%H:%M:%SZ")
        except ValueError:
            yield f"{name}: {held.get(name)!r}"
    yield from (f"no {name}" for name in ("title", "creator", "language") if not held.get(name))


RULES: dict[str, Callable[[Package], Iterator[str]]] = {
    "content types": _content_types,
    "relationships": _relationships,
    "order": _order,
    "sheets": _sheets,
    "names": _names,
    "formulas": _formulas,
    "cells": _cells,
    "texts": _texts,
    "merged cells": _merges,
    "tables": _tables,
    "conditional formats": _conditional,
    "drop-downs": _validations,
    "styles": _styles,
    "lay-out": _lay_out,
    "pages and links": _pages_and_links,
    "drawings": _drawings,
    "charts": _charts,
    "properties": _properties,
}
"""Every rule by its name."""
