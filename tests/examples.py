"""The one builder of test data: small frameworks and dossiers, said in as few words as the test needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from planning.actions import Action, CostLine, Library, UnitCost
from questionnaire.answers import Answer, EvidenceLink, LadderGiven, LevelReached, Reply
from questionnaire.assessment import Dossier, Participant
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.framework import (
    Band,
    Capability,
    Checklist,
    Choice,
    Criterion,
    Framework,
    Kind,
    Ladder,
    Level,
    Number,
    Option,
    Question,
    ScaleLevel,
    Section,
    Threshold,
)
from questionnaire.intentions import Target
from questionnaire.policy import Aggregation, Confidence, Policy, Strength
from questionnaire.scales import Scale
from questionnaire.stages import Role
from questionnaire.text import Text

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
FACILITATOR = "P1"
WORDS = ("Absent", "Initial", "Developing", "Established", "Sustained")


def words(text: str) -> Text:
    """A text that exists in English only."""
    return Text({"en": text})


def fraction(value: int | str | Fraction) -> Fraction:
    """An exact number from an int or from text such as "1/3" or "0.5"."""
    return Fraction(value)


def ladder(question: str, *, levels: int = 5, per_level: int = 1) -> Ladder:
    """A ladder from 0, with `per_level` criteria a level: `<question>.1a`, `<question>.1b`, ..."""
    return Ladder(
        tuple(
            Level(
                value,
                words(f"{question} at {value}"),
                tuple(
                    Criterion(f"{question}.{value}{letter}", words(f"criterion {question}.{value}{letter}"))
                    for letter in "abc"[: per_level if value else 0]
                ),
            )
            for value in range(levels)
        )
    )


def checklist(question: str, *, items: int = 4, bands: Mapping[int, int] | None = None) -> Checklist:
    """A checklist; `bands` maps a level to the number of ticks from which it holds."""
    bands = bands if bands is not None else {level: level for level in range(items + 1)}
    return Checklist(
        tuple(Criterion(f"{question}.{letter}", words(f"item {letter}")) for letter in "abcdefgh"[:items]),
        tuple(Band(level, begins) for level, begins in bands.items()),
    )


def number(
    question: str, thresholds: Mapping[int, int | str | Fraction], *, higher: bool = True, unit: str = "percent"
) -> Number:
    """A measured number; `thresholds` maps a level to its bound."""
    lowest = min(thresholds)
    return Number(
        unit,
        higher,
        Fraction(0),
        None,
        tuple(
            Threshold(
                level, fraction(bound), None if level == lowest else Criterion(f"{question}.{level}", words(str(bound)))
            )
            for level, bound in thresholds.items()
        ),
    )


def choice(question: str, values: Mapping[str, int | str | Fraction]) -> Choice:
    """A choice; `values` maps an option to its value. Each above the lowest has a criterion, `<question>.<option>1`."""
    lowest = min(fraction(value) for value in values.values())
    return Choice(
        tuple(
            Option(
                option,
                fraction(value),
                words(f"option {option}"),
                () if fraction(value) == lowest else (Criterion(f"{question}.{option}1", words("holds")),),
            )
            for option, value in values.items()
        )
    )


def scale(lowest: int | str | Fraction = 0, highest: int | str | Fraction = 4) -> Scale:
    """A scale between two exact numbers."""
    return Scale(fraction(lowest), fraction(highest))


def question(id: str, kind: Kind | None = None, **more: Any) -> Question:
    """A question; a five-level ladder with one criterion a level unless told otherwise."""
    more.setdefault("scale", scale())
    return Question(id, words(f"question {id}"), kind or ladder(id), **more)


def capability(id: str, *questions: Question, **more: Any) -> Capability:
    """A capability; with no questions given it has one, of its own id."""
    more.setdefault("scale", scale())
    return Capability(id, words(f"capability {id}"), words(id), questions or (question(id),), **more)


def section(id: str, *capabilities: Capability, **more: Any) -> Section:
    """A section of capabilities."""
    more.setdefault("scale", scale())
    return Section(id, words(f"section {id}"), words(id), words(""), capabilities, **more)


def framework(*sections: Section, policy: Policy | None = None, levels: int = 5, **more: Any) -> Framework:
    """A framework on the main scale 0 to `levels` - 1."""
    more.setdefault("scale", scale(0, levels - 1))
    more.setdefault("aggregation", Aggregation.MEAN)
    more.setdefault("content_hash", "tiny")
    return Framework(
        id="tiny",
        version="1",
        name=words("Tiny"),
        about=words(""),
        languages=("en",),
        source_language="en",
        levels=tuple(
            ScaleLevel(value, words(WORDS[value] if levels == 5 else str(value)), words("")) for value in range(levels)
        ),
        sections=sections,
        policy=policy or Policy(),
        **more,
    )


def at_level(level: int, *, met: Sequence[str] = (), not_met: Sequence[str] = ()) -> LevelReached:
    """The reply "this level was chosen", with criteria ticked or marked as not met beside it."""
    return LevelReached(LadderGiven(level, frozenset(met), frozenset(not_met)))


def answer(
    question: str,
    reply: Reply | int | None,
    *,
    confidence: Confidence | None = None,
    evidence: Sequence[EvidenceLink] = (),
    participant: str = FACILITATOR,
    comment: str = "",
) -> Answer:
    """An answer; a plain int is the chosen level of a ladder."""
    given = at_level(reply) if isinstance(reply, int) else reply
    return Answer(participant, question, given, confidence, comment, tuple(evidence), NOON)


def evidence(id: str, strength: Strength = Strength.DOCUMENT_SEEN, title: str = "Customs Act") -> Evidence:
    """A registered piece of evidence."""
    return Evidence(id, title, EvidenceKind.LEGAL_TEXT, strength, "Gazette 12")


def dossier(framework: Framework, *answers: Answer, **more: Any) -> Dossier:
    """A dossier of one facilitator who records for the group."""
    more.setdefault("participants", (Participant(FACILITATOR, Role.FACILITATOR, "Ada"),))
    kept = more.pop("evidence", ())
    return Dossier(
        id="D1",
        framework=framework,
        answers={(one.participant, one.question): one for one in answers},
        evidence={one.id: one for one in kept},
        revision=len(answers),
        **more,
    )


def action(id: str, *meets: str, months: int = 3, **more: Any) -> Action:
    """An action of one quarter led by "legal", unless told otherwise; `money` and `upkeep` are at a price of 1."""
    more.setdefault("type", "review")
    more.setdefault("lead", "legal")
    for key, part in (("money", "one_off"), ("upkeep", "recurrent")):
        amount = more.pop(key, 0)
        if amount:
            more[part] = (CostLine("procurement", {"quantity": Fraction(amount)}, "goods"),)
    return Action(id, words(id), meets=meets, months=months, **more)


def library(*actions: Action, price: int | None = 1, **unit_costs: Fraction | None) -> Library:
    """A library of these actions; what is bought costs `price` a piece (None: it has no price)."""
    amounts = {"goods": None if price is None else Fraction(price), **unit_costs}
    prices = {item: UnitCost(item, amount, "USD", "unit") for item, amount in amounts.items()}
    return Library({one.id: one for one in actions}, prices, {})


def targets(**levels: int) -> Mapping[str, Target]:
    """The targets of capabilities by id."""
    return {id: Target(id, level) for id, level in levels.items()}
