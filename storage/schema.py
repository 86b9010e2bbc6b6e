"""The tables, and how a database comes to have them: made anew, left as it is, or brought up to date behind a copy."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)
from sqlalchemy import inspect as look_into
from sqlalchemy.engine import Connection

from questionnaire.problems import Problem, Severity
from storage.access_tables import access_tables
from storage.copies import keep_copy
from storage.database_file import SCHEMA_NUMBER, CopyKind
from storage.engine import Database
from storage.repository import StorageFault

MIGRATIONS = Path(__file__).parent / "migrations"
TABLES = MetaData()

DOSSIERS = Table(
    "dossiers",
    TABLES,
    Column("id", String(100), primary_key=True),
    Column("framework_id", Text, nullable=False),
    Column("framework_version", Text, nullable=False),
    Column("framework_hash", Text, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("kept_at", String(32), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("example", Boolean, nullable=False),
)
"""One row a dossier. `created_at` travels with it in its file; `kept_at` is when this database received it."""

ENTRIES = Table(
    "entries",
    TABLES,
    Column("dossier_id", String(100), ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False),
    Column("address", String(500), nullable=False),
    Column("stamp", Integer, nullable=False),
    Column("value", Text),
    Column("by", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("dossier_id", "address", "stamp"),
    Index("entries_by_revision", "dossier_id", "revision"),
    sqlite_with_rowid=False,
)
"""One row a saving, never changed and never deleted while its dossier is kept. A null value says "cleared"."""

SEALED_VOTES = Table(
    "sealed_votes",
    TABLES,
    Column("dossier_id", String(100), ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False),
    Column("question", String(100), nullable=False),
    Column("round", Integer, nullable=False),
    Column("address", String(500), nullable=False),
    Column("stamp", Integer, nullable=False),
    Column("value", Text),
    Column("by", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    PrimaryKeyConstraint("dossier_id", "question", "round", "address", "stamp"),
    sqlite_with_rowid=False,
)
"""One row a saving of a hidden vote, deleted when its round is revealed. The value is sealed; null says "cleared"."""

WORD_TEMPLATES = Table(
    "word_templates",
    TABLES,
    Column("dossier_id", String(100), ForeignKey("dossiers.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""One row a dossier that has an organisation's look for its Word files. It is no part of it, and has no history."""

DOOR = access_tables(TABLES)
"""Who may come in and who is in: `sql_access` alone works with them."""

_VERSIONS = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(4964537)"


def prepare_schema(
    database: Database, *, migrations: Path = MIGRATIONS, newest: int = SCHEMA_NUMBER
) -> tuple[Problem, ...]:
    """Make the tables, or bring them to the schema of this program; returns what is worth saying about it.

    Before a SQLite file is changed a copy is kept. Raises StorageFault for one of a newer program, or one not ours.
    """
    with database.reading() as connection:
        number = _number_in(connection, database)
    if number == newest:
        return ()
    if number > newest:
        raise StorageFault("storage.fault.newer", place=database.place, found=str(number), known=str(newest))
    return _bring_up_to_date(database, number, migrations, newest)


def _number_in(connection: Connection, database: Database) -> int:
    """The schema number written there; 0 for an empty database."""
    tables = set(look_into(connection).get_table_names())
    if not tables & {*TABLES.tables, _VERSIONS.name}:
        if tables and database.file is not None:
            raise StorageFault("storage.fault.foreign", place=database.place)
        return 0
    found = connection.execute(_VERSIONS.select()).scalar() if _VERSIONS.name in tables else None
    if found is None or not str(found).isdigit():
        raise StorageFault("storage.fault.foreign", place=database.place)
    return int(found)


def _bring_up_to_date(database: Database, number: int, migrations: Path, newest: int) -> tuple[Problem, ...]:
    said: tuple[Problem, ...] = ()
    if number > 0 and database.file is not None:
        copy = keep_copy(database.file, CopyKind.MIGRATION)
        said = (Problem("migrated", database.place, facts={"copy": copy, "number": newest}, severity=Severity.NOTE),)
    with database.writing() as connection:
        if database.file is None:
            connection.exec_driver_sql(_ONE_AT_A_TIME)
        # Another program may have been quicker while this one waited for its turn.
        number = _number_in(connection, database)
        if number == 0 and migrations == MIGRATIONS:
            _make_tables(connection, newest)
        elif number < newest:
            _migrate(connection, migrations, newest)
    return said


def _make_tables(connection: Connection, newest: int) -> None:
    """What all migrations together make, without them: a first start need not load the machinery."""
    TABLES.create_all(connection)
    _VERSIONS.create(connection, checkfirst=True)
    connection.execute(_VERSIONS.insert().values(version_num=f"{newest:04d}"))


def _migrate(connection: Connection, migrations: Path, newest: int) -> None:
    from alembic import command  # noqa: PLC0415 - heavy, and needed once in the life of a database
    from alembic.config import Config  # noqa: PLC0415

    settings = Config()
    settings.set_main_option("script_location", str(migrations).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    command.upgrade(settings, f"{newest:04d}")
