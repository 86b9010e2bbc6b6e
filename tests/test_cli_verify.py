"""The command that holds every signature of a file against its history."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import cli
from commands import opening
from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.entries import STAGE, Entry, reply_of, signature_at
from questionnaire.framework import Framework, Ladder
from questionnaire.signatures import Reopening, Signature
from questionnaire.stage_moves import reopening, signing
from questionnaire.stages import Role, Stage
from storage.dossier_file import write_dossier
from storage.memory_repository import MemoryRepository
from storage.signed_content import signed_content
from tests.test_cli import READ_BANK

AT = datetime(2027, 3, 5, 16, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program reads the framework once; the tests in one program would read it every time."""
    monkeypatch.setattr(opening, "load_bank", READ_BANK)


@pytest.fixture
def framework() -> Framework:
    bank: Framework = READ_BANK(opening.BANKS / opening.STANDARD)[0]
    return bank


class Signed:
    """A dossier that is signed, changed and reopened, and written to a file."""

    def __init__(self, framework: Framework) -> None:
        self.repository = MemoryRepository()
        self.question = next(one.id for one in framework.questions if isinstance(one.kind, Ladder))
        entry = Entry(reply_of("P1", self.question), 1, LevelReached(LadderGiven(2)), "P1", AT, 1)
        self.id = self.repository.create(framework, [entry], id="D1", created_at=AT)

    def sign(self, stage: Stage, content: str = "") -> None:
        entries = self.repository.entries(self.id)
        made = content or signed_content(entries, stage)
        revision = self.repository.revision(self.id)
        one = Signature(stage, "Ada", Role.OWNER, "We agree.", revision, made, AT)
        self.repository.save_all(self.id, signing(one, entries), by="P1", at=AT)

    def reopen(self) -> None:
        back = Reopening(Stage.AGREED, Stage.DRAFT, "Ada", Role.OWNER, "An error", AT)
        changes = reopening(back, self.repository.entries(self.id))
        self.repository.save_all(self.id, changes, by="P1", at=AT)

    def change(self) -> None:
        address = reply_of("P1", self.question)
        self.repository.save(self.id, address, LevelReached(LadderGiven(3)), by="P1", at=AT, expect=1)

    def file(self, folder: Path) -> Path:
        path = folder / "signed.dossier"
        write_dossier(self.repository, self.id, path)
        return path


@pytest.fixture
def signed(framework: Framework) -> Signed:
    return Signed(framework)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = cli.main(["verify", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_what_is_as_it_was_signed_ends_well(signed: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed.sign(Stage.AGREED)
    code, out, err = run(capsys, signed.file(tmp_path))
    assert code == 0, err
    assert "Stage: Agreed. 1 signature; as signed: 1." in out
    assert "Ada" in out


def test_a_change_since_is_told_and_ends_badly(
    signed: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed.sign(Stage.AGREED)
    signed.change()
    path = signed.file(tmp_path)
    code, out, err = run(capsys, path)
    assert code == 1
    assert "changed since" in out
    assert f"signed.dossier: Signature 1 (Agreed): 1 place was written since: answer/P1/{signed.question}/reply" in err
    code, out, err = run(capsys, path, "--json")
    data: Any = json.loads(out)
    assert (code, data["as_signed"], data["stage"]) == (1, False, "agreed")
    (row,) = data["signatures"]
    assert (row["state"], row["changed"]) == ("changed", [f"answer/P1/{signed.question}/reply"])
    assert json.loads(err)["problems"][0]["code"] == "signature_changed"


def test_a_fingerprint_of_something_else_is_told(
    signed: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed.sign(Stage.AGREED, content="0" * 64)
    code, out, err = run(capsys, signed.file(tmp_path), "--language", "fr")
    assert code == 1
    assert "ne correspond pas" in out
    assert "Ne vous y fiez pas" in err


def test_a_signature_that_stands_no_more_is_no_problem(
    signed: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed.sign(Stage.AGREED)
    signed.reopen()
    signed.change()
    code, out, _ = run(capsys, signed.file(tmp_path), "--json")
    assert code == 0
    first, second = json.loads(out)["signatures"]
    assert (first["state"], second["act"], second["statement"]) == ("void", "reopened", "An error")
    assert signed.repository.entry(signed.id, signature_at(2)) is not None


def test_a_stage_under_which_no_signature_stands_is_told(
    signed: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # As in a file out of which somebody took the signature.
    signed.repository.save(signed.id, STAGE, Stage.APPROVED, by="P1", at=AT, expect=0)
    code, out, err = run(capsys, signed.file(tmp_path))
    assert code == 1
    assert "Stage: Approved. 0 signatures" in out
    assert "signed.dossier: The stage is Approved, and no signature for it is in this file." in err


def test_nobody_signed(signed: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, signed.file(tmp_path))
    assert (code, out) == (0, "Stage: Draft. 0 signatures; as signed: 0.\n")


def test_a_file_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none.dossier"
    path.write_bytes(b"nothing")
    code, out, err = run(capsys, path)
    assert (code, out) == (1, "")
    assert "none.dossier" in err or err
