"""Changes in words: who made one, what it was about, what it said before and what it says after. Not escaped."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from planning.actions import Library
from questionnaire.answers import EvidenceLink, RecordedAgreement, Reply
from questionnaire.assessment import Dossier
from questionnaire.ballots import WHOLE_ROOM, Ballot, HandCount, Homework, ParkedPoint, RoomRules
from questionnaire.entries import Subject
from questionnaire.evidence import AttachedFile
from questionnaire.framework import Framework
from questionnaire.intentions import Alternative, Donor, Limits, PlannedStart
from questionnaire.signatures import Reopening, Signature
from reports.history import RecordedChange, about_of
from reports.price_names import price_name
from reports.reply_words import reply_said
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
        parts, say = change.address.parts, self.say
        match change.address.subject:
            case Subject.ANSWER:
                said = say(f"history.what.answer.{parts[2]}", about=self.node(parts[1]))
                return said if parts[0] == change.by else say("history.for_other", what=said, who=self.who(parts[0]))
            case Subject.AGREEMENT:
                return say(f"history.what.agreement.{parts[0]}", about=self.node(parts[1]))
            case Subject.SETUP:
                return say(f"history.setup.{parts[0]}")
            case Subject.PARTICIPANT:
                return say("history.what.participant", who=self.who(parts[0]))
            case Subject.PRESENT:
                on = day(date.fromisoformat(parts[1]), say.language)
                return say("history.what.present", who=self.who(parts[0]), day=on)
            case Subject.BALLOT:
                return say("history.what.ballot", about=self.node(about_of(change)))
            case Subject.PRICE:
                return say("history.what.price", about=price_name(self.library, parts[0], say))
            case subject:
                about = self.node(parts[0]) if parts else ""
                return say(f"history.what.{subject.value}", about=about)

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
        """What was recorded before; empty where nothing was."""
        return self._value(change, change.before, change.after)

    def after(self, change: RecordedChange) -> str:
        """What is recorded since."""
        return self._value(change, change.after, change.before) or self.say("history.cleared")

    def _value(self, change: RecordedChange, value: Any, other: Any) -> str:
        """A value in words; of a record of many fields only those in which it differs from the other value."""
        parts = change.address.parts
        match value:
            case None:
                return ""
            case RecordedAgreement():
                return self.outcome(value)
            case Ballot():
                group = "" if value.group == WHOLE_ROOM else self._group(value.group)
                said = self.say(f"history.ballot.{value.state.value}", n=value.round)
                return f"{said} ({group})" if group else said
            case RoomRules(disclosure=disclosure):
                return self._plain(disclosure)
            case HandCount(counts=counts):
                return ", ".join(f"{self._hand(key)}: {count}" for key, count in counts.items() if count)
            case ParkedPoint(text=text, settled=settled):
                return self.say("history.settled", text=text, settled=settled) if settled else text
            case Homework():
                return self._homework(value)
            case Signature(stage=stage, name=name):
                return self.say("history.signed", stage=self._plain(stage), name=name, role=self._plain(value.role))
            case Reopening(left=left, stage=stage, name=name, reason=reason):
                said = {"left": self._plain(left), "stage": self._plain(stage), "name": name, "reason": reason}
                return self.say("history.reopened", **said)
            case Alternative(name=name):
                return name
            case _ if change.address.subject is Subject.ANSWER and isinstance(value, Reply):
                return self.reply(parts[1], value)
            case _ if change.address.subject is Subject.PROOF:
                return self.say("history.proof")
            case _ if change.address.subject is Subject.SETUP and parts[0] == "profile":
                profile = next((one for one in self._framework.profiles if one.id == value), None)
                return (profile.name(self.say.language) if profile else "") or str(value)
            case _:
                return self._plain(value, other)

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

    def _group(self, id: str) -> str:
        group = self.dossier.groups.get(id)
        return group.name or id if group else id

    def _hand(self, key: str) -> str:
        state = f"answer.state.{key}"
        return self.say(state) if state in self.say else key

    def _homework(self, one: Homework) -> str:
        who = self._plain(one.function) if one.function else self.say("history.somebody")
        due = self.say("history.due", day=day(one.due, self.say.language)) if one.due else ""
        done = self.say("history.done") if one.done else ""
        return ", ".join(filter(None, (f"{who}: {one.task}", due, done)))

    def _plain(self, value: Any, other: Any = None) -> str:  # noqa: PLR0911  a value may be of each of these kinds
        language = self.say.language
        match value:
            case None | "":
                return ""
            case bool():
                return self.say(f"history.flag.{str(value).lower()}")
            case StrEnum():
                return self.say(f"{_CODES[type(value).__name__]}.{value.value}")
            case str():
                return value
            case int() | Fraction():
                exact = Fraction(value)
                return number(exact, language, places_of(exact, 2)) if exact >= 10_000 else str(_short(exact, language))
            case datetime():
                return day(value.astimezone().date(), language)
            case date():
                return day(value, language)
            case EvidenceLink(evidence=evidence):
                return evidence
            case AttachedFile(name=name):
                return name
            case PlannedStart(action=action):
                return action
            case Donor(name=name):
                return name
            case tuple() | frozenset() | list():
                return self._many(value, other)
            case _ if hasattr(value, "items"):
                return ", ".join(f"{key}: {self._plain(one)}" for key, one in value.items())
            case _:
                return self._fields(value, other)

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
            if text := self._plain(mine):
                said.append(f"{self._field_name(one.name, value)}: {text}")
        return "; ".join(said)

    def _field_name(self, name: str, value: Any) -> str:
        if isinstance(value, Limits):
            return self.say(f"history.limit.{name}")
        key = f"history.field.{name}"
        return self.say(key) if key in self.say else name


def _short(value: Fraction, language: str) -> str:
    return number(value, language, places_of(value, 4))

