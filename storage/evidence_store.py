"""The files that people attach to evidence: kept beside the database, named by what is in them, never run or drawn.

    <folder>/<checksum of the dossier's id>/<SHA-256 of the file>

The names that people gave stand in the dossier only. A file is there whole or not at all, and checked when it is read.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from time import time

from questionnaire.evidence import AttachedFile
from questionnaire.problems import InputFault, Problem
from storage.archive import MEGABYTE
from storage.faults import system_fault_code
from storage.file_kinds import LONGEST_NAME, kind_of, safe_name, tidy_name
from storage.repository import StorageFault

LARGEST_FILE = 5 * MEGABYTE
LARGEST_TOTAL = 60 * MEGABYTE
"""Bytes of one file, and of all files of one assessment."""

MOST_FILES = 500
"""How many files of one assessment are kept."""

FRESH = 300
"""Seconds for which a file is kept that no evidence names: somebody may be about to save what names it."""

_HASH = re.compile("[0-9a-f]{64}")


class RefusedFile(InputFault):
    """A file that is not kept, with everything that is wrong with it."""


@dataclass(frozen=True)
class EvidenceStore:
    """The attached files of all assessments, in one folder. Every method may raise StorageFault."""

    folder: Path

    def put(self, dossier: str, name: str, data: bytes) -> AttachedFile:
        """Keep a file; the same one twice is kept once. What is returned belongs into the evidence that names it.

        Raises RefusedFile where it is too large, of a kind that is not kept, or the assessment has no room for it.
        """
        attached, problems = examined(name, data)
        sizes = [size for _, size, _ in self._kept(dossier)]
        taken = sum(sizes)
        known = attached is not None and self._file(dossier, attached.content).exists()
        if not known and taken + len(data) > LARGEST_TOTAL:
            free = max(0, LARGEST_TOTAL - taken)
            problems = (*problems, _wrong("no_room", name, free=_megabytes(free), most=_megabytes(LARGEST_TOTAL)))
        elif not known and len(sizes) >= MOST_FILES:
            problems = (*problems, _wrong("too_many", name, most=str(MOST_FILES)))
        if attached is None or problems:
            raise RefusedFile(problems)
        self.keep(dossier, attached.content, data)
        return attached

    def keep(self, dossier: str, content: str, data: bytes) -> None:
        """Keep a file that was examined before, as one that came in a dossier file. `content` is its SHA-256."""
        file = self._file(dossier, content)
        try:
            os.utime(file)  # It is fresh again: what names it may be about to be saved.
        except OSError:
            self._write(file, data)

    def open(self, dossier: str, content: str) -> bytes:
        """The file of that SHA-256, as it was when it was kept. Raises StorageFault where it is missing or damaged."""
        if not _HASH.fullmatch(content):
            raise StorageFault("storage.fault.file_missing", place=str(self.folder))
        file = self._file(dossier, content)
        try:
            data = file.read_bytes()
        except FileNotFoundError as error:
            raise StorageFault("storage.fault.file_missing", place=str(file)) from error
        except OSError as error:
            raise StorageFault(system_fault_code(error), place=str(file)) from error
        if sha256(data).hexdigest() != content:
            raise StorageFault("storage.fault.file_damaged", place=str(file))
        return data

    def has(self, dossier: str, content: str) -> bool:
        """Whether a file of that SHA-256 is kept."""
        return bool(_HASH.fullmatch(content)) and self._file(dossier, content).exists()

    def size(self, dossier: str) -> int:
        """Bytes that the files of an assessment take."""
        return sum(size for _, size, _ in self._kept(dossier))

    def sweep(self, dossier: str, named: Collection[str]) -> int:
        """Delete the files that nothing names any more, but for fresh ones; how many. `named` holds SHA-256s."""
        left = [file for file, _, since in self._kept(dossier) if file.name not in named and time() - since > FRESH]
        for file in left:
            file.unlink(missing_ok=True)
        return len(left)

    def delete(self, dossier: str) -> None:
        """Delete all files of an assessment; nothing where there are none."""
        place = self._place(dossier)
        try:
            if place.exists():
                shutil.rmtree(place)
        except OSError as error:
            raise StorageFault(system_fault_code(error), place=str(place)) from error

    def _place(self, dossier: str) -> Path:
        # An id may hold signs that lead out of a folder, or that a disk takes for the same; its checksum never does.
        return self.folder / sha256(dossier.encode()).hexdigest()[:32]

    def _file(self, dossier: str, content: str) -> Path:
        return self._place(dossier) / content

    def _kept(self, dossier: str) -> Iterator[tuple[Path, int, float]]:
        """Every file with its bytes and the moment it was kept."""
        place = self._place(dossier)
        try:
            files = [file for file in place.iterdir() if _HASH.fullmatch(file.name)] if place.exists() else []
            told = [(file, file.stat()) for file in files]
        except OSError as error:
            raise StorageFault(system_fault_code(error), place=str(place)) from error
        return ((file, stat.st_size, stat.st_mtime) for file, stat in told)

    def _write(self, file: Path, data: bytes) -> None:
        part = file.with_name(f"part-{token_hex(8)}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
                opened.write(data)
                opened.flush()
                os.fsync(opened.fileno())
            part.replace(file)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StorageFault(system_fault_code(error), place=str(file.parent)) from error


def examined(name: str, data: bytes) -> tuple[AttachedFile | None, tuple[Problem, ...]]:
    """What a file is and under which name it would be kept, or everything that is wrong with it; keeps nothing."""
    if len(data) > LARGEST_FILE:
        return None, (_wrong("too_large", name, size=_megabytes(len(data)), most=_megabytes(LARGEST_FILE)),)
    kind, wrong = kind_of(name, data)
    if wrong:
        return None, (_wrong(wrong, name),)
    return AttachedFile(sha256(data).hexdigest(), safe_name(name, kind), len(data), kind), ()


def _wrong(code: str, name: str, **facts: str) -> Problem:
    """One thing that is wrong with a file. `code` is the last part of its key, below "problems.attached"."""
    return Problem(f"attached.{code}", tidy_name(name)[:LONGEST_NAME], facts=facts)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}"
