"""Hidden votes in the database: in a table of their own, sealed, until a reveal turns them into answers.

Whoever writes or reveals votes holds the row of the dossier: a vote is either in before the reveal or refused after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from questionnaire.dossier import latest
from questionnaire.entries import Address, Entry
from storage.encoding import decode
from storage.entry_lines import read_time, time_text
from storage.histories import nothing_there
from storage.repository import StaleEntry, StorageFault, UnknownDossier
from storage.sealing import Sealer, Unsealable
from storage.statements import Statement
from storage.votes import Poll, turned_to_answers, who_voted


@dataclass(frozen=True)
class SealedVotes:
    """The table of hidden votes. Every method works within the transaction of the connection that it is given.

    `place` is the address of the database, for sentences. Without a `sealer` there is nowhere to keep a key.
    """

    run: Mapping[str, Statement]
    place: str
    sealer: Sealer | None

    def save(
        self,
        connection: Connection,
        id: str,
        changes: Sequence[tuple[Address, str | None, int]],
        *,
        by: str,
        at: datetime,
    ) -> None:
        """Write several (address, value as text, expected stamp). Raises StaleEntry, UnknownDossier, StorageFault."""
        if self.run["hold_dossier"](connection, dossier=id).first() is None:
            raise UnknownDossier(id)
        for poll in dict.fromkeys(Poll.of(address) for address, _, _ in changes):
            if self._is_revealed(connection, id, poll):
                address = next(address for address, _, _ in changes if Poll.of(address) == poll)
                raise StaleEntry(nothing_there(address, at))
        for address, text, expect in changes:
            rows = self._rows(connection, id, address)
            if (rows[0][1] if rows else 0) != expect:
                held = self.entry(connection, id, address, None)
                raise StaleEntry(held or nothing_there(address, at))
            poll = Poll.of(address)
            self.run["insert_vote"](
                connection,
                dossier=id,
                question=poll.question,
                round=poll.round,
                place=str(address),
                stamp=expect + 1,
                value=None if text is None else self._cipher().seal(text, _sealed_place(id, address, expect + 1)),
                by_whom=by,
                at_time=time_text(at),
            )

    def entry(self, connection: Connection, id: str, address: Address, stamp: int | None) -> Entry | None:
        """The vote there at that stamp, or the latest, opened. Raises StorageFault where it cannot be."""
        for row in self._rows(connection, id, address):
            if stamp in (None, row[1]):
                return self._opened(id, self._closed(row))
        return None

    def voters(self, connection: Connection, id: str, poll: Poll) -> Mapping[str, datetime]:
        """Who has a hidden reply in that round, and since when. Nothing is opened for it."""
        return who_voted(self._round(connection, id, poll))

    def take(self, connection: Connection, id: str, poll: Poll) -> tuple[Entry, ...]:
        """The votes of a round as entries of the answers, still without stamps; they are kept here no longer."""
        held = latest(self._round(connection, id, poll)).values()
        answers = turned_to_answers(self._opened(id, one) for one in held)
        self.run["delete_round"](connection, dossier=id, question=poll.question, round=poll.round)
        return answers

    def forget(self, connection: Connection, id: str) -> None:
        """Delete all votes of a dossier."""
        self.run["delete_votes"](connection, dossier=id)

    def _rows(self, connection: Connection, id: str, address: Address) -> Sequence[Sequence[Any]]:
        """The rows at one address, the latest first."""
        poll = Poll.of(address)
        found = self.run["votes_at"](
            connection, dossier=id, question=poll.question, round=poll.round, place=str(address)
        )
        return found.all()

    def _round(self, connection: Connection, id: str, poll: Poll) -> Iterable[Entry]:
        rows = self.run["votes_of_round"](connection, dossier=id, question=poll.question, round=poll.round).all()
        return map(self._closed, rows)

    def _is_revealed(self, connection: Connection, id: str, poll: Poll) -> bool:
        """Looks at the history of all ballots; only those that can be the one are read."""
        named = json.dumps(poll.question, ensure_ascii=False)
        rows = self.run["ballots"](connection, dossier=id).all()
        likely = ((place, text) for place, text in rows if text and named in text and '"revealed"' in text)
        return any(poll.ended_by(decode(Address.read(place), text)) for place, text in likely)

    def _closed(self, row: Sequence[Any]) -> Entry:
        """A row as an entry whose value is still sealed."""
        written, stamp, sealed, by, at = row
        return Entry(Address.read(written), stamp, sealed, by, read_time(at, written))

    def _opened(self, id: str, entry: Entry) -> Entry:
        if entry.value is None:
            return entry
        try:
            text = self._cipher().open(entry.value, _sealed_place(id, entry.address, entry.stamp))
            return replace(entry, value=decode(entry.address, text))
        except (Unsealable, ValueError) as broken:
            # The address would tell who replied to what.
            raise StorageFault("storage.fault.sealed_vote", place=self.place) from broken

    def _cipher(self) -> Sealer:
        if self.sealer is None:
            raise StorageFault("storage.fault.no_key", place=self.place)
        return self.sealer


def _sealed_place(id: str, address: Address, stamp: int) -> str:
    return f"{id}/{address}/{stamp}"
