"""Changes in words: who made one, what it was about, what it said before and what it says after. Not escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from planning.actions import Library
from questionnaire.answers import EvidenceLink, LevelReached, RecordedAgreement, Reply
from questionnaire.assessment import Dossier
from questionnaire.ballots import WHOLE_ROOM, Ballot, HandCount, Homework, ParkedPoint, RoomRules
from questionnaire.bringing import Bringing
from questionnaire.entries import Subject
from questionnaire.evidence import AttachedFile
from questionnaire.framework import Framework
from questionnaire.intentions import Alternative, Donor, Limits, PlannedStart
from questionnaire.signatures import Reopening, Signature
from reports.history import RecordedChange, about_of
from reports.price_names import price_name
from reports.reply_words import reply_said
from reports.told_apart import Part, looks_alike, parts_of, told_apart
from words.numbers import day, number, places_of
from words.phrases import Phrases

_CODES = {
    "Role": "setup.role",
    "Function": "function",
    "Stage": "stage",
    "RoundKind": "round",
    "EvidenceKind": "evidence_kind",
    "Strength": "strength",
    "Confidence": "answer.confidence",
    "Funding": "plan_edit.funding",
    "ProgressWord": "actions.progress",
    "Rater": "plan_edit.rater",
    "Disclosure": "history.disclosure",
}
"""Where the words of each closed list stand."""


@dataclass(frozen=True)
class HistoryTeller:
    """Tells the changes of one dossier in one language; names people only where the dossier still has their names."""

    say: Phrases
    dossier: Dossier
    library: Library

    @cached_property
    def _framework(self) -> Framework:
        return self.dossier.whole or self.dossier.framework

    def who(self, participant: str) -> str:
        """A participant by name; where the name is kept back, by function or role; by id where nothing is known."""
        known = next((one for one in self.dossier.participants if one.id == participant), None)
        if known is None:
            return participant
        if known.name.strip():
            return known.name.strip()
        if known.function:
            return f"{self.say(f'function.{known.function.value}')} ({participant})"
        return f"{self.say(f'setup.role.{known.role.value}')} ({participant})"

    def what(self, change: RecordedChange) -> str:
        """What the change is about: "Reply to L04 Powers, every flow"."""
        subject, parts, say = change.address.subject, change.address.parts, self.say
        about = self._about(change)
        if subject is Subject.SETUP:
            return say(f"history.setup.{parts[0]}")
        if subject is Subject.PRESENT:
            on = day(date.fromisoformat(parts[1]), say.language)
            return say("history.what.present", about=about, day=on)
        if subject is Subject.AGREEMENT:
            return say(f"history.what.agreement.{parts[0]}", about=about)
        if subject is not Subject.ANSWER:
            return say(f"history.what.{subject.value}", about=about).strip()
        said = say(f"history.what.answer.{parts[2]}", about=about)
        return said if parts[0] == change.by else say("history.for_other", what=said, who=self.who(parts[0]))

    def _about(self, change: RecordedChange) -> str:
        """Whom or what the address of a change names, in words."""
        parts = change.address.parts
        match change.address.subject:
            case Subject.PARTICIPANT | Subject.PRESENT:
                return self.who(parts[0])
            case Subject.PRICE:
                return price_name(self.library, parts[0], self.say)
            case Subject.ANSWER | Subject.AGREEMENT | Subject.BALLOT:
                return self.node(about_of(change))
            case _:
                return self.node(parts[0]) if parts else ""

    def node(self, id: str) -> str:
        """A question, capability or action by id and short name; the id alone where none is known."""
        framework, language = self._framework, self.say.language
        if framework.has_question(id):
            return f"{id} {framework.home_of_question[id].short(language)}"
        if "capability " + id in framework.node_names:
            return f"{id} {framework.capability(id).short(language)}"
        action = self.library.actions.get(id)
        return f"{id} {action.name(language)}" if action else id

    def before(self, change: RecordedChange) -> str:
        """What was recorded before; empty where nothing was. The question that was asked before is another matter."""
        before, after = change.before, change.after
        if isinstance(before, Ballot) and isinstance(after, Ballot) and before.question != after.question:
            return ""
        return self._value(change, change.before, change.after)

    def after(self, change: RecordedChange) -> str:
        """What is recorded since."""
        return self._value(change, change.after, change.before) or self.say("history.cleared")

    def _value(self, change: RecordedChange, value: Any, other: Any) -> str:
        """A value in words that no other value at this place has: with what tells it from the other, where need be."""
        said = self._said(change, value, other)
        if value is None or other is None or value == other:
            return said
        others = self._said(change, other, value)
        if isinstance(value, LevelReached) and isinstance(other, LevelReached):
            shown = {self._field_name(name, value.given) for name in ("level", "option", "value", "form")}
            hidden = [
                self._apart(*pair, lambda part: part[0] not in shown) for pair in ((value, other), (other, value))
            ]
            if not looks_alike(*map(self._with, (said, others), hidden)):
                return self._with(said, hidden[0])
        return self._not_alike(said, others, value, other)

    def _not_alike(self, said: str, others: str, value: Any, other: Any) -> str:
        """The few words for a value, and what they hide where the other has the same words or lists the same."""
        if looks_alike(said, others):
            return self._with(said, self._apart(value, other))
        if isinstance(value, tuple) and isinstance(other, tuple):
            mine, theirs = ({part[0] for part in parts_of(one, self._field_name) if part} for one in (value, other))
            both = (mine & theirs) - {self._field_name("order", value)}
            return self._with(said, self._apart(value, other, lambda part: part[0] in both))
        return said

    def _apart(self, value: Any, other: Any, only: Callable[[Part], bool] = lambda part: True) -> str:
        return told_apart(value, other, self.say, name=self._field_name, leaf=self._exactly, only=only)

    def _with(self, said: str, more: str) -> str:
        return self.say("telling.semicolon").join(filter(None, (said, more)))

    def _exactly(self, value: Any) -> str:
        """A word, a text, a day, or a number with all that it has."""
        if isinstance(value, StrEnum) and type(value).__name__ not in _CODES:
            return value.value
        if isinstance(value, datetime):
            return value.isoformat()
        said = self._single(value)
        exact = isinstance(value, bool) or not isinstance(value, int | Fraction)
        return said if exact or round(Fraction(value), 4) == value else f"{said} ({value})"

    def _said(self, change: RecordedChange, value: Any, other: Any) -> str:
        """A value in few words; of a record of many fields only those in which it differs from the other value."""
        subject, parts = change.address.subject, change.address.parts
        if value is None:
            return ""
        if subject is Subject.PROOF:
            return self.say("history.proof")
        if subject is Subject.ANSWER and isinstance(value, Reply):
            return self.reply(parts[1], value)
        if subject is Subject.SETUP and parts[0] == "profile":
            profile = next((one for one in self._framework.profiles if one.id == value), None)
            return (profile.name(self.say.language) if profile else "") or str(value)
        said = _OF_THE_ROOM.get(type(value))
        if isinstance(value, RecordedAgreement) and isinstance(other, RecordedAgreement):
            return self._outcome_beside(value, other)
        return said(self, value) if said else self._plain(value, other)

    def _outcome_beside(self, value: RecordedAgreement, other: RecordedAgreement) -> str:
        """An outcome, and what it has otherwise than another one that the sentence does not say."""
        names = ("reply", "confidence", "evidence")
        hidden = {self._field_name(name, value) for name in names if getattr(value, name) != getattr(other, name)}
        return self._with(self.outcome(value), self._apart(value, other, lambda part: part[0] in hidden))

    def outcome(self, agreement: RecordedAgreement) -> str:
        """A recorded outcome with its reasons and the views recorded beside it."""
        said = [self.reply(agreement.question, agreement.reply)]
        said += [self.say("history.because", why=agreement.rationale)] if agreement.rationale.strip() else []
        said += [self.say("history.seen", what=agreement.seen)] if agreement.seen.strip() else []
        said += [self.dissent(one.text, one.function) for one in agreement.dissents]
        return ". ".join(part.strip().rstrip(".") for part in said)

    def dissent(self, text: str, function: StrEnum | None) -> str:
        """A view that somebody asked to have recorded."""
        who = self._plain(function) if function else self.say("history.somebody")
        return self.say("history.dissent", who=who, text=text)

    def reply(self, question: str, reply: Reply) -> str:
        """A reply to a question that the framework may no longer have."""
        if not self._framework.has_question(question):
            return self.say("answer.state.does_not_fit")
        return reply_said(self.say, self._framework, self._framework.question(question), reply)

    def _ballot(self, one: Ballot) -> str:
        said = self.say(f"history.ballot.{one.state.value}", n=one.round)
        if one.group == WHOLE_ROOM:
            return said
        group = self.dossier.groups.get(one.group)
        return f"{said} ({group.name or one.group if group else one.group})"

    def _hands(self, one: HandCount) -> str:
        named = {key: f"answer.state.{key}" for key in one.counts}
        words = {key: self.say(name) if name in self.say else key for key, name in named.items()}
        return ", ".join(self._pair(words[key], str(count)) for key, count in one.counts.items() if count)

    def _pair(self, name: str, value: str) -> str:
        return self.say("history.pair", name=name, value=value)

    def _parked(self, one: ParkedPoint) -> str:
        return self.say("history.settled", text=one.text, settled=one.settled) if one.settled else one.text

    def _homework(self, one: Homework) -> str:
        who = self._plain(one.function) if one.function else self.say("history.somebody")
        due = self.say("history.due", day=day(one.due, self.say.language)) if one.due else ""
        done = self.say("history.done") if one.done else ""
        return ", ".join(filter(None, (self._pair(who, one.task), due, done)))

    def _bringing(self, one: Bringing) -> str:
        told = (self.say("history.unknown_writer", who=other.said, n=other.writings) for other in one.writers)
        return self.say("history.vouched", who=self.say("telling.semicolon").join(told))

    def _signature(self, one: Signature) -> str:
        return self.say("history.signed", stage=self._plain(one.stage), name=one.name, role=self._plain(one.role))

    def _reopening(self, one: Reopening) -> str:
        facts = {name: self._plain(getattr(one, name)) for name in ("left", "stage", "name", "role", "reason")}
        return self.say("history.reopened", **facts)

    def _plain(self, value: Any, other: Any = None) -> str:
        """Any value that a record may hold."""
        if value is None:
            return ""
        if isinstance(value, tuple | frozenset | list):
            return self._many(value, other)
        if isinstance(value, Mapping):
            return ", ".join(self._pair(str(key), self._plain(one)) for key, one in value.items())
        name = _NAMED.get(type(value))
        if name:
            return str(getattr(value, name))
        return self._fields(value, other) if is_dataclass(value) else self._single(value)

    def _single(self, value: Any) -> str:
        """A word, a number, a day."""
        language = self.say.language
        match value:
            case bool():
                return self.say(f"history.flag.{str(value).lower()}")
            case StrEnum():
                return self.say(f"{_CODES[type(value).__name__]}.{value.value}")
            case int() | Fraction():
                return number(value, language, places_of(Fraction(value), 4))
            case datetime():
                return day(value.astimezone().date(), language)
            case date():
                return day(value, language)
            case _:
                return str(value)

    def _many(self, value: Any, other: Any) -> str:
        """A list; of a plan only the actions whose start differs."""
        ordered = sorted(value) if isinstance(value, frozenset) else list(value)
        if ordered and isinstance(ordered[0], PlannedStart):
            others = set(other or ())
            moved = [one for one in ordered if one not in others]
            facts = {"n": len(ordered), "actions": ", ".join(one.action for one in moved[:12])}
            return self.say("history.plan_changed" if moved and others else "history.plan", **facts)
        return ", ".join(filter(None, (self._plain(one) for one in ordered)))

    def _fields(self, value: Any, other: Any) -> str:
        """The fields of a record that differ from the other one, each with its name."""
        said = []
        for one in fields(value):
            mine = getattr(value, one.name)
            same = type(other) is type(value) and getattr(other, one.name) == mine
            if same or one.name in ("id", "action", "item", "capability", "question", "rater"):
                continue
            text = self._plain(mine)
            if type(other) is type(value):
                theirs = getattr(other, one.name)
                text = self._not_alike(text, self._plain(theirs), mine, theirs)
            if text:
                said.append(self._pair(self._field_name(one.name, value), text))
        return self.say("telling.semicolon").join(said)

    def _field_name(self, name: str, value: Any) -> str:
        limit, key = f"history.limit.{name}", f"history.field.{name}"
        if isinstance(value, Limits) and limit in self.say:
            return self.say(limit)
        return self.say(key) if key in self.say else name


_NAMED: Mapping[type, str] = {
    EvidenceLink: "evidence",
    AttachedFile: "name",
    PlannedStart: "action",
    Donor: "name",
    Alternative: "name",
}
"""Records that are said by one of their fields."""

_OF_THE_ROOM: Mapping[type, Callable[[HistoryTeller, Any], str]] = {
    RecordedAgreement: HistoryTeller.outcome,
    Ballot: HistoryTeller._ballot,
    HandCount: HistoryTeller._hands,
    ParkedPoint: HistoryTeller._parked,
    Homework: HistoryTeller._homework,
    Bringing: HistoryTeller._bringing,
    Signature: HistoryTeller._signature,
    Reopening: HistoryTeller._reopening,
    RoomRules: lambda teller, one: teller._plain(one.disclosure),
}
"""Records of the room, each with a sentence of its own."""
