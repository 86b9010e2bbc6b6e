"""The minutes of a day in the room, or of all days: who was there, what was treated, decided, disputed, put aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from questionnaire.answers import AgreementKind, Disputed, LevelReached, RecordedAgreement, Reply
from questionnaire.assessment import Dossier
from questionnaire.ballots import Ballot, BallotState, Homework, ParkedPoint
from questionnaire.consensus import reach_consensus, uses_room
from questionnaire.dossier import fold
from questionnaire.entries import Entry, Subject, homework_at, parked_at
from questionnaire.framework import Framework
from questionnaire.levels import fits, level_of
from questionnaire.routing import asked_questions
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Function, Role
from questionnaire.talk import Talk, talk_list


@dataclass(frozen=True)
class AttendanceLine:
    """How many people of one function and role were there; their names only where the room chose names."""

    function: Function | None
    role: Role
    people: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class TreatedQuestion:
    """A question that the room replied to and saw revealed: how many rounds, and what the last one gave.

    `lowest` and `highest` are levels on the question's scale; None where nobody gave a level.
    """

    question: str
    group: str
    rounds: int
    replies: int
    lowest: Fraction | None
    highest: Fraction | None
    at: datetime


@dataclass(frozen=True)
class Decision:
    """What was recorded for a question; `outcome` is None where the outcome recorded before was withdrawn."""

    question: str
    outcome: RecordedAgreement | None

    @property
    def disputed(self) -> bool:
        """Whether it was recorded that no agreement was reached."""
        return self.outcome is not None and isinstance(self.outcome.reply, Disputed)


@dataclass(frozen=True)
class Minutes:
    """What happened on a day, and how everything stood at its end. `on` is None for all days together.

    `marked` says whether somebody recorded who was there; where nobody did, those who recorded something count as
    there. `room` says whether several people replied; one person alone decides by answering. `parked` and `homework`
    are what is still open and what was settled on that day.
    """

    dossier: Dossier
    on: date | None
    days: tuple[date, ...]
    began: datetime | None
    ended: datetime | None
    marked: bool
    room: bool
    attendance: tuple[AttendanceLine, ...]
    treated: tuple[TreatedQuestion, ...]
    decisions: tuple[Decision, ...]
    mission: tuple[Decision, ...]
    parked: tuple[ParkedPoint, ...]
    homework: tuple[Homework, ...]
    signed: tuple[Signature | Reopening, ...]
    asked: int
    open: tuple[str, ...]
    talk: tuple[Talk, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing happened that minutes tell of."""
        told = (self.attendance, self.treated, self.decisions, self.mission, self.parked, self.homework, self.signed)
        return not any(told)

    @property
    def agreed(self) -> tuple[Decision, ...]:
        """The decisions without the disputes."""
        return tuple(one for one in self.decisions if not one.disputed)

    @property
    def disputes(self) -> tuple[Decision, ...]:
        """The questions on which it was recorded that no agreement was reached."""
        return tuple(one for one in self.decisions if one.disputed)


_OF_THE_DAY = frozenset(
    {
        *(Subject.ANSWER, Subject.AGREEMENT, Subject.BALLOT, Subject.HANDS, Subject.PARKED, Subject.PRESENT),
        *(Subject.HOMEWORK, Subject.SIGNATURE, Subject.EVIDENCE),
    }
)
"""What makes a day one of which there are minutes."""


def day_of(entry: Entry) -> date:
    """The day of an entry, as this machine's calendar has it."""
    return entry.at.astimezone().date()


def days_with_minutes(entries: Iterable[Entry]) -> tuple[date, ...]:
    """The days on which something happened that minutes tell of, the latest first; days of presence count too."""
    held = [one for one in entries if one.address.subject in _OF_THE_DAY]
    marked = {_marked_day(one) for one in held if one.address.subject is Subject.PRESENT and one.value}
    return tuple(sorted({day_of(one) for one in held if one.address.subject is not Subject.PRESENT} | marked)[::-1])


