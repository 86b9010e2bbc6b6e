"""The action library, read from the folder of its framework and held against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from planning.actions import Action, CostLine, Library, UnitCost
from planning.library_checks import check_actions
from questionnaire.framework import Framework
from questionnaire.framework_checks import check_documents
from questionnaire.framework_file import build_framework
from questionnaire.framework_folder import FrameworkFolder, read_folder
from questionnaire.framework_words import FileWords, Words
from questionnaire.problems import InputFault, Problem, Severity
from questionnaire.sources import Reference
from questionnaire.text import Text
from words.typography import set_spaces

Raw = Mapping[str, Any]


def load_bank(folder: Path) -> tuple[Framework, Library]:
    """The framework in `folder` with its action library, its files read once. Raises InputFault with every error."""
    files, problems = read_folder(folder)
    problems += check_documents(files)
    _raise_errors(problems)
    framework = build_framework(files)
    _raise_errors(check_actions(files, framework))
    return framework, build_library(files, framework)


def _raise_errors(problems: Iterable[Problem]) -> None:
    errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    if errors:
        raise InputFault(errors)


def load_library(folder: Path, framework: Framework) -> Library:
    """The action library beside `framework`. Raises InputFault with every error; what is incomplete is none."""
    files, _ = read_folder(folder)
    _raise_errors(check_actions(files, framework))
    return build_library(files, framework)


def check_library(folder: Path, framework: Framework) -> tuple[Problem, ...]:
    """Every problem of the action library of `framework`: errors, and gaps such as a criterion that no action meets."""
    files, _ = read_folder(folder)
    return tuple(check_actions(files, framework))


def build_library(files: FrameworkFolder, framework: Framework) -> Library:
    """The library that checked files describe."""
    words = Words(files, framework.source_language, framework.languages)
    references = {one.id: one for one in framework.references}
    actions = {
        raw["id"]: _action(raw, words.of(file), references)
        for file in _files_of(framework)
        for raw in files.data(file).get("actions", ())
    }
    costs = files.data("unit_costs.yaml")
    unit_costs = {raw["item"]: _unit_cost(raw, costs["currency"]) for raw in costs.get("unit_costs", ())}
    return Library(actions, unit_costs, _goods(words, framework))


def _files_of(framework: Framework) -> tuple[str, ...]:
    return tuple(f"actions/{section.id}.yaml" for section in framework.sections)


def _goods(words: Words, framework: Framework) -> Mapping[str, Text]:
    """The words of everything that can be bought, by its name in the source language."""
    named: dict[str, dict[str, str]] = {}
    for file in _files_of(framework):
        for language, data in words.of(file).translations.items():
            for name, said in data.get("cost_goods", {}).items():
                named.setdefault(name, {words.source: name})[language] = set_spaces(said, language)
    return {name: Text(said, words.source) for name, said in named.items()}


def _action(raw: Raw, words: FileWords, references: Mapping[str, Reference]) -> Action:
    def text(key: str) -> Text:
        return words.text(raw.get(key, ""), "actions", raw["id"], key)

    return Action(
        id=raw["id"],
        name=text("name"),
        type=raw["type"],
        lead=raw["lead"],
        meets=tuple(raw["meets"]),
        months=raw["months"],
        partners=tuple(raw.get("partners", ())),
        after=tuple(raw.get("after", ())),
        requires={capability: int(level) for capability, level in raw.get("requires", {}).items()},
        vision_2030=raw.get("vision_2030", ""),
        steps=text("steps"),
        indicator=text("indicator"),
        unit=text("unit"),
        verification=text("verification"),
        risk=text("risk"),
        one_off=tuple(_cost_line(line) for line in raw.get("one_off", ())),
        recurrent=tuple(_cost_line(line) for line in raw.get("recurrent", ())),
        references=tuple(references[id] for id in raw.get("references", ())),
    )


def _cost_line(raw: Raw) -> CostLine:
    named = {"block", "role", "goods", "existing"}
    return CostLine(
        block=raw["block"],
        quantities={key: Fraction(value) for key, value in raw.items() if key not in named},
        name=raw.get("role") or raw.get("goods") or "",
        existing=raw.get("existing", False),
    )


def _unit_cost(raw: Raw, currency: str) -> UnitCost:
    amount = raw.get("amount")
    return UnitCost(
        item=raw["item"],
        amount=None if amount is None else Fraction(amount),
        currency=currency,
        per=raw["per"],
        source=raw.get("source", ""),
        year=raw.get("year"),
        assumption=raw.get("assumption", True),
    )
