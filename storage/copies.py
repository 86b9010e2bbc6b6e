"""Automatic copies of the database: one a day, and one before every migration. The way back when a disk fails."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from storage.database_file import CopyKind, copies_of, copy_name, is_sound, schema_number
from storage.faults import fault_code, system_fault_code
from storage.repository import StorageFault

DAILY_COPIES = 7
"""How many daily copies are kept."""


def keep_copy(database: Path, kind: CopyKind = CopyKind.DAILY, *, now: datetime | None = None) -> Path | None:
    """Copy the database while it is in use; returns where the copy lies.

    None where there is nothing to copy, or a copy of that day exists already. A damaged database raises StorageFault
    and drives no good copy out: older ones are only dropped once the new one was read back and found in order.
    """
    now = now or datetime.now(UTC)
    try:
        if (
            not database.exists()
            or database.stat().st_size == 0
            or (kind is CopyKind.DAILY and _made_today(database, now))
        ):
            return None
        kept = _copy(database, kind, now)
        _drop_old(database)
    except sqlite3.Error as error:
        code = fault_code(error)
        if code is None:
            raise
        raise StorageFault(code, place=str(database)) from error
    except OSError as error:
        raise StorageFault(system_fault_code(error), place=str(database)) from error
    return kept


def _made_today(database: Path, now: datetime) -> bool:
    newest = next(iter(copies_of(database, CopyKind.DAILY)), None)
    return newest is not None and newest.name > f"{database.stem}.{now.astimezone(UTC):%Y%m%d}"


def _copy(database: Path, kind: CopyKind, now: datetime) -> Path:
    with closing(sqlite3.connect(database, timeout=30)) as source:
        kept = copy_name(database, schema_number(source) or 0, now, kind)
        kept.parent.mkdir(exist_ok=True)
        part = kept.with_suffix(f".part-{os.getpid()}")
        try:
            _fill(source, part)
            part.replace(kept)
        finally:
            for left in part.parent.glob(f"{part.name}*"):
                left.unlink(missing_ok=True)
    return kept


def _fill(source: sqlite3.Connection, part: Path) -> None:
    """Write the copy and read it back. It is one file: people would tear a copy from a journal beside it."""
    with closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if not is_sound(copy):
            raise StorageFault("storage.fault.damaged", place=str(part))
    with part.open("r+b") as written:
        os.fsync(written.fileno())


def _drop_old(database: Path) -> None:
    for old in copies_of(database, CopyKind.DAILY)[DAILY_COPIES:]:
        old.unlink(missing_ok=True)
