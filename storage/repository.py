"""What the application asks of its memory. One contract, met by SQLite, PostgreSQL and a memory that forgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from questionnaire.assessment import Assessment, Dossier
from questionnaire.entries import Address, Entry
from questionnaire.framework import Framework

if TYPE_CHECKING:  # it raises what is declared here
    from storage.word_templates import TemplateStore


class StaleEntry(Exception):
    """Somebody else wrote at this address since the stamp that the writer had seen; `held` is what stands there now."""

    def __init__(self, held: Entry) -> None:
        super().__init__(f"{held.address} is at stamp {held.stamp}")
        self.held = held


class StaleDossier(Exception):
    """The dossier has moved on since the revision that the writer had seen."""


class TakenId(ValueError):
    """A dossier of that id is kept already."""


class UnknownDossier(Exception):
    """No dossier of that id is kept here."""


class StorageFault(Exception):
    """The memory could not write or read (disk full, read-only folder, locked or damaged file).

    `code` is the key of the sentence shown to people; `facts` fill its gaps. Nothing shown as saved is lost by it.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


Changes = Sequence[tuple[Address, Any, int]]
"""What is to be written: addresses, the values, and the stamps that their writer saw."""


@dataclass(frozen=True)
class Given:
    """What a writing rests on beside the stamps of its own addresses: it is refused where this no longer holds.

    `stage` is the stamp of the dossier's stage; `revision` its last change, None where others may write meanwhile.
    """

    stage: int
    revision: int | None = None

    def check(self, id: str, stage: int, revision: int) -> None:
        """Raise StaleDossier where the dossier stands otherwise: the stamp of its stage, its last change."""
        if self.stage != stage or self.revision not in (None, revision):
            raise StaleDossier(id)


class Repository(Protocol):
    """The application's memory. Every method is one transaction; every method may raise StorageFault."""

    @property
    def templates(self) -> TemplateStore:
        """The organisations' looks for Word files, kept beside the dossiers."""
        ...

    def assessments(self) -> tuple[Assessment, ...]:
        """All assessments kept, the one saved last first."""
        ...

    def create(
        self,
        framework: Framework,
        entries: Iterable[Entry] = (),
        *,
        id: str | None = None,
        example: bool = False,
        created_at: datetime | None = None,
    ) -> str:
        """Keep a new dossier holding `entries` with their stamps and whole history; returns its id.

        `created_at` is now, unless the dossier comes from elsewhere. Entries without a revision get revision 1. Raises
        TakenId where there is one of that `id`, and BadValue (a ValueError) where the entries are no whole history.
        """
        ...

    def extend(self, id: str, entries: Iterable[Entry], *, expect: int) -> None:
        """Add later entries of the same history, as they were made elsewhere, to a dossier at revision `expect`.

        Raises StaleDossier where it has moved on, UnknownDossier, and BadValue where the entries do not continue it.
        """
        ...

    def open(self, id: str, framework: Framework) -> Dossier:
        """The dossier as it stands now, folded with `framework`. Raises UnknownDossier."""
        ...

    def framework_id(self, id: str) -> str:
        """The id of the framework that the dossier was made with. Raises UnknownDossier."""
        ...

    def revision(self, id: str) -> int:
        """The number of the last change to the dossier. Raises UnknownDossier."""
        ...

    def entries(self, id: str, *, since: int = 0) -> tuple[Entry, ...]:
        """Every entry with a revision above `since`, earlier ones of the same address included, oldest first."""
        ...

    def history(self, id: str, address: Address) -> tuple[Entry, ...]:
        """All entries at one address, oldest first."""
        ...

    def entry(self, id: str, address: Address, stamp: int | None = None) -> Entry | None:
        """The entry at that stamp, or the latest; None where there is none."""
        ...

    def save(self, id: str, address: Address, value: Any, *, by: str, at: datetime, expect: int) -> Entry:
        """Write one value on top of stamp `expect` (0: nothing was there). Returns the entry written.

        When the call returns the value is on disk. Raises StaleEntry where another entry came in between, and
        UnknownDossier.
        """
        ...

    def save_all(
        self, id: str, changes: Changes, *, by: str, at: datetime, given: Given | None = None
    ) -> tuple[Entry, ...]:
        """Write several (address, value, expected stamp) as one revision: all of them or none.

        Raises StaleEntry where another entry came in between, StaleDossier where `given` no longer holds, ValueError
        for a ballot that becomes revealed: its votes would be lost; that is what `reveal` is for.
        """
        ...

    def votes(self, id: str, question: str, round: int) -> Mapping[str, datetime]:
        """Who has a hidden reply in that round, and since when. What they replied is not told. Raises UnknownDossier.

        A vote is written with `save` at its own address (`entries.vote_of`) and read by its voter with `entry`. It is
        no part of the dossier: `open`, `entries`, `history`, files and the revision do not know it.
        """
        ...

    def reveal(
        self, id: str, question: str, round: int, changes: Changes, *, by: str, at: datetime, given: Given | None = None
    ) -> tuple[Entry, ...]:
        """Write `changes` as `save_all` does, and in the same transaction turn the votes of that round into answers.

        Each voter's last reply, confidence and comment become the next entry of their answer, `by` the voter and `at`
        the moment of the vote; the hidden ones are gone then. All of it is one revision. A vote for a round that was
        revealed is refused from then on: `save` raises StaleEntry. Raises StaleEntry, UnknownDossier, StaleDossier.
        """
        ...

    def delete(self, id: str) -> None:
        """Forget a dossier and its history. Raises UnknownDossier."""
        ...
