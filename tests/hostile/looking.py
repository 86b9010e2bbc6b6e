"""Looking at one file as the program does when it is brought back: a sentence or changes come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from questionnaire.entries import Address, Entry
from questionnaire.incoming import Incoming
from questionnaire.problems import InputFault, Problem
from storage.dossier_file import read_dossier
from storage.histories import checked_history
from storage.intake.workbook_gate import FileKind, kind_of_file
from storage.memory_repository import MemoryRepository
from storage.merging.comparing import merge_proposed
from storage.merging.taking import apply_merge
from tests.hostile.seeds import history
from tests.storage.intake.any_dossier import AT, kinds
from tests.storage.intake.bringing import ID, bring
from words.phrases import LANGUAGES, load_phrases


class Unshown(AssertionError):
    """Something was stored that was not shown, or shown and not stored."""


@dataclass(frozen=True)
class Seen:
    """What came of a file: the codes of why it was refused, or how much it proposed and told."""

    refused: tuple[str, ...] = ()
    changes: int = 0
    told: int = 0


def look_at(data: bytes) -> Seen:
    """Read the file, say everything that is wrong in every language, take everything, and compare what is stored."""
    try:
        incoming, write = _read(data)
    except InputFault as fault:
        _say(fault.problems)
        assert fault.problems, "a refusal says why"
        return Seen(tuple(one.code for one in fault.problems))
    told = (*incoming.problems, *incoming.unknown, *incoming.notices)
    _say(told)
    take(incoming, write)
    return Seen((), len(incoming.changes), len(told))


Write = Callable[[MemoryRepository, frozenset[Address]], object]


def _read(data: bytes) -> tuple[Incoming, Write]:
    """What the file proposes, and how that is written, as the program does it."""
    if kind_of_file(data) is not FileKind.DOSSIER:
        incoming = bring(data, "brought", history())
        return incoming, lambda memory, taken: memory.save_all(ID, incoming.changes_for(taken), by="P1", at=AT)
    merge = merge_proposed(history(), read_dossier(data, kinds()).entries, kinds())
    return merge.incoming, lambda memory, taken: apply_merge(memory, ID, merge, taken, by="P1", at=AT)


def _say(problems: tuple[Problem, ...]) -> None:
    for language in LANGUAGES:
        say = load_phrases(language)
        for one in problems:
            assert len(one.sentence(say)) < 3_000, "a sentence that nobody can read"


def take(incoming: Incoming, write: Write) -> None:
    """Every change at once; afterwards the memory holds what was shown, and nothing else."""
    repository = MemoryRepository()
    repository.create(kinds(), history(), id=ID, created_at=AT)
    before = _held(repository)
    shown = {one.address: one.written for one in incoming.changes}
    write(repository, frozenset(shown))
    after = _held(repository)
    stored = {address: value for address, value in after.items() if before.get(address) != value}
    if stored != {address: value for address, value in shown.items() if before.get(address) != value}:
        raise Unshown(f"{set(map(str, stored)) ^ set(map(str, shown))}")
    checked_history(repository.entries(ID))


def _held(repository: MemoryRepository) -> dict[Address, Any]:
    entries: tuple[Entry, ...] = repository.entries(ID)
    return {entry.address: entry.value for entry in sorted(entries, key=lambda one: one.stamp)}
