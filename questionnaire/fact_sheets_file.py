"""The files of fact sheets made into types."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from questionnaire.answers import Given, LadderGiven, OptionGiven, QuantityGiven, TicksGiven
from questionnaire.fact_sheets import FactSheet
from questionnaire.framework import Checklist, Framework, Number, Question
from questionnaire.framework_words import Words

Raw = Mapping[str, Any]


def read_fact_sheets(words: Words, framework: Framework) -> tuple[FactSheet, ...]:
    """Every fact sheet of the framework, section by section."""
    sheets: list[FactSheet] = []
    for section in framework.sections:
        file = f"fact_sheets/{section.id}.yaml"
        said = words.of(file)
        for raw in words.files.data(file).get("sheets", ()):
            sheets.append(
                FactSheet(
                    raw["id"],
                    raw["capability"],
                    raw["tempting"],
                    raw["expected"],
                    said.text(raw["text"], "sheets", raw["id"], "text"),
                    said.text(raw["account"], "sheets", raw["id"], "account"),
                    {id: given_of(framework.question(id), reply) for id, reply in raw["replies"].items()},
                )
            )
    return tuple(sheets)


def given_of(question: Question, raw: Raw) -> Given:
    """What a fact sheet gives as the reply to a question."""
    if "option" in raw:
        return OptionGiven(raw["option"])
    if "value" in raw:
        unit = question.kind.unit if isinstance(question.kind, Number) else ""
        return QuantityGiven(Fraction(raw["value"]), unit)
    met = frozenset(f"{question.id}.{letter}" for letter in raw["met"])
    return TicksGiven(met) if isinstance(question.kind, Checklist) else LadderGiven(None, met)
