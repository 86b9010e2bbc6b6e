"""What of an assessment a role sees: the dossier without the rest, and which single entries may be read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Lock

from access.permissions import Right, allowed
from access.seats import Place
from questionnaire.answers import RecordedAgreement
from questionnaire.assessment import Dossier
from questionnaire.ballots import Disclosure
from questionnaire.consensus import reach_consensus
from questionnaire.entries import Address, Entry, Subject
from questionnaire.stages import Role, Stage
from reports.redaction import redacted_dossier

_OF_PEOPLE = frozenset({Subject.ANSWER, Subject.PARTICIPANT})
"""What is somebody's own: others in the room see it without the person, in the dossier, and never entry by entry."""

_OF_DONORS = frozenset(
    {
        *(Subject.SETUP, Subject.STAGE, Subject.TARGET, Subject.THREAT, Subject.PRICE),
        *(Subject.LIMITS, Subject.PLANNED, Subject.PROOF, Subject.RATE, Subject.OWN_ACTION),
    }
)
"""What donors may read entry by entry: nothing in it carries people's remarks."""


def sees(place: Place, stage: Stage, address: Address, *, names: bool, seated: frozenset[str]) -> bool:
    """Whether the entries of an address may be read. A vote: by its voter, or by who types for people without a seat.

    `names` says that the room chose to speak by name, `seated` which participants have a seat of their own.
    """
    role, owner = place.role, address.parts[0] if address.parts else ""
    if not allowed(role, stage, Right.READ):
        return False
    if address.subject is Subject.VOTE:
        own = owner == place.participant
        return own or (allowed(role, stage, Right.RECORD) and owner not in seated)
    if role is Role.DONOR_READER:
        return address.subject in _OF_DONORS
    if address.subject in _OF_PEOPLE and not allowed(role, stage, Right.READ_REPLIES):
        return names or owner == place.participant
    return True


def is_anothers_vote(place: Place, entry: Entry) -> bool:
    """Whether it is a hidden vote that somebody else gave with their own hands, whether they have a seat now or not.

    Whoever runs the room could otherwise put people out and read what they had voted.
    """
    address = entry.address
    return address.subject is Subject.VOTE and address.parts[0] != place.participant and entry.by == address.parts[0]


def visible_dossier(dossier: Dossier, place: Place) -> Dossier:
    """The dossier as somebody in that place sees it. `seen_as` tells the editions apart where things are remembered."""
    if allowed(place.role, dossier.stage, Right.READ_REPLIES):
        return dossier
    if place.role is Role.DONOR_READER:
        return _edition(dossier, _for_donors)
    return dossier if dossier.room.disclosure is Disclosure.NAMES else _edition(dossier, _without_names)


_MOST_KEPT = 32
_editions: OrderedDict[tuple[int, str], tuple[Dossier, Dossier]] = OrderedDict()
_lock = Lock()


def _edition(dossier: Dossier, make: Callable[[Dossier], Dossier]) -> Dossier:
    """The edition, made once for all who see the same. The dossier is kept beside it, so that its number stays its."""
    key = (id(dossier), make.__name__)
    with _lock:
        found = _editions.get(key)
        if found is None:
            found = _editions[key] = (dossier, make(dossier))
            while len(_editions) > _MOST_KEPT:
                _editions.popitem(last=False)
        return found[1]


def _without_names(dossier: Dossier) -> Dossier:
    """Replies stay with the function of who gave them, if the room shows that, without names, offices and comments.

    What fits no question any more is left out where it is somebody's own: it is kept with their id and their comment.
    """
    nameless = [replace(one, name="", office="") for one in dossier.participants]
    if dossier.room.disclosure is Disclosure.NOTHING:
        nameless = [replace(one, function=None) for one in nameless]
    return replace(
        dossier,
        participants=tuple(nameless),
        answers={key: replace(one, comment="") for key, one in dossier.answers.items()},
        orphans=tuple(one for one in dossier.orphans if one.address.subject not in _OF_PEOPLE),
        set_aside={},
        seen_as="room",
    )


def _for_donors(dossier: Dossier) -> Dossier:
    """Outcomes without who said what and why; what the room kept for itself is left out."""
    return replace(
        redacted_dossier(dossier),
        participants=(),
        answers={},
        agreed=_outcomes(dossier),
        validated={id: replace(one, rationale="", dissents=(), seen="") for id, one in dossier.validated.items()},
        groups={},
        ballots={},
        hands={},
        parked={},
        present=frozenset(),
        homework={},
        seen_as="donor",
    )


def _outcomes(dossier: Dossier) -> Mapping[str, RecordedAgreement]:
    """The outcome of every question that has one, where one person answered alone too."""
    return {
        one.question: RecordedAgreement(one.question, one.reply, one.confidence, one.evidence)
        for one in reach_consensus(dossier)
    }
