"""Copies on the command line: what differs, what clashes, and one file of two, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import cli
from questionnaire.answers import EvidenceLink, NotKnown
from questionnaire.assessment import Participant
from questionnaire.entries import (
    STAGE,
    Address,
    comment_of,
    evidence_for,
    participant_at,
    registered,
    reply_of,
    signature_at,
    target_of,
)
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.intentions import Target
from questionnaire.policy import Strength
from questionnaire.signatures import Signature
from questionnaire.stages import Role, Stage
from storage.dossier_file import dossier_bytes, read_dossier
from storage.evidence_store import EvidenceStore
from storage.memory_repository import MemoryRepository
from tests.storage.merging.copies import LATER, bank, example, write

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
REPLY, COMMENT, TARGET = reply_of("P1", "L02"), comment_of("P1", "L03"), target_of("O01")
Edits = Sequence[tuple[Address, Any]]
Ran = tuple[int, str, str]
Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*arguments: object) -> Ran:
        code = cli.main([str(one) for one in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return ran


def copy(path: Path, *edits: tuple[Address, Any], by: str = "P1", store: EvidenceStore | None = None) -> Path:
    memory = MemoryRepository()
    memory.create(bank(), example("weak"), id="D1")
    write(memory, edits, by=by)
    path.write_bytes(dossier_bytes(memory, "D1", store))
    return path


def held(path: Path) -> Any:
    return read_dossier(path.read_bytes(), bank()).dossier


def test_copies_without_a_clash_become_one_file(tmp_path: Path, run: Run) -> None:
    base = copy(tmp_path / "base.dossier")
    a = copy(tmp_path / "a.dossier", (REPLY, NotKnown("ask the port")))
    b = copy(tmp_path / "b.dossier", (TARGET, Target("O01", 4)), (COMMENT, "from the port"))
    for given, out in ((base, "with.dossier"), ("-", "without.dossier")):
        code, text, err = run("merge", given, a, b, "--to", tmp_path / out)
        assert code == 0
        assert "B brings 2 changes (conflicts: 0;" in text and f"Written: {tmp_path / out}" in err
        dossier = held(tmp_path / out)
        assert dossier.answers["P1", "L02"].reply == NotKnown("ask the port")
        assert dossier.answers["P1", "L03"].comment.endswith("from the port")
        assert dossier.targets["O01"].level == 4


def test_a_clash_is_listed_with_both_sides_and_both_people_and_nothing_is_written(tmp_path: Path, run: Run) -> None:
    a = copy(tmp_path / "a.dossier", (REPLY, NotKnown("ours")), by="P2")
    b = copy(tmp_path / "b.dossier", (REPLY, NotKnown("theirs")), (TARGET, Target("O01", 4)), by="P3")
    names = {one.id: one.name for one in held(a).participants}
    code, text, err = run("merge", "-", a, b, "--to", tmp_path / "out.dossier")
    assert code == 1 and not (tmp_path / "out.dossier").exists()
    assert "ours" in text and "theirs" in text and "CONFLICT" in text
    assert names["P2"] in text and names["P3"] in text
    assert "answer/P1/L02/reply: both copies wrote something else." in err and "1 problem." in err
    code, text, err = run("merge", "-", a, b, "--to", tmp_path / "out.dossier", "--json")
    told = json.loads(text)
    assert (code, told["conflicts"], told["written"]) == (1, 1, None)
    (clash,) = (one for one in told["changes"] if one["standing"] == "conflicting")
    assert (clash["address"], clash["a"]["by"], clash["b"]["by"]) == ("answer/P1/L02/reply", "P2", "P3")
    assert json.loads(err)["problems"][-1]["code"] == "merge.conflict"


@pytest.mark.parametrize(("side", "reason"), [("a", "ours"), ("b", "theirs")])
def test_who_says_which_copy_holds_gets_one_file(tmp_path: Path, run: Run, side: str, reason: str) -> None:
    a = copy(tmp_path / "a.dossier", (REPLY, NotKnown("ours")))
    b = copy(tmp_path / "b.dossier", (REPLY, NotKnown("theirs")))
    out = tmp_path / "out.dossier"
    assert run("merge", "-", a, b, "--to", out, "--take-conflicts", side)[0] == 0
    assert held(out).answers["P1", "L02"].reply == NotKnown(reason)
    told = [one.value for one in read_dossier(out.read_bytes(), bank()).entries if one.address == REPLY]
    assert {NotKnown("ours"), NotKnown("theirs")} <= set(told)
    code, text, _ = run("merge", "-", out, b, "--to", tmp_path / "again.dossier")
    assert code == 0 and "B brings nothing new" in text


def test_numbers_that_clash_are_changed_and_files_come_along(tmp_path: Path, run: Run) -> None:
    store = EvidenceStore(tmp_path / "files")
    note = store.put("D1", "note.txt", b"Saisies : 3")
    piece = lambda title, *files: Evidence("E90", title, EvidenceKind.REPORT, Strength.STATED, files=files)  # noqa: E731
    a = copy(tmp_path / "a.dossier", (registered("E90"), piece("Circular")))
    links = (evidence_for("P1", "L02"), (EvidenceLink("E90"),))
    person = (participant_at("P90"), Participant("P90", Role.ASSESSOR, "Binta"))
    b = copy(tmp_path / "b.dossier", (registered("E90"), piece("Register", note)), links, person, store=store)
    code, text, err = run("merge", "-", a, b, "--to", tmp_path / "out.dossier", "--language", "fr")
    assert code == 0 and "La preuve E90 de l'autre copie est devenue E91" in err.replace("\u2019", "'")
    assert "Binta" in text
    file = read_dossier((tmp_path / "out.dossier").read_bytes(), bank())
    assert file.dossier.answers["P1", "L02"].evidence == (EvidenceLink("E91"),)
    assert file.files.open("D1", note.content) == b"Saisies : 3"


def test_what_is_under_a_signature_is_not_merged(tmp_path: Path, run: Run) -> None:
    signature = Signature(Stage.AGREED, "Ada", Role.OWNER, "We agree.", 1, "0" * 64, LATER)
    a = copy(tmp_path / "a.dossier", (STAGE, Stage.AGREED), (signature_at(1), signature))
    b = copy(tmp_path / "b.dossier", (REPLY, NotKnown("theirs")))
    code, _, err = run("merge", "-", a, b, "--to", tmp_path / "out.dossier")
    assert code == 1 and "answer/P1/L02/reply: this is under a signature here" in err
    assert not (tmp_path / "out.dossier").exists()


def test_what_differs_is_told_with_both_sides(tmp_path: Path, run: Run) -> None:
    a = copy(tmp_path / "a.dossier", (REPLY, NotKnown("ours")), (COMMENT, "only here"))
    b = copy(tmp_path / "b.dossier", (REPLY, NotKnown("theirs\x1b[31m")), (TARGET, Target("O01", 4)))
    code, text, _ = run("diff", a, b)
    assert code == 0 and text.startswith("The copies differ in 3 places;") and "\x1b" not in text
    code, text, _ = run("diff", a, b, "--json")
    found = {one["address"]: one for one in json.loads(text)["differences"]}
    assert {address: one["changed"] for address, one in found.items()} == {
        "answer/P1/L02/reply": "both",
        "answer/P1/L03/comment": "a",
        "target/O01": "b",
    }
    assert found["target/O01"]["b"]["value"] == {"level": 4}
    assert "Nothing differs" in run("diff", a, a)[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("merge", "-", "a", "b"), 2, "--to"),
        (("merge", "-", "a", "b", "--to", "out.txt"), 2, ".dossier"),
        (("merge", "-", "a", "gone", "--to", "out.dossier"), 2, "gone"),
        (("merge", "-", "a", "a", "--to", "a"), 2, "exists already"),
        (("merge", "-", "a", "other", "--to", "out.dossier"), 1, "no past in common"),
        (("merge", "other", "a", "other", "--to", "out.dossier"), 1, "no past in common"),
        (("merge", "-", "a", "broken", "--to", "out.dossier"), 1, "broken.dossier"),
        (("diff", "a", "broken"), 1, "broken.dossier"),
        (("diff", "a", "other"), 0, "no past in common"),
    ],
)
def test_wrong_use_and_bad_files_are_told(
    tmp_path: Path, run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    copy(tmp_path / "a.dossier")
    (tmp_path / "b.dossier").write_bytes((tmp_path / "a.dossier").read_bytes())
    (tmp_path / "other.dossier").write_bytes((EXAMPLES / "uneven.dossier").read_bytes())
    (tmp_path / "broken.dossier").write_bytes(b"PK\x03\x04 nothing")
    names = {name: str(tmp_path / f"{name}.dossier") for name in ("a", "b", "other", "broken", "gone")}
    before = sorted(tmp_path.iterdir())
    given = [names.get(one, str(tmp_path / one) if one.startswith("out") else one) for one in arguments]
    assert run(*given)[0] == code
    assert said in "".join(run(*given)[1:])
    assert sorted(tmp_path.iterdir()) == before


def test_what_leans_on_a_conflict_decided_for_a_is_left_out_and_that_is_said(tmp_path: Path, run: Run) -> None:
    """A took the piece out of the register; B went on with it and hung it on an answer."""
    piece = lambda title: (registered("E90"), Evidence("E90", title, EvidenceKind.REPORT, Strength.STATED))  # noqa: E731
    links = (evidence_for("P1", "L02"), (EvidenceLink("E90"),))
    base = copy(tmp_path / "base.dossier", piece("Log"))
    a, b = tmp_path / "a.dossier", tmp_path / "b.dossier"
    for path, edits in ((a, [(registered("E90"), None)]), (b, [piece("Patrol log"), links])):
        memory = MemoryRepository()
        memory.create(bank(), read_dossier(base.read_bytes(), bank()).entries, id="D1")
        write(memory, edits)
        path.write_bytes(dossier_bytes(memory, "D1"))
    code, _, err = run("merge", "-", a, b, "--to", tmp_path / "kept.dossier", "--take-conflicts", "a")
    assert code == 0 and "Left out, as it leans on what A keeps otherwise" in err and "answer/P1/L02/evidence" in err
    assert held(tmp_path / "kept.dossier").answers["P1", "L02"].evidence == held(a).answers["P1", "L02"].evidence
    assert run("merge", "-", a, b, "--to", tmp_path / "taken.dossier", "--take-conflicts", "b")[0] == 0
    dossier = held(tmp_path / "taken.dossier")
    assert (
        dossier.answers["P1", "L02"].evidence == (EvidenceLink("E90"),)
        and dossier.evidence["E90"].title == "Patrol log"
    )
