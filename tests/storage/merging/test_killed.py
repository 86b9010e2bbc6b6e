"""Whoever takes another copy and is killed, or finds no room, has taken all of it or nothing."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from questionnaire.entries import comment_of, registered
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.policy import Strength
from storage.dossier_file import dossier_bytes, read_dossier
from storage.evidence_store import EvidenceStore
from storage.memory_repository import MemoryRepository
from storage.merging.comparing import merge_proposed
from storage.sql_repository import SqlRepository
from tests.examples import NOON
from tests.storage.merging.copies import ROOT, bank, example, write
from tests.storage.merging.taker import BEGUN, TINY, came

WHOLE = len(tuple(came()))
DOSSIERS = 60


def taking(url: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "tests.storage.merging.taker", url, *more]


def begun(url: str, how_many: int = DOSSIERS) -> None:
    with closing(SqlRepository.at(url)) as repository:
        for number in range(how_many):
            repository.create(TINY, BEGUN, id=f"D{number:03}", created_at=NOON)


def sizes(url: str) -> dict[str, int]:
    """How many entries each dossier holds; each is in order, and opens."""
    with closing(SqlRepository.at(url)) as repository:
        found = {one.id: len(repository.entries(one.id)) for one in repository.assessments()}
        for id, size in found.items():
            assert (repository.revision(id) > 1) is (size == WHOLE)
            assert (len(repository.open(id, TINY).answers) > 1) is (size == WHOLE)
        return found


def killed_while_taking(url: str, after: int, seconds: float) -> set[str]:
    """Kill the program some time after it said so often that it is done; gives the dossiers that it called taken."""
    with subprocess.Popen(taking(url), stdout=subprocess.PIPE, cwd=ROOT, text=True) as taker:
        assert taker.stdout is not None
        said = [taker.stdout.readline() for _ in range(after)]
        time.sleep(seconds)
        taker.kill()
        said += taker.stdout.readlines()
    return {line.split()[1] for line in said if line.endswith("\n")}


def test_a_taking_that_is_killed_was_whole_or_not_at_all(database_url: str) -> None:
    begun(database_url)
    acknowledged: set[str] = set()
    for after in (1, 5, 9):
        acknowledged |= killed_while_taking(database_url, after, random.uniform(0, 0.02))
        held = sizes(database_url)
        assert set(held.values()) <= {len(BEGUN), WHOLE}
        assert all(held[id] == WHOLE for id in acknowledged)
    assert len(BEGUN) in sizes(database_url).values(), "it was killed at work, not when it was done"
    # What was begun is taken the next time, and nothing twice.
    subprocess.run(taking(database_url), check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    assert set(sizes(database_url).values()) == {WHOLE}
    with closing(SqlRepository.at(database_url)) as repository:
        assert merge_proposed(repository.entries("D000"), tuple(came()), TINY).says_nothing_new


def test_a_taking_that_finds_no_room_is_told_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    begun(url, 20)
    ended = subprocess.run(taking(url, "700000"), check=True, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    *done, last = ended.stdout.splitlines()
    assert last in ("fault storage.fault.disk_full", "fault storage.fault.cannot_write")
    held = sizes(url)
    assert set(held.values()) == {len(BEGUN), WHOLE}
    assert {id for id, size in held.items() if size == WHOLE} == {line.split()[1] for line in done}
    subprocess.run(taking(url), check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    assert set(sizes(url).values()) == {WHOLE}


# --- the command merge -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two copies; the second has a large file attached, so that writing both together takes its time."""
    folder = tmp_path_factory.mktemp("copies")
    store = EvidenceStore(folder / "files")
    data = random.Random(7).randbytes(4_000_000)
    note = store.put("D1", "note.txt", b"Saisies " + data.hex().encode()[:4_000_000])
    piece = Evidence("E90", "Log", EvidenceKind.REGISTER, Strength.STATED, files=(note,))
    paths = folder / "a.dossier", folder / "b.dossier"
    for path, edits, files in (
        (paths[0], [(comment_of("P1", "L03"), "ours")], None),
        (paths[1], [(registered("E90"), piece)], store),
    ):
        memory = MemoryRepository()
        memory.create(bank(), example("weak"), id="D1")
        write(memory, edits)
        path.write_bytes(dossier_bytes(memory, "D1", files))
    return paths


def merging(copies: tuple[Path, Path], out: Path, *more: str) -> list[str]:
    return [sys.executable, "cli.py", "merge", "-", *map(str, copies), "--to", str(out), *more]


def is_merged(path: Path) -> bool:
    dossier = read_dossier(path.read_bytes(), bank()).dossier
    return "E90" in dossier.evidence and dossier.answers["P1", "L03"].comment.endswith("ours")


@pytest.mark.parametrize("over", [False, True])
def test_a_merge_that_is_killed_while_it_writes_leaves_the_old_file_or_the_new_one(
    copies: tuple[Path, Path], tmp_path: Path, over: bool
) -> None:
    out, before = tmp_path / "out.dossier", [path.read_bytes() for path in copies]
    if over:
        out.write_bytes(before[0])
    command = merging(copies, out, *(["--force"] if over else []))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as merge:
        while merge.poll() is None and not any(tmp_path.glob(".*.part")):
            time.sleep(0)
        merge.kill()
    assert [path.read_bytes() for path in copies] == before
    if out.exists() and out.read_bytes() != before[0]:
        assert is_merged(out)
    else:
        assert out.exists() is over
    # The part that was left behind is in nobody's way.
    wanted = 2 if out.exists() and not over else 0
    assert subprocess.run(command, check=False, capture_output=True, cwd=ROOT).returncode == wanted
    assert is_merged(out)


def test_a_merge_that_finds_no_room_is_told_and_leaves_nothing(copies: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out.dossier"

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    ended = subprocess.run(
        merging(copies, out), check=False, capture_output=True, cwd=ROOT, text=True, preexec_fn=little_room
    )
    assert ended.returncode == 2 and "Traceback" not in ended.stderr and str(out) in ended.stderr
    assert list(tmp_path.iterdir()) == []
