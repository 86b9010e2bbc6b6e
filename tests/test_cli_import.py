"""The command import: what it shows, what it takes, and that a file is written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cli
from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.entries import Address, Entry, comment_of, evidence_for, registered, reply_of
from storage.dossier_file import dossier_bytes, read_dossier
from storage.memory_repository import MemoryRepository
from tests.storage.intake.any_dossier import AT, KINDS, kinds
from tests.storage.intake.bringing import ID, put
from tests.storage.intake.bringing import form as form_of
from tests.storage.intake.test_answers import history

REPLY, COMMENT = reply_of("P1", "L02"), comment_of("P1", "L02")
ROW = {"participant": "P1", "question": "L02"}
CONFLICT = reply_of("P1", "O02")


def level(value: int) -> LevelReached:
    return LevelReached(LadderGiven(value))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A dossier that went on after the form was made, and the form with a change, a conflict and a wrong cell."""
    entries = history((REPLY, level(2)), (CONFLICT, level(1)))
    form = put(
        form_of(entries),
        ("answers", "reply", ROW, "3 Established"),
        ("answers", "comment", ROW, "Two lines\nkept whole"),
        ("answers", "reply", {"participant": "P1", "question": "O02"}, "4"),
        ("answers", "confidence", ROW, "maybe"),
    )
    repository = MemoryRepository()
    repository.create(kinds(), entries, id=ID, created_at=AT)
    repository.save(ID, CONFLICT, level(2), by="P1", at=AT, expect=1)
    dossier, filled = tmp_path / "one.dossier", tmp_path / "filled.xlsx"
    dossier.write_bytes(dossier_bytes(repository, ID))
    filled.write_bytes(form)
    return dossier, filled


def run(*arguments: object) -> int:
    return cli.main(["import", *map(str, arguments), "--framework", str(KINDS)])


def held(path: Path) -> dict[Address, Any]:
    entries: tuple[Entry, ...] = read_dossier(path.read_bytes(), kinds()).entries
    return {entry.address: entry.value for entry in sorted(entries, key=lambda one: one.stamp)}


def test_changes_are_shown_and_nothing_is_written(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    before = files[0].read_bytes()
    assert run(*files) == cli.PROBLEMS
    out, err = capsys.readouterr()
    assert "answer/P1/L02/reply; Answers!" in out
    assert "CONFLICT" in out
    assert "“maybe”" in err
    assert files[0].read_bytes() == before


def test_programs_get_every_side(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    run(*files, "--json")
    found = {one["address"]: one for one in json.loads(capsys.readouterr().out)["changes"]}
    assert found[str(CONFLICT)]["standing"] == "conflicting"
    assert found[str(CONFLICT)]["before"]["value"]["level"] == 1
    assert found[str(CONFLICT)]["here"]["value"]["level"] == 2
    assert found[str(CONFLICT)]["file"]["value"]["level"] == 4
    assert found[str(COMMENT)]["written"]["value"] == "Two lines\nkept whole"


def test_what_is_clean_is_taken_and_a_conflict_never(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "new.dossier"
    assert run(*files, "--apply", "--out", out) == cli.PROBLEMS  # the wrong cell is still told
    assert held(out)[REPLY] == level(3)
    assert held(out)[COMMENT] == "Two lines\nkept whole"
    assert held(out)[CONFLICT] == level(2)


def test_a_conflict_is_taken_where_it_is_named(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "new.dossier"
    run(*files, "--apply", "--take", CONFLICT, "--out", out)
    assert held(out)[CONFLICT] == level(4)
    assert held(out)[REPLY] == level(2)


def test_a_section_is_taken_alone(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "new.dossier"
    run(*files, "--apply", "--section", "O", "--out", out)
    assert held(out)[REPLY] == level(2)


@pytest.mark.parametrize(
    "more",
    [
        ("--take", "answer/P1/L02/reply"),
        ("--apply",),
        ("--apply", "--force", "--take", "answer/P9/L02/reply"),
        ("--apply", "--force", "--section", "X"),
        ("--apply", "--out", "new.xlsx"),
    ],
)
def test_wrong_use_writes_nothing(files: tuple[Path, Path], more: tuple[str, ...]) -> None:
    before = files[0].read_bytes()
    assert run(*files, *more) == cli.WRONG_USE
    assert files[0].read_bytes() == before


def test_the_file_itself_is_replaced_where_that_is_wanted(files: tuple[Path, Path]) -> None:
    run(*files, "--apply", "--force")
    assert held(files[0])[REPLY] == level(3)


def test_another_copy_is_compared_by_its_history(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.dossier"
    run(*files, "--apply", "--out", other)
    capsys.readouterr()
    assert run(files[0], other, "--apply", "--force", "--json") == cli.DONE
    assert {one["address"] for one in json.loads(capsys.readouterr().out)["changes"]} == {str(REPLY), str(COMMENT)}
    assert held(files[0])[REPLY] == level(3)


def test_what_cannot_be_read_is_told(files: tuple[Path, Path], tmp_path: Path) -> None:
    for content in (b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"PK\x03\x04nothing"):
        bad = tmp_path / "bad.xlsx"
        bad.write_bytes(content)
        assert run(files[0], bad) == cli.PROBLEMS


def test_a_link_takes_its_evidence_along_and_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = history()
    typed = {"title": "Patrol log", "kind": "register", "strength": "stated"}
    cells = [("evidence", name, {"evidence": "E1"}, text) for name, text in typed.items()]
    repository = MemoryRepository()
    repository.create(kinds(), entries, id=ID, created_at=AT)
    dossier, filled, out = (tmp_path / name for name in ("one.dossier", "filled.xlsx", "new.dossier"))
    dossier.write_bytes(dossier_bytes(repository, ID))
    filled.write_bytes(put(form_of(entries), *cells, ("answers", "evidence", ROW, "E1")))
    for chosen in (["--take", "answer/P1/L02/evidence"], ["--section", "L"]):
        assert run(dossier, filled, "--apply", *chosen, "--out", out, "--force") == cli.DONE
        told = capsys.readouterr().err
        assert "Taken along, as what was chosen needs it: " in told and "(evidence/E1)" in told
        assert {registered("E1"), evidence_for("P1", "L02")} <= held(out).keys()
