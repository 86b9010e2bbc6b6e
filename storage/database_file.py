"""The database as a file: its name, its schema number, the copies kept beside it. Standard library only: `health` must start fast."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

DATABASE_NAME = "assessments.sqlite3"
COPIES_FOLDER = "copies"

SCHEMA_NUMBER = 1
"""The number of the newest migration. A database of a higher number was made by a newer program and is not touched."""


class Reason(StrEnum):
    """Why a copy was made. Daily ones give way to newer ones; those made before a migration stay."""

    DAILY = "daily"
    MIGRATION = "migration"


def schema_number(connection: sqlite3.Connection) -> int | None:
    """The schema number written in the database: 0 for an empty one, None for one that is not ours."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return 0
    if "alembic_version" not in tables:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return int(row[0]) if row and str(row[0]).isdigit() else None


def read_only(database: Path) -> sqlite3.Connection:
    """A connection that can change nothing, not even by closing. Without a journal beside it the file is read as it lies."""
    journal = database.with_name(database.name + "-wal")
    lying = not journal.exists() or journal.stat().st_size == 0
    address = database.absolute().as_uri() + ("?immutable=1" if lying else "?mode=ro")
    return sqlite3.connect(address, uri=True, timeout=5)


def copy_name(database: Path, number: int, at: datetime, reason: Reason) -> Path:
    """Where a copy made at `at` is kept: the name says the schema number, the time (UTC) and the reason."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return database.parent / COPIES_FOLDER / f"{database.stem}.{stamp}.schema-{number:04d}.{reason}.sqlite3"


def copies_of(database: Path, reason: Reason | None = None) -> tuple[Path, ...]:
    """The copies kept, the newest first."""
    pattern = f"{database.stem}.*.schema-*.{reason or '*'}.sqlite3"
    return tuple(sorted((database.parent / COPIES_FOLDER).glob(pattern), reverse=True))


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds the pages in order. Raises sqlite3.DatabaseError where it cannot even read them."""
    with closing(connection.execute("PRAGMA quick_check(1)")) as findings:
        return [row[0] for row in findings] == ["ok"]