def build_minutes(framework: Framework, id: str, entries: Iterable[Entry], on: date | None = None) -> Minutes:
    """The minutes of one day, or of all days. `framework` is the whole one; what came after the day is not known."""
    until = [one for one in entries if on is None or day_of(one) <= on]
    dossier = fold(framework, id, until)
    of_day = [one for one in until if on is None or day_of(one) == on]
    agreements = reach_consensus(dossier)
    routing = asked_questions(dossier.framework, agreements)
    held = {one.question for one in agreements if not one.proposed}
    present, marked = _present(dossier, of_day, on)
    at_work = [one.at for one in of_day if one.address.subject in _OF_THE_DAY]
    touched = {one.address for one in of_day}
    return Minutes(
        dossier=dossier,
        on=on,
        days=days_with_minutes(until) if on is None else (on,),
        began=min(at_work, default=None),
        ended=max(at_work, default=None),
        marked=marked,
        room=uses_room(dossier),
        attendance=_attendance(dossier, present),
        treated=_treated(dossier, of_day),
        decisions=_decisions(dossier, of_day, AgreementKind.SELF),
        mission=_decisions(dossier, of_day, AgreementKind.VALIDATED),
        parked=tuple(one for one in dossier.parked.values() if not one.settled or parked_at(one.id) in touched),
        homework=tuple(
            one for one in dossier.homework.values() if not one.done or homework_at(one.question) in touched
        ),
        signed=tuple(one.value for one in of_day if one.address.subject is Subject.SIGNATURE and one.value),
        asked=len(routing.asked_ids),
        open=tuple(one.id for one in dossier.framework.questions if one.id in routing.asked_ids - held),
        talk=talk_list(dossier, routing),
    )


def _marked_day(entry: Entry) -> date:
    return date.fromisoformat(entry.address.parts[1])


def _present(dossier: Dossier, of_day: Sequence[Entry], on: date | None) -> tuple[frozenset[str], bool]:
    """Who was there; whether somebody recorded it."""
    marked = {who for who, day in dossier.present if on is None or day == on.isoformat()}
    if marked:
        return frozenset(marked), True
    return frozenset(one.by for one in of_day if one.address.subject in _OF_THE_DAY), False


def _attendance(dossier: Dossier, present: frozenset[str]) -> tuple[AttendanceLine, ...]:
    there = [one for one in dossier.participants if one.id in present]
    counted = Counter((one.function, one.role) for one in there)
    order = {one: place for place, one in enumerate((*Function, None))}
    roles = list(Role)
    with_names = dossier.room.disclosure.value == "names"
    return tuple(
        AttendanceLine(
            function,
            role,
            people,
            tuple(sorted(one.name for one in there if (one.function, one.role) == (function, role) and one.name))
            if with_names
            else (),
        )
        for (function, role), people in sorted(
            counted.items(), key=lambda line: (order[line[0][0]], roles.index(line[0][1]))
        )
    )


def _treated(dossier: Dossier, of_day: Sequence[Entry]) -> tuple[TreatedQuestion, ...]:
    """The questions revealed on that day, in the order of their last reveal."""
    reveals: dict[str, dict[int, Entry]] = {}
    for entry in of_day:
        ballot = entry.value
        if isinstance(ballot, Ballot) and ballot.state is BallotState.REVEALED:
            reveals.setdefault(ballot.question, {}).setdefault(ballot.round, entry)
    found = []
    for question, rounds in reveals.items():
        last = rounds[max(rounds)]
        given = [
            one.value
            for one in of_day
            if one.revision == last.revision
            and one.address.subject is Subject.ANSWER
            and one.address.parts[1:] == (question, "reply")
            and one.value is not None
        ]
        levels = _levels(dossier, question, given)
        lowest, highest = min(levels, default=None), max(levels, default=None)
        found.append(TreatedQuestion(question, last.value.group, len(rounds), len(given), lowest, highest, last.at))
    return tuple(sorted(found, key=lambda one: (one.at, one.question)))


def _levels(dossier: Dossier, id: str, replies: Iterable[Reply]) -> list[Fraction]:
    framework = dossier.whole or dossier.framework
    if not framework.has_question(id):
        return []
    question = framework.question(id)
    return [level_of(question, one.given) for one in replies if isinstance(one, LevelReached) and fits(question, one)]


def _decisions(dossier: Dossier, of_day: Sequence[Entry], kind: AgreementKind) -> tuple[Decision, ...]:
    """What was recorded on that day, the last of each question, in framework order."""
    last: dict[str, RecordedAgreement | None] = {}
    for entry in of_day:
        subject, parts = entry.address.subject, entry.address.parts
        if subject is Subject.AGREEMENT and parts[0] == kind.value:
            last[parts[1]] = entry.value
        elif kind is AgreementKind.SELF and not uses_room(dossier) and subject is Subject.ANSWER:
            _put_answer(dossier, entry, last)
    order = [one.id for one in dossier.framework.questions]
    return tuple(Decision(id, last[id]) for id in order if id in last)


def _put_answer(dossier: Dossier, entry: Entry, last: dict[str, RecordedAgreement | None]) -> None:
    """One person alone decides by answering: the reply of that day, with the comment that it has."""
    participant, question, part = entry.address.parts
    if part != "reply":
        return
    answer = dossier.answers.get((participant, question))
    comment = answer.comment if answer else ""
    last[question] = None if entry.value is None else RecordedAgreement(question, entry.value, rationale=comment)
