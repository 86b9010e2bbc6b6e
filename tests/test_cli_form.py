"""`cli.py form`: what it writes for whom, and how it says that something makes no sense."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import cli
from commands import opening
from questionnaire.framework_file import load_framework
from questionnaire.profiled import in_profile
from questionnaire.register_marks import marks_read
from tests.reports.forms.reading import read

ROOT = Path(__file__).resolve().parent.parent
BANK = ROOT / "questionnaire" / "bank" / "customs-iwt"
KINDS = ROOT / "tests" / "frameworks" / "kinds"
UNEVEN = ROOT / "examples" / "uneven.dossier"
Run = Callable[..., tuple[int, str, str]]
READ_BANK = cache(opening.load_bank)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(opening, "load_bank", READ_BANK)

    def ran(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.main(["form", *map(str, arguments)])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, told.out, told.err

    return ran


def facts(file: Path) -> dict[str, Any]:
    return {row["fact"]: row["value"] for row in read(file.read_bytes())["about"].rows}


def test_a_blank_workbook_of_a_framework(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "blank.xlsx"
    code, said, err = run(KINDS, "--to", out)
    assert (code, said.strip(), err) == (0, f"Written: {out}", "")
    assert facts(out)["dossier"] is None
    assert facts(out)["languages"] == "en"
    sheet = read(out.read_bytes())["answers"]
    assert [row["question"] for row in sheet.rows] == [one.id for one in load_framework(KINDS).questions]


def test_a_profile_of_a_framework(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "rapid.xlsx"
    code, said, _ = run(BANK, "--to", out, "--profile", "rapid", "--languages", "fr", "en", "--json")
    assert code == 0
    told = json.loads(said)
    assert (told["profile"], told["languages"], told["dossier"]) == ("rapid", ["fr", "en"], None)
    assert len(read(out.read_bytes())["answers"].rows) == len(in_profile(load_framework(BANK), "rapid").questions)
    assert facts(out)["profile"] == "rapid"


def test_an_assessment_comes_blank_or_with_the_replies_of_some(run: Run, tmp_path: Path) -> None:
    blank, one, all_ = (tmp_path / f"{name}.xlsx" for name in ("blank", "one", "all"))
    assert run(UNEVEN, "--to", blank)[0] == 0
    assert run(UNEVEN, "--to", one, "--participant", "P1")[0] == 0
    assert run(UNEVEN, "--to", all_, "--everybody")[0] == 0
    assert facts(blank)["dossier"] == facts(one)["dossier"]
    assert int(facts(one)["revision"]) > 0
    marks = marks_read(facts(one)["register"])
    pieces = {row["evidence"] for row in read(one.read_bytes())["evidence"].rows if row["title"]}
    assert marks is not None and marks.keys() == pieces and pieces, (
        "every piece is known by its mark when it comes back"
    )
    assert {row["reply"] for row in read(blank.read_bytes())["answers"].rows} == {None}
    assert len({row["reply"] for row in read(one.read_bytes())["answers"].rows}) > 4
    rows = read(all_.read_bytes())["answers"].rows
    assert len({row["participant"] for row in rows}) > 1
    assert len(rows) > 2 * len(read(one.read_bytes())["answers"].rows)


def test_a_form_for_phones(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "form.xlsform.xlsx"
    assert run(KINDS, "--to", out, "--languages", "fr")[0] == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert "label::Français (fr)" in [cell.value for cell in book["survey"][1]]


def test_a_form_on_paper(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    assert run(UNEVEN, "--to", out, "--participant", "P1", "--language", "fr")[0] == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert run(KINDS, "--to", tmp_path / "blank.pdf")[0] == 0


def test_words_that_a_framework_lacks_are_told(run: Run, tmp_path: Path) -> None:
    code, _, err = run(KINDS, "--to", tmp_path / "x.xlsx", "--languages", "fr")
    framework = load_framework(KINDS)
    assert code == 0
    assert bool(err) is ("fr" not in framework.languages)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ((KINDS, "--to", "x.doc"), ".xlsform.xlsx"),
        ((KINDS, "--to", ".xlsx"), ".xlsx"),
        ((KINDS, "--to", "x.xlsx", "--profile", "nothing"), "nothing"),
        ((KINDS, "--to", "x.xlsx", "--participant", "P1"), "framework"),
        ((KINDS, "--to", "x.xlsx", "--everybody"), "framework"),
        ((UNEVEN, "--to", "x.xlsx", "--profile", "rapid"), "--profile"),
        ((UNEVEN, "--to", "x.xlsx", "--participant", "P1", "--participant", "P99"), "P99"),
        ((UNEVEN, "--to", "x.xlsx", "--participant", "P1", "--everybody"), "--everybody"),
        ((KINDS, "--to", "x.pdf", "--languages", "en", "fr"), "--languages"),
        ((UNEVEN, "--to", "x.pdf", "--participant", "P1", "--participant", "P2"), "--participant"),
        ((KINDS, "--to", "x.xlsx", "--languages", "de"), "de"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[Any, ...], word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said, err = run(*arguments)
    assert (code, said) == (2, "")
    assert word in err
    assert not list(tmp_path.iterdir())
    assert run(*arguments, "--language", "fr")[0] == 2


def test_what_cannot_be_read_is_told_with_its_problems(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path / "missing.dossier", "--to", tmp_path / "x.xlsx")[0] == 2
    assert run(tmp_path, "--to", tmp_path / "x.xlsx")[0] == 1
    (tmp_path / "bad.dossier").write_bytes(b"nothing")
    assert run(tmp_path / "bad.dossier", "--to", tmp_path / "x.xlsx")[0] == 1


def test_a_file_is_only_replaced_where_that_is_wanted(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    out.write_text("mine")
    assert run(KINDS, "--to", out)[0] == 2
    assert out.read_text() == "mine"
    assert run(KINDS, "--to", out, "--force")[0] == 0
    assert facts(out)["format"] == "iwt-answers"
