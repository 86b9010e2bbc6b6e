"""From an error of a database to the key of the sentence that people read.

Standard library only: `health` must start fast.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Mapping

_SQLITE: Mapping[int, str] = {
    3: "read_only",  # SQLITE_PERM
    5: "locked",  # SQLITE_BUSY
    6: "locked",  # SQLITE_LOCKED
    8: "read_only",  # SQLITE_READONLY
    10: "cannot_write",  # SQLITE_IOERR
    11: "damaged",  # SQLITE_CORRUPT
    13: "disk_full",  # SQLITE_FULL
    14: "read_only",  # SQLITE_CANTOPEN
    26: "damaged",  # SQLITE_NOTADB
    4874: "disk_full",  # SQLITE_IOERR_SHMSIZE: no room for the index of the journal
}

_SQLSTATE: Mapping[str, str] = {
    "53100": "disk_full",
    "25006": "read_only",
    "42501": "read_only",
    "55P03": "locked",
    "40P01": "locked",
    "40001": "locked",
    "57014": "locked",
    "XX001": "damaged",
    "XX002": "damaged",
}

_SQLSTATE_CLASS: Mapping[str, str] = {
    "08": "unreachable",
    "57": "unreachable",
    "28": "unreachable",
    "3D": "unreachable",
    "53": "unreachable",
}


def fault_code(error: BaseException) -> str | None:
    """The key of the sentence for a driver's error; None for an error that is a mistake of this program."""
    if isinstance(error, sqlite3.Error):
        number = getattr(error, "sqlite_errorcode", None)
        word = None if number is None else _SQLITE.get(number) or _SQLITE.get(number & 0xFF)
    else:
        state = getattr(error, "sqlstate", None)
        # PostgreSQL's driver gives no state where it could not reach the server at all.
        unreached = type(error).__name__ == "OperationalError" and state is None
        word = "unreachable" if unreached else _SQLSTATE.get(state or "") or _SQLSTATE_CLASS.get((state or "")[:2])
    return f"storage.fault.{word}" if word else None


def system_fault_code(error: OSError) -> str:
    """The key of the sentence for an error of the operating system: no room, or not allowed."""
    full = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
    refused = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EEXIST}
    if error.errno in full:
        return "storage.fault.disk_full"
    return "storage.fault.read_only" if error.errno in refused else "storage.fault.cannot_write"
