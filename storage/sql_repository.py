"""The application's memory in a database: SQLite in a file, or a PostgreSQL server. One code for both.

Every saving is one row and one transaction: the revision of the dossier is raised (other writers of it wait), then the
row goes in under the next stamp, if the stamp that the writer saw is still the last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.engine import Connection, Row
from sqlalchemy.exc import IntegrityError

from questionnaire.assessment import Assessment, Dossier
from questionnaire.entries import STAGE, Address, Entry
from questionnaire.framework import Framework
from questionnaire.problems import Problem
from storage.dossier_cache import DossierCache, remember
from storage.encoding import decode, encode
from storage.engine import PATIENCE, Database, open_database
from storage.entry_lines import checked_writing, read_time, time_text
from storage.histories import by_saving, checked_history, checked_id, front_page, in_order, new_id, nothing_there
from storage.repository import Changes, Given, StaleDossier, StaleEntry, StorageFault, TakenId, UnknownDossier
from storage.schema import prepare_schema
from storage.sealed_votes import SealedVotes
from storage.sealing import Sealer
from storage.sql_templates import SqlTemplates
from storage.statements import compile_statements
from storage.votes import Poll, all_votes, checked_reveal, is_vote

Entries = tuple[Entry, ...]


class SqlRepository:
    """A `Repository` in a database; safe to be used by many threads, beside other processes."""

    def __init__(self, database: Database, notices: Sequence[Problem] = (), sealer: Sealer | None = None) -> None:
        self._database = database
        self._run = compile_statements(database.engine.dialect)
        if sealer is None and database.file is not None:
            sealer = Sealer.in_folder(database.file.parent)
        self._votes = SealedVotes(self._run, database.place, sealer)
        self._cache = DossierCache()
        self.templates = SqlTemplates(database)
        self.notices = tuple(notices)
        """What is worth saying about how it was opened: that it was brought up to date, and where the copy lies."""

    @staticmethod
    def at(url: str, *, patience: float = PATIENCE, sealer: Sealer | None = None) -> SqlRepository:
        """The memory at that address, its tables made or brought up to date. Raises StorageFault.

        `sealer` seals the hidden votes. Without one their key lies beside a database in a file; a database on a server
        has no such place, and refuses votes.
        """
        database = open_database(url, patience=patience)
        try:
            return SqlRepository(database, prepare_schema(database), sealer)
        except StorageFault:
            database.engine.dispose()
            raise

    def close(self) -> None:
        """Close every connection. What was saved is saved without it."""
        self._database.engine.dispose()

    def assessments(self) -> tuple[Assessment, ...]:
        """All assessments kept, the one saved last first."""
        run = self._run
        with self._database.reading() as connection:
            rows = run["all_dossiers"](connection).mappings().all()
            replies = {row[0]: row[1] for row in run["reply_counts"](connection)}
            saved = {row[0]: row[1] for row in run["saved_at"](connection)}
            fronts: dict[str, list[Entry]] = {}
            for row in run["front_pages"](connection):
                fronts.setdefault(row[0], []).append(self._entry(row[1:]))
        return by_saving(
            front_page(
                fronts.get(row["id"], ()),
                id=row["id"],
                framework_id=row["framework_id"],
                framework_version=row["framework_version"],
                framework_hash=row["framework_hash"],
                revision=row["revision"],
                example=bool(row["example"]),
                replies=replies.get(row["id"], 0),
                created_at=read_time(row["created_at"], "created_at"),
                saved_at=read_time(saved[row["id"]], "at") if row["id"] in saved else None,
            )
            for row in rows
        )

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
        kept = checked_history(entries)
        id = new_id() if id is None else checked_id(id)
        now = datetime.now(UTC)
        facts = {
            "id": id,
            "framework_id": framework.id,
            "framework_version": framework.version,
            "framework_hash": framework.content_hash,
            "created_at": time_text(created_at or now),
            "kept_at": time_text(now),
            "revision": max((entry.revision for entry in kept), default=0),
            "example": example,
        }
        with self._database.writing() as connection:
            try:
                self._run["new_dossier"](connection, **facts)
            except IntegrityError as taken:
                raise TakenId(id) from taken
            self._insert(connection, id, kept)
        return id

    def extend(self, id: str, entries: Iterable[Entry], *, expect: int) -> None:
        """Add later entries of the same history; see `Repository`."""
        later = tuple(entries)
        revision = max((entry.revision for entry in later), default=expect)
        with self._database.writing() as connection:
            changed = self._run["set_revision"](connection, dossier=id, expect=expect, revision=revision)
            if changed.rowcount == 0:
                self._dossier_row(connection, id)
                raise StaleDossier(id)
            self._insert(connection, id, checked_history(later, self._entries(connection, id, 0), after=expect))

    def open(self, id: str, framework: Framework) -> Dossier:
        """The dossier as it stands now; reads only what was saved since it was opened last."""
        with self._cache.turn(id), self._database.reading() as connection:
            known = self._cache.get(id)
            row = self._dossier_row(connection, id)
            if known is not None and (known.kept_at != row.kept_at or known.dossier.whole is not framework):
                known = None
            if known is not None and known.revision == row.revision:
                return known.dossier
            news = self._entries(connection, id, known.revision if known else 0)
            created_at = read_time(row.created_at, "created_at")
            known = (
                known.with_news(news, framework, created_at)
                if known
                else remember(id, row.kept_at, framework, created_at, news)
            )
            self._cache.put(known)
            return known.dossier

    def framework_id(self, id: str) -> str:
        """The id of the framework that the dossier was made with."""
        with self._database.reading() as connection:
            return str(self._dossier_row(connection, id).framework_id)

    def revision(self, id: str) -> int:
        """The number of the last change to the dossier."""
        with self._database.reading() as connection:
            return int(self._dossier_row(connection, id).revision)

    def entries(self, id: str, *, since: int = 0) -> tuple[Entry, ...]:
        """Every entry with a revision above `since`, oldest first."""
        with self._database.reading() as connection:
            self._dossier_row(connection, id)
            return self._entries(connection, id, since)

    def history(self, id: str, address: Address) -> tuple[Entry, ...]:
        """All entries at one address, oldest first."""
        with self._database.reading() as connection:
            self._dossier_row(connection, id)
            rows = self._run["history"](connection, dossier=id, place=str(address))
            return tuple(self._entry(row) for row in rows)

    def entry(self, id: str, address: Address, stamp: int | None = None) -> Entry | None:
        """The entry at that stamp, or the latest; None where there is none."""
        with self._database.reading() as connection:
            look = self._votes.entry if is_vote(address) else self._one_entry
            found = look(connection, id, address, stamp)
            if found is None:
                self._dossier_row(connection, id)
            return found

    def save(self, id: str, address: Address, value: Any, *, by: str, at: datetime, expect: int) -> Entry:
        """Write one value on top of stamp `expect`; see `Repository`."""
        return self.save_all(id, [(address, value, expect)], by=by, at=at)[0]

    def save_all(self, id: str, changes: Changes, *, by: str, at: datetime, given: Given | None = None) -> Entries:
        """Write several values as one revision: all of them or none; see `Repository`."""
        checked_writing(by, at)
        texts = [(address, encode(address, value), expect) for address, value, expect in changes]
        if not changes:
            return ()
        votes = all_votes(changes)
        with self._database.writing() as connection:
            if votes:
                self._votes.save(connection, id, texts, by=by, at=at)
                revision = 0
                self._check(connection, id, given, self._dossier_row(connection, id).revision)
            else:
                revision = self._next_revision(connection, id)
                self._check(connection, id, given, revision - 1)
                self._write(connection, id, texts, by=by, at=at, revision=revision)
        return tuple(Entry(address, expect + 1, value, by, at, revision) for address, value, expect in changes)

    def votes(self, id: str, question: str, round: int) -> Mapping[str, datetime]:
        """Who has a hidden reply in that round, and since when; see `Repository`."""
        with self._database.reading() as connection:
            self._dossier_row(connection, id)
            return self._votes.voters(connection, id, Poll(question, round))

    def reveal(
        self, id: str, question: str, round: int, changes: Changes, *, by: str, at: datetime, given: Given | None = None
    ) -> Entries:
        """Write changes and turn the votes of that round into answers, in one revision; see `Repository`."""
        checked_writing(by, at)
        checked_reveal(poll := Poll(question, round), changes)
        texts = [(address, encode(address, value), expect) for address, value, expect in changes]
        with self._database.writing() as connection:
            revision = self._next_revision(connection, id)
            self._check(connection, id, given, revision - 1)
            self._write(connection, id, texts, by=by, at=at, revision=revision)
            answers = []
            for vote in self._votes.take(connection, id, poll):
                held = self._one_entry(connection, id, vote.address, None)
                answers.append(replace(vote, stamp=held.stamp + 1 if held else 1, revision=revision))
            self._insert(connection, id, answers)
        written = (Entry(address, expect + 1, value, by, at, revision) for address, value, expect in changes)
        return (*written, *answers)

    def delete(self, id: str) -> None:
        """Forget a dossier and its history."""
        with self._database.writing() as connection:
            self._votes.forget(connection, id)
            self._run["delete_entries"](connection, dossier=id)
            if self._run["delete_dossier"](connection, dossier=id).rowcount == 0:
                raise UnknownDossier(id)
        self._cache.drop(id)

    def _next_revision(self, connection: Connection, id: str) -> int:
        """Raises the revision of the dossier. Other writers of it wait from here to the end of the transaction."""
        revision = self._run["next_revision"](connection, dossier=id).scalar()
        if revision is None:
            raise UnknownDossier(id)
        return int(revision)

    def _write(
        self,
        connection: Connection,
        id: str,
        changes: Sequence[tuple[Address, str | None, int]],
        *,
        by: str,
        at: datetime,
        revision: int,
    ) -> None:
        """Write (address, value as text, expected stamp) one after the other. Raises StaleEntry."""
        for address, text, expect in changes:
            row = _row(id, Entry(address, expect + 1, text, by, at, revision))
            if self._run["save"](connection, **row, expect=expect).rowcount != 1:
                held = self._one_entry(connection, id, address, None)
                raise StaleEntry(held or nothing_there(address, at))

    def _check(self, connection: Connection, id: str, given: Given | None, revision: int) -> None:
        if given is not None:
            stage = self._one_entry(connection, id, STAGE, None)
            given.check(id, stage.stamp if stage else 0, revision)

    def _dossier_row(self, connection: Connection, id: str) -> Row[Any]:
        row = self._run["dossier"](connection, dossier=id).first()
        if row is None:
            raise UnknownDossier(id)
        return row

    def _entries(self, connection: Connection, id: str, since: int) -> tuple[Entry, ...]:
        rows = self._run["entries_since"](connection, dossier=id, since=since).all()
        return in_order(self._entry(row) for row in rows)

    def _one_entry(self, connection: Connection, id: str, address: Address, stamp: int | None) -> Entry | None:
        place = {"dossier": id, "place": str(address)}
        rows = (
            self._run["latest_entry"](connection, **place)
            if stamp is None
            else self._run["entry"](connection, **place, stamp=stamp)
        )
        row = rows.first()
        return None if row is None else self._entry(row)

    def _entry(self, row: Sequence[Any]) -> Entry:
        """The entry of a row. One that cannot be read was not written by this program: it was damaged or edited."""
        written, stamp, value, by, at, revision = row
        try:
            address = Address.read(written)
            return Entry(address, stamp, decode(address, value), by, read_time(at, written), revision)
        except ValueError as broken:
            raise StorageFault(
                "storage.fault.unreadable_entry", place=self._database.place, address=str(written)
            ) from broken

    def _insert(self, connection: Connection, id: str, entries: Iterable[Entry]) -> None:
        rows = (_row(id, replace(entry, value=encode(entry.address, entry.value))) for entry in entries)
        self._run["insert"].each(connection, rows)


def _row(id: str, entry: Entry) -> Mapping[str, Any]:
    """The facts of a row; the value of the entry is text already."""
    return {
        "dossier": id,
        "place": str(entry.address),
        "stamp": entry.stamp,
        "value": entry.value,
        "by_whom": entry.by,
        "at_time": time_text(entry.at),
        "revision": entry.revision,
    }
