"""Attached files travel with their assessment: whole, checked against what the evidence says, and kept on arrival."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import pytest

from questionnaire.entries import Entry, registered
from questionnaire.evidence import AttachedFile, Evidence, EvidenceKind
from questionnaire.policy import Strength
from storage.archive import MEGABYTE
from storage.arrival import Arrival, receive
from storage.carried_files import CarriedFiles, named_files
from storage.dossier_file import BOUNDS, UnreadableDossier, dossier_bytes, read_dossier
from storage.evidence_store import LARGEST_FILE, LARGEST_TOTAL, EvidenceStore
from storage.memory_repository import MemoryRepository
from storage.repository import StorageFault
from tests import examples
from tests.examples import NOON
from words.phrases import LANGUAGES, load_phrases

FRAMEWORK = examples.framework(examples.section("S", examples.capability("C1")))
PDF, TEXT = b"%PDF-1.7 the register \x00\xff", b"Saisies : 3"


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "here")


def evidence(*files: AttachedFile, id: str = "E1") -> Evidence:
    return Evidence(id, "Register", EvidenceKind.REGISTER, Strength.DOCUMENT_SEEN, files=files)


def kept(*pieces: Evidence) -> MemoryRepository:
    repository = MemoryRepository()
    entries = [Entry(registered(one.id), 1, one, "P1", NOON, 1) for one in pieces]
    repository.create(FRAMEWORK, entries, id="D1", created_at=NOON)
    return repository


def written(store: EvidenceStore) -> tuple[bytes, AttachedFile, AttachedFile]:
    pdf, text = store.put("D1", "Register of Ada.pdf", PDF), store.put("D1", "note.txt", TEXT)
    return dossier_bytes(kept(evidence(pdf, text), evidence(pdf, id="E2")), "D1", store), pdf, text


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(data: bytes, change: Callable[[dict[str, bytes]], None], *, sums: bool = True) -> bytes:
    """The file with its members changed by hand, the checksums in the manifest made right again."""
    parts = members(data)
    change(parts)
    manifest = json.loads(parts["manifest.json"])
    if sums:
        manifest["parts"] = {name: sha256(part).hexdigest() for name, part in parts.items() if name != "manifest.json"}
    parts["manifest.json"] = json.dumps(manifest).encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()


def codes(data: bytes) -> list[str]:
    with pytest.raises(UnreadableDossier) as refused:
        read_dossier(data, FRAMEWORK)
    for language in LANGUAGES:
        assert all(len(one.sentence(load_phrases(language))) > 20 for one in refused.value.problems)
    return [one.code for one in refused.value.problems]


def test_a_file_carries_what_its_evidence_names(store: EvidenceStore) -> None:
    data, pdf, text = written(store)
    assert {name: part for name, part in members(data).items() if name.startswith("evidence/")} == {
        f"evidence/{pdf.content}": PDF,
        f"evidence/{text.content}": TEXT,
    }
    read = read_dossier(data, FRAMEWORK)
    assert (read.files.by_content, read.notices) == ({pdf.content: PDF, text.content: TEXT}, ())
    assert dossier_bytes(kept(*read.dossier.evidence.values()), "D1", read.files) == data
    assert b"Ada" not in b"".join(name.encode() for name in members(data))


def test_what_no_evidence_names_today_stays_behind(store: EvidenceStore) -> None:
    _, pdf, text = written(store)
    repository = kept(evidence(pdf, text))
    repository.save("D1", registered("E1"), evidence(text), by="P1", at=NOON, expect=1)
    read = read_dossier(dossier_bytes(repository, "D1", store), FRAMEWORK)
    assert set(read.files.by_content) == {text.content}
    repository.save("D1", registered("E1"), None, by="P1", at=NOON, expect=2)
    read = read_dossier(dossier_bytes(repository, "D1", store), FRAMEWORK)
    assert (read.files.by_content, read.notices) == ({}, ())


def test_what_does_not_travel_is_said(store: EvidenceStore) -> None:
    _, pdf, text = written(store)
    repository = kept(evidence(pdf, text))
    without = read_dossier(dossier_bytes(repository, "D1"), FRAMEWORK)
    assert [(one.code, one.place) for one in without.notices] == [
        ("file.attached_missing", file.name) for file in sorted((pdf, text), key=lambda file: file.content)
    ]
    for language in LANGUAGES:
        assert all("note.txt" in one.sentence(load_phrases(language)) for one in without.notices if "note" in one.place)
    (file,) = (file for file in store.folder.rglob(pdf.content))
    file.write_bytes(b"damaged")
    # A file that was lost must not keep the assessment from being saved elsewhere.
    damaged = read_dossier(dossier_bytes(repository, "D1", store), FRAMEWORK)
    assert [one.place for one in damaged.notices] == [pdf.name]
    assert set(damaged.files.by_content) == {text.content}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda parts, name: parts.update({name: b"%PDF-1.7 another"}), "file.attached_differs"),
        (lambda parts, name: parts.update({name: b"<script>"}), "file.attached_differs"),
        (lambda parts, name: parts.update({name: PDF + bytes(LARGEST_FILE)}), "file.attached_differs"),
        (lambda parts, name: parts.update({"evidence/" + "0" * 64: PDF}), "file.unknown_member"),
        (lambda parts, name: parts.update({"evidence/setup.exe": b"MZ"}), "file.unknown_member"),
        (lambda parts, name: parts.update({"evidence/../../setup.exe": b"MZ"}), "file.name_climbs"),
    ],
)
def test_a_file_that_is_not_what_it_is_said_to_be(
    store: EvidenceStore, change: Callable[[dict[str, bytes], str], None], code: str
) -> None:
    data, pdf, _ = written(store)
    assert code in codes(rewritten(data, lambda parts: change(parts, f"evidence/{pdf.content}")))


def test_a_file_without_or_with_another_checksum(store: EvidenceStore) -> None:
    data, pdf, _ = written(store)
    name = f"evidence/{pdf.content}"
    assert codes(rewritten(data, lambda parts: parts.update({name: b"%PDF- x"}), sums=False)) == ["file.wrong_checksum"]
    assert codes(rewritten(data, lambda parts: parts.pop(name) and None, sums=False)) == ["file.part_missing"]
    other = "evidence/" + "0" * 64
    assert codes(rewritten(data, lambda parts: parts.update({other: b"x"}), sums=False)) == ["file.no_checksum"]


def test_a_kind_or_size_that_the_evidence_gets_wrong(store: EvidenceStore) -> None:
    pdf = store.put("D1", "a.pdf", PDF)
    for wrong in (replace(pdf, kind="png"), replace(pdf, size=1)):
        assert codes(dossier_bytes(kept(evidence(wrong)), "D1", store)) == ["file.attached_differs"]


@pytest.mark.parametrize("arrival", [Arrival.NEW, Arrival.SAME, Arrival.APART, Arrival.LATER, Arrival.EARLIER])
def test_attached_files_arrive_with_the_dossier(store: EvidenceStore, tmp_path: Path, arrival: Arrival) -> None:
    data, pdf, text = written(store)
    there, files = MemoryRepository(), EvidenceStore(tmp_path / "there")
    mine = evidence(pdf, text)
    here = {
        Arrival.NEW: None,
        Arrival.SAME: [mine, evidence(pdf, id="E2")],
        Arrival.APART: [replace(mine, title="other")],
        Arrival.LATER: [],
        Arrival.EARLIER: [mine, evidence(pdf, id="E2"), evidence(id="E3")],
    }[arrival]
    if here is not None:
        there = kept(*here)
    received = receive(there, read_dossier(data, FRAMEWORK), files)
    assert received.arrival is arrival
    came = arrival is not Arrival.EARLIER
    assert files.has(received.id, pdf.content) is came
    if came:
        assert [files.open(received.id, one.content) for one in (pdf, text)] == [PDF, TEXT]
        again = dossier_bytes(there, received.id, files)
        assert read_dossier(again, FRAMEWORK).files.by_content == {pdf.content: PDF, text.content: TEXT}
    receive(MemoryRepository(), read_dossier(data, FRAMEWORK))


def test_files_that_came_are_read_like_those_that_are_kept() -> None:
    came = CarriedFiles({"a" * 64: b"x"})
    assert (came.has("any", "a" * 64), came.open("any", "a" * 64), came.has("any", "b")) == (True, b"x", False)
    with pytest.raises(StorageFault):
        came.open("any", "b")
    assert named_files([]) == {}


@pytest.mark.slow
def test_an_assessment_full_of_files_is_written_and_read_back(store: EvidenceStore) -> None:
    count = LARGEST_TOTAL // LARGEST_FILE
    full = [store.put("D1", f"{n}.pdf", b"%PDF-" + os.urandom(LARGEST_FILE - 5)) for n in range(count)]
    assert store.size("D1") == LARGEST_TOTAL
    start = perf_counter()
    data = dossier_bytes(kept(evidence(*full)), "D1", store)
    read = read_dossier(data, FRAMEWORK)
    assert perf_counter() - start < 20
    assert len(data) < BOUNDS.upload == 70 * MEGABYTE
    assert set(read.files.by_content) == {file.content for file in full}
