"""What of an assessment a role sees: the dossier without the rest, and which single entries may be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from access.permissions import Action, allowed
from access.seats import Place
from questionnaire.answers import RecordedAgreement
from questionnaire.assessment import Dossier
from questionnaire.ballots import Disclosure
from questionnaire.consensus import reach_consensus
from questionnaire.entries import Address, Subject
from questionnaire.stages import Role, Stage
from reports.redaction import redacted_dossier

_OF_PEOPLE = frozenset({Subject.ANSWER, Subject.PARTICIPANT})
"""What is somebody's own: others in the room see it without the person, in the dossier, and never entry by entry."""

_OF_DONORS = frozenset(
    {
        *(Subject.SETUP, Subject.STAGE, Subject.SIGNATURE, Subject.TARGET, Subject.THREAT, Subject.PRICE),
        *(Subject.LIMITS, Subject.PLANNED, Subject.PROOF, Subject.RATE, Subject.OWN_ACTION),
    }
)
"""What donors may read entry by entry: nothing in it carries people's remarks."""


def sees(place: Place, stage: Stage, address: Address, *, names: bool, seated: frozenset[str]) -> bool:
    """Whether the entries of an address may be read. A vote: by its voter, or by who types for people without a seat.

    `names` says that the room chose to speak by name, `seated` which participants have a seat of their own.
    """
    role, owner = place.role, address.parts[0] if address.parts else ""
    if not allowed(role, stage, Action.READ):
        return False
    if address.subject is Subject.VOTE:
        own = owner == place.participant
        return own or (allowed(role, stage, Action.RECORD) and owner not in seated)
    if role is Role.DONOR_READER:
        return address.subject in _OF_DONORS
    if address.subject in _OF_PEOPLE and not allowed(role, stage, Action.READ_REPLIES):
        return names or owner == place.participant
    return True


def visible_dossier(dossier: Dossier, place: Place) -> Dossier:
    """The dossier as somebody in that place sees it. `seen_as` tells the editions apart where things are remembered."""
    if allowed(place.role, dossier.stage, Action.READ_REPLIES):
        return dossier
    if place.role is Role.DONOR_READER:
        return _for_donors(dossier)
    return dossier if dossier.room.disclosure is Disclosure.NAMES else _without_names(dossier, place.participant)


def _without_names(dossier: Dossier, own: str) -> Dossier:
    """Replies stay with the function of who gave them; names, offices and comments are those of the reader alone."""
    return replace(
        dossier,
        participants=tuple(one if one.id == own else replace(one, name="", office="") for one in dossier.participants),
        answers={
            key: one if one.participant == own else replace(one, comment="") for key, one in dossier.answers.items()
        },
        set_aside={},
        seen_as=f"room {own}",
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
