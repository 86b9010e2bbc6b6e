"""Proposed changes in words: what each is about, and every side of it, as the history says them. Not escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from planning.actions import Library
from questionnaire.assessment import Dossier, Participant
from questionnaire.entries import Address
from questionnaire.incoming import ProposedChange
from reports.history import RecordedChange
from reports.history_words import HistoryTeller
from words.phrases import Phrases

NO_LIBRARY = Library({}, {}, {})
_NO_MOMENT = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ChangeSaid:
    """One change in words: what it is about, what each side says of it, what would be written; empty for nothing.

    Of a record of many fields a side says only those in which it differs from the side that it is held against.
    """

    what: str
    base: str
    here: str
    incoming: str
    written: str


def change_said(
    change: ProposedChange,
    dossier: Dossier,
    say: Phrases,
    *,
    library: Library = NO_LIBRARY,
    people: Iterable[Participant] = (),
) -> ChangeSaid:
    """The change in words. `people` are those whom only the incoming side knows; `library` has the names of actions."""
    teller = teller_of(dossier, say, library=library, people=people)
    base, here, incoming = change.base.value, change.here.value, change.incoming.value
    return ChangeSaid(
        what=what_said(change.address, teller, value=here if incoming is None else incoming),
        base=value_said(change.address, base, teller, against=incoming),
        here=value_said(change.address, here, teller, against=incoming),
        incoming=value_said(change.address, incoming, teller, against=base if here is None else here),
        written=value_said(change.address, change.written, teller),
    )


def teller_of(
    dossier: Dossier, say: Phrases, *, library: Library = NO_LIBRARY, people: Iterable[Participant] = ()
) -> HistoryTeller:
    """Who tells changes of this dossier, and knows the names of those who come along."""
    known = {one.id for one in dossier.participants}
    newcomers = tuple(one for one in people if one.id not in known)
    return HistoryTeller(say, replace(dossier, participants=(*dossier.participants, *newcomers)), library)


def what_said(address: Address, teller: HistoryTeller, *, value: Any = None) -> str:
    """What an address is about: "Reply to L04 Powers, of Ada". `value` is recorded there, where that is known."""
    return teller.what(_change(address, None, value))


def value_said(address: Address, value: Any, teller: HistoryTeller, *, against: Any = None) -> str:
    """A value in words; empty where nothing is recorded. `against` is the value that it is told apart from."""
    if value is None:
        return ""
    return teller.after(_change(address, None if against == value else against, value))


def _change(address: Address, before: Any, after: Any) -> RecordedChange:
    """The change without its writer, so that an answer always says whose it is."""
    return RecordedChange(address, 0, "", _NO_MOMENT, before, after)
