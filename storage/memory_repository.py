"""A memory that forgets: for tests and the demonstration. It keeps the same contract as the database, test by test."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import RLock
from typing import Any

from questionnaire.assessment import Assessment, Dossier
from questionnaire.dossier import fold, latest
from questionnaire.entries import Address, Entry
from questionnaire.framework import Framework
from storage.encoding import from_json, to_json
from storage.entry_lines import checked_writing
from storage.histories import (
    by_saving,
    checked_history,
    checked_id,
    front_page,
    in_order,
    is_reply,
    new_id,
    nothing_there,
)
from storage.repository import StaleDossier, StaleEntry, UnknownDossier


@dataclass(frozen=True)
class _Kept:
    """One dossier: what `dossiers` holds in the database, and its entries by address and stamp."""

    framework: tuple[str, str, str]
    created_at: datetime
    revision: int
    example: bool
    entries: dict[tuple[Address, int], Entry]


@dataclass
class MemoryRepository:
    """A `Repository` that lives as long as its process."""

    _kept: dict[str, _Kept] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def assessments(self) -> tuple[Assessment, ...]:
        """All assessments kept, the one saved last first."""
        with self._lock:
            return by_saving(_front_page(id, kept) for id, kept in self._kept.items())

    def create(
        self,
        framework: Framework,
        entries: Iterable[Entry] = (),
        *,
        id: str | None = None,
        example: bool = False,
        created_at: datetime | None = None,
    ) -> str:
        """Keep a new dossier; see `Repository`."""
        history = checked_history(entries)
        id = new_id() if id is None else checked_id(id)
        with self._lock:
            if id in self._kept:
                raise ValueError(f"a dossier {id} is kept already")
            self._kept[id] = _Kept(
                (framework.id, framework.version, framework.content_hash),
                (created_at or datetime.now(UTC)).astimezone(UTC),
                max((entry.revision for entry in history), default=0),
                example,
                {(entry.address, entry.stamp): entry for entry in history},
            )
        return id

    def extend(self, id: str, entries: Iterable[Entry], *, expect: int) -> None:
        """Add later entries of the same history; see `Repository`."""
        with self._lock:
            kept = self._dossier(id)
            if kept.revision != expect:
                raise StaleDossier(id)
            history = checked_history(entries, kept.entries.values(), after=expect)
            self._put(id, history, max((entry.revision for entry in history), default=expect))

    def open(self, id: str, framework: Framework) -> Dossier:
        """The dossier as it stands now, folded with `framework`."""
        with self._lock:
            kept = self._dossier(id)
            return fold(framework, id, kept.entries.values(), created_at=kept.created_at)

    def framework_id(self, id: str) -> str:
        """The id of the framework that the dossier was made with."""
        with self._lock:
            return self._dossier(id).framework[0]

    def revision(self, id: str) -> int:
        """The number of the last change to the dossier."""
        with self._lock:
            return self._dossier(id).revision

    def entries(self, id: str, *, since: int = 0) -> tuple[Entry, ...]:
        """Every entry with a revision above `since`, oldest first."""
        with self._lock:
            return in_order(entry for entry in self._dossier(id).entries.values() if entry.revision > since)

    def history(self, id: str, address: Address) -> tuple[Entry, ...]:
        """All entries at one address, oldest first."""
        with self._lock:
            found = [entry for entry in self._dossier(id).entries.values() if entry.address == address]
            return tuple(sorted(found, key=lambda entry: entry.stamp))

    def entry(self, id: str, address: Address, stamp: int | None = None) -> Entry | None:
        """The entry at that stamp, or the latest; None where there is none."""
        history = self.history(id, address)
        chosen = history[-1:] if stamp is None else [entry for entry in history if entry.stamp == stamp]
        return next(iter(chosen), None)

    def save(self, id: str, address: Address, value: Any, *, by: str, at: datetime, expect: int) -> Entry:
        """Write one value on top of stamp `expect`; see `Repository`."""
        return self.save_all(id, [(address, value, expect)], by=by, at=at)[0]

    def save_all(
        self, id: str, changes: Sequence[tuple[Address, Any, int]], *, by: str, at: datetime
    ) -> tuple[Entry, ...]:
        """Write several values as one revision: all of them or none; see `Repository`."""
        checked_writing(by, at)
        read = [(address, from_json(address, to_json(address, value)), expect) for address, value, expect in changes]
        if not changes:
            return ()
        with self._lock:
            kept = self._dossier(id)
            held = dict(latest(kept.entries.values()))
            written: list[Entry] = []
            for address, value, expect in read:
                before = held.get(address) or nothing_there(address, at)
                if before.stamp != expect:
                    # As in the database, a writing of this very call that came before does not count: it was undone.
                    raise StaleEntry(before)
                held[address] = Entry(address, expect + 1, value, by, at, kept.revision + 1)
                written.append(held[address])
            self._put(id, written, kept.revision + 1)
        return tuple(written)

    def delete(self, id: str) -> None:
        """Forget a dossier and its history."""
        with self._lock:
            self._dossier(id)
            del self._kept[id]

    def _dossier(self, id: str) -> _Kept:
        if id not in self._kept:
            raise UnknownDossier(id)
        return self._kept[id]

    def _put(self, id: str, entries: Iterable[Entry], revision: int) -> None:
        kept = self._kept[id]
        added = {(entry.address, entry.stamp): entry for entry in entries}
        self._kept[id] = replace(kept, revision=revision, entries={**kept.entries, **added})


def _front_page(id: str, kept: _Kept) -> Assessment:
    held = latest(kept.entries.values()).values()
    framework_id, version, content_hash = kept.framework
    return front_page(
        held,
        id=id,
        framework_id=framework_id,
        framework_version=version,
        framework_hash=content_hash,
        revision=kept.revision,
        example=kept.example,
        replies=sum(is_reply(entry.address) and entry.value is not None for entry in held),
        created_at=kept.created_at,
        saved_at=max((entry.at for entry in kept.entries.values()), default=None),
    )
