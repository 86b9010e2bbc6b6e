"""Is the database sound? Asked before the application starts: `python -m storage.health FOLDER`.

Exit code 0: sound, or not there yet. Exit code 1: damaged, of a newer program, locked, or in a folder that cannot be
written, with a sentence that says so and the way back. The database is opened so that nothing in it can change; only
when it was found sound is it asked whether somebody holds it. Starts fast: words are read for bad news only.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.database_file import (
    DATABASE_NAME,
    SCHEMA_NUMBER,
    copies_of,
    is_complete,
    is_sound,
    read_only,
    schema_number,
)
from storage.faults import fault_code, system_fault_code

PATIENCE = 5
"""Seconds that the check waits for another program to let go of the database."""


@dataclass(frozen=True)
class Finding:
    """What is wrong, as the key of a sentence, and where."""

    code: str
    place: Path


def examine(folder: Path, *, patience: float = PATIENCE) -> Finding | None:
    """What is wrong with the database in `folder`; None where nothing is."""
    database = folder / DATABASE_NAME
    try:
        return _examine_file(database, patience) or _examine_folder(folder)
    except sqlite3.Error as error:
        # What SQLite cannot read, for a reason it has no better word for, is damaged as far as people are concerned.
        return Finding(fault_code(error) or "storage.fault.damaged", database)
    except OSError as error:
        return Finding(system_fault_code(error), folder)


def _examine_folder(folder: Path) -> Finding | None:
    """Whether a file can be made there, or in the nearest folder above that exists: by making one."""
    nearest = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    with tempfile.TemporaryFile(dir=nearest) as trial:
        trial.write(b"trial")
    return None


def _examine_file(database: Path, patience: float) -> Finding | None:
    if not database.exists() or database.stat().st_size == 0:
        return None
    if not is_complete(database):
        return Finding("storage.fault.damaged", database)
    with closing(read_only(database)) as connection:
        if not is_sound(connection):
            return Finding("storage.fault.damaged", database)
        number = schema_number(connection)
    if number is None:
        return Finding("storage.fault.foreign", database)
    if number > SCHEMA_NUMBER:
        return Finding("storage.fault.newer", database)
    return _examine_lock(database, patience)


def _examine_lock(database: Path, patience: float) -> Finding | None:
    """Whether a writer gets its turn. Raises sqlite3.OperationalError where it does not."""
    address = database.absolute().as_uri() + "?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    return None


def sentences(finding: Finding) -> str:
    """What is said to people: what is wrong and the way back, in the language of IWT_LANGUAGE or else in every one."""
    from words.phrases import LANGUAGES, load_phrases  # noqa: PLC0415 - reads files, and most checks end well

    wanted = os.environ.get("IWT_LANGUAGE", "")
    said = []
    for language in [wanted] if wanted in LANGUAGES else sorted(LANGUAGES):
        phrases = load_phrases(language)
        said.append(phrases(finding.code, place=finding.place, known=SCHEMA_NUMBER))
        said.append(_way_back(finding, language))
    return "\n".join(filter(None, said))


def _way_back(finding: Finding, language: str) -> str:
    """For a damaged database: the copies there are, newest first, and what to do with them."""
    from words.phrases import load_phrases  # noqa: PLC0415 - see above

    if finding.code != "storage.fault.damaged":
        return ""
    phrases = load_phrases(language)
    copies = copies_of(finding.place)
    if not copies:
        return phrases("storage.way_back.no_copy", place=finding.place)
    newest, *older = copies
    told = phrases("storage.way_back.copy", place=finding.place, copy=newest)
    return "\n".join([told, *(f"  {one}" for one in (newest, *older[:9]))])


def main(arguments: list[str]) -> int:
    """The command: prints what is wrong, if anything is."""
    if len(arguments) != 1:
        from words.phrases import load_phrases  # noqa: PLC0415 - see above

        print("\n".join(load_phrases(language)("storage.health_usage") for language in ("en", "fr")), file=sys.stderr)
        return 2
    finding = examine(Path(arguments[0]))
    if finding is None:
        return 0
    print(sentences(finding))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
