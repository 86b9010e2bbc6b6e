"""A reply as the descriptions of the examples say it in short, made into what the questionnaire knows.

`{level: 2, met: "1a 2b", not_met: "3a"}`, `{ticks: "a c"}`, `{option: b}`, `{value: 62.5, measured: "2026-04-30"}`,
`{not_applicable: why}`, `{not_known: why}`, `{disputed: "1 2", reason: why}`; evidence as `{ev: "E1 E4:1a+2b"}`, where
the letters after a colon are the criteria that it supports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from questionnaire.answers import (
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.framework import Ladder, Number, Question

Raw = Mapping[str, Any]


def reply_to(question: Question, said: Raw) -> Reply:
    """The reply. Raises ValueError where the description names something that the question does not have."""
    for key, read in _READERS.items():
        if key in said:
            return read(question, said)
    raise ValueError(f"{question.id}: {sorted(said)} is no reply")


def evidence_links(question: str, said: Raw) -> tuple[EvidenceLink, ...]:
    """What hangs on the answer."""
    links = []
    for word in said.get("ev", "").split():
        evidence, _, letters = word.partition(":")
        links.append(EvidenceLink(evidence, frozenset(f"{question}.{one}" for one in letters.split("+") if one)))
    return tuple(links)


def _criteria(question: Question, letters: str) -> frozenset[str]:
    named = frozenset(f"{question.id}.{letter}" for letter in letters.split())
    unknown = named - {one.id for one in question.criteria}
    if unknown:
        raise ValueError(f"{question.id} has no {', '.join(sorted(unknown))}")
    return named


def _level(question: Question, said: Raw) -> Reply:
    met, not_met = _criteria(question, said.get("met", "")), _criteria(question, said.get("not_met", ""))
    return LevelReached(LadderGiven(said["level"], met, not_met))


def _ticks(question: Question, said: Raw) -> Reply:
    met = _criteria(question, said["ticks"])
    if isinstance(question.kind, Ladder):
        return LevelReached(LadderGiven(None, met, _criteria(question, said.get("not_met", ""))))
    return LevelReached(TicksGiven(met))


def _value(question: Question, said: Raw) -> Reply:
    if not isinstance(question.kind, Number):
        raise ValueError(f"{question.id} asks for no number")
    return LevelReached(
        QuantityGiven(Fraction(said["value"]), question.kind.unit, date.fromisoformat(said["measured"]))
    )


def _disputed(_: Question, said: Raw) -> Reply:
    lowest, highest = (Fraction(one) for one in said["disputed"].split())
    return Disputed(lowest, highest, said["reason"])


_READERS: Mapping[str, Callable[[Question, Raw], Reply]] = {
    "level": _level,
    "ticks": _ticks,
    "option": lambda _, said: LevelReached(OptionGiven(said["option"])),
    "value": _value,
    "not_applicable": lambda _, said: NotApplicable(said["not_applicable"]),
    "not_known": lambda _, said: NotKnown(said["not_known"]),
    "disputed": _disputed,
}
