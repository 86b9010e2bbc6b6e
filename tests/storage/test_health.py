"""Asked before every start: sound databases pass at once; others are named and left alone, and the way back is said."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from questionnaire.entries import Entry, comment_of
from storage.copies import keep_copy
from storage.database_file import DATABASE_NAME
from storage.health import Finding, examine, sentences
from storage.sql_repository import SqlRepository
from tests import examples
from tests.examples import NOON

FRAMEWORK = examples.framework(examples.section("S", examples.capability("C1")))
ENTRIES = [Entry(comment_of("P1", f"Q{n}"), 1, "x" * 500, "P1", NOON, n) for n in range(1, 80)]
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sound database, closed."""
    file = tmp_path / DATABASE_NAME
    with closing(SqlRepository.at(f"sqlite:///{file}")) as repository:
        repository.create(FRAMEWORK, ENTRIES, id="D1")
    return file


def content_of(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def test_nothing_there_yet_is_sound(tmp_path: Path) -> None:
    assert examine(tmp_path) is None
    assert examine(tmp_path / "not" / "made" / "yet") is None
    (tmp_path / DATABASE_NAME).touch()
    assert examine(tmp_path) is None
    assert not (tmp_path / "not").exists()


def test_a_sound_database_is_sound_and_left_as_it_is(file: Path) -> None:
    before = content_of(file.parent)
    assert examine(file.parent) is None
    assert content_of(file.parent) == before


def test_a_database_in_use_is_sound(file: Path) -> None:
    with closing(SqlRepository.at(f"sqlite:///{file}")) as repository:
        repository.save("D1", comment_of("P1", "Q1"), "in the journal only", by="P1", at=NOON, expect=1)
        assert examine(file.parent) is None
        assert repository.revision("D1") == 80


def test_a_missing_journal_is_no_damage(file: Path) -> None:
    with closing(SqlRepository.at(f"sqlite:///{file}")) as repository:
        repository.revision("D1")
        for name in ("-wal", "-shm"):
            file.with_name(file.name + name).unlink(missing_ok=True)
        assert examine(file.parent) is None


def test_a_journal_left_by_a_crash_is_read(file: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with closing(SqlRepository.at(f"sqlite:///{file}")) as repository:
        repository.save("D1", comment_of("P1", "Q1"), "in the journal only", by="P1", at=NOON, expect=1)
        for name in ("", "-wal"):
            (crashed / (DATABASE_NAME + name)).write_bytes(file.with_name(file.name + name).read_bytes())
    assert examine(crashed) is None
    with closing(SqlRepository.at(f"sqlite:///{crashed / DATABASE_NAME}")) as repository:
        assert repository.revision("D1") == 80


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def cut_inside_a_page(content: bytes) -> bytes:
    return content[:-100]


def without_header(content: bytes) -> bytes:
    return b"\0" * 100 + content[100:]


def with_noise(content: bytes) -> bytes:
    return content[:4096] + b"\xa5" * (len(content) - 4096)


def a_diary(content: bytes) -> bytes:
    return b"Dear diary, " * 50


def tiny(content: bytes) -> bytes:
    return content[:20]


@pytest.mark.parametrize("harm", [cut_short, cut_inside_a_page, without_header, with_noise, a_diary, tiny])
def test_damage_is_named_and_left_alone(file: Path, harm: Callable[[bytes], bytes]) -> None:
    file.write_bytes(harm(file.read_bytes()))
    before = content_of(file.parent)
    assert examine(file.parent) == Finding("storage.fault.damaged", file)
    assert content_of(file.parent) == before


def test_a_newer_database_is_named(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
        connection.commit()
    assert examine(file.parent) == Finding("storage.fault.newer", file)


@pytest.mark.parametrize("command", ["CREATE TABLE recipes (name TEXT)", "CREATE TABLE alembic_version (version_num)"])
def test_another_database_is_named(tmp_path: Path, command: str) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
        connection.execute(command)
    assert examine(tmp_path) == Finding("storage.fault.foreign", tmp_path / DATABASE_NAME)


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "PRAGMA locking_mode = EXCLUSIVE"])
def test_a_locked_database_is_named(file: Path, lock: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(lock)
        if "PRAGMA" in lock:
            other.execute("BEGIN EXCLUSIVE")
        assert examine(file.parent, patience=0.1) == Finding("storage.fault.locked", file)


def test_a_folder_that_cannot_be_written_is_named(small_disk: Path) -> None:
    for folder in (small_disk, small_disk / "new"):
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        assert examine(folder) == Finding("storage.fault.read_only", folder)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    (small_disk / "filler").write_bytes(b"x" * 1024 * 1024)
    assert examine(small_disk) == Finding("storage.fault.disk_full", small_disk)


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    finding = examine(tmp_path / "data")
    assert finding is not None
    assert finding.code == "storage.fault.read_only"


def test_the_way_back_names_the_copies(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = keep_copy(file, now=NOON)
    file.write_bytes(b"gone")
    finding = examine(file.parent)
    assert finding is not None
    for language, word in {"en": "way back", "fr": "remédier"}.items():
        monkeypatch.setenv("IWT_LANGUAGE", language)
        said = sentences(finding)
        assert str(copy) in said
        assert ".dossier" in said
        assert word in said
    monkeypatch.delenv("IWT_LANGUAGE")
    both = sentences(finding)
    assert "way back" in both
    assert "remédier" in both


def ask(folder: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "storage.health", str(folder)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_answers_by_its_exit_code(file: Path) -> None:
    sound = ask(file.parent)
    assert (sound.returncode, sound.stdout, sound.stderr) == (0, "", "")
    file.write_bytes(b"gone")
    damaged = ask(file.parent)
    assert damaged.returncode == 1
    assert str(file) in damaged.stdout
    assert damaged.stderr == ""


def test_the_check_loads_nothing_heavy(file: Path) -> None:
    program = "import sys; from pathlib import Path; from storage.health import examine; examine(Path(sys.argv[1]));"
    words = [sys.executable, "-c", program + "print(*sys.modules)", str(file.parent)]
    loaded = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlalchemy", "alembic", "yaml", "questionnaire", "pandas"} & set(loaded)


def test_what_the_check_calls_sound_opens(file: Path) -> None:
    assert examine(file.parent) is None
    with closing(SqlRepository.at(f"sqlite:///{file}")) as repository:
        assert len(repository.entries("D1")) == len(ENTRIES)
