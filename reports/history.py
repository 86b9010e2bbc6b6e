"""The history as a feed: every entry with what stood at its address before, the latest first; which of them to show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from questionnaire.entries import Address, Entry, Subject
from questionnaire.framework import Framework


class FeedPart(StrEnum):
    """What changes are about, as people pick it: each subject of an entry belongs to one part."""

    ANSWERS = "answers"
    OUTCOMES = "outcomes"
    ROOM = "room"
    EVIDENCE = "evidence"
    TARGETS = "targets"
    PLAN = "plan"
    LIMITS = "limits"
    SETUP = "setup"
    STAGES = "stages"


PART_OF: Mapping[Subject, FeedPart] = {
    Subject.ANSWER: FeedPart.ANSWERS,
    Subject.AGREEMENT: FeedPart.OUTCOMES,
    Subject.ROOM: FeedPart.ROOM,
    Subject.GROUP: FeedPart.ROOM,
    Subject.BALLOT: FeedPart.ROOM,
    Subject.HANDS: FeedPart.ROOM,
    Subject.PARKED: FeedPart.ROOM,
    Subject.PRESENT: FeedPart.ROOM,
    Subject.HOMEWORK: FeedPart.EVIDENCE,
    Subject.EVIDENCE: FeedPart.EVIDENCE,
    Subject.TARGET: FeedPart.TARGETS,
    Subject.THREAT: FeedPart.TARGETS,
    Subject.PLANNED: FeedPart.PLAN,
    Subject.PROOF: FeedPart.PLAN,
    Subject.ALTERNATIVE: FeedPart.PLAN,
    Subject.OWN_ACTION: FeedPart.PLAN,
    Subject.STEP: FeedPart.PLAN,
    Subject.PROGRESS: FeedPart.PLAN,
    Subject.LIMITS: FeedPart.LIMITS,
    Subject.PRICE: FeedPart.LIMITS,
    Subject.RATE: FeedPart.LIMITS,
    Subject.SETUP: FeedPart.SETUP,
    Subject.PARTICIPANT: FeedPart.SETUP,
    Subject.STAGE: FeedPart.STAGES,
    Subject.SIGNATURE: FeedPart.STAGES,
    Subject.WITHHELD: FeedPart.STAGES,
    Subject.BROUGHT: FeedPart.SETUP,
}


@dataclass(frozen=True)
class RecordedChange:
    """One writing: where, by whom, when, and what stood there before and after (None: nothing)."""

    address: Address
    revision: int
    by: str
    at: datetime
    before: Any
    after: Any

    @property
    def on(self) -> date:
        """The day, as this machine's calendar has it."""
        return self.at.astimezone().date()


@dataclass(frozen=True)
class FeedWish:
    """Which changes are wanted; what is empty or None is not asked for.

    `about` is a question, capability or section, `people` the ids of participants.
    """

    part: FeedPart | None = None
    about: str = ""
    on: date | None = None
    people: frozenset[str] | None = None


def changes_of(entries: Iterable[Entry]) -> tuple[RecordedChange, ...]:
    """Every change that the entries tell, the latest first. A writing that changed nothing is left out."""
    held: dict[Address, Any] = {}
    found: list[RecordedChange] = []
    for entry in sorted(entries, key=lambda one: (one.revision, one.stamp)):
        before = held.get(entry.address)
        held[entry.address] = entry.value
        if before != entry.value:
            found.append(RecordedChange(entry.address, entry.revision, entry.by, entry.at, before, entry.value))
    return tuple(reversed(found))


def wanted(changes: Iterable[RecordedChange], wish: FeedWish, framework: Framework) -> tuple[RecordedChange, ...]:
    """The changes that meet the wish, in the order given. An `about` that the framework does not know meets none."""
    about = names_below(framework, wish.about) if wish.about else None
    return tuple(one for one in changes if _meets(one, wish, about))


def _meets(change: RecordedChange, wish: FeedWish, about: Collection[str] | None) -> bool:
    return (
        (wish.part is None or PART_OF[change.address.subject] is wish.part)
        and (wish.on is None or change.on == wish.on)
        and (wish.people is None or change.by in wish.people)
        and (about is None or about_of(change) in about)
    )


def about_of(change: RecordedChange) -> str:
    """The id of the question or capability that a change is about; empty where it is about neither."""
    subject, parts = change.address.subject, change.address.parts
    match subject:
        case Subject.ANSWER | Subject.AGREEMENT:
            return parts[1]
        case Subject.TARGET | Subject.THREAT | Subject.HANDS | Subject.HOMEWORK:
            return parts[0]
        case Subject.BALLOT | Subject.PARKED:
            value = change.after if change.after is not None else change.before
            return str(value.question)
        case _:
            return ""


def names_below(framework: Framework, node: str) -> frozenset[str]:
    """The ids of a section, capability or question and of all below it; none where there is no such node."""
    capabilities = [one for one in framework.capabilities if node in (one.id, framework.home_of_capability[one.id].id)]
    below = {question.id for one in capabilities for question in one.questions} | {one.id for one in capabilities}
    return frozenset(below | ({node} if framework.has_question(node) else set()))


def days_of(changes: Sequence[RecordedChange]) -> tuple[date, ...]:
    """The days on which something changed, the latest first."""
    return tuple(sorted({one.on for one in changes}, reverse=True))
