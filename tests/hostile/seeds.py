"""The good files that hostile ones are made of, and what is done to an archive to make it one."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from questionnaire.answers import CriterionNotApplicable, EvidenceLink, LadderGiven, LevelReached, NotKnown, TicksGiven
from questionnaire.assessment import Participant
from questionnaire.entries import (
    Address,
    Entry,
    comment_of,
    confidence_of,
    evidence_for,
    participant_at,
    registered,
    reply_of,
)
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.policy import Confidence, Strength
from questionnaire.stages import Role
from storage.dossier_file import dossier_bytes
from storage.memory_repository import MemoryRepository
from tests.storage.intake.any_dossier import AT, kinds
from tests.storage.intake.bringing import ID, form

MEGABYTE = 1024 * 1024
SHEET = "xl/worksheets/sheet2.xml"
STRINGS = "xl/sharedStrings.xml"


@cache
def history() -> tuple[Entry, ...]:
    """A small dossier with something of everything that a form holds."""
    law = Evidence("E1", "Law", EvidenceKind.LEGAL_TEXT, Strength.STATED, "Journal")
    excused = (CriterionNotApplicable("L01.b", "none"),)
    written: tuple[tuple[Address, Any], ...] = (
        (participant_at("P1"), Participant("P1", Role.FACILITATOR)),
        (participant_at("P2"), Participant("P2", Role.ASSESSOR)),
        (registered("E1"), law),
        (reply_of("P1", "L01"), LevelReached(TicksGiven(frozenset({"L01.a"}), excused))),
        (reply_of("P1", "L02"), LevelReached(LadderGiven(2, frozenset({"L02.1a"}), frozenset({"L02.2b"})))),
        (confidence_of("P1", "L02"), Confidence.HIGH),
        (comment_of("P1", "L02"), "first line\nsecond line"),
        (evidence_for("P1", "L02"), (EvidenceLink("E1", frozenset({"L02.1a"})),)),
        (reply_of("P2", "O02"), NotKnown("ask the port")),
    )
    return tuple(Entry(address, 1, value, "P1", AT, 1) for address, value in written)


@cache
def workbook() -> bytes:
    """The form of that dossier."""
    return form(history())


@cache
def dossier() -> bytes:
    """That dossier as a file."""
    repository = MemoryRepository()
    repository.create(kinds(), history(), id=ID, created_at=AT)
    return dossier_bytes(repository, ID)


SUBMISSION_NAMES = (
    *("_id", "_submission_time", "__version__", "iwt_format", "iwt_dossier", "iwt_revision", "iwt_framework"),
    *("iwt_participant", "L/L01/L01_ticks", "L/L02/L02_state", "L/L02/L02_reply", "L/L02/L02_ticks"),
    *("L/L02/L02_confidence", "L/L02/L02_comment", "L/L02/L02_evidence", "O/O01/O01_q1_reply"),
    *("O/O01/O01_q1_measured_on", "O/O01/O01_q2_reply", "O/O02/O02_reason", "O/O02/O02_state"),
)
SUBMITTED = (
    *("1", "2027-03-02T10:00:00", "v1", "iwt-answers", ID, "1", "kinds", "P1", "L01_a L01_c", "answered", "l3"),
    *("L02_1a L02_2a", "high", '"two\nlines"', "the register", "12.5", "2027-01-31", "c", "no unit", "not_applicable"),
)


def submissions(*lines: tuple[str, ...], separator: str = ",") -> bytes:
    """Submissions as CSV."""
    return "\r\n".join(separator.join(line) for line in (SUBMISSION_NAMES, *(lines or (SUBMITTED,)))).encode()


def zipped(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """The archive with some parts changed, added, or (None) left out."""
    parts: dict[str, bytes | None] = {**parts_of(data), **changed}
    return zipped({name: content for name, content in parts.items() if content is not None})


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The archive with the first `old` in a part made `new`."""
    content = parts_of(data)[part]
    assert old in content, f"{old!r} is not in {part}"
    return with_parts(data, {part: content.replace(old, new, 1)})


def signed_anew(parts: Mapping[str, bytes]) -> bytes:
    """A dossier file of these parts whose manifest is right about them, as somebody would make it on purpose."""
    manifest = json.loads(parts["manifest.json"])
    sums = {name: sha256(content).hexdigest() for name, content in parts.items() if name != "manifest.json"}
    manifest["parts"] = {name: sums[name] for name in manifest["parts"] if name in sums}
    return zipped({**parts, "manifest.json": json.dumps(manifest).encode()})


def dossier_with(change: Any) -> bytes:
    """The dossier file after `change` got its entries, as JSON."""
    parts = parts_of(dossier())
    page = json.loads(parts["dossier.json"])
    change(page["entries"])
    return signed_anew({**parts, "dossier.json": json.dumps(page).encode("utf-8", "surrogatepass")})


def dossier_of_text(text: str) -> bytes:
    """The dossier file with that text in place of its entries."""
    return signed_anew({**parts_of(dossier()), "dossier.json": text.encode("utf-8", "surrogatepass")})


def book(sheet: str, strings: str = "", sheets: int = 1) -> bytes:
    """A bare workbook of one sheet's XML."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    targets = "".join(f'<Relationship Id="r{n}" Target="worksheets/s{n}.xml"/>' for n in range(1, sheets + 1))
    parts = {
        "[Content_Types].xml": f"{head}<Types/>",
        "xl/workbook.xml": f"{head}<workbook {space} {link}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{head}<Relationships>{targets}</Relationships>",
        **{f"xl/worksheets/s{n}.xml": f"{head}<worksheet {space}>{sheet}</worksheet>" for n in range(1, sheets + 1)},
    }
    if strings:
        parts[STRINGS] = f"{head}<sst {space}>{strings}</sst>"
    return zipped({name: content.encode() for name, content in parts.items()})


def marked(rows: str, ids: str = "answers", columns: tuple[str, ...] = ("participant", "question", "reply")) -> str:
    """A sheet's XML with a row of ids and more rows."""
    cells = "".join(_cell(n, 1, text) for n, text in enumerate(("#iwt", ids, *columns), 1))
    return f'<sheetData><row r="1">{cells}</row>{rows}</sheetData>'


def _cell(column: int, row: int, text: str) -> str:
    return f'<c r="{chr(64 + column)}{row}" t="inlineStr"><is><t>{text}</t></is></c>'


def row_of(number: int, *texts: str) -> str:
    """A row whose first two cells are blank."""
    cells = "".join(_cell(n, number, text) for n, text in enumerate(texts, 3))
    return f'<row r="{number}">{cells}</row>'
