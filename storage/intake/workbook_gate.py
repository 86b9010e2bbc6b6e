"""The gate before a workbook from people we do not know: what it is, told by content, and whether it may be read.

Nothing behind this gate inflates, resolves or follows anything: it gets the bytes of the parts, within bounds.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from enum import StrEnum

from questionnaire.problems import InputFault, Problem
from storage.archive import BROKEN_ARCHIVE, MEGABYTE, Bounds, unpack
from storage.dossier_file import BOUNDS as DOSSIER_BOUNDS
from storage.dossier_file import ENTRIES, MANIFEST
from storage.intake.findings import refusal

BOUNDS = Bounds(upload=10 * MEGABYTE, inflated=48 * MEGABYTE, members=400)
WORKBOOK = "xl/workbook.xml"

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_MACROS = re.compile(r"(^|/)(vbaproject[^/]*|vbadata\.xml)$|^xl/(macrosheets|dialogsheets|activex)/", re.IGNORECASE)
_OUTSIDE = re.compile(r"^xl/(externallinks|querytables|embeddings)/|^xl/connections\.xml$", re.IGNORECASE)


class FileKind(StrEnum):
    """What a file that is brought back can be."""

    WORKBOOK = "workbook"
    TABLES = "tables"
    """An archive of CSV tables."""
    DOSSIER = "dossier"
    TEXT = "text"


_TELLING: Mapping[str, FileKind] = {
    MANIFEST: FileKind.DOSSIER,
    ENTRIES: FileKind.DOSSIER,
    WORKBOOK: FileKind.WORKBOOK,
}
_OTHERS: Mapping[str, str] = {"xl/workbook.bin": "binary_workbook", "content.xml": "open_document"}


def kind_of_file(data: bytes) -> FileKind:
    """What the file is, by its first bytes and the names in it. Raises InputFault for what is never read."""
    if not data:
        raise refusal("empty")
    if data.startswith(_COMPOUND):
        raise refusal("encrypted" if _ENCRYPTED in data[: 4 * MEGABYTE] else "old_format")
    if not data.startswith((_ZIP, _EMPTY_ZIP)):
        return FileKind.TEXT
    names = _names(data)
    kind = next((kind for part, kind in _TELLING.items() if part in names), None)
    if kind is not None:
        return kind
    if any(name.casefold().endswith(".csv") for name in names):
        return FileKind.TABLES
    refused = next((code for part, code in _OTHERS.items() if part in names), "not_known")
    raise refusal(refused)


def _names(data: bytes) -> frozenset[str]:
    """The names in an archive, read without inflating anything. Not searched for: archives within it have names too."""
    if len(data) > DOSSIER_BOUNDS.upload or data.count(_ENTRY) > DOSSIER_BOUNDS.headers:
        raise refusal("too_many_parts")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except BROKEN_ARCHIVE as broken:
        raise refusal("no_archive") from broken


def workbook_parts(data: bytes) -> Mapping[str, bytes]:
    """The parts of a workbook by name, unpacked within bounds. Raises InputFault with everything that is wrong."""
    parts = archive_parts(data)
    refused = [code for code, is_so in _REFUSED.items() if is_so(parts)]
    if refused:
        raise InputFault(Problem(f"intake.{code}") for code in refused)
    return parts


def archive_parts(data: bytes) -> Mapping[str, bytes]:
    """The parts of an archive by name. Raises InputFault with everything that is wrong."""
    found = unpack(data, BOUNDS)
    if found.problems:
        raise InputFault(
            Problem("intake.no_archive") if one.code == "file.no_archive" else one for one in found.problems
        )
    return found.parts


def _declares_types(parts: Mapping[str, bytes]) -> bool:
    """Whether a part declares a document type: with one come entities, and no workbook program writes any."""
    return any(
        mark in content
        for name, content in parts.items()
        if name.lower().endswith((".xml", ".rels", ".vml"))
        for mark in _DOCTYPES
    )


def _has_macros(parts: Mapping[str, bytes]) -> bool:
    types = parts.get("[Content_Types].xml", b"")
    return b"macroEnabled" in types or any(_MACROS.search(name) for name in parts)


_REFUSED: Mapping[str, Callable[[Mapping[str, bytes]], bool]] = {
    "not_workbook": lambda parts: WORKBOOK not in parts,
    "doctype": _declares_types,
    "macros": _has_macros,
    "outside": lambda parts: any(_OUTSIDE.search(name) for name in parts),
}
"""What a workbook may not be or have, by the code that says so."""
