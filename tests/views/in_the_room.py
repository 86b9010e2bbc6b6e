"""A room of several people over one memory: who sits where, and what each of their pages says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from streamlit.testing.v1 import AppTest

from access.seats import Place, Seat
from questionnaire.answers import LevelReached
from questionnaire.assessment import Participant
from questionnaire.ballots import WHOLE_ROOM, Ballot
from questionnaire.entries import Address, ballot_of, participant_at, vote_of
from questionnaire.framework import Framework
from questionnaire.stages import Function, Role
from storage.memory_repository import MemoryRepository
from tests.examples import at_level
from tests.views.one_page import AT, TINY, kept, page, said

PEOPLE = {
    "P2": Participant("P2", Role.ASSESSOR, "Berta", function=Function.LEGAL),
    "P3": Participant("P3", Role.ASSESSOR, "Carlos", function=Function.ENFORCEMENT),
    "P4": Participant("P4", Role.MANAGER, "Dina", function=Function.ENFORCEMENT),
}


class Hall:
    """One assessment with a facilitator (P1), three people (P2 to P4) and the pages that they look at."""

    def __init__(self, values: Mapping[Address, Any] | None = None, *, framework: Framework = TINY) -> None:
        self.memory = MemoryRepository()
        self.framework = framework
        people = {participant_at(id): one for id, one in PEOPLE.items()}
        self.id = kept(self.memory, {**people, **(values or {})}, framework=framework)

    def seat(self, participant: str, role: Role) -> Seat:
        """The seat of a participant."""
        return Seat(f"seat-{participant}", participant, places={self.id: Place(participant, role)})

    def page(self, module: str, participant: str = "P1", role: Role | None = None, *, later: int = 0) -> AppTest:
        """A page as somebody sees it, so many seconds after the beginning."""
        usual = Role.FACILITATOR if participant == "P1" else PEOPLE[participant].role
        seat = self.seat(participant, role or usual)
        at = AT + timedelta(seconds=later)
        return page(module, self.memory, self.id, framework=self.framework, seat=seat, at=at)

    def console(self, *, later: int = 0) -> AppTest:
        """The console of the facilitator."""
        return self.page("room", later=later)

    def vote(self, participant: str, reply: Any, question: str = "L01.q1", *, round: int = 1) -> None:
        """A hidden reply, as the phone of that participant keeps it. A whole number is a level."""
        value = at_level(reply) if isinstance(reply, int) else reply
        address = vote_of(participant, question, round, "reply")
        held = self.memory.entry(self.id, address)
        self.memory.save(self.id, address, value, by=participant, at=AT, expect=held.stamp if held else 0)

    def value(self, address: Address) -> Any:
        """What is kept at an address."""
        entry = self.memory.entry(self.id, address)
        return entry.value if entry else None

    def ballot(self, group: str = WHOLE_ROOM) -> Ballot | None:
        """The ballot of a group."""
        found: Ballot | None = self.value(ballot_of(group))
        return found

    def level(self, participant: str, question: str = "L01.q1") -> int | None:
        """The revealed level that a participant gave."""
        answer = self.memory.open(self.id, self.framework).answers.get((participant, question))
        reply = answer.reply if answer else None
        return reply.given.level if isinstance(reply, LevelReached) else None  # type: ignore[union-attr]


def press(test: AppTest, key: str) -> AppTest:
    """Press the button of that key."""
    return test.button(key=key).click().run()


def asked(hall: Hall, votes: Mapping[str, int] | None = None) -> AppTest:
    """The console with L01.q1 open and these votes given."""
    console = press(hall.console(), "room-act ask")
    for participant, level in (votes or {}).items():
        hall.vote(participant, level)
    return console.run()


def revealed(hall: Hall, votes: Mapping[str, int]) -> AppTest:
    """The console after the reveal of these votes on L01.q1."""
    return press(asked(hall, votes), "room-act reveal")


def told(test: AppTest) -> str:
    """Everything that the page says, as people read it."""
    return said(test).replace("\\", "").replace("**", "")


def everything(test: AppTest) -> str:
    """Every value that stands in any element of the page, as text."""
    assert not test.exception, test.exception[0].stack_trace
    parts: list[str] = []
    for element in test.main:
        parts += [str(getattr(element, "value", "")), str(getattr(element, "label", "")), str(element.proto)]
    return "\n".join(parts).replace("\u00a0", " ").replace("\u202f", " ")
