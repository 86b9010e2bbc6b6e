"""Automatic copies: one a day, kept for a week; those made before a migration for ever; never one of a damaged file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from questionnaire.entries import Entry, comment_of
from storage.copies import DAILY_COPIES, keep_copy
from storage.database_file import SCHEMA_NUMBER, CopyKind, copies_of
from storage.repository import StorageFault
from storage.sql_repository import SqlRepository
from tests import examples
from tests.examples import NOON

FRAMEWORK = examples.framework(examples.section("S", examples.capability("C1")))
ENTRY = Entry(comment_of("P1", "C1"), 1, "kept", "P1", NOON, 1)
DAY = timedelta(days=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "assessments.sqlite3"
    with closing(SqlRepository.at(f"sqlite:///{file}")) as repository:
        repository.create(FRAMEWORK, [ENTRY], id="D1")
    return file


def test_a_copy_holds_what_was_saved_also_while_the_database_is_open(file: Path) -> None:
    with closing(SqlRepository.at(f"sqlite:///{file}")) as repository:
        repository.save("D1", ENTRY.address, "later", by="P1", at=NOON, expect=1)
        copy = keep_copy(file, now=NOON)
    assert copy is not None
    assert [one.name for one in copy.parent.iterdir()] == [copy.name]
    with closing(SqlRepository.at(f"sqlite:///{copy}")) as kept:
        assert [entry.value for entry in kept.entries("D1")] == ["kept", "later"]


def test_the_name_says_schema_time_and_reason(file: Path) -> None:
    copy = keep_copy(file, CopyKind.MIGRATION, now=NOON)
    assert copy is not None
    assert copy.name == f"assessments.20270301T120000Z.schema-{SCHEMA_NUMBER:04d}.migration.sqlite3"


def test_one_copy_a_day(file: Path) -> None:
    assert keep_copy(file, now=NOON) is not None
    assert keep_copy(file, now=NOON + timedelta(hours=11)) is None
    assert keep_copy(file, now=NOON + DAY) is not None
    assert len(copies_of(file)) == 2


def test_old_daily_copies_give_way_and_others_stay(file: Path) -> None:
    keep_copy(file, CopyKind.MIGRATION, now=NOON - DAY)
    made = [keep_copy(file, now=NOON + DAY * number) for number in range(DAILY_COPIES + 3)]
    assert list(copies_of(file, CopyKind.DAILY)) == made[: -DAILY_COPIES - 1 : -1]
    assert len(copies_of(file, CopyKind.MIGRATION)) == 1
    assert copies_of(file)[-1].name.endswith("migration.sqlite3")


def test_nothing_to_copy(tmp_path: Path) -> None:
    assert keep_copy(tmp_path / "none.sqlite3") is None
    (tmp_path / "empty.sqlite3").touch()
    assert keep_copy(tmp_path / "empty.sqlite3") is None


def test_a_damaged_database_drives_no_good_copy_out(file: Path) -> None:
    for number in range(DAILY_COPIES):
        keep_copy(file, now=NOON + DAY * number)
    before = copies_of(file)
    content = bytearray(file.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    file.write_bytes(content)
    with pytest.raises(StorageFault) as refused:
        keep_copy(file, now=NOON + DAY * 30)
    assert refused.value.code == "storage.fault.damaged"
    assert copies_of(file) == before
    assert len(list(before[0].parent.iterdir())) == DAILY_COPIES
    assert file.read_bytes() == content


@pytest.mark.parametrize("room", [10_000, 40_000, 56_000])
def test_a_full_disk_is_told_and_leaves_no_half_copy(small_disk: Path, room: int) -> None:
    file = small_disk / "assessments.sqlite3"
    with closing(SqlRepository.at(f"sqlite:///{file}")) as repository:
        repository.create(FRAMEWORK, [ENTRY], id="D1")
        taken = sum(one.stat().st_size for one in small_disk.iterdir())
        (small_disk / "filler").write_bytes(b"x" * (1024 * 1024 - taken - room))
        with pytest.raises(StorageFault) as refused:
            keep_copy(file)
        assert refused.value.code == "storage.fault.disk_full"
        assert copies_of(file) == ()
        assert not list(small_disk.rglob("*.part*"))
        assert repository.entries("D1") == (ENTRY,)


def test_a_copy_is_a_database_like_any_other(file: Path) -> None:
    copy = keep_copy(file, now=NOON)
    assert copy is not None
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
