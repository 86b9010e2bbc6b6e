"""Attached files: kept by what is in them, checked when they come and when they go, and nothing that runs is kept."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import evidence_store
from storage.archive import MEGABYTE
from storage.evidence_store import FRESH, LARGEST_FILE, LARGEST_TOTAL, EvidenceStore, RefusedFile, examined
from storage.file_kinds import LONGEST_NAME, MEDIA_TYPES, safe_name
from storage.repository import StorageFault
from storage.settings import open_evidence, read_settings
from words.phrases import LANGUAGES, load_phrases

PDF = b"%PDF-1.7\n1 0 obj\n\x00\xff"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def zipped(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


TYPES = ("[Content_Types].xml", b"<Types/>")
WORD = ("word/document.xml", b"<w/>")
BOOK = ("xl/workbook.xml", b"<x/>")
DOCX, XLSX = zipped(TYPES, WORD), zipped(TYPES, BOOK)
ODT, ODS = (
    zipped(("mimetype", MEDIA_TYPES[kind].encode()), ("content.xml", b"<o/>"), ("META-INF/manifest.xml", b""))
    for kind in ("odt", "ods")
)
SOUND = {
    "pdf": PDF,
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0" + bytes(9),
    "gif": b"GIF89a" + bytes(9),
    "webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "docx": DOCX,
    "xlsx": XLSX,
    "odt": ODT,
    "ods": ODS,
    "txt": "\ufeffSaisies à l'aéroport :\r\n\t3 défenses".encode(),
}


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence")


def codes(refused: RefusedFile) -> list[str]:
    for language in LANGUAGES:
        assert all(len(one.sentence(load_phrases(language))) > 20 for one in refused.problems)
    return [one.code.removeprefix("attached.") for one in refused.problems]


@pytest.mark.parametrize("kind", SOUND)
def test_a_file_is_kept_and_handed_out_again(store: EvidenceStore, kind: str) -> None:
    kept = store.put("D1", f"Seizure register.{kind}", SOUND[kind])
    assert (kept.kind, kept.name, kept.size) == (kind, f"Seizure register.{kind}", len(SOUND[kind]))
    assert store.open("D1", kept.content) == SOUND[kind]
    assert store.has("D1", kept.content)
    assert kind in MEDIA_TYPES


def test_a_table_of_values_is_told_from_text_by_its_name(store: EvidenceStore) -> None:
    assert store.put("D1", "posts.CSV", b"a;b\n1;2\n").kind == "csv"
    assert store.put("D1", "posts", b"a;b\n1;2\n").kind == "txt"


def test_the_name_says_nothing_of_the_kind(store: EvidenceStore) -> None:
    kept = store.put("D1", "picture.png", PDF)
    assert (kept.kind, kept.name) == ("pdf", "picture.png.pdf")
    kept = store.put("D1", "page.html", b"only words")
    assert (kept.kind, kept.name) == ("txt", "page.html.txt")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03", "unknown_kind"),
        (b"\x7fELF\x02", "unknown_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown_kind"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><script>", "unknown_kind"),
        (b"<?xml version='1.0'?>", "unknown_kind"),
        (b"#!/bin/sh\nrm -rf /", "unknown_kind"),
        (b"{\\rtf1 hello}", "unknown_kind"),
        (b"%!PS-Adobe", "unknown_kind"),
        (b"From: a@b\nMIME-Version: 1.0\n\nhello", "unknown_kind"),
        ("latin é".encode("latin-1"), "unknown_kind"),
        (b"bell \x07", "unknown_kind"),
        (b"nul \x00", "unknown_kind"),
        ("c1 \x9b".encode(), "unknown_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "unknown_kind"),
        (zipped(("setup.exe", b"MZ")), "unknown_kind"),
        (zipped(WORD), "unknown_kind"),
        (zipped(("mimetype", b"application/epub+zip"), ("content.xml", b"")), "unknown_kind"),
        (zipped(("mimetype", MEDIA_TYPES["odt"].encode())), "unknown_kind"),
        (zipped(TYPES, WORD, ("word/vbaProject.bin", b"x")), "macros"),
        (zipped(TYPES, BOOK, ("xl/VBAPROJECT.BIN", b"x")), "macros"),
        (zipped(("[Content_Types].xml", b"application/vnd.ms-word.document.macroEnabled"), WORD), "macros"),
        (
            zipped(("mimetype", MEDIA_TYPES["ods"].encode()), ("content.xml", b""), ("Basic/Standard/a.xml", b"")),
            "macros",
        ),
        (DOCX[:40], "not_readable"),
        (zipped(TYPES, WORD, ("word/media/bomb.bin", bytes(30 * MEGABYTE))), "not_readable"),
        (zipped(TYPES, WORD, ("../../evil", b"x")), "not_readable"),
        (b"%PDF-" + bytes(LARGEST_FILE), "too_large"),
    ],
)
def test_what_is_not_kept_is_refused_in_words(store: EvidenceStore, data: bytes, code: str) -> None:
    with pytest.raises(RefusedFile) as refused:
        store.put("D1", "evil.pdf", data)
    assert codes(refused.value) == [code]
    assert refused.value.problems[0].place == "evil.pdf"
    assert not store.folder.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("Rapport d'activité.PDF", "Rapport d'activité.PDF"),
        ("C:\\Users\\Ada\\report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        (".pdf", "pdf.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("\ud800half.pdf", "half.pdf"),
        ("x" * 500 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, kept: str) -> None:
    assert safe_name(given, "pdf") == kept


@given(name=st.text(), kind=st.sampled_from(sorted(MEDIA_TYPES)))
def test_any_name_is_made_harmless(name: str, kind: str) -> None:
    safe = safe_name(name, kind)
    assert 1 < len(safe) <= LONGEST_NAME
    assert safe.isprintable()
    assert not set(safe) & set('/\\<>:"|?*')
    assert safe.encode()
    assert safe_name(safe, kind) == safe


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", DOCX[:60], b"%PDF-"]))
def test_any_bytes_are_told_in_words(data: bytes, start: bytes) -> None:
    attached, problems = examined("a", start + data)
    assert (attached is None) == bool(problems)


def test_nothing_on_disk_tells_who_or_what(store: EvidenceStore) -> None:
    kept = store.put("../../Customs of Freedonia", "Ada's report.pdf", PDF)
    files = [file for file in store.folder.rglob("*") if file.is_file()]
    assert [file.name for file in files] == [kept.content]
    assert all(set(file.relative_to(store.folder).as_posix()) <= set("0123456789abcdef/") for file in files)
    if os.name == "posix":
        assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_the_same_file_is_kept_once(store: EvidenceStore) -> None:
    first, second = store.put("D1", "a.pdf", PDF), store.put("D1", "b.pdf", PDF)
    assert (first.content, second.name) == (second.content, "b.pdf")
    assert store.size("D1") == len(PDF)


def test_assessments_do_not_see_each_other(store: EvidenceStore) -> None:
    kept = store.put("D1", "a.pdf", PDF)
    with pytest.raises(StorageFault):
        store.open("d1", kept.content)
    store.put("D2", "a.pdf", PDF)
    store.delete("D1")
    store.delete("never")
    assert (store.size("D1"), store.has("D1", kept.content), store.open("D2", kept.content)) == (0, False, PDF)


def test_an_assessment_has_room_for_so_much(store: EvidenceStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_store, "LARGEST_TOTAL", 2 * len(PDF) + 5)
    store.put("D1", "a.pdf", PDF)
    store.put("D1", "b.pdf", PDF + b"1")
    with pytest.raises(RefusedFile) as refused:
        store.put("D1", "c.pdf", PDF + b"2")
    assert codes(refused.value) == ["no_room"]
    store.put("D1", "a.pdf", PDF)
    store.put("D2", "c.pdf", PDF + b"2")
    with pytest.raises(RefusedFile) as refused:
        store.put("D1", "c.exe", b"\x7fELF" * 30)
    assert codes(refused.value) == ["unknown_kind", "no_room"]
    assert LARGEST_TOTAL == 60 * MEGABYTE


@pytest.mark.parametrize("content", ["", "../../etc/passwd", "a" * 63, "A" * 64, "b" * 64])
def test_a_file_that_is_not_there(store: EvidenceStore, content: str) -> None:
    store.put("D1", "a.pdf", PDF)
    with pytest.raises(StorageFault) as refused:
        store.open("D1", content)
    assert refused.value.code == "storage.fault.file_missing"
    assert not store.has("D1", content)


def test_a_file_changed_on_disk_is_not_handed_out(store: EvidenceStore) -> None:
    kept = store.put("D1", "a.pdf", PDF)
    (file,) = (file for file in store.folder.rglob("*") if file.is_file())
    file.write_bytes(PDF + b"<script>")
    with pytest.raises(StorageFault) as refused:
        store.open("D1", kept.content)
    assert refused.value.code == "storage.fault.file_damaged"


def test_a_full_disk_leaves_nothing_half(small_disk: Path) -> None:
    store = EvidenceStore(small_disk / "evidence")
    with pytest.raises(StorageFault) as refused:
        store.put("D1", "a.pdf", b"%PDF-" + os.urandom(2 * MEGABYTE))
    assert refused.value.code == "storage.fault.disk_full"
    assert store.size("D1") == 0
    assert not [file for file in store.folder.rglob("*") if file.is_file()]


def test_what_nothing_names_is_swept_after_a_while(store: EvidenceStore) -> None:
    named, left, fresh = (store.put("D1", "a.txt", text) for text in (b"named", b"left", b"fresh"))
    for file in store.folder.rglob("*"):
        if file.name in (named.content, left.content):
            os.utime(file, (file.stat().st_atime, file.stat().st_mtime - FRESH - 1))
    assert store.sweep("D1", {named.content}) == 1
    assert [store.has("D1", one.content) for one in (named, left, fresh)] == [True, False, True]


def test_a_file_that_comes_again_is_fresh_again(store: EvidenceStore) -> None:
    kept = store.put("D1", "a.pdf", PDF)
    (file,) = (file for file in store.folder.rglob(kept.content))
    os.utime(file, (0, 0))
    store.put("D1", "b.pdf", PDF)
    assert store.sweep("D1", ()) == 0


def test_there_are_only_so_many_files(store: EvidenceStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_store, "MOST_FILES", 1)
    store.put("D1", "a.pdf", PDF)
    with pytest.raises(RefusedFile) as refused:
        store.put("D1", "b.txt", b"more")
    assert codes(refused.value) == ["too_many"]
    store.put("D1", "again.pdf", PDF)


def test_the_files_lie_beside_the_database(tmp_path: Path) -> None:
    store = open_evidence(read_settings({"IWT_DATA": str(tmp_path)}))
    assert store.size("D1") == 0
    assert not store.folder.exists()
    store.put("D1", "a.pdf", PDF)
    assert store.folder == tmp_path / "evidence"
