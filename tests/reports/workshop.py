"""A day in the room as entries: people come, two questions are asked, one is agreed and one disputed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from questionnaire.answers import Disputed, Dissent, RecordedAgreement
from questionnaire.assessment import Administration, Participant
from questionnaire.ballots import Ballot, BallotState, Disclosure, Homework, ParkedPoint, RoomRules
from questionnaire.entries import (
    ROOM,
    STAGE,
    Address,
    Entry,
    agreement_of,
    ballot_of,
    homework_at,
    parked_at,
    participant_at,
    presence_of,
    reply_of,
    setup_field,
    signature_at,
)
from questionnaire.signatures import Signature
from questionnaire.stages import Function, Role, Stage
from tests.examples import at_level, capability, framework, question, section

MONDAY, TUESDAY = date(2027, 3, 15), date(2027, 3, 16)
TINY = framework(
    section("L", capability("L01", question("L01.q1"), question("L01.q2")), capability("L02")),
    section("O", capability("O01")),
)


class Diary:
    """Entries in the order in which they are written; each call of `write` is one revision."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.revision = 0

    def write(self, values: dict[Address, Any], *, on: date = MONDAY, hour: int = 12, by: str = "P1") -> None:
        """Write these values as one revision; a reply is written by its participant."""
        self.revision += 1
        at = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
        for address, value in values.items():
            stamp = 1 + sum(one.address == address for one in self.entries)
            who = address.parts[0] if address.subject.value == "answer" else by
            self.entries.append(Entry(address, stamp, value, who, at, self.revision))

    def reveal(self, question: str, round: int, levels: dict[str, int], **when: Any) -> None:
        """A round is revealed: the ballot and the replies, in one revision."""
        opened = datetime(2027, 3, 15, 9, tzinfo=UTC)
        ballot = Ballot("all", question, round, BallotState.REVEALED, opened)
        replies = {reply_of(who, question): at_level(level) for who, level in levels.items()}
        self.write({ballot_of("all"): ballot, **replies}, **when)


def monday() -> Diary:
    """The first day, and a signature on the second."""
    diary = Diary()
    people = {
        participant_at("P1"): Participant("P1", Role.FACILITATOR, "Ada"),
        participant_at("P2"): Participant("P2", Role.ASSESSOR, "Binta", function=Function.LEGAL),
        participant_at("P3"): Participant("P3", Role.ASSESSOR, "Chidi", function=Function.POST),
        participant_at("P4"): Participant("P4", Role.ASSESSOR, "Dora", function=Function.POST),
    }
    diary.write({setup_field("administration"): Administration("Congo Customs", "Congo"), **people}, hour=8)
    diary.write({presence_of(who, "2027-03-15"): True for who in ("P1", "P2", "P3")}, hour=8)
    diary.reveal("L01.q1", 1, {"P2": 4, "P3": 1}, hour=9)
    diary.reveal("L01.q1", 2, {"P2": 3, "P3": 2}, hour=10)
    diary.reveal("L02", 1, {"P2": 3, "P3": 0}, hour=11)
    agreed = RecordedAgreement(
        "L01.q1", at_level(2), rationale="The circular <b>is</b> out.", dissents=(Dissent("Too low", Function.LEGAL),)
    )
    diary.write({agreement_of("self", "L01.q1"): agreed}, hour=10)
    disputed = RecordedAgreement("L02", Disputed(Fraction(0), Fraction(3), "Nobody has the register."))
    diary.write({agreement_of("self", "L02"): disputed}, hour=13)
    diary.write({parked_at("1"): ParkedPoint("1", "Who keeps the ivory?", "L02")}, hour=14)
    diary.write({homework_at("L02"): Homework("L02", "Bring the register", Function.POST, date(2027, 3, 22))}, hour=14)
    signature = Signature(
        Stage.AGREED,
        "Ada L.",
        Role.FACILITATOR,
        "So agreed.",
        diary.revision,
        "0" * 64,
        datetime(2027, 3, 16, tzinfo=UTC),
    )
    diary.write({STAGE: Stage.AGREED, signature_at(1): signature}, on=TUESDAY)
    return diary


def with_names(diary: Diary) -> Diary:
    """The same, in a room that chose to speak by name."""
    diary.write({ROOM: RoomRules(Disclosure.NAMES)})
    return diary
