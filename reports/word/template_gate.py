"""A template from people we do not know: read within bounds, and refused with everything that is wrong with it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from questionnaire.problems import InputFault, Problem

MEGABYTE = 1024 * 1024
LARGEST, LARGEST_UNPACKED, MOST_MEMBERS, HIGHEST_RATIO = 5 * MEGABYTE, 40 * MEGABYTE, 400, 200
BODY = "word/document.xml"
_XML = (".xml", ".rels")
_MOST_TAGS = 400_000
"""Begins and ends of elements: more would take a while to read, and are in nobody's template."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_RUNNING = ("vbaproject", "/activex/", "/embeddings/", "vbadata")
_BRINGING = frozenset({"altChunk", "subDoc", "control"})
"""Elements that bring another file or program into the text."""
_REACHING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON|AUTOTEXT|DATABASE)\b", re.IGNORECASE
)


def checked_template(content: bytes, name: str) -> bytes:
    """The template, unchanged, when nothing is wrong with it. Raises InputFault with all that is.

    `name` is what people call the file. Macros, embedded programs, outside references, document types and fields that
    fetch something are refused: the template is only looked at, but what is made with it is opened by others.
    """
    problems = tuple(Problem(f"template.{code}", name, facts=facts) for code, facts in _wrong(content))
    if problems:
        raise InputFault(problems)
    return content


def _wrong(content: bytes) -> Iterator[tuple[str, Mapping[str, object]]]:
    if len(content) > LARGEST:
        yield "too_large", {"most": LARGEST // MEGABYTE}
        return
    try:
        parts = _parts(content)
    except _BROKEN:
        yield "damaged", {}
        return
    if parts is None:
        yield "unpacks_too_far", {"most": LARGEST_UNPACKED // MEGABYTE}
        return
    if BODY not in parts or "[Content_Types].xml" not in parts:
        yield "no_document", {}
        return
    yield from _contents_wrong(parts)


def _parts(content: bytes) -> Mapping[str, bytes] | None:
    """The members by name, counted while they unpack; None where that is more than anybody's template."""
    parts: dict[str, bytes] = {}
    room = LARGEST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or len({one.filename.casefold() for one in members}) < len(members):
            return None
        for member in members:
            with archive.open(member) as stream:
                part = stream.read(room + 1)
            room -= len(part)
            if room < 0 or len(part) > max(MEGABYTE, member.compress_size * HIGHEST_RATIO):
                return None
            parts[member.filename] = part
    return parts


def _contents_wrong(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Mapping[str, object]]]:
    texts = {name: part for name, part in parts.items() if name.casefold().endswith(_XML)}
    if sum(part.count(b"<") for part in texts.values()) > _MOST_TAGS:
        yield "unpacks_too_far", {"most": LARGEST_UNPACKED // MEGABYTE}
        return
    running = sorted(name for name in parts if any(one in f"/{name.casefold()}" for one in _RUNNING))
    if running or any(b"macroEnabled" in part for part in texts.values()):
        yield "runs", {"found": ", ".join(running[:3]) or "macroEnabled"}
    if any(b"<!DOCTYPE" in part.upper() or b"<!ENTITY" in part.upper() for part in texts.values()):
        yield "document_type", {}
    if any(b"\0" in part[:4] or part[:2] in (b"\xff\xfe", b"\xfe\xff") for part in texts.values()):
        yield "encoding", {}  # what is written in sixteen bits would pass by every look above
    try:
        trees = {name: fromstring(part, forbid_dtd=True) for name, part in texts.items()}
    except (ParseError, DefusedXmlException, RecursionError):
        yield "damaged", {}
        return
    for name, tree in sorted(trees.items()):
        yield from _tree_wrong(name, tree)


def _tree_wrong(name: str, tree: Element) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What a part says, read as its reader will read it: whatever the prefixes and however the signs are written."""
    said: list[str] = []
    for element in tree.iter():
        kind = _local(element.tag)
        given = {_local(key): value for key, value in element.attrib.items()}
        link = given.get("Type", "").casefold().endswith("/hyperlink")
        if kind == "Relationship" and given.get("TargetMode", "").casefold() == "external" and not link:
            yield "outside", {"found": name}
        if kind == "Relationship" and not (given.get("Id") and given.get("Target")):
            yield "damaged", {}
        if kind in _BRINGING:
            yield "runs", {"found": kind}
        said += [element.text or ""] if kind == "instrText" else [f" {given['instr']} "] if "instr" in given else []
    if found := _REACHING.search("".join(said)):
        yield "field", {"found": found[0].upper()}


def _local(tag: object) -> str:
    """A name without its namespace; nothing for a comment."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
