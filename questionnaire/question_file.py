"""The questions of a section file made into types: their kinds, their levels and criteria, when they are asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from questionnaire.framework import (
    Band,
    Checklist,
    Choice,
    Criterion,
    Kind,
    Ladder,
    Level,
    Number,
    Option,
    Question,
    Threshold,
)
from questionnaire.framework_words import FileWords
from questionnaire.policy import Strength
from questionnaire.scales import Scale
from questionnaire.text import Text

Raw = Mapping[str, Any]


def read_scale(raw: Raw, otherwise: Scale) -> Scale:
    """The scale that a node declares for itself; `otherwise` where it declares none."""
    ends = raw.get("scale")
    return Scale(Fraction(ends[0]), Fraction(ends[1])) if ends else otherwise


def read_caps(raw: Raw) -> Mapping[Strength, Fraction]:
    """The highest level that each strength of evidence supports."""
    return {strength: Fraction(raw[strength.value]) for strength in Strength}


def read_question(raw: Raw, words: FileWords, main: Scale) -> Question:
    """The question that `raw` describes; `main` is its scale unless it declares one."""
    caps = raw.get("evidence_caps")
    return Question(
        id=raw["id"],
        text=words.text(raw["text"], "questions", raw["id"]),
        kind=_KINDS[raw["kind"]](raw, words),
        scale=read_scale(raw, main),
        weight=Fraction(raw.get("weight", 1)),
        asked_when=_condition(raw["asked_when"]) if "asked_when" in raw else None,
        stage=raw.get("stage"),
        evidence_caps=read_caps(caps) if caps else None,
        aliases=tuple(raw.get("aliases", ())),
    )


def _ladder(raw: Raw, words: FileWords) -> Kind:
    id = raw["id"]
    return Ladder(
        tuple(
            Level(
                level["level"],
                words.text(level["summary"], "levels", f"{id}.{level['level']}"),
                _criteria(level.get("criteria", {}), f"{id}.{level['level']}", words),
            )
            for level in raw["levels"]
        )
    )


def _criteria(raw: Raw, prefix: str, words: FileWords) -> tuple[Criterion, ...]:
    return tuple(Criterion(prefix + key, words.text(said, "criteria", prefix + key)) for key, said in raw.items())


def _checklist(raw: Raw, words: FileWords) -> Kind:
    bands = tuple(Band(int(level), begins) for level, begins in raw["bands"].items())
    return Checklist(
        _criteria(raw["items"], raw["id"] + ".", words), tuple(sorted(bands, key=lambda band: band.begins))
    )


def _choice(raw: Raw, words: FileWords) -> Kind:
    id = raw["id"]
    return Choice(
        tuple(
            Option(
                one["id"],
                Fraction(one["level"]),
                words.text(one["text"], "options", f"{id}.{one['id']}"),
                _criteria(one.get("criteria", {}), f"{id}.{one['id']}", words),
            )
            for one in raw["options"]
        )
    )


def _number(raw: Raw, words: FileWords) -> Kind:
    id = raw["id"]
    said = words.text(raw["threshold_text"], "thresholds", id)
    steps = sorted(
        ((int(level), Fraction(bound)) for level, bound in raw["thresholds"].items()), key=lambda step: step[0]
    )
    maximum = raw.get("maximum")
    return Number(
        unit=raw["unit"],
        higher_is_better=raw.get("better", "higher") == "higher",
        minimum=Fraction(raw.get("minimum", 0)),
        maximum=None if maximum is None else Fraction(maximum),
        thresholds=tuple(
            Threshold(level, bound, Criterion(f"{id}.{level}", _with_value(said, bound)) if position else None)
            for position, (level, bound) in enumerate(steps)
        ),
    )


def _with_value(said: Text, bound: Fraction) -> Text:
    shown = str(bound) if bound.denominator == 1 else str(float(bound))
    return Text(
        {
            language: text.replace("{value}", shown.replace(".", ",") if language == "fr" else shown)
            for language, text in said.by_language.items()
        },
        said.source,
    )


_KINDS: Mapping[str, Callable[[Raw, FileWords], Kind]] = {
    "ladder": _ladder,
    "checklist": _checklist,
    "choice": _choice,
    "number": _number,
}


def _condition(raw: Raw) -> Condition:
    if "all" in raw:
        return AllOf(tuple(_condition(one) for one in raw["all"]))
    if "any" in raw:
        return AnyOf(tuple(_condition(one) for one in raw["any"]))
    if "criterion" in raw:
        return CriterionCondition(raw["criterion"])
    if "option" in raw:
        return OptionCondition(raw["question"], raw["option"])
    bounds = {key: Fraction(raw[key]) for key in ("at_least", "at_most") if key in raw}
    return LevelCondition(raw["question"], bounds.get("at_least"), bounds.get("at_most"))
