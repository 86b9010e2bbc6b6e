"""A PostgreSQL server of the tests' own: from the programs of the system, in a folder of its own, without a port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
_numbers = count(1)


def missing() -> str:
    """What is missing to run a server; empty where nothing is."""
    if find_spec("psycopg") is None:
        return "the Python package psycopg"
    if not PROGRAMS:
        return "the Debian package postgresql"
    if os.geteuid() == 0 and not _may_become_postgres():
        return "a user postgres and setpriv (PostgreSQL refuses to run as root)"
    return ""


def _may_become_postgres() -> bool:
    return shutil.which("setpriv") is not None and any(user.pw_name == "postgres" for user in pwd.getpwall())


def _run(*words: str) -> None:
    as_root = os.geteuid() == 0
    become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if as_root else []
    program = str(PROGRAMS[0].parent / words[0])
    # Without a home of its own the server would warn about root's; output goes nowhere, or pg_ctl would hold our pipe.
    subprocess.run(
        [*become, program, *words[1:]], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/tmp"
    )


@contextmanager
def running_server() -> Iterator[str]:
    """A server, stopped at the end; gives the folder of its socket."""
    folder = Path(tempfile.mkdtemp(prefix="iwt-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = str(folder / "data")
    try:
        _run("initdb", "-D", data, "-U", "test", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        _run("pg_ctl", "-D", data, "-w", "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start")
        try:
            yield str(folder)
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(socket: str) -> str:
    """The address of an empty database on that server."""
    import psycopg  # noqa: PLC0415 - is missing where there is no server either

    name = f"test{next(_numbers)}"
    with psycopg.connect(f"host={socket} user=test dbname=postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"postgresql://test@/{name}?host={socket}"
