"""Entries: the one form in which everything is recorded; their stamps keep a writing from overwriting another unseen.

An address says what is recorded ("the reply of P1 to L04"); its entries are numbered 1, 2, 3 ... by their stamp and are
never changed. The one with the highest stamp holds now; stamp 0 means that nothing was recorded yet. Value None means
cleared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Subject(StrEnum):
    """What an address is about; `dossier.fold` knows what to do with each."""

    SETUP = "setup"
    STAGE = "stage"
    PARTICIPANT = "participant"
    ANSWER = "answer"
    EVIDENCE = "evidence"
    TARGET = "target"
    THREAT = "threat"
    PRICE = "price"
    LIMITS = "limits"
    PLANNED = "planned"
    PROOF = "proof"
    ALTERNATIVE = "alternative"
    RATE = "rate"
    OWN_ACTION = "own_action"
    STEP = "step"
    PROGRESS = "progress"
    AGREEMENT = "agreement"
    ROOM = "room"
    GROUP = "group"
    BALLOT = "ballot"
    HANDS = "hands"
    PARKED = "parked"
    PRESENT = "present"
    HOMEWORK = "homework"
    SIGNATURE = "signature"
    WITHHELD = "withheld"
    BROUGHT = "brought"
    VOTE = "vote"


@dataclass(frozen=True)
class Address:
    """Where something is recorded: its subject and the ids below it, printed as "answer/P1/L04/reply"."""

    subject: Subject
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "/".join((self.subject.value, *self.parts))

    @staticmethod
    def read(written: str) -> Address:
        """The address that `str` wrote. Raises ValueError for an unknown subject."""
        subject, *parts = written.split("/")
        return Address(Subject(subject), tuple(parts))


@dataclass(frozen=True)
class Entry:
    """One writing at one address: its stamp, what was written (a record or None), by whom, when, at which revision."""

    address: Address
    stamp: int
    value: Any
    by: str
    at: datetime
    revision: int = 0


def setup_field(name: str) -> Address:
    """Where a field of the set-up is recorded."""
    return Address(Subject.SETUP, (name,))


def reply_of(participant: str, question: str) -> Address:
    """Where the reply of a participant to a question is recorded."""
    return Address(Subject.ANSWER, (participant, question, "reply"))


def confidence_of(participant: str, question: str) -> Address:
    """Where a participant's confidence in a reply is recorded."""
    return Address(Subject.ANSWER, (participant, question, "confidence"))


def comment_of(participant: str, question: str) -> Address:
    """Where a participant's comment on a question is recorded."""
    return Address(Subject.ANSWER, (participant, question, "comment"))


def comment_shared_of(participant: str, question: str) -> Address:
    """Where it is recorded that donors may read a participant's comment on a question: True, or None."""
    return Address(Subject.ANSWER, (participant, question, "comment_shared"))


def evidence_for(participant: str, question: str) -> Address:
    """Where the evidence that a participant hung on an answer is recorded."""
    return Address(Subject.ANSWER, (participant, question, "evidence"))


def registered(evidence: str) -> Address:
    """Where a piece of evidence is registered."""
    return Address(Subject.EVIDENCE, (evidence,))


def participant_at(participant: str) -> Address:
    """Where a participant is recorded."""
    return Address(Subject.PARTICIPANT, (participant,))


def target_of(capability: str) -> Address:
    """Where the target of a capability is recorded."""
    return Address(Subject.TARGET, (capability,))


def threat_to(capability: str) -> Address:
    """Where the threat relevance of a capability is recorded."""
    return Address(Subject.THREAT, (capability,))


def price_of(item: str) -> Address:
    """Where a unit price is recorded."""
    return Address(Subject.PRICE, (item,))


def rate_of(currency: str) -> Address:
    """Where the exchange rate of a currency is recorded."""
    return Address(Subject.RATE, (currency,))


def alternative_at(place: str) -> Address:
    """Where a plan put aside for comparison is recorded: "1", "2" or "3"."""
    return Address(Subject.ALTERNATIVE, (place,))


def own_action_at(action: str) -> Address:
    """Where an action of the administration's own is recorded."""
    return Address(Subject.OWN_ACTION, (action,))


def details_of(action: str) -> Address:
    """Where the owner, partner, funding and notes of a line of the plan are recorded."""
    return Address(Subject.STEP, (action,))


def progress_of(action: str, rater: str) -> Address:
    """Where a rater's reports on an action are recorded, the latest last."""
    return Address(Subject.PROGRESS, (action, rater))


def agreement_of(kind: str, question: str) -> Address:
    """Where the outcome recorded for a question is: `kind` is "self" (the group) or "validated" (the mission)."""
    return Address(Subject.AGREEMENT, (kind, question))


def group_at(group: str) -> Address:
    """Where a group of the room is recorded, with the sections it works on."""
    return Address(Subject.GROUP, (group,))


def ballot_of(group: str) -> Address:
    """Where the question that a group is asked now is recorded; its earlier entries are the questions before."""
    return Address(Subject.BALLOT, (group,))


def hands_for(question: str) -> Address:
    """Where a show of hands on a question is recorded, as counts."""
    return Address(Subject.HANDS, (question,))


def parked_at(number: str) -> Address:
    """Where a point that was put aside is recorded."""
    return Address(Subject.PARKED, (number,))


def presence_of(participant: str, day: str) -> Address:
    """Where it is recorded that a participant was there on a day, written as 2027-03-15."""
    return Address(Subject.PRESENT, (participant, day))


def homework_at(question: str) -> Address:
    """Where it is recorded who has to find out what about a question, and until when."""
    return Address(Subject.HOMEWORK, (question,))


def signature_at(number: int) -> Address:
    """Where the n-th signature or reopening is recorded."""
    return Address(Subject.SIGNATURE, (str(number),))


def brought_at(revision: int) -> Address:
    """Where it is recorded who brought another copy in; the writings that came with it end at that revision."""
    return Address(Subject.BROUGHT, (str(revision),))


def vote_of(participant: str, question: str, round: int, part: str) -> Address:
    """Where a hidden vote is kept until its round is revealed; `part` is "reply", "confidence" or "comment".

    Votes are no part of the dossier: no list of entries, file, score or document knows them.
    """
    return Address(Subject.VOTE, (participant, question, str(round), part))


ROOM = Address(Subject.ROOM)
LIMITS = Address(Subject.LIMITS)
PLANNED = Address(Subject.PLANNED)
PROOF = Address(Subject.PROOF)
STAGE = Address(Subject.STAGE)
WITHHELD = Address(Subject.WITHHELD)
