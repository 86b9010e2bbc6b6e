"""The repositories that keep one contract, each made new for every test."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.key_files import KEY_BYTES
from storage.memory_repository import MemoryRepository
from storage.repository import Repository
from storage.sealing import Sealer
from storage.sql_repository import SqlRepository
from tests.storage import postgresql

POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)
NewRepository = Callable[[], Repository]


@pytest.fixture(scope="session")
def postgresql_socket() -> Iterator[str]:
    """A running server; without one the tests are skipped loudly, which counts as failed in CI."""
    if lack := postgresql.missing():
        pytest.skip(f"!!! PostgreSQL is NOT TESTED: {lack} is missing !!!")
    with postgresql.running_server() as socket:
        yield socket


@pytest.fixture(params=("sqlite", POSTGRESQL))
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'assessments.sqlite3'}"
    return postgresql.new_database(request.getfixturevalue("postgresql_socket"))


@pytest.fixture(params=("memory", "sqlite", POSTGRESQL))
def new_repository(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewRepository]:
    """Makes empty repositories of one kind."""
    opened: list[SqlRepository] = []

    def new() -> Repository:
        if request.param == "memory":
            return MemoryRepository()
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path / f'{len(opened)}.sqlite3'}"
        else:
            url = postgresql.new_database(request.getfixturevalue("postgresql_socket"))
        opened.append(SqlRepository.at(url, sealer=Sealer(lambda: b"k" * KEY_BYTES)))
        return opened[-1]

    yield new
    for repository in opened:
        repository.close()


@pytest.fixture
def repository(new_repository: NewRepository) -> Repository:
    """An empty repository of each kind."""
    return new_repository()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, which only root can make."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(words, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
