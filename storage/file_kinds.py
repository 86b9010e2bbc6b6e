"""What a file that people attach is: told by what is in it, never by its name. What could be run is not kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from storage.archive import Unpacked, unpack

MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "txt": "text/plain",
    "csv": "text/csv",
}
"""Every kind of file that is kept, and under which name it is handed out again."""

LONGEST_NAME = 120

_ZIP = b"PK\x03\x04"
_STARTS: Mapping[str, Callable[[bytes], bool]] = {
    "pdf": lambda data: data.startswith(b"%PDF-"),
    "png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "gif": lambda data: data.startswith((b"GIF87a", b"GIF89a")),
    "webp": lambda data: data.startswith(b"RIFF") and data[8:12] == b"WEBP",
}
_OPEN_DOCUMENTS = {MEDIA_TYPES[kind].encode(): kind for kind in ("odt", "ods")}
_MACROS = re.compile(r"(^|/)(vbaproject[^/]*|vbadata\.xml)$|^(basic|scripts)/", re.IGNORECASE)
_RUNS = re.compile(rb"\s*(<|#!|\{\\rtf|%!PS)")
"""How text begins that a program would run or draw: markup of any sort, scripts, page descriptions."""
_MAIL = re.compile(rb"^(received|return-path|message-id|mime-version):", re.IGNORECASE | re.MULTILINE)
_ENDINGS: Mapping[str, tuple[str, ...]] = {"jpg": (".jpg", ".jpeg"), "txt": (".txt", ".log", ".md")}


def kind_of(name: str, data: bytes) -> tuple[str, str]:
    """The kind of a file (a key of `MEDIA_TYPES`), or else the last part of the code of what is wrong with it.

    Exactly one of the two is empty. The name decides one thing only: whether text is a table of values or plain.
    """
    if not data:
        return "", "empty"
    for kind, starts in _STARTS.items():
        if starts(data):
            return kind, ""
    if data.startswith(_ZIP):
        return _kind_of_zip(unpack(data))
    return _kind_of_text(name, data)


def _kind_of_zip(found: Unpacked) -> tuple[str, str]:
    """An office document, by the members it must have."""
    if found.problems:
        return "", "not_readable"
    parts = found.parts
    types = parts.get("[Content_Types].xml", b"")
    if any(_MACROS.search(member) for member in parts) or b"macroEnabled" in types:
        return "", "macros"
    if types and "word/document.xml" in parts:
        return "docx", ""
    if types and "xl/workbook.xml" in parts:
        return "xlsx", ""
    kind = _OPEN_DOCUMENTS.get(parts.get("mimetype", b"").strip(), "")
    return (kind, "") if kind and "content.xml" in parts else ("", "unknown_kind")


def _kind_of_text(name: str, data: bytes) -> tuple[str, str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", "unknown_kind"
    if any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n" for letter in set(text)):
        return "", "unknown_kind"
    plain = text.encode()
    if _RUNS.match(plain) or _MAIL.search(plain[:8192]):
        return "", "unknown_kind"
    return ("csv" if name.casefold().endswith(".csv") else "txt"), ""


def safe_name(name: str, kind: str) -> str:
    """The name as it is kept and handed out: no folders, nothing invisible, not long, with the ending of its kind."""
    tidy = tidy_name(name)
    endings = _ENDINGS.get(kind, (f".{kind}",))
    ending = PurePosixPath(tidy).suffix
    if ending.casefold() in endings:
        stem = tidy[: -len(ending)]
    else:
        stem, ending = tidy, endings[0]
    return (stem[: LONGEST_NAME - len(ending)].rstrip(". ") or "file") + ending


def tidy_name(name: str) -> str:
    """The last part of a name, without what leads out of a folder or cannot be seen."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join("_" if letter in '<>:"|?*' else letter for letter in last if _is_seen(letter))
    return " ".join(shown.split()).strip(". ")


def _is_seen(letter: str) -> bool:
    """Controls turn text around, lone halves of signs cannot be written; both go."""
    return letter == " " or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
