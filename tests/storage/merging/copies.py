"""Copies of one dossier that go on apart: written into, put into files, brought together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from questionnaire.assessment import Dossier
from questionnaire.dossier import fold, latest
from questionnaire.entries import Address, Entry
from questionnaire.framework import Framework
from questionnaire.framework_file import load_framework
from storage.dossier_file import read_dossier
from storage.memory_repository import MemoryRepository
from storage.merging.comparing import Merge, merge_proposed
from storage.merging.taking import apply_merge
from storage.repository import Repository

ROOT = Path(__file__).resolve().parents[3]
LATER = datetime(2027, 6, 1, 8, 0, tzinfo=UTC)
_minutes = count()

Edit = tuple[Address, Any]


@cache
def bank() -> Framework:
    """The framework that the program ships."""
    return load_framework(ROOT / "questionnaire" / "bank" / "customs-iwt")


@cache
def example(name: str) -> tuple[Entry, ...]:
    """The history of a shipped example."""
    return read_dossier((ROOT / "examples" / f"{name}.dossier").read_bytes(), bank()).entries


def copy_of(entries: Iterable[Entry], framework: Framework, into: Repository | None = None) -> Repository:
    """A copy of a dossier, on a machine of its own."""
    repository = into or MemoryRepository()
    repository.create(framework, entries, id="D1")
    return repository


def write(repository: Repository, edits: Sequence[Edit], *, by: str = "P1") -> None:
    """Work on a copy: every edit is saved by itself, each a minute after whatever was saved before, in any copy."""
    for address, value in edits:
        held = repository.entry("D1", address)
        at = LATER + timedelta(minutes=next(_minutes))
        # A ballot that becomes revealed is written by a reveal, so this writes as a file that comes in does.
        entry = Entry(address, held.stamp + 1 if held else 1, value, by, at, repository.revision("D1") + 1)
        repository.extend("D1", [entry], expect=repository.revision("D1"))


def looked_at(here: Repository, there: Repository, framework: Framework, base: Iterable[Entry] | None = None) -> Merge:
    """What the other copy would do here."""
    return merge_proposed(here.entries("D1"), there.entries("D1"), framework, base)


def bring(
    here: Repository,
    there: Repository,
    framework: Framework,
    *,
    take: Collection[Address] | None = None,
    keep: Collection[Address] = (),
) -> Merge:
    """Take what the other copy proposes: all that is clean, unless it is said what; gives what had been proposed."""
    merge = looked_at(here, there, framework)
    taken = {one.address for one in merge.incoming.clean} if take is None else take
    at = LATER + timedelta(minutes=next(_minutes))
    apply_merge(here, "D1", merge, taken, kept=keep, by="P1", at=at)
    return merge


def values(repository: Repository) -> dict[Address, tuple[Any, str, datetime]]:
    """What holds at every address, with who wrote it and when; without stamps and revisions."""
    held = latest(repository.entries("D1"))
    return {address: (entry.value, entry.by, entry.at) for address, entry in held.items()}


def dossier(repository: Repository, framework: Framework) -> Dossier:
    """The dossier of a copy."""
    return fold(framework, "D1", repository.entries("D1"))
