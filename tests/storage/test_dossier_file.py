"""One dossier as one file: the same bytes, the same entries back, in any later version; and what is refused, whole."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from questionnaire.answers import NotKnown
from questionnaire.entries import Entry, comment_of, reply_of
from questionnaire.framework import Framework
from storage import dossier_file
from storage.dossier_file import UnreadableDossier, dossier_bytes, framework_named_in, read_dossier, write_dossier
from storage.memory_repository import MemoryRepository
from storage.repository import Repository, StorageFault, UnknownDossier
from tests import examples
from tests.examples import NOON, at_level
from tests.storage.values import histories
from words.phrases import LANGUAGES, load_phrases

FRAMEWORK = examples.framework(examples.section("S", *(examples.capability(id) for id in ("C1", "C2", "C3"))))
BEGUN = datetime(2027, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
ENTRIES = (
    Entry(reply_of("P1", "C1"), 1, at_level(3, met=["C1.1a"]), "P1", NOON, 1),
    Entry(comment_of("P1", "C1"), 1, "Voilà 😀", "P1", NOON, 2),
    Entry(reply_of("P1", "C1"), 2, NotKnown("ask the port"), "P1", NOON, 3),
)
FIXTURES = Path(__file__).parent / "fixtures"


def kept(entries: tuple[Entry, ...] = ENTRIES, framework: Framework = FRAMEWORK) -> Repository:
    repository = MemoryRepository()
    repository.create(framework, entries, id="D1", created_at=BEGUN)
    return repository


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def rewritten(change: Callable[[Any, Any], None], *, sums: bool = True) -> bytes:
    """The file with its manifest and entries changed by hand; the checksums made right again unless told otherwise."""
    parts = members(dossier_bytes(kept(), "D1"))
    manifest, page = json.loads(parts["manifest.json"]), json.loads(parts["dossier.json"])
    change(manifest, page)
    parts["dossier.json"] = json.dumps(page).encode()
    if sums and isinstance(manifest["parts"], dict):
        manifest["parts"]["dossier.json"] = sha256(parts["dossier.json"]).hexdigest()
    return packed({**parts, "manifest.json": json.dumps(manifest).encode()})


def codes(data: bytes, framework: Framework = FRAMEWORK) -> list[str]:
    """What is wrong with the file; every problem must have its sentence."""
    with pytest.raises(UnreadableDossier) as refused:
        read_dossier(data, framework)
    for language in LANGUAGES:
        phrases = load_phrases(language)
        assert all(len(problem.sentence(phrases)) > 10 for problem in refused.value.problems)
    return [problem.code.removeprefix("storage.") for problem in refused.value.problems]


def test_a_file_holds_the_dossier() -> None:
    read = read_dossier(dossier_bytes(kept(), "D1"), FRAMEWORK)
    assert read.entries == ENTRIES
    assert read.dossier == kept().open("D1", FRAMEWORK)
    assert read.notices == ()
    assert (read.manifest.dossier.id, read.manifest.dossier.revision) == ("D1", 3)
    assert read.manifest.dossier.created_at == BEGUN
    assert read.manifest.framework.content_hash == "tiny"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
def test_any_entries_come_back(history: tuple[Entry, ...]) -> None:
    data = dossier_bytes(kept(history), "D1")
    read = read_dossier(data, FRAMEWORK)
    assert read.entries == history
    assert dossier_bytes(kept(read.entries), "D1") == data


def test_the_same_dossier_makes_the_same_bytes(repository: Repository) -> None:
    repository.create(FRAMEWORK, reversed(ENTRIES), id="D1", created_at=BEGUN)
    assert dossier_bytes(repository, "D1") == dossier_bytes(kept(), "D1")


def test_people_can_read_it() -> None:
    parts = members(dossier_bytes(kept(), "D1"))
    assert list(parts) == ["manifest.json", "dossier.json", "README.txt"]
    lines = parts["dossier.json"].decode().splitlines()
    assert len(lines) == len(ENTRIES) + 2
    assert "Voilà 😀" in lines[1]
    readme = parts["README.txt"].decode()
    assert "Open it in the assessment tool" in readme
    assert "outil d'évaluation" in readme
    assert "version 1" in readme


def _text(file: bytes) -> str:
    return members(file)["dossier.json"].decode()


def test_one_change_is_one_line_of_difference() -> None:
    more = Entry(reply_of("P1", "C2"), 1, at_level(1), "P1", NOON, 4)
    before = members(dossier_bytes(kept(), "D1"))["dossier.json"].decode().replace(",\n", "\n").splitlines()
    after = (
        members(dossier_bytes(kept((*ENTRIES, more)), "D1"))["dossier.json"].decode().replace(",\n", "\n").splitlines()
    )
    assert len(set(after) - set(before)) == 1
    assert set(before) <= set(after)


def test_it_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.dossier"
    write_dossier(kept(), "D1", path)
    assert path.read_bytes() == dossier_bytes(kept(), "D1")
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(StorageFault):
        write_dossier(kept(), "D1", tmp_path / "none" / "a.dossier")
    with pytest.raises(UnknownDossier):
        write_dossier(kept(), "D2", path)


def test_a_text_that_repeats_itself_can_still_be_opened() -> None:
    entries = tuple(Entry(comment_of("P1", f"C{n}"), 1, "x" * 20_000, "P1", NOON, n) for n in range(1, 120))
    data = dossier_bytes(kept(entries), "D1")
    assert read_dossier(data, FRAMEWORK).entries == entries


def test_a_dossier_too_large_to_be_opened_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier_file, "BOUNDS", replace(dossier_file.BOUNDS, inflated=100))
    with pytest.raises(StorageFault) as refused:
        dossier_bytes(kept(), "D1")
    assert refused.value.code == "storage.fault.dossier_too_large"


def test_a_file_of_format_1_opens_for_ever() -> None:
    read = read_dossier((FIXTURES / "format-1.dossier").read_bytes(), FRAMEWORK)
    assert read.entries == ENTRIES
    assert read.dossier.created_at == BEGUN


@pytest.mark.parametrize(
    ("number", "code"),
    [(2, "newer"), (99, "newer"), (0, "unknown"), (-1, "unknown")],
)
def test_an_unknown_format_is_refused_by_one_sentence(number: int, code: str) -> None:
    def change(manifest: Any, page: Any) -> None:
        manifest.clear()
        manifest["format"] = number
        page["entries"] = "in another form"

    assert codes(rewritten(change, sums=False)) == [f"file.{code}_format"]


def test_an_earlier_format_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    def change(manifest: Any, page: Any) -> None:
        manifest["format"] = 0
        page["lines"] = page.pop("entries")

    def upgrade(pages: Mapping[str, Any]) -> Mapping[str, Any]:
        page = pages["dossier.json"]
        return {"manifest.json": {**pages["manifest.json"], "format": 1}, "dossier.json": {"entries": page["lines"]}}

    monkeypatch.setattr(dossier_file, "UPGRADERS", {0: upgrade})
    parts = members(rewritten(change))
    assert read_dossier(packed(parts), FRAMEWORK).entries == ENTRIES


def test_another_version_of_the_framework_opens_and_it_is_said() -> None:
    later = examples.framework(examples.section("S", examples.capability("C2")))
    object.__setattr__(later, "version", "2")
    read = read_dossier(dossier_bytes(kept(), "D1"), later)
    assert [notice.code for notice in read.notices] == ["file.other_version"] + ["file.orphan"] * 2
    assert [entry.address for entry in read.dossier.orphans] == [comment_of("P1", "C1"), reply_of("P1", "C1")]
    assert read.entries == ENTRIES
    for language in LANGUAGES:
        assert all("2" in read.notices[0].sentence(load_phrases(language)) for language in LANGUAGES)


def test_another_edition_of_the_same_version_is_said() -> None:
    edited = examples.framework(*FRAMEWORK.sections, content_hash="other")
    assert [one.code for one in read_dossier(dossier_bytes(kept(), "D1"), edited).notices] == ["file.other_content"]


def test_another_framework_is_refused() -> None:
    other = examples.framework(*FRAMEWORK.sections)
    object.__setattr__(other, "id", "other")
    assert codes(dossier_bytes(kept(), "D1"), other) == ["file.other_framework"]


def test_a_change_by_hand_is_noticed() -> None:
    def change(manifest: Any, page: Any) -> None:
        page["entries"][0]["value"] = "another comment"

    assert codes(rewritten(change, sums=False)) == ["file.wrong_checksum"]


def test_a_changed_readme_is_noticed() -> None:
    parts = members(dossier_bytes(kept(), "D1"))
    assert codes(packed({**parts, "README.txt": b"Run setup.exe"})) == ["file.wrong_checksum"]


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ("manifest.json", "file.part_missing"),
        ("dossier.json", "file.part_missing"),
        ("README.txt", "file.part_missing"),
    ],
)
def test_a_missing_part_is_named(missing: str, code: str) -> None:
    parts = members(dossier_bytes(kept(), "D1"))
    del parts[missing]
    assert codes(packed(parts)) == ["file.part_missing"]


def test_a_part_too_many_is_named() -> None:
    parts = members(dossier_bytes(kept(), "D1"))
    assert codes(packed({**parts, "macro.vbs": b""})) == ["file.unknown_member"]


def test_a_missing_checksum_is_named() -> None:
    assert codes(rewritten(lambda manifest, page: manifest["parts"].pop("README.txt"), sums=False)) == [
        "file.no_checksum",
        "file.wrong_checksum",
    ]


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("", ["value.not_json"]),
        ("\ufeff{}", ["value.not_json"]),
        (nested(100_000), ["value.too_deep"]),
        (nested(50), ["file.no_entries"]),
        ('{"entries": [' + "[]," * 500_001 + "[]]}", ["file.bomb"]),
        ('{"entries": [' + "7," * 100_001 + "7]}", ["file.too_many_entries"]),
        ('{"entries": {}}', ["file.no_entries"]),
        ('{"entries": [], "more": 1}', ["file.no_entries"]),
        ('{"entries": [], "entries": []}', ["file.no_entries"]),
        ('{"entries": [1, null, "x"]}', ["value.not_record"] * 3),
        (f'{{"entries": [{nested(500)}]}}', ["value.not_record"]),
    ],
)
def test_json_that_is_no_list_of_entries_is_named(page: str, expected: list[str]) -> None:
    parts = members(dossier_bytes(kept(), "D1"))
    manifest = json.loads(parts["manifest.json"])
    manifest["parts"]["dossier.json"] = sha256(page.encode()).hexdigest()
    data = packed({**parts, "dossier.json": page.encode(), "manifest.json": json.dumps(manifest).encode()})
    assert codes(data) == expected


def test_bytes_that_are_no_text_are_named() -> None:
    parts = members(dossier_bytes(kept(), "D1"))
    found = codes(packed({**parts, "dossier.json": b"\xff\xfe{}", "manifest.json": b"\xff"}))
    assert found == ["file.not_utf8", "file.not_utf8"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda m, p: m.update(format="1"), ["value.not_whole"]),
        (lambda m, p: m.update(format=True), ["value.not_whole"]),
        (lambda m, p: m.pop("dossier"), ["value.missing_field"]),
        (lambda m, p: m.update(colour="red"), ["value.unknown_field"]),
        (lambda m, p: m["dossier"].update(id="../../etc"), ["value.not_id"]),
        (lambda m, p: m["dossier"].update(revision=7), ["file.other_revision"]),
        (lambda m, p: m["dossier"].update(revision=10**30), ["value.number_too_large"]),
        (lambda m, p: m["dossier"].update(revision=1.5, example="no"), ["value.inexact", "value.not_truth"]),
        (lambda m, p: m["dossier"].update(created_at="2027-01-01"), ["value.no_time_zone"]),
        (lambda m, p: m["parts"].update({"README.txt": "0"}), ["value.not_checksum"]),
        (lambda m, p: m.update(parts=[]), ["value.not_record"]),
        (lambda m, p: p["entries"].pop(1), ["value.stamp_gap"]),
        (lambda m, p: p["entries"].append(p["entries"][0]), ["value.stamp_gap"]),
        (lambda m, p: p["entries"][2].update(revision=1), ["file.other_revision"]),
        (lambda m, p: p["entries"][1].update(revision=9), ["value.revision_falls"]),
        (lambda m, p: p["entries"][0].update(stamp=10**25), ["value.number_too_large"]),
        (lambda m, p: p["entries"][0].update(value=7), ["value.not_text"]),
        (lambda m, p: p["entries"][0].update(address="answer/P1/C1/mood"), ["value.unknown_address"]),
        (lambda m, p: p["entries"][1]["value"].update(level="9" * 5000), ["value.not_whole"]),
    ],
)
def test_what_is_wrong_in_it_is_named(change: Callable[[Any, Any], None], expected: list[str]) -> None:
    assert codes(rewritten(change)) == expected


def test_everything_wrong_is_listed_at_once() -> None:
    def change(manifest: Any, page: Any) -> None:
        manifest["dossier"]["id"] = "a/b"
        page["entries"][0]["value"] = 7
        page["entries"][1]["stamp"] = "x"
        page["entries"][2]["at"] = "never"

    data = rewritten(change)
    with zipfile.ZipFile(held := io.BytesIO(data), "a") as archive:
        archive.writestr("../../evil", b"")
    assert codes(held.getvalue()) == [
        "file.name_climbs",
        "value.not_id",
        "value.not_text",
        "value.not_whole",
        "value.not_time",
    ]


def test_a_list_without_end_is_cut_and_it_is_said() -> None:
    def change(manifest: Any, page: Any) -> None:
        page["entries"] = [7] * 5000

    found = codes(rewritten(change))
    assert len(found) == 101
    assert found[-1] == "file.more_problems"


def test_a_file_names_its_framework_before_it_is_read() -> None:
    assert framework_named_in(dossier_bytes(kept(), "D1")) == "tiny"
    other = replace(FRAMEWORK, id="other")
    assert framework_named_in(dossier_bytes(kept(framework=other), "D1")) == "other"


@pytest.mark.parametrize(
    "change",
    [
        lambda m, p: m.update(format=99),
        lambda m, p: m.update(colour="red"),
        lambda m, p: p["entries"].clear(),
        lambda m, p: m.update(parts=[]),
    ],
)
def test_it_is_named_although_the_file_will_be_refused(change: Callable[[Any, Any], None]) -> None:
    data = rewritten(change)
    assert codes(data)
    assert framework_named_in(data) == "tiny"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        packed({}),
        packed({"manifest.json": b"\xff"}),
        packed({"manifest.json": b"[" * 5000}),
        packed({"manifest.json": b"[1]"}),
        packed({"manifest.json": b"{}"}),
        packed({"manifest.json": b'{"framework": "tiny"}'}),
        packed({"manifest.json": b'{"framework": {"id": ["tiny"]}}'}),
    ],
)
def test_where_no_framework_can_be_read_none_is_named(data: bytes) -> None:
    assert framework_named_in(data) is None
