"""A template from people we do not know: read within bounds, and refused with everything that is wrong with it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from questionnaire.problems import InputFault, Problem

MEGABYTE = 1024 * 1024
LARGEST, LARGEST_UNPACKED, MOST_MEMBERS, HIGHEST_RATIO = 5 * MEGABYTE, 40 * MEGABYTE, 400, 200
BODY = "word/document.xml"
_XML = (".xml", ".rels")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
_ORDINARY_LINK = re.compile(rb"relationships/hyperlink[\"']", re.IGNORECASE)
_RUNNING = ("vbaproject", "/activex/", "/embeddings/", "vbadata")
_INSTRUCTION = re.compile(rb"<w:instrText\b[^>]*>([^<]*)<|w:instr\s*=\s*\"([^\"]*)\"")
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
    running = sorted(name for name in parts if any(one in f"/{name.casefold()}" for one in _RUNNING))
    if running or any(b"macroEnabled" in part for part in texts.values()):
        yield "runs", {"found": ", ".join(running[:3]) or "macroEnabled"}
    if any(b"<!DOCTYPE" in part.upper() or b"<!ENTITY" in part.upper() for part in texts.values()):
        yield "document_type", {}
    if any(b"\0" in part[:4] or part[:2] in (b"\xff\xfe", b"\xfe\xff") for part in texts.values()):
        yield "encoding", {}  # what is written in sixteen bits would pass by every look above
    for name, part in sorted(texts.items()):
        if any(not _ORDINARY_LINK.search(found) for found in _OUTSIDE.findall(part)):
            yield "outside", {"found": name}
        said = "".join((one or other).decode("utf-8", "replace") for one, other in _INSTRUCTION.findall(part))
        if found := _REACHING.search(said):
            yield "field", {"found": found[0].upper()}
