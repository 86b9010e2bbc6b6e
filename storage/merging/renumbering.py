"""The ids of another copy as those of here: addresses, values and writers follow them; see `counting` for which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from planning.own_actions import own_price, price_line
from questionnaire.answers import EvidenceLink, RecordedAgreement
from questionnaire.assessment import Participant
from questionnaire.ballots import Ballot, Group, ParkedPoint
from questionnaire.entries import Address, Entry, Subject
from questionnaire.evidence import Evidence
from questionnaire.following import ProgressReport, StepDetails
from questionnaire.intentions import Alternative, Limits, PlannedStart, UnitPrice
from questionnaire.own_actions import OwnAction

COUNTED = (
    *(Subject.GROUP, Subject.PARTICIPANT, Subject.EVIDENCE, Subject.OWN_ACTION),
    *(Subject.PARKED, Subject.ALTERNATIVE),
)
"""The subjects whose ids are given by counting; groups first, since people name theirs."""

_NAMED_BY: Mapping[Subject, Subject] = {
    **{subject: subject for subject in COUNTED},
    Subject.ANSWER: Subject.PARTICIPANT,
    Subject.PRESENT: Subject.PARTICIPANT,
    Subject.BALLOT: Subject.GROUP,
    Subject.STEP: Subject.OWN_ACTION,
    Subject.PROGRESS: Subject.OWN_ACTION,
}
"""For every subject whose address begins with a counted id, what that id is of."""

Ids = Mapping[str, str]
"""From the ids of the other copy to those of here; one that is not there stays as it is."""

_NONE: Ids = {}


@dataclass(frozen=True)
class Renumbering:
    """Which ids of the other copy become which ones here, by subject."""

    ids: Mapping[Subject, Ids] = field(default_factory=dict)

    def of(self, subject: Subject, id: str) -> str:
        """The id that it has here."""
        return self.ids.get(subject, _NONE).get(id, id)

    def address(self, address: Address) -> Address:
        """The address with the ids of here."""
        subject, parts = address.subject, address.parts
        if subject is Subject.PRICE:
            return Address(subject, (self.priced(parts[0]),))
        named = _NAMED_BY.get(subject)
        return address if named is None else Address(subject, (self.of(named, parts[0]), *parts[1:]))

    def entry(self, entry: Entry) -> Entry:
        """The entry with the ids of here in its address, its value and its writer."""
        by = self.of(Subject.PARTICIPANT, entry.by)
        return replace(entry, address=self.address(entry.address), value=self.value(entry.value), by=by)

    def value(self, value: Any) -> Any:
        """The value with the ids of here."""
        if isinstance(value, tuple):
            return tuple(self.value(one) for one in value)
        follow = _FOLLOW.get(type(value))
        return follow(self, value) if follow else value

    def actions(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids of actions; only own ones are ever counted."""
        return tuple(self.of(Subject.OWN_ACTION, one) for one in ids)

    def priced(self, line: str) -> str:
        """The line of the price list; that of an own action is called after it."""
        own = own_price(line)
        return price_line(self.of(Subject.OWN_ACTION, own[0]), own[1]) if own else line

    def limits(self, one: Limits) -> Limits:
        """The limits with the ids of here."""
        return replace(
            one,
            forced_in=frozenset(self.actions(one.forced_in)),
            forced_out=frozenset(self.actions(one.forced_out)),
            pinned={self.of(Subject.OWN_ACTION, id): quarter for id, quarter in one.pinned.items()},
        )

    def alternative(self, one: Alternative) -> Alternative:
        """A plan put aside with the ids of here."""
        return replace(one, limits=self.limits(one.limits), starts=self.value(one.starts))


def _own(subject: Subject) -> Callable[[Renumbering, Any], Any]:
    """How a record follows that holds its own id only."""
    return lambda ids, one: replace(one, id=ids.of(subject, one.id))


_FOLLOW: Mapping[type, Callable[[Renumbering, Any], Any]] = {
    Participant: lambda ids, one: replace(
        one, id=ids.of(Subject.PARTICIPANT, one.id), group=ids.of(Subject.GROUP, one.group)
    ),
    Group: _own(Subject.GROUP),
    Evidence: _own(Subject.EVIDENCE),
    ParkedPoint: _own(Subject.PARKED),
    Ballot: lambda ids, one: replace(one, group=ids.of(Subject.GROUP, one.group)),
    OwnAction: lambda ids, one: replace(one, id=ids.of(Subject.OWN_ACTION, one.id), after=ids.actions(one.after)),
    EvidenceLink: lambda ids, one: replace(one, evidence=ids.of(Subject.EVIDENCE, one.evidence)),
    RecordedAgreement: lambda ids, one: replace(one, evidence=ids.value(one.evidence)),
    PlannedStart: lambda ids, one: replace(one, action=ids.of(Subject.OWN_ACTION, one.action)),
    StepDetails: lambda ids, one: replace(one, action=ids.of(Subject.OWN_ACTION, one.action)),
    ProgressReport: lambda ids, one: replace(
        one,
        action=ids.of(Subject.OWN_ACTION, one.action),
        evidence=tuple(ids.of(Subject.EVIDENCE, id) for id in one.evidence),
    ),
    UnitPrice: lambda ids, one: replace(one, item=ids.priced(one.item)),
    Limits: Renumbering.limits,
    Alternative: Renumbering.alternative,
}
"""Every kind of record that holds counted ids, and how it follows them."""
