"""The command line as people and programs meet it: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cli
from commands import opening
from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.entries import Entry, own_action_at, rate_of, reply_of, target_of
from questionnaire.intentions import ExchangeRate, Target
from questionnaire.own_actions import OwnAction
from storage.dossier_file import write_dossier
from storage.memory_repository import MemoryRepository
from tests.examples import NOON
from tests.framework_edits import BANK, FRAMEWORKS, copied, edit, put

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
UNEVEN = str(EXAMPLES / "uneven.dossier")
TWO = LevelReached(LadderGiven(2))
WEAK = str(EXAMPLES / "weak.dossier")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


READ_BANK = cache(opening.load_bank)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    # A program reads the framework once; sixty tests in one program would read it sixty times.
    monkeypatch.setattr(opening, "load_bank", READ_BANK)

    def ran(*arguments: str | Path) -> Ran:
        code = cli.main([str(one) for one in arguments])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Ran(code, told.out, told.err)

    return ran


# --- check and stamp --------------------------------------------------------------------------------------------------


def test_check_finds_the_bank_clean(run: Run) -> None:
    ran = run("check", BANK)
    assert (ran.code, ran.err) == (0, "")
    assert "68 capabilities" in ran.out
    told = run("check", BANK, "--json").json
    assert (told["capabilities"], told["problems"]) == (68, [])


def test_check_lists_every_problem_on_stderr(run: Run, tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    bands = edit(folder, "sections/L.yaml", "3: 3, 4: 4}", "3: 3, 4: 9}")
    line = edit(folder, "actions/L.yaml", "after: [A-L02-1]", "after: [A-L02-9]")
    ran = run("check", folder)
    assert (ran.code, ran.out) == (1, "")
    assert f"sections/L.yaml:{bands}: " in ran.err
    assert f"actions/L.yaml:{line}: A-L02-2 comes after A-L02-9" in ran.err
    assert ran.err.rstrip().endswith("problems.")
    french = run("check", folder, "--language", "fr")
    assert f"actions/L.yaml:{line}: " in french.err
    assert "problèmes" in french.err


def test_check_tells_programs_each_problem_in_parts(run: Run, tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, "sections/L.yaml", "3: 3, 4: 4}", "3: 3, 4: 9}")
    ran = run("check", folder, "--json")
    assert (ran.code, ran.out) == (1, "")
    problems = json.loads(ran.err)["problems"]
    (bands,) = [one for one in problems if one["code"] == "bands_beyond"]
    assert (bands["place"], bands["severity"], bands["facts"]["found"]) == ("sections/L.yaml", "error", "9")
    assert bands["line"]
    assert {one["severity"] for one in problems} == {"error", "gap"}


def test_check_of_no_framework_says_so(run: Run, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere", ROOT / "cli.py"):
        ran = run("check", place)
        assert ran.code == 1
        assert "framework.yaml" in ran.err


def test_stamp_confirms_what_is_named_and_only_that(run: Run, tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(
        folder,
        "languages/fr/sections/L.yaml",
        "section: {name: Droit}\ncriteria: {L02.1a: Un article., L02.2a: Deux.}\n",
    )
    ran = run("stamp", folder, "fr", "L02.1a", "--json")
    assert ran.json["stamped"] == ["sections/L.yaml criteria L02.1a"]
    stamps = folder / "languages" / "fr" / "stamps.yaml"
    assert '"sections/L.yaml criteria L02.1a": "' in stamps.read_text("utf-8")
    before = stamps.read_text("utf-8")
    assert run("stamp", folder, "fr", "--all").code == 0
    assert len(stamps.read_text("utf-8").splitlines()) == len(before.splitlines()) + 2
    edit(folder, "sections/L.yaml", "An article covers import.", "An article covers imports.")
    assert "translated from an older text" in run("check", folder).err
    assert run("stamp", folder, "fr", "sections/L.yaml").code == 0
    assert "translated from an older text" not in run("check", folder).err


@pytest.mark.parametrize("arguments", [["fr"], ["fr", "L02", "--all"], ["de", "--all"], ["en", "--all"]])
def test_stamp_refuses_what_makes_no_sense(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    assert run("stamp", copied("kinds", tmp_path), *arguments).code == 2


def test_stamp_lists_every_id_it_does_not_know_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/sections/L.yaml", "section: {name: Droit}\n")
    ran = run("stamp", folder, "fr", "Z9", "Z8", "sections/L.yaml")
    assert ran.code == 1
    assert "Z9" in ran.err
    assert "Z8" in ran.err
    assert not (folder / "languages/fr/stamps.yaml").exists()


# --- what is said of a dossier ----------------------------------------------------------------------------------------


def test_score_says_the_same_in_both_languages_and_exactly_in_json(run: Run) -> None:
    english, french = run("score", UNEVEN), run("score", UNEVEN, "--language", "fr")
    assert english.code == french.code == 0
    (row,) = [line for line in english.out.splitlines() if line.startswith("O  ")]
    assert "1.0" in row
    assert "O08" in row
    (ligne,) = [line for line in french.out.splitlines() if line.startswith("O  ")]
    assert "1,0" in ligne
    assert "O08" in ligne
    scores = {one["node"]: one for one in run("score", UNEVEN, "--json").json["scores"]}
    assert scores["O"]["value"] == {"decimal": "1", "fraction": "1"}
    assert (scores["O"]["capped_by"], scores["L"]["capped_by"]) == ("O08", None)
    assert len(scores) == 1 + 5 + 68


@pytest.mark.parametrize("node", ["*", "O", "O08", "O08.n", "L04"])
def test_explain_goes_down_to_the_replies(run: Run, node: str) -> None:
    ran = run("explain", UNEVEN, node)
    assert ran.code == 0
    assert ran.out.splitlines()[2].startswith(node)
    tree = run("explain", UNEVEN, node, "--json").json
    assert tree["node"] == node
    leaves = []
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        waiting += one["children"]
        leaves += [] if one["children"] else [one["kind"]]
    assert set(leaves) == {"question"}


def test_explain_of_something_unknown_is_wrong_use(run: Run) -> None:
    ran = run("explain", UNEVEN, "Q99")
    assert (ran.code, ran.out) == (2, "")
    assert "Q99" in ran.err


def test_priorities_rank_the_gate_first(run: Run) -> None:
    ran = run("priorities", UNEVEN)
    assert ran.code == 0
    assert ran.out.splitlines()[2].split()[:2] == ["1", "O08"]
    first, *others = run("priorities", UNEVEN, "--json").json["priorities"]
    assert first["capability"] == "O08"
    assert first["points"] == {"decimal": "13.5", "fraction": "27/2"}
    assert [one["rank"] for one in (first, *others)] == list(range(1, len(others) + 2))


def test_replies_that_count_nowhere_and_contradictions_are_told(run: Run, tmp_path: Path) -> None:
    held = MemoryRepository()
    replies = {
        "L03": LevelReached(LadderGiven(99)),
        "L07": LevelReached(LadderGiven(2, not_met=frozenset({"L07.1a"}))),
    }
    entries = [Entry(reply_of("P1", id), 1, reply, "P1", NOON, 1) for id, reply in replies.items()]
    file = tmp_path / "odd.dossier"
    write_dossier(held, held.create(READ_BANK(opening.BANKS / opening.STANDARD)[0], entries), file)
    told = run("score", file).err
    assert "does not fit" in told and "L03" in told
    assert "speak against" in told and "L07" in told


def test_what_is_only_proposed_is_told(run: Run, tmp_path: Path) -> None:
    held = MemoryRepository()
    entries = [Entry(reply_of(one, "L03"), 1, LevelReached(LadderGiven(2)), one, NOON, 1) for one in ("P1", "P2")]
    file = tmp_path / "draft.dossier"
    write_dossier(held, held.create(READ_BANK(opening.BANKS / opening.STANDARD)[0], entries), file)
    assert "proposals" in run("score", file).err
    assert "proposals" not in run("score", UNEVEN).err


def test_an_own_action_is_planned_with_its_converted_money(run: Run, tmp_path: Path) -> None:
    own = OwnAction("OWN-1", "Signs", "awareness", "legal", 3, ("L03.1a",), one_off=Fraction(100), currency="EUR")
    entries = [
        Entry(address, 1, value, "P1", NOON, 1)
        for address, value in (
            (reply_of("P1", "L03"), LevelReached(LadderGiven(0))),
            (target_of("L03"), Target("L03", 1)),
            (own_action_at("OWN-1"), own),
            (rate_of("EUR"), ExchangeRate("EUR", Fraction("1.08"))),
        )
    ]
    held, file, limits = MemoryRepository(), tmp_path / "own.dossier", tmp_path / "limits.yaml"
    write_dossier(held, held.create(READ_BANK(opening.BANKS / opening.STANDARD)[0], entries), file)
    limits.write_text("forced_in: [OWN-1]\n")
    (step,) = (one for one in run("plan", file, "--limits", limits, "--json").json["steps"] if one["action"] == "OWN-1")
    assert (step["name"], step["one_off"]["fraction"], step["recurrent"]) == ("Signs", "108", None)


def test_plan_keeps_the_limits_it_is_given(run: Run, tmp_path: Path) -> None:
    limits = tmp_path / "limits.yaml"
    limits.write_text('start: "2027-01-01"\nquarters: 4\nat_once_default: 1\nmoney: 20000\nforced_out: [A-O08-1]\n')
    told = run("plan", UNEVEN, "--limits", limits, "--json").json
    assert (told["start"], told["quarters"]) == ("2027-01-01", 4)
    starts = {one["action"] for one in told["steps"]}
    assert starts
    assert "A-O08-1" not in starts
    left = {one["action"]: one["reason"] for one in told["left_out"]}
    assert left["A-O08-1"] == "forced_out"
    text = run("plan", UNEVEN, "--limits", limits, "--language", "fr")
    assert text.code == 0
    assert "trimestres à partir du 2027-01-01" in text.out


def test_plan_with_targets_by_a_rule(run: Run) -> None:
    sound = run("plan", WEAK, "--targets", "sound", "--json").json
    kept = run("plan", WEAK, "--json").json
    assert sound["reached"]
    assert {one["capability"] for one in sound["reached"]} >= {one["capability"] for one in kept["reached"][:1]}


def test_every_problem_of_the_limits_is_listed_at_once(run: Run, tmp_path: Path) -> None:
    limits = tmp_path / "limits.yaml"
    limits.write_text(
        "start: tomorrow\nquarters: 0\nat_once_default: many\nat_once: {wizards: 2, legal: 0}\n"
        "money: -5\nforced_in: [A-L99-9, 3]\nforced_out: A-L04-1\ncolour: green\n"
    )
    ran = run("plan", UNEVEN, "--limits", limits)
    assert (ran.code, ran.out) == (1, "")
    found = [line for line in ran.err.splitlines() if line.startswith("limits.yaml:")]
    assert [int(line.split(":")[1]) for line in found] == sorted(int(line.split(":")[1]) for line in found)
    assert len(found) == 10, ran.err


@pytest.mark.parametrize(
    "text",
    [
        *("", 'start: "9999-12-01"\n', "- 1\n", "money: *x\n", "money: 1\nmoney: 2\n", "\x00", "a: [", "17"),
        'donors: [{name: State, amounts: {"\u00b2\u2070\u00b2\u2077": 5}}]\n',
    ],
)
def test_limits_of_any_shape_are_told(run: Run, tmp_path: Path, text: str) -> None:
    limits = tmp_path / "limits.yaml"
    limits.write_text(text, encoding="utf-8")
    assert run("plan", UNEVEN, "--limits", limits).code == 1


# --- files ------------------------------------------------------------------------------------------------------------


def test_example_and_export_write_files_that_open(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.dossier"
    assert run("example", mine, "--which", "weak").code == 0
    assert mine.read_bytes() == (EXAMPLES / "weak.dossier").read_bytes()
    book = tmp_path / "out.xlsx"
    assert run("export", mine, "--to", book, "--language", "fr").code == 0
    assert len(openpyxl.load_workbook(book).sheetnames) > 8
    told = run("export", mine, "--to", tmp_path / "out.csv", "--json").json
    assert told["file"].endswith("out.csv.zip")
    assert zipfile.ZipFile(told["file"]).testzip() is None
    assert run("export", mine, "--to", tmp_path / "out.json", "--audience", "donor").code == 0
    assert "Adama" not in (tmp_path / "out.json").read_text("utf-8")
    again = tmp_path / "again.dossier"
    assert run("export", mine, "--to", again).code == 0
    assert run("score", again, "--json").json["scores"] == run("score", mine, "--json").json["scores"]


def test_a_framework_is_written_as_one_book(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "book.md"
    assert run("book", FRAMEWORKS / "kinds", "--to", out, "--language", "fr").code == 0
    text = out.read_text("utf-8")
    assert text.startswith("# One question of every kind\n")
    assert all(f'<a id="{id}"></a>' in text for id in ("L01", "L02", "O01", "O02", "A-L02-1", "A-L02-2"))
    assert run("book", FRAMEWORKS / "kinds", "--to", out).code == 2, "it is there already"
    assert out.read_text("utf-8") == text


@pytest.mark.parametrize(("id", "read"), [("kinds", True), ("elsewhere", False)])
def test_a_dossier_is_read_with_the_shipped_framework_that_it_names(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, id: str, read: bool
) -> None:
    monkeypatch.setattr(opening, "BANKS", FRAMEWORKS)
    monkeypatch.setattr(opening, "STANDARD", "kinds")
    held = MemoryRepository()
    made_with = replace(READ_BANK(FRAMEWORKS / "kinds")[0], id=id)
    file = tmp_path / "other.dossier"
    write_dossier(held, held.create(made_with, [Entry(reply_of("P1", "L02"), 1, TWO, "P1", NOON, 1)]), file)
    ran = run("score", file)
    assert (ran.code == 0) is read
    assert ("L02" in ran.out) is read
    assert ("elsewhere" in ran.err) is not read


def test_no_file_is_overwritten_unasked(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mine.dossier"
    out.write_text("precious")
    for arguments in (["example", out], ["export", UNEVEN, "--to", out]):
        ran = run(*arguments)
        assert ran.code == 2
        assert "--force" in ran.err
        assert out.read_text() == "precious"
        assert list(tmp_path.iterdir()) == [out], "nothing half-written is left behind"
        assert run(*arguments, "--force").code == 0
        assert out.read_bytes().startswith(b"PK")
        out.write_text("precious")


@pytest.mark.parametrize("name", ["out.odt", "out", ".xlsx", "nowhere/out.xlsx", "folder.xlsx"])
def test_a_place_that_cannot_be_written_is_told_before_any_work(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    ran = run("export", UNEVEN, "--to", tmp_path / name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_a_donor_gets_no_dossier(run: Run, tmp_path: Path) -> None:
    ran = run("export", UNEVEN, "--to", tmp_path / "out.dossier", "--audience", "donor")
    assert ran.code == 2
    assert not (tmp_path / "out.dossier").exists()


@pytest.mark.parametrize(
    ("name", "argument", "value"),
    [
        ("out.pdf", "--template", UNEVEN),
        ("out.xlsx", "--template", UNEVEN),
        ("out.xlsx", "--paper", "briefing"),
        ("out.dossier", "--paper", "report"),
    ],
)
def test_an_argument_that_would_change_nothing_is_refused(
    run: Run, tmp_path: Path, name: str, argument: str, value: str
) -> None:
    ran = run("export", UNEVEN, "--to", tmp_path / name, argument, value)
    assert ran.code == 2
    assert argument.removeprefix("--") in ran.err
    assert not list(tmp_path.iterdir())


def test_a_format_is_named_as_it_is_typed(run: Run, tmp_path: Path) -> None:
    ran = run("export", UNEVEN, "--to", tmp_path / "out.docx", "--audience", "public", "--paper", "report")
    assert ran.code == 2
    assert ".docx --paper summary" in ran.err and "_docx" not in ran.err


# --- bad input --------------------------------------------------------------------------------------------------------


def test_a_refused_dossier_tells_everything_that_is_wrong(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.dossier"
    with zipfile.ZipFile(UNEVEN) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Tavanga", b"Tavongo"))
        new.writestr("../climb.txt", "x")
    ran = run("score", broken)
    assert (ran.code, ran.out) == (1, "")
    assert "climb.txt" in ran.err
    problems = json.loads(run("score", broken, "--json", "--language", "fr").err)["problems"]
    assert all(one["code"].startswith("file.") and one["sentence"] for one in problems)


@pytest.mark.parametrize("command", ["score", "priorities", "plan"])
def test_a_file_that_is_none_is_wrong_use_or_refused(run: Run, tmp_path: Path, command: str) -> None:
    assert run(command, tmp_path / "nothing.dossier").code == 2
    assert run(command, tmp_path).code == 2
    assert run(command, ROOT / "cli.py").code == 1
    assert run(command, "a\0b").code == 2


def test_a_broken_framework_is_told_before_the_dossier(run: Run, tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, "sections/L.yaml", "3: 3, 4: 4}", "3: 3, 4: 9}")
    ran = run("score", UNEVEN, "--framework", folder)
    assert ran.code == 1
    assert "sections/L.yaml" in ran.err


def test_a_dossier_of_another_framework_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("score", UNEVEN, "--framework", copied("kinds", tmp_path))
    assert ran.code == 1
    assert "customs-iwt" in ran.err


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 9000), bytes_in=st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_file_ends_in_a_traceback(run: Run, tmp_path: Path, place: int, bytes_in: bytes) -> None:
    whole = (EXAMPLES / "weak.dossier").read_bytes()
    damaged = tmp_path / "damaged.dossier"
    damaged.write_bytes(whole[:place] + bytes_in + whole[place + len(bytes_in) :])
    assert run("score", damaged).code in (0, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["score"],
        ["score", UNEVEN, "--colour", "red"],
        ["score", UNEVEN, "--language", "de"],
        ["export", UNEVEN],
    ],
)
def test_wrong_use_ends_with_two_and_a_sentence(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("usage")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_command_helps_in_both_languages(run: Run, language: str) -> None:
    for name in cli.NAMES:
        ran = run(name, "--language", language, "--help")
        assert ran.code == 0
        assert len(ran.out) > 200
    assert cli.NAMES[0] in run("--help").out


def test_a_fault_of_the_program_is_told_as_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("commands.score.scores_table", broken)
    ran = run("score", UNEVEN)
    assert ran.code == 3
    assert "RuntimeError" in ran.err


def test_as_a_program_it_stops_quietly_when_nobody_reads_on() -> None:
    # A pipe whose reader is gone, and an encoding that lacks the signs of French.
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "IWT_LANGUAGE": "fr"}
    command = [sys.executable, str(ROOT / "cli.py"), "score", WEAK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=ROOT) as one:
        assert one.stdout is not None
        assert one.stderr is not None
        one.stdout.close()
        told = one.stderr.read()
    # The one line is the notice that a reply of this example speaks against itself.
    assert (one.returncode, told.count(b"\n"), b"E08" in told) == (0, 1, True)
    whole = subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, check=False)
    assert whole.returncode == 0
    assert b"Bandor?" in whole.stdout


def test_check_loads_no_heavy_package() -> None:
    heavy = "{'pandas', 'openpyxl', 'sqlalchemy', 'streamlit', 'altair'}"
    program = f"import sys, cli; cli.main(['check', sys.argv[1]]); print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", program, str(BANK)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"
