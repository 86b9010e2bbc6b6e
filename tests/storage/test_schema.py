"""How a database comes to have its tables: anew, by migrations, never without a copy, never by going back."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from questionnaire.entries import Entry, comment_of
from storage.database_file import SCHEMA_NUMBER, CopyKind, copies_of
from storage.engine import Database, open_database
from storage.repository import StorageFault
from storage.schema import MIGRATIONS, TABLES, prepare_schema
from storage.sql_repository import SqlRepository
from tests import examples
from tests.examples import NOON
from words.phrases import LANGUAGES, load_phrases

FRAMEWORK = examples.framework(examples.section("S", examples.capability("C1")))
ENTRY = Entry(comment_of("P1", "C1"), 1, "kept", "P1", NOON, 1)
AFTER = SCHEMA_NUMBER + 1
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{last}"

def upgrade():
    op.add_column("dossiers", sa.Column("colour", sa.Text, nullable=False, server_default="red"))
    {more}
"""


def described(database: Database) -> Mapping[str, Any]:
    """Everything that makes two schemas the same."""
    with database.reading() as connection:
        seen = inspect(connection)
        return {
            table: (
                [(one["name"], str(one["type"]), one["nullable"]) for one in seen.get_columns(table)],
                seen.get_pk_constraint(table)["constrained_columns"],
                [(one["name"], one["column_names"]) for one in seen.get_indexes(table)],
                [(one["referred_table"], one["options"]) for one in seen.get_foreign_keys(table)],
            )
            for table in sorted(seen.get_table_names())
        }


def later_program(tmp_path: Path, more: str = "pass") -> Path:
    """The migrations of a program one step ahead of this one."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = NEXT.format(more=more, last=f"{SCHEMA_NUMBER:04d}", next=f"{AFTER:04d}")
    (folder / "versions" / f"{AFTER:04d}_colour.py").write_text(text, encoding="utf-8")
    return folder


def begun(url: str) -> str:
    """A database of this program, with one dossier; gives its id."""
    with closing(SqlRepository.at(url)) as repository:
        return repository.create(FRAMEWORK, [ENTRY])


def test_migrations_make_the_same_tables_as_a_first_start(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database = open_database(database_url)
    folder = tmp_path / "copy"
    shutil.copytree(MIGRATIONS, folder)
    assert prepare_schema(database, migrations=folder) == ()
    by_migrations = described(database)
    with database.writing() as connection:
        for table in (*(table.name for table in reversed(TABLES.sorted_tables)), "alembic_version"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
    prepare_schema(database)
    assert described(database) == by_migrations
    assert set(by_migrations) == {"alembic_version", *TABLES.tables}
    assert {"dossiers", "entries", "sealed_votes"} <= set(by_migrations)
    database.engine.dispose()


def test_there_is_one_numbered_migration_for_each_schema_number() -> None:
    files = sorted(file.name[:4] for file in (MIGRATIONS / "versions").glob("*.py"))
    assert files == [f"{number:04d}" for number in range(1, SCHEMA_NUMBER + 1)]


def test_a_copy_is_kept_before_a_migration_and_it_is_said_where(tmp_path: Path) -> None:
    file = tmp_path / "assessments.sqlite3"
    url = f"sqlite:///{file}"
    id = begun(url)
    database = open_database(url)
    (notice,) = prepare_schema(database, migrations=later_program(tmp_path), newest=AFTER)
    (copy,) = copies_of(file, CopyKind.MIGRATION)
    assert f"schema-{SCHEMA_NUMBER:04d}" in copy.name
    for language in LANGUAGES:
        assert str(copy) in notice.sentence(load_phrases(language))
    assert "colour" in [column[0] for column in described(database)["dossiers"][0]]
    database.engine.dispose()
    with closing(SqlRepository.at(f"sqlite:///{copy}")) as before:
        assert before.entries(id) == (ENTRY,)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT value FROM entries").fetchall() == [('"kept"',)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(f"{AFTER:04d}",)]


def test_a_database_of_the_first_schema_keeps_what_it_has(tmp_path: Path) -> None:
    file = tmp_path / "assessments.sqlite3"
    first = tmp_path / "first"
    shutil.copytree(MIGRATIONS, first, ignore=shutil.ignore_patterns("__pycache__", "000[2-9]*"))
    database = open_database(f"sqlite:///{file}")
    prepare_schema(database, migrations=first, newest=1)
    with database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO dossiers VALUES ('D', 'tiny', '1', 'tiny', :at, :at, 1, 0)".replace(":at", f"'{NOON}'")
        )
        connection.exec_driver_sql(
            f"INSERT INTO entries VALUES ('D', '{ENTRY.address}', 1, '\"kept\"', 'P1', '{NOON}', 1)"
        )
    database.engine.dispose()
    with closing(SqlRepository.at(f"sqlite:///{file}")) as repository:
        assert repository.entries("D") == (ENTRY,)
        assert repository.votes("D", "C1", 1) == {}
        assert len(repository.notices) == 1
    assert "schema-0001" in copies_of(file, CopyKind.MIGRATION)[0].name


def test_a_database_on_a_server_is_migrated_too(database_url: str, tmp_path: Path) -> None:
    begun(database_url)
    database = open_database(database_url)
    prepare_schema(database, migrations=later_program(tmp_path), newest=AFTER)
    assert prepare_schema(database, newest=AFTER) == ()
    assert "colour" in [column[0] for column in described(database)["dossiers"][0]]
    database.engine.dispose()


def test_a_migration_that_fails_changes_nothing(database_url: str, tmp_path: Path) -> None:
    id = begun(database_url)
    database = open_database(database_url)
    before = described(database)
    with pytest.raises(ZeroDivisionError):
        prepare_schema(database, migrations=later_program(tmp_path, "1 / 0"), newest=AFTER)
    assert described(database) == before
    database.engine.dispose()
    with closing(SqlRepository.at(database_url)) as repository:
        assert repository.entries(id) == (ENTRY,)


def test_a_database_of_a_newer_program_is_refused(database_url: str) -> None:
    begun(database_url)
    database = open_database(database_url)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    before = described(database)
    with pytest.raises(StorageFault) as refused:
        SqlRepository.at(database_url)
    assert refused.value.code == "storage.fault.newer"
    assert described(database) == before
    database.engine.dispose()


@pytest.mark.parametrize("tables", ["CREATE TABLE recipes (name TEXT)", "CREATE TABLE entries (name TEXT)"])
def test_a_database_of_another_program_is_refused(tmp_path: Path, tables: str) -> None:
    file = tmp_path / "assessments.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(tables)
    with pytest.raises(StorageFault) as refused:
        SqlRepository.at(f"sqlite:///{file}")
    assert refused.value.code == "storage.fault.foreign"


def test_a_usual_start_does_not_load_the_machinery(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'assessments.sqlite3'}"
    program = f"import sys; from storage.sql_repository import SqlRepository as R; R.at({url!r}); R.at({url!r});"
    ended = subprocess.run(
        [sys.executable, "-c", program + "print('alembic' in sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
        cwd=MIGRATIONS.parent.parent,
    )
    assert ended.stdout.strip() == "False"


def test_many_starts_at_once_make_one_schema(database_url: str) -> None:
    program = f"from storage.sql_repository import SqlRepository; SqlRepository.at({database_url!r})"
    words = [sys.executable, "-c", program]
    starts = [subprocess.Popen(words, cwd=MIGRATIONS.parent.parent, stderr=subprocess.PIPE) for _ in range(4)]
    assert [(start.communicate()[1], start.returncode) for start in starts] == [(b"", 0)] * 4
