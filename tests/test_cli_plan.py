"""Following the plan from the command line: the board, and reports recorded from a file that is read strictly."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import cli
from commands import opening
from questionnaire.entries import PLANNED
from questionnaire.following import ProgressWord, Rater
from storage.dossier_file import read_dossier, write_dossier
from storage.memory_repository import MemoryRepository

ROOT = Path(__file__).resolve().parent.parent
WEAK = ROOT / "examples" / "weak.dossier"
READ_BANK = cache(opening.load_bank)

GOOD = """
- action: A-L01-1
  word: achieved
  day: "2020-11-01"
  evidence: [E1]
  spent: 1234.56
  next_review: "2027-11-01"
- action: A-L01-1
  rater: external
  word: partial_progress
  day: "2020-11-02"
  note: the secretariat of the convention
- {action: A-O05-1, word: pending, day: "2020-11-01", waits_for: a list of seizures}
"""

BAD = """
- action: A-NO-1
  word: done
  day: yesterday
- action: A-L01-1
  word: pending
  day: "2199-01-01"
  spent: -5
- word: achieved
  action: A-O01-1
  colour: red
  evidence: [E999]
  note: 7
  spent: much
  rater: me
- nothing
- {action: A-O05-1, word: on_track, day: "2020-11-01", evidence: E1}
- {action: A-L07-1, rater: external, word: on_track, day: "2020-11-01"}
"""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(opening, "load_bank", READ_BANK)

    def ran(*arguments: str | Path) -> Ran:
        code = cli.main([str(one) for one in arguments])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Ran(code, told.out, told.err)

    return ran


def written(folder: Path, text: str) -> Path:
    path = folder / "reports.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def no_plan(tmp_path: Path) -> Path:
    """A dossier in which no plan was kept."""
    file = read_dossier(WEAK.read_bytes(), READ_BANK(opening.BANKS / opening.STANDARD)[0])
    repository = MemoryRepository()
    framework = file.dossier.whole or file.dossier.framework
    id = repository.create(framework, [one for one in file.entries if one.address != PLANNED])
    write_dossier(repository, id, tmp_path / "bare.dossier")
    return tmp_path / "bare.dossier"


def test_the_board_shows_every_action_with_the_urgent_first(run: Run) -> None:
    ran = run("track", WEAK)
    assert ran.code == 0
    told = run("track", WEAK, "--json").json
    assert f"of {len(told['actions'])} actions need attention on " in ran.out
    assert all(one["action"] in ran.out for one in told["actions"])
    assert len(told["actions"]) == len(
        read_dossier(WEAK.read_bytes(), READ_BANK(opening.BANKS / opening.STANDARD)[0]).dossier.planned or ()
    )
    assert told["words"]["self"]["none"] == len(told["actions"])
    assert (told["spent"], told["planned"]) == (None, "116324000")
    attention = set(told["attention"])
    assert {one["action"] for one in told["actions"][: len(attention)]} == attention


def test_it_speaks_french(run: Run) -> None:
    assert "de l'attention au " in run("track", WEAK, "--language", "fr").out


def test_without_a_plan_it_says_so(run: Run, no_plan: Path) -> None:
    ran = run("track", no_plan)
    assert ran.code == 2
    assert "holds no plan" in ran.err


def test_reports_are_recorded_in_a_new_file_and_the_old_one_stays(run: Run, tmp_path: Path) -> None:
    before, out = WEAK.read_bytes(), tmp_path / "followed.dossier"
    ran = run("track", WEAK, "--record", written(tmp_path, GOOD), "--to", out, "--json")
    assert ran.code == 0, ran.err
    assert "3 reports recorded." in ran.err
    assert ran.json["spent"] == "30864/25"
    assert ran.json["words"]["external"]["partial_progress"] == 1
    assert WEAK.read_bytes() == before
    held = read_dossier(out.read_bytes(), READ_BANK(opening.BANKS / opening.STANDARD)[0]).dossier
    own, outside = (held.progress["A-L01-1", rater] for rater in Rater)
    assert (own.word, own.evidence, str(own.spent)) == (ProgressWord.ACHIEVED, ("E1",), "30864/25")
    assert (outside.word, outside.spent) == (ProgressWord.PARTIAL_PROGRESS, None)
    again = run("track", out, "--record", written(tmp_path, GOOD), "--to", tmp_path / "twice.dossier")
    assert again.code == 0, "a later report follows the earlier one"


def test_every_problem_of_the_reports_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.dossier"
    ran = run("track", WEAK, "--record", written(tmp_path, BAD), "--to", out, "--json")
    assert ran.code == 1
    assert not out.exists()
    found = [(one["line"], one["code"]) for one in json.loads(ran.err)["problems"]]
    assert found == [
        (2, "limits_action"),
        (3, "reports_word"),
        (4, "limits_day"),
        (5, "report_in_future"),
        (5, "report_waits_for_nothing"),
        (5, "report_spent_negative"),
        (9, "reports_missing"),
        (11, "unknown_key"),
        (12, "reports_evidence"),
        (13, "reports_text"),
        (14, "reports_money"),
        (15, "reports_word"),
        (16, "reports_shape"),
        (17, "reports_evidence_list"),
        (18, "report_nobody_named"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "yaml_empty"),
        ("action: A-L01-1", "reports_list"),
        ("[]", "reports_list"),
        ('- {action: A-L01-1, word: on_track, day: "2020-11-01"}\n' * 2, "reports_twice"),
    ],
)
def test_a_file_that_holds_no_reports(run: Run, tmp_path: Path, text: str, code: str) -> None:
    ran = run("track", WEAK, "--record", written(tmp_path, text), "--to", tmp_path / "o.dossier", "--json")
    assert [one["code"] for one in json.loads(ran.err)["problems"]] == [code]


def test_bytes_that_are_no_text_are_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reports.yaml"
    path.write_bytes(b"\xff\xfe\xff")
    ran = run("track", WEAK, "--record", path, "--to", tmp_path / "o.dossier", "--json")
    assert [one["code"] for one in json.loads(ran.err)["problems"]] == ["not_utf8"]


def test_reports_and_the_file_to_write_go_together(run: Run, tmp_path: Path) -> None:
    reports = written(tmp_path, GOOD)
    for arguments in (["--record", reports], ["--to", tmp_path / "o.dossier"]):
        assert run("track", WEAK, *arguments).code == 2
    assert run("track", WEAK, "--record", reports, "--to", tmp_path / "o.xlsx").code == 2
    there = tmp_path / "there.dossier"
    there.write_text("mine")
    assert run("track", WEAK, "--record", reports, "--to", there).code == 2
    assert there.read_text() == "mine"
    assert run("track", WEAK, "--record", reports, "--to", there, "--force").code == 0
