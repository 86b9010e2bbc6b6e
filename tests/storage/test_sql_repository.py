"""What only a database can suffer: killed programs, full disks, two processes, damage; and what opening again costs."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from questionnaire.entries import Entry, comment_of, reply_of
from storage import sql_repository
from storage.engine import open_database
from storage.repository import StorageFault, UnknownDossier
from storage.sql_repository import SqlRepository
from tests import examples
from tests.examples import NOON, at_level

FRAMEWORK = examples.framework(examples.section("S", examples.capability("C1")))
COMMENT = comment_of("P1", "C1")
ROOT = Path(__file__).parent.parent.parent


def command(url: str, id: str, who: str, times: int, *more: str) -> list[str]:
    return [sys.executable, "-m", "tests.storage.writer", url, id, who, str(times), *more]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "assessments.sqlite3"


@pytest.fixture
def repository(file: Path) -> Iterator[SqlRepository]:
    opened = SqlRepository.at(f"sqlite:///{file}", patience=0.2)
    yield opened
    opened.close()


def is_whole(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def save(repository: SqlRepository, id: str, text: str, expect: int) -> Entry:
    return repository.save(id, COMMENT, text, by="P1", at=NOON, expect=expect)


def test_sqlite_is_opened_to_lose_nothing(repository: SqlRepository, file: Path) -> None:
    with open_database(f"sqlite:///{file}").reading() as connection:
        told = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert told == ["wal", 2, 1, 30_000]


def test_one_saving_is_one_row(repository: SqlRepository, file: Path) -> None:
    id = repository.create(FRAMEWORK)
    for stamp in range(3):
        save(repository, id, "a", stamp)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM entries").fetchone() == (3,)
        assert connection.execute("SELECT value FROM entries").fetchone() == ('"a"',)


def test_what_was_acknowledged_survives_a_kill(file: Path) -> None:
    url = f"sqlite:///{file}"
    with closing(SqlRepository.at(url)) as repository:
        id = repository.create(FRAMEWORK)
    acknowledged = 0
    for lines in (1, 40, 250):
        with subprocess.Popen(command(url, id, "P1", 1000), stdout=subprocess.PIPE, cwd=ROOT, text=True) as writer:
            assert writer.stdout is not None
            said = [writer.stdout.readline() for _ in range(lines)]
            writer.send_signal(signal.SIGKILL)
            said += writer.stdout.readlines()
        acknowledged = int([line for line in said if line.endswith("\n")][-1].split()[1])
        assert lines <= acknowledged < 1000
        assert is_whole(file)
        with closing(SqlRepository.at(url)) as repository:
            history = repository.history(id, COMMENT)
            assert [entry.stamp for entry in history] == list(range(1, len(history) + 1))
            # The one being saved when the program died may be there or not; every one acknowledged is.
            assert acknowledged <= len(history) <= acknowledged + 1
            assert repository.revision(id) == len(history)


def test_two_processes_at_the_same_answer(database_url: str) -> None:
    with closing(SqlRepository.at(database_url)) as repository:
        id = repository.create(FRAMEWORK)
        writers = [
            subprocess.Popen(command(database_url, id, who, 150), stdout=subprocess.PIPE, cwd=ROOT, text=True)
            for who in ("Ada", "Bob")
        ]
        said = [writer.communicate()[0].splitlines() for writer in writers]
        saved = [{int(line.split()[1]) for line in lines if line.startswith("saved")} for lines in said]
        assert [len(lines) for lines in said] == [150, 150]
        assert not any(line.startswith("fault") for lines in said for line in lines)
        assert not saved[0] & saved[1]
        history = repository.history(id, COMMENT)
        assert saved[0] | saved[1] == {entry.stamp for entry in history} == set(range(1, len(history) + 1))
        assert {entry.stamp for entry in history if entry.by == "Ada"} == saved[0]
        assert len(repository.open(id, FRAMEWORK).answers["P1", "C1"].comment) > 500


def test_a_file_that_may_not_grow_is_told_and_keeps_what_it_has(file: Path) -> None:
    url = f"sqlite:///{file}"
    with closing(SqlRepository.at(url)) as repository:
        id = repository.create(FRAMEWORK)
        ended = subprocess.run(
            command(url, id, "P1", 1000, "1000000"), check=True, stdout=subprocess.PIPE, cwd=ROOT, text=True
        )
        *saved, last = ended.stdout.splitlines()
        assert last in ("fault storage.fault.disk_full", "fault storage.fault.cannot_write")
        assert len(saved) > 20
        assert [entry.stamp for entry in repository.history(id, COMMENT)] == list(range(1, len(saved) + 1))
        assert is_whole(file)
        save(repository, id, "room again", len(saved))


def test_a_full_disk_is_told_and_keeps_what_it_has(small_disk: Path) -> None:
    file, filler = small_disk / "assessments.sqlite3", small_disk / "filler"
    with closing(SqlRepository.at(f"sqlite:///{file}")) as repository:
        id = repository.create(FRAMEWORK)
        filler.write_bytes(b"x" * 600_000)
        saved = 0
        with pytest.raises(StorageFault) as full:
            for saved in range(1000):
                save(repository, id, "x" * 2000, saved)
        assert full.value.code == "storage.fault.disk_full"
        assert len(repository.history(id, COMMENT)) == saved > 10
        with pytest.raises(StorageFault):
            repository.create(FRAMEWORK, [Entry(COMMENT, 1, "x" * 20_000, "P1", NOON)] * 1, id="half")
        filler.unlink()
        save(repository, id, "room again", saved)
        assert [line.id for line in repository.assessments()] == [id]
        assert is_whole(file)


def test_a_read_only_disk_is_told(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk / 'assessments.sqlite3'}"
    with closing(SqlRepository.at(url)) as repository:
        id = repository.create(FRAMEWORK)
        save(repository, id, "kept", 0)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StorageFault) as refused:
        SqlRepository.at(url)
    assert refused.value.code == "storage.fault.read_only"
    with pytest.raises(StorageFault) as refused:
        SqlRepository.at(f"sqlite:///{small_disk / 'new' / 'assessments.sqlite3'}")
    assert refused.value.code == "storage.fault.read_only"
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    with closing(SqlRepository.at(url)) as repository:
        assert repository.history(id, COMMENT)[0].value == "kept"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; the read-only disk is tried instead")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    with pytest.raises(StorageFault) as refused:
        SqlRepository.at(f"sqlite:///{folder / 'assessments.sqlite3'}")
    assert refused.value.code == "storage.fault.read_only"


def test_a_locked_database_is_told_after_some_patience(repository: SqlRepository, file: Path) -> None:
    id = repository.create(FRAMEWORK)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageFault) as refused:
            save(repository, id, "a", 0)
        assert refused.value.code == "storage.fault.locked"
        assert repository.revision(id) == 0
        other.execute("ROLLBACK")
    assert save(repository, id, "a", 0).stamp == 1


def test_a_damaged_file_is_told_and_left_alone(repository: SqlRepository, file: Path) -> None:
    id = repository.create(FRAMEWORK, [Entry(COMMENT, 1, "x" * 9000, "P1", NOON)])
    repository.close()
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StorageFault) as refused:
        SqlRepository.at(f"sqlite:///{file}").open(id, FRAMEWORK)
    assert refused.value.code == "storage.fault.damaged"
    assert file.read_bytes() == content


def test_a_file_that_is_no_database_is_told_and_left_alone(file: Path) -> None:
    file.write_bytes(b"My diary. " * 1000)
    with pytest.raises(StorageFault) as refused:
        SqlRepository.at(f"sqlite:///{file}")
    assert refused.value.code == "storage.fault.damaged"
    assert file.read_bytes() == b"My diary. " * 1000


def test_a_file_moved_away_is_told(repository: SqlRepository, file: Path) -> None:
    id = repository.create(FRAMEWORK)
    file.rename(file.with_name("elsewhere"))
    with pytest.raises(StorageFault) as refused:
        save(repository, id, "a", 0)
    assert refused.value.code == "storage.fault.gone"


@pytest.mark.parametrize("value", ["{", "7", '{"level": 1}', '"\\ud800"'])
def test_a_row_edited_by_hand_is_told(repository: SqlRepository, file: Path, value: str) -> None:
    id = repository.create(FRAMEWORK)
    save(repository, id, "a", 0)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE entries SET value = ?", (value,))
        connection.commit()
    with pytest.raises(StorageFault) as refused:
        repository.open(id, FRAMEWORK)
    assert refused.value.code == "storage.fault.unreadable_entry"
    assert refused.value.facts["address"] == str(COMMENT)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "bad_address"),
        ("nonsense", "bad_address"),
        ("mysql://somewhere/db", "bad_address"),
        ("sqlite://", "bad_address"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "unreachable"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(url: str, code: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StorageFault) as refused:
        SqlRepository.at(url, patience=2)
    assert refused.value.code == f"storage.fault.{code}"
    assert "secret" not in str(refused.value)


def test_opening_an_unchanged_dossier_reads_nothing(repository: SqlRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    id = repository.create(FRAMEWORK)
    save(repository, id, "a", 0)
    first = repository.open(id, FRAMEWORK)
    decoded: list[object] = []
    decode = sql_repository.decode
    monkeypatch.setattr(sql_repository, "decode", lambda *given: decoded.append(given) or decode(*given))
    assert repository.open(id, FRAMEWORK) is first
    assert decoded == []
    repository.save(id, reply_of("P1", "C1"), at_level(2), by="P1", at=NOON, expect=0)
    assert repository.open(id, FRAMEWORK).answers["P1", "C1"].reply == at_level(2)
    assert len(decoded) == 1


def test_what_another_process_does_is_seen(database_url: str) -> None:
    with closing(SqlRepository.at(database_url)) as here, closing(SqlRepository.at(database_url)) as there:
        id = here.create(FRAMEWORK)
        save(here, id, "a", 0)
        assert there.open(id, FRAMEWORK).answers["P1", "C1"].comment == "a"
        save(here, id, "b", 1)
        assert there.open(id, FRAMEWORK).answers["P1", "C1"].comment == "b"
        here.delete(id)
        with pytest.raises(UnknownDossier):
            there.open(id, FRAMEWORK)
        # The same id and the same revision, but not the same dossier: what was remembered of the first must not show.
        here.create(FRAMEWORK, id=id)
        save(here, id, "other a", 0)
        save(here, id, "other b", 1)
        assert there.open(id, FRAMEWORK).answers["P1", "C1"].comment == "other b"
