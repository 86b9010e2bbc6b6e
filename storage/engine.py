"""The door to the database: SQLite or PostgreSQL, by its address. The only place that knows how the two differ."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, TimeoutError
from sqlalchemy.pool import QueuePool

from storage.faults import fault_code, system_fault_code
from storage.repository import StorageFault

PATIENCE = 30.0
"""Seconds that a writer waits for another one before it gives up."""


@dataclass(frozen=True)
class Database:
    """A way in: the engine, the statement that opens a writing transaction, and the file (None on a server)."""

    engine: Engine
    opening: str | None
    file: Path | None
    place: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading. Raises StorageFault for every error that is not a mistake of this program."""
        with self.faults_told(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: committed at the end, undone by any error. A SQLite writer takes its turn at once.

        A transaction that began by reading could not wait for its turn: SQLite refuses it whatever the patience.
        """
        with self.faults_told(), self.engine.connect() as connection:
            self._still_there()
            if self.opening:
                connection.exec_driver_sql(self.opening)
            yield connection
            connection.commit()

    @contextmanager
    def faults_told(self) -> Iterator[None]:
        """Turns errors of the database into StorageFault; lets mistakes of this program through as they are."""
        try:
            yield
        except TimeoutError as error:
            raise StorageFault("storage.fault.locked", place=self.place) from error
        except DBAPIError as error:
            code = fault_code(error.orig) if error.orig else None
            if code is None:
                raise
            raise StorageFault(code, place=self.place) from error

    def _still_there(self) -> None:
        """A file deleted while it is open can be written for hours and is gone at the end: look before each writing."""
        if self.file is not None and not self.file.exists():
            raise StorageFault("storage.fault.gone", place=self.place)


def open_database(url: str, *, patience: float = PATIENCE) -> Database:
    """A way in to the database at `url`. Raises StorageFault for an unreadable address or a missing driver."""
    try:
        parsed = make_url(url)
        opened = _KINDS[parsed.get_backend_name()](parsed, patience)
    except (ArgumentError, NoSuchModuleError, KeyError, ValueError) as error:
        raise StorageFault("storage.fault.bad_address") from error
    except ModuleNotFoundError as error:
        raise StorageFault("storage.fault.driver_missing", driver=str(error.name)) from error
    except OSError as error:
        raise StorageFault(system_fault_code(error), place=str(parsed.database)) from error
    return opened


def _open_sqlite(url: URL, patience: float) -> Database:
    if not url.database:
        raise ValueError("a database of SQLite needs a file")
    file = Path(url.database).absolute()
    file.parent.mkdir(parents=True, exist_ok=True)
    # Connections are kept open and lent to one thread at a time: Streamlit makes a new thread for every click.
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=56,
        pool_timeout=patience,
        connect_args={"timeout": patience, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return Database(engine, "BEGIN IMMEDIATE", file, str(file))


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    """Journal beside the file, so that readers never wait; every commit on the disk before it is called saved."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL").close()
    connection.execute("PRAGMA synchronous = FULL").close()
    connection.execute("PRAGMA foreign_keys = ON").close()


def _open_postgresql(url: URL, patience: float) -> Database:
    driver = url.set(drivername="postgresql+psycopg")
    engine = create_engine(
        driver,
        pool_pre_ping=True,
        pool_size=8,
        max_overflow=56,
        pool_timeout=patience,
        connect_args={"connect_timeout": max(2, int(patience)), "options": f"-c lock_timeout={int(patience * 1000)}"},
    )
    return Database(engine, None, None, driver.render_as_string(hide_password=True))


_KINDS: Mapping[str, Callable[[URL, float], Database]] = {"sqlite": _open_sqlite, "postgresql": _open_postgresql}
