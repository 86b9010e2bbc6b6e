"""Secret keys in files of the data folder: made once, by whoever comes first, and read by everybody after."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_bytes, token_hex

from storage.faults import system_fault_code
from storage.repository import StorageFault

KEYS_FOLDER = "keys"
KEY_BYTES = 32
"""Length of every key: 256 bits."""


def key_file(folder: Path, name: str) -> Path:
    """Where the key of that name lies, below the data folder."""
    return folder / KEYS_FOLDER / f"{name}.key"


def read_or_make_key(folder: Path, name: str) -> bytes:
    """The key of that name below the data folder, 32 bytes; made at random where there is none.

    The file is there whole or not at all, and only its owner may read it. Programs that start at the same time get the
    same key. Raises StorageFault where it cannot be read or written, or is no key.
    """
    file = key_file(folder, name)
    try:
        if not file.exists():
            _make(file)
        key = file.read_bytes()
    except OSError as error:
        raise StorageFault(system_fault_code(error), place=str(file)) from error
    if len(key) != KEY_BYTES:
        raise StorageFault("storage.fault.bad_key", place=str(file))
    return key


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f"{file.name}.part-{token_hex(6)}")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
            opened.write(token_bytes(KEY_BYTES))
            opened.flush()
            os.fsync(opened.fileno())
        _put_in_place(part, file)
    finally:
        part.unlink(missing_ok=True)


def _put_in_place(part: Path, file: Path) -> None:
    """A link is refused where the name is taken already: so the first of several programs wins, and no key is lost."""
    try:
        file.hardlink_to(part)
    except FileExistsError:
        return
    except OSError:
        # Some sticks know no links. There the name is looked at first, which leaves a moment for a second program.
        if not file.exists():
            part.replace(file)
