"""The database as a file: its name, its schema number, the copies kept beside it.

Standard library only: `health` must start fast.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

DATABASE_NAME = "assessments.sqlite3"
COPIES_FOLDER = "copies"
HEADER = b"SQLite format 3\0"

SCHEMA_NUMBER = 4
"""The number of the newest migration. A database of a higher number was made by a newer program and is not touched."""


class CopyKind(StrEnum):
    """On what occasion a copy was made. Daily ones give way to newer ones; those made before a migration stay."""

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


def has_journal(database: Path) -> bool:
    """Whether a part of what was saved still lies in the journal beside the file."""
    journal = database.with_name(database.name + "-wal")
    return journal.exists() and journal.stat().st_size > 0


def read_only(database: Path) -> sqlite3.Connection:
    """A connection that can change nothing, not even by closing. Without a journal the file is read as it lies."""
    address = database.absolute().as_uri() + ("?mode=ro" if has_journal(database) else "?immutable=1")
    return sqlite3.connect(address, uri=True, timeout=5)


def is_complete(database: Path) -> bool:
    """Whether the file is as long as its first page says. SQLite itself reads what is cut from the last page as zeros.

    With a journal beside it the file may be longer or shorter for a while, and only SQLite can tell.
    """
    with database.open("rb") as file:
        first = file.read(100)
    size, pages, change, valid_for = (int.from_bytes(first[a:b]) for a, b in ((16, 18), (28, 32), (24, 28), (92, 96)))
    length = (65536 if size == 1 else size) * pages
    return first.startswith(HEADER) and (
        has_journal(database) or change != valid_for or database.stat().st_size >= length
    )


def copy_name(database: Path, number: int, at: datetime, kind: CopyKind) -> Path:
    """Where a copy made at `at` is kept: the name says the schema number, the time (UTC) and the kind."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return database.parent / COPIES_FOLDER / f"{database.stem}.{stamp}.schema-{number:04d}.{kind}.sqlite3"


def copies_of(database: Path, kind: CopyKind | None = None) -> tuple[Path, ...]:
    """The copies kept, the newest first."""
    pattern = f"{database.stem}.*.schema-*.{kind or '*'}.sqlite3"
    return tuple(sorted((database.parent / COPIES_FOLDER).glob(pattern), reverse=True))


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds the pages in order. Raises sqlite3.DatabaseError where it cannot even read them."""
    with closing(connection.execute("PRAGMA quick_check(1)")) as findings:
        return [row[0] for row in findings] == ["ok"]
