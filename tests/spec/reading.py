"""From the words of an example's table to a framework and a dossier.

A row "L" is a section, "L1" a capability, "L1.q1" a question; a capability without rows of its own has one question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from questionnaire.answers import (
    Answer,
    CriterionNotApplicable,
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
from questionnaire.assessment import Dossier
from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from questionnaire.framework import Capability, Choice, Framework, Kind, Question, Section
from questionnaire.policy import Aggregation, Confidence, NotApplicableRule, NotKnownRule, Policy, Strength
from tests import examples
from tests.spec.tables import Example

Row = Mapping[str, str]

KINDS: Mapping[str, Callable[[str], tuple[Kind, tuple[int, int]]]] = {
    "": lambda id: (examples.ladder(id), (0, 4)),
    "ladder": lambda id: (examples.ladder(id), (0, 4)),
    "ladder of two": lambda id: (examples.ladder(id, per_level=2), (0, 4)),
    "ladder 0-3": lambda id: (examples.ladder(id, levels=4), (0, 3)),
    "checklist": lambda id: (examples.checklist(id), (0, 4)),
    "checklist in bands": lambda id: (examples.checklist(id, items=6, bands={0: 0, 1: 1, 2: 3, 4: 6}), (0, 4)),
    "percent": lambda id: (examples.number(id, {0: 0, 1: 10, 2: 50, 3: 75, 4: 90}), (0, 4)),
    "days": lambda id: (examples.number(id, {0: 90, 1: 60, 2: 30, 3: 14, 4: 7}, higher=False, unit="days"), (0, 4)),
    "choice": lambda id: (examples.choice(id, {"a": 0, "b": 2, "c": 4}), (0, 4)),
    "yes/no": lambda id: (examples.choice(id, {"no": 0, "yes": 1}), (0, 1)),
    "choice 1-3": lambda id: (examples.choice(id, {"a": 1, "b": 2, "c": 3}), (1, 3)),
}

YES_NO_CAPS = dict(zip(Strength, map(Fraction, (0, 0, 1, 1)), strict=True))


def question_of(row: Row, id: str) -> Question:
    """The question that a row describes."""
    kind, ends = KINDS[row.get("kind", "")](id)
    more: dict[str, Any] = {"scale": examples.scale(*ends), "weight": Fraction(row.get("weight") or 1)}
    if row.get("kind") == "yes/no":
        more["evidence_caps"] = YES_NO_CAPS
    if row.get("stage"):
        more["stage"] = int(row["stage"])
    if row.get("asked when"):
        more["asked_when"] = condition_of(row["asked when"])
    return examples.question(id, kind, **more)


def condition_of(text: str) -> Condition:
    """A condition in words: "A1 at least 2", "A1 at most 1", "A1 is b", "A1.2a met", joined by "and" or "or"."""
    for word, together in ((" or ", AnyOf), (" and ", AllOf)):
        if word in text:
            return together(tuple(condition_of(part) for part in text.split(word)))
    match text.split():
        case [id, "at", "least", level]:
            return LevelCondition(id, at_least=Fraction(level))
        case [id, "at", "most", level]:
            return LevelCondition(id, at_most=Fraction(level))
        case [id, "is", option]:
            return OptionCondition(id, option)
        case [id, "met"]:
            return CriterionCondition(id)
    raise ValueError(text)


def framework_of(example: Example) -> Framework:
    """The framework that the given table describes."""
    rows = {row["node"]: row for row in example.given.records()}
    whole = rows.get("whole", {})
    sections = tuple(_section(id, rows) for id in rows if len(id) == 1)
    return examples.framework(
        *sections, policy=policy_of(example.policy), aggregation=Aggregation(whole.get("rule") or "mean")
    )


def _node(row: Row) -> dict[str, Any]:
    return {
        "aggregation": Aggregation(row.get("rule") or "mean"),
        "weight": Fraction(row.get("weight") or 1),
        "gate": row.get("gate") == "gate",
    }


def _section(id: str, rows: Mapping[str, Row]) -> Section:
    capabilities = (_capability(one, rows) for one in rows if one[0] == id and len(one) > 1 and "." not in one)
    return examples.section(id, *capabilities, **_node(rows[id]))


def _capability(id: str, rows: Mapping[str, Row]) -> Capability:
    own = [question_of(rows[one], one) for one in rows if one.startswith(f"{id}.")]
    return examples.capability(id, *(own or [question_of(rows[id], id)]), **_node(rows[id]))


def policy_of(words: Mapping[str, str]) -> Policy:
    """The policy that an example names; what it does not name is as shipped."""
    named: dict[str, Any] = {}
    if "not applicable" in words:
        rule, _, level = words["not applicable"].partition("as level ")
        named["not_applicable"] = NotApplicableRule.AS_LEVEL if level else NotApplicableRule(rule)
        named["not_applicable_level"] = Fraction(level) if level else None
    if "not known" in words:
        named["not_known"] = NotKnownRule(words["not known"])
    if "a stage is met at" in words:
        named["stage_met_at"] = Fraction(words["a stage is met at"])
    return Policy(**named)


PLAIN: Mapping[str, Reply | None] = {
    "": None,
    "not known": NotKnown(),
    "not applicable": NotApplicable("nothing of the kind here"),
}


def reply_of(question: Question, text: str) -> Reply | None:
    """A reply in words: "3", "ticks 1a 2a", "3, not met 2a", "60 percent", "b", "dispute 1-3", "not known" ..."""
    if text in PLAIN:
        return PLAIN[text]
    match text.split():
        case ["dispute", ends]:
            low, high = ends.split("-")
            return Disputed(Fraction(low), Fraction(high))
        case [value, "percent" | "days" as unit]:
            return LevelReached(QuantityGiven(Fraction(value), unit))
    if isinstance(question.kind, Choice):
        return LevelReached(OptionGiven(text))
    return LevelReached(_ticked(question, text))


def _ticked(question: Question, text: str) -> LadderGiven | TicksGiven:
    found: dict[str, list[str]] = {"ticks": [], "not met": [], "cannot apply": []}
    level = None
    for part in text.split(", "):
        heading = next((one for one in found if part.startswith(one)), None)
        if heading is None:
            level = int(part)
        else:
            found[heading] = [f"{question.id}.{letter}" for letter in part.removeprefix(heading).split()]
    left_out = tuple(CriterionNotApplicable(id, "nothing of the kind here") for id in found["cannot apply"])
    if type(question.kind).__name__ == "Checklist":
        return TicksGiven(frozenset(found["ticks"]), left_out)
    return LadderGiven(level, frozenset(found["ticks"]), frozenset(found["not met"]), left_out)


def dossier_of(example: Example) -> Dossier:
    """The dossier that the given table describes: one person's replies, with confidence and evidence."""
    framework = framework_of(example)
    answers, pieces = [], []
    rows = [row for row in example.given.records() if framework.has_question(row["node"])]
    for row in rows:
        id = row["node"]
        links = _links(id, row.get("evidence", ""))
        pieces += [examples.evidence(link.evidence, strength) for link, strength in links]
        answers.append(_answer(framework.question(id), row, [link for link, _ in links]))
    return examples.dossier(framework, *answers, evidence=pieces)


def _links(id: str, text: str) -> Sequence[tuple[EvidenceLink, Strength]]:
    """Evidence in words: "document seen", or "observed in use on 3a" for a criterion; several are parted by "; "."""
    links = []
    for place, part in enumerate(filter(None, text.split("; "))):
        strength, _, criteria = part.partition(" on ")
        named = frozenset(f"{id}.{criterion}" for criterion in criteria.split())
        links.append((EvidenceLink(f"{id}-{place}", named), Strength(strength.replace(" ", "_"))))
    return links


def _answer(question: Question, row: Row, links: Sequence[EvidenceLink]) -> Answer:
    confidence = Confidence(row["confidence"]) if row.get("confidence") else None
    return examples.answer(question.id, reply_of(question, row.get("reply", "")), confidence=confidence, evidence=links)
