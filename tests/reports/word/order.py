"""The orders in which strict readers of Word files want the children of what we write (WordprocessingML, sequences)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
ORDERS: Mapping[str, tuple[str, ...]] = {
    "pPr": (
        *(
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "suppressLineNumbers",
        ),
        *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
        *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
        *("mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "outlineLvl", "rPr", "sectPr"),
    ),
    "rPr": (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
        *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern"),
        *(
            "position",
            "sz",
            "szCs",
            "highlight",
            "u",
            "effect",
            "bdr",
            "shd",
            "fitText",
            "vertAlign",
            "rtl",
            "cs",
            "em",
        ),
        *("lang", "eastAsianLayout", "specVanish", "oMath"),
    ),
    "tblPr": (
        *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc"),
        *("tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
        "tblDescription",
    ),
    "tcPr": (
        *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection"),
        *("tcFitText", "vAlign", "hideMark"),
    ),
    "pBdr": ("top", "left", "bottom", "right", "between", "bar"),
    "tblBorders": ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV"),
    "tbl": ("bookmarkStart", "bookmarkEnd", "tblPr", "tblGrid", "tr"),
    "sectPr": (
        *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc"),
        *("pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection"),
        *("bidi", "rtlGutter", "docGrid", "printerSettings"),
    ),
}


def faults(content: bytes) -> list[str]:
    """Everything that a strict reader would call broken; empty where nothing is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    return [*_order(trees), *_references(parts, trees), *_marks(trees["word/document.xml"])]


def _order(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    for name, tree in trees.items():
        for element in tree.iter():
            kind = str(element.tag).removeprefix(W)
            if kind not in ORDERS:
                continue
            children = [str(child.tag).removeprefix(W) for child in element]
            places = [ORDERS[kind].index(child) if child in ORDERS[kind] else -1 for child in children]
            if -1 in places or places != sorted(places):
                yield f"{name}: {kind} holds {children}"
            if kind not in ("tbl", "sectPr") and len(set(children)) < len(children):
                yield f"{name}: {kind} holds one of {children} twice"
    body = trees["word/document.xml"][0]
    if not str(body[-1].tag).endswith("sectPr"):
        yield "the body does not end with its section"
    for cell in body.iter(f"{W}tc"):
        if len(cell) == 0 or not str(cell[-1].tag).endswith("}p"):
            yield "a cell does not end with a paragraph"


def _references(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    known = {str(one.get("PartName")).lstrip("/") for one in types if one.get("PartName")}
    endings = {str(one.get("Extension")).lower() for one in types if one.get("Extension")}
    for name in parts:
        if name not in known and name.rpartition(".")[2].lower() not in endings and name != "[Content_Types].xml":
            yield f"{name}: no content type"
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = name.replace("_rels/", "").rpartition("/")[0]
        for one in tree.iter(f"{RELATIONS}Relationship"):
            target = str(one.get("Target"))
            whole = target.lstrip("/") if target.startswith("/") else "/".join(filter(None, (folder, target)))
            if one.get("TargetMode") != "External" and _flat(whole) not in parts:
                yield f"{name}: {target} is not there"


def _flat(path: str) -> str:
    kept: list[str] = []
    for part in path.split("/"):
        kept = kept[:-1] if part == ".." else [*kept, part]
    return "/".join(kept)


def _marks(document: etree._Element) -> Iterator[str]:
    """Ids that must be there once: bookmarks, drawings; and links that lead to a mark."""
    starts = [one.get(f"{W}id") for one in document.iter(f"{W}bookmarkStart")]
    ends = [one.get(f"{W}id") for one in document.iter(f"{W}bookmarkEnd")]
    if sorted(map(str, starts)) != sorted(map(str, ends)) or len(set(starts)) < len(starts):
        yield "bookmarks do not begin and end once each"
    names = {one.get(f"{W}name") for one in document.iter(f"{W}bookmarkStart")}
    for link in document.iter(f"{W}hyperlink"):
        if link.get(f"{W}anchor") not in names:
            yield f"a link leads to {link.get(f'{W}anchor')}, which is not there"
    drawn = [one.get("id") for one in document.iter() if str(one.tag).endswith("}docPr")]
    if len(set(drawn)) < len(drawn):
        yield "two drawings have one id"
    kinds = [one.get(f"{W}fldCharType") for one in document.iter(f"{W}fldChar")]
    if kinds.count("begin") != kinds.count("end"):
        yield "a field does not end"
