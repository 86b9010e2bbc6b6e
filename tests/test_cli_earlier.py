"""What the command line makes of an earlier round to compare with."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

import cli
from commands import opening
from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.assessment import Administration, Round
from questionnaire.entries import Entry, reply_of, setup_field
from storage.dossier_file import write_dossier
from storage.memory_repository import MemoryRepository
from tests.examples import NOON, capability, framework, section
from tests.test_cli import READ_BANK


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "load_bank", READ_BANK)


def round_of(
    folder: Path, name: str, level: int, administration: str = "Customs of Aland", year: int | None = None
) -> str:
    bank, repository = READ_BANK(opening.BANKS / opening.STANDARD)[0], MemoryRepository()
    entries = [
        Entry(reply_of("P1", "L03"), 1, LevelReached(LadderGiven(level)), "P1", NOON, 1),
        Entry(setup_field("administration"), 1, Administration(administration), "P1", NOON, 1),
        Entry(setup_field("round"), 1, Round(year=year), "P1", NOON, 1),
    ]
    path = folder / f"{name}.dossier"
    write_dossier(repository, repository.create(bank, entries), path)
    return str(path)


def test_a_workbook_compares_with_the_earlier_round(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now, before = round_of(tmp_path, "now", 3, year=2027), round_of(tmp_path, "before", 1, year=2025)
    out = tmp_path / "out.xlsx"
    assert cli.main(["export", now, "--to", str(out), "--earlier", before]) == 0
    assert capsys.readouterr().err == ""
    sheet = openpyxl.load_workbook(io.BytesIO(out.read_bytes()), data_only=True)["Change between rounds"]
    found = {row[0].value: [cell.value for cell in row[5:10]] for row in sheet.iter_rows(min_row=5)}
    assert found["L03"] == [1, 3, 1, 3, 2]


def test_another_name_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now, before = round_of(tmp_path, "now", 3), round_of(tmp_path, "before", 1, "Border Guard")
    assert cli.main(["export", now, "--to", str(tmp_path / "out.json"), "--earlier", before]) == 0
    assert "Border Guard" in capsys.readouterr().err


def test_a_round_of_no_known_time_is_compared_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now, before = round_of(tmp_path, "now", 3, year=2027), round_of(tmp_path, "before", 3)
    assert cli.main(["export", now, "--to", str(tmp_path / "out.json"), "--earlier", before]) == 0
    assert "which of the two rounds came first" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_later_round_and_the_file_itself_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    now, later = round_of(tmp_path, "now", 3, year=2027), round_of(tmp_path, "later", 1, year=2031)
    out = tmp_path / "out.json"
    wish = ["export", now, "--to", str(out), "--language", language, "--earlier"]
    assert cli.main([*wish, later]) == 1
    told = capsys.readouterr().err
    assert "2031" in told and "2027" in told and "later.dossier" in told
    assert cli.main([*wish, now]) == 1
    assert "now.dossier" in capsys.readouterr().err
    assert not out.exists()


def test_a_round_of_another_framework_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository, other = MemoryRepository(), tmp_path / "other.dossier"
    tree = framework(section("L", capability("L01")))
    write_dossier(repository, repository.create(tree, [Entry(reply_of("P1", "L01"), 1, None, "P1", NOON, 1)]), other)
    out = tmp_path / "out.xlsx"
    assert cli.main(["export", round_of(tmp_path, "now", 3), "--to", str(out), "--earlier", str(other)]) == 1
    told = capsys.readouterr().err
    assert "made with the framework" in told
    assert "Traceback" not in told
    assert not out.exists()


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    absent = str(tmp_path / "absent.dossier")
    assert (
        cli.main(["export", round_of(tmp_path, "now", 3), "--to", str(tmp_path / "o.xlsx"), "--earlier", absent]) == 2
    )
    assert "absent.dossier" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_dossier_compares_with_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    now, before = round_of(tmp_path, "now", 3, year=2027), round_of(tmp_path, "before", 1, year=2025)
    out = tmp_path / "out.dossier"
    assert cli.main(["export", now, "--to", str(out), "--language", language, "--earlier", before]) == 2
    assert "--earlier" in capsys.readouterr().err
    assert not out.exists()
