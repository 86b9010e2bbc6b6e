"""A memory that forgets: for tests and the demonstration. It keeps the same contract as the database, test by test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import RLock
from typing import Any

from questionnaire.assessment import Assessment, Dossier
from questionnaire.dossier import fold, latest
from questionnaire.entries import STAGE, Address, Entry
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
from storage.repository import Changes, Given, StaleDossier, StaleEntry, TakenId, UnknownDossier
from storage.votes import Poll, all_votes, checked_reveal, is_vote, turned_to_answers, who_voted
from storage.word_templates import MemoryTemplates


@dataclass(frozen=True)
class _Kept:
    """One dossier: what `dossiers` holds in the database, its entries and its hidden votes by address and stamp."""

    framework: tuple[str, str, str]
    created_at: datetime
    revision: int
    example: bool
    entries: dict[tuple[Address, int], Entry]
    votes: dict[tuple[Address, int], Entry] = field(default_factory=dict)

    def of_round(self, poll: Poll) -> list[Entry]:
        """The votes of that round."""
        return [entry for (address, _), entry in self.votes.items() if Poll.of(address) == poll]


@dataclass
class MemoryRepository:
    """A `Repository` that lives as long as its process."""

    _kept: dict[str, _Kept] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        self.templates = MemoryTemplates(self._kept.__contains__)

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
                raise TakenId(id)
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
        with self._lock:
            kept = self._dossier(id)
            entries = kept.votes if is_vote(address) else kept.entries
            if stamp is None:
                stamp = max((number for place, number in entries if place == address), default=0)
            return entries.get((address, stamp))

    def save(self, id: str, address: Address, value: Any, *, by: str, at: datetime, expect: int) -> Entry:
        """Write one value on top of stamp `expect`; see `Repository`."""
        return self.save_all(id, [(address, value, expect)], by=by, at=at)[0]

    def save_all(
        self, id: str, changes: Changes, *, by: str, at: datetime, given: Given | None = None
    ) -> tuple[Entry, ...]:
        """Write several values as one revision: all of them or none; see `Repository`."""
        checked_writing(by, at)
        read = [(address, from_json(address, to_json(address, value)), expect) for address, value, expect in changes]
        if not changes:
            return ()
        votes = all_votes(read)
        with self._lock:
            self._check(id, given)
            return self._vote(id, read, by, at) if votes else self._write(id, read, by, at)

    def votes(self, id: str, question: str, round: int) -> Mapping[str, datetime]:
        """Who has a hidden reply in that round, and since when; see `Repository`."""
        with self._lock:
            return who_voted(self._dossier(id).of_round(Poll(question, round)))

    def reveal(
        self, id: str, question: str, round: int, changes: Changes, *, by: str, at: datetime, given: Given | None = None
    ) -> tuple[Entry, ...]:
        """Write changes and turn the votes of that round into answers, in one revision; see `Repository`."""
        checked_writing(by, at)
        checked_reveal(poll := Poll(question, round), changes)
        read = [(address, from_json(address, to_json(address, value)), expect) for address, value, expect in changes]
        with self._lock:
            self._check(id, given)
            written = self._write(id, read, by, at)
            kept = self._kept[id]
            held = latest(kept.entries.values())
            answers = tuple(
                replace(vote, stamp=held[vote.address].stamp + 1 if vote.address in held else 1, revision=kept.revision)
                for vote in turned_to_answers(kept.of_round(poll))
            )
            self._put(id, answers, kept.revision)
            gone = {(vote.address, vote.stamp) for vote in kept.of_round(poll)}
            left = {place: vote for place, vote in kept.votes.items() if place not in gone}
            self._kept[id] = replace(self._kept[id], votes=left)
        return (*written, *answers)

    def _check(self, id: str, given: Given | None) -> None:
        if given is not None:
            stage = self.entry(id, STAGE)
            given.check(id, stage.stamp if stage else 0, self._dossier(id).revision)

    def _write(self, id: str, changes: Sequence[tuple[Address, Any, int]], by: str, at: datetime) -> tuple[Entry, ...]:
        kept = self._dossier(id)
        written = _on_top(latest(kept.entries.values()), changes, by, at, kept.revision + 1)
        self._put(id, written, kept.revision + 1)
        return written

    def _vote(self, id: str, changes: Sequence[tuple[Address, Any, int]], by: str, at: datetime) -> tuple[Entry, ...]:
        kept = self._dossier(id)
        for address, _, _ in changes:
            if any(Poll.of(address).ended_by(entry.value) for entry in kept.entries.values()):
                raise StaleEntry(nothing_there(address, at))
        written = _on_top(latest(kept.votes.values()), changes, by, at, 0)
        added = {(vote.address, vote.stamp): vote for vote in written}
        self._kept[id] = replace(kept, votes={**kept.votes, **added})
        return written

    def delete(self, id: str) -> None:
        """Forget a dossier and its history."""
        with self._lock:
            self._dossier(id)
            del self._kept[id]
            self.templates.take_away(id)

    def _dossier(self, id: str) -> _Kept:
        if id not in self._kept:
            raise UnknownDossier(id)
        return self._kept[id]

    def _put(self, id: str, entries: Iterable[Entry], revision: int) -> None:
        kept = self._kept[id]
        added = {(entry.address, entry.stamp): entry for entry in entries}
        self._kept[id] = replace(kept, revision=revision, entries={**kept.entries, **added})


def _on_top(
    before: Mapping[Address, Entry],
    changes: Sequence[tuple[Address, Any, int]],
    by: str,
    at: datetime,
    revision: int,
) -> tuple[Entry, ...]:
    """The changes as entries on top of those that hold. Raises StaleEntry."""
    held = dict(before)
    written: list[Entry] = []
    for address, value, expect in changes:
        found = held.get(address) or nothing_there(address, at)
        if found.stamp != expect:
            # As in the database, a writing of this very call that came before does not count: it was undone.
            raise StaleEntry(found)
        held[address] = Entry(address, expect + 1, value, by, at, revision)
        written.append(held[address])
    return tuple(written)


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
