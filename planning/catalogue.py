"""The action library, read from the folder of its framework and held against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from planning.actions import Action, CostLine, Library, UnitCost
from questionnaire.circles import in_circle
from questionnaire.framework import Framework
from questionnaire.framework_checks import check_documents
from questionnaire.framework_file import build_framework
from questionnaire.framework_folder import FrameworkFolder, read_folder
from questionnaire.problems import InputFault, Problem, Severity
from questionnaire.strict_yaml import Document
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
    words = _Words(files, framework)
    actions = {
        raw["id"]: _action(raw, words.of_section(section.id))
        for section in framework.sections
        for raw in files.data(f"actions/{section.id}.yaml").get("actions", ())
    }
    costs = files.data("unit_costs.yaml")
    unit_costs = {raw["item"]: _unit_cost(raw, costs["currency"]) for raw in costs.get("unit_costs", ())}
    return Library(actions, unit_costs, words.goods())


class _Words:
    """Finds the words of actions in the source files and in every language file beside them."""

    def __init__(
        self, files: FrameworkFolder, framework: Framework, translations: Mapping[str, Raw] | None = None
    ) -> None:
        self.files = files
        self.framework = framework
        self.translations = translations or {}

    def of_section(self, id: str) -> _Words:
        return _Words(self.files, self.framework, self._translated(id))

    def _translated(self, section: str) -> Mapping[str, Raw]:
        return {lang: self.files.data(f"languages/{lang}/actions/{section}.yaml") for lang in self.framework.languages}

    def text(self, raw: Raw, key: str) -> Text:
        source = self.framework.source_language
        found = {source: raw.get(key, "")}
        for language, data in self.translations.items():
            said = data.get("actions", {}).get(raw["id"], {}).get(key)
            if said and language != source:
                found[language] = set_spaces(said, language)
        return Text(found, source)

    def goods(self) -> Mapping[str, Text]:
        """The words of everything that can be bought, by its name in the source language."""
        source = self.framework.source_language
        named: dict[str, dict[str, str]] = {}
        for section in self.framework.sections:
            for language, data in self._translated(section.id).items():
                for name, said in data.get("cost_goods", {}).items():
                    named.setdefault(name, {source: name})[language] = set_spaces(said, language)
        return {name: Text(words, source) for name, words in named.items()}


def _action(raw: Raw, words: _Words) -> Action:
    return Action(
        id=raw["id"],
        name=words.text(raw, "name"),
        type=raw["type"],
        lead=raw["lead"],
        meets=tuple(raw["meets"]),
        months=raw["months"],
        partners=tuple(raw.get("partners", ())),
        after=tuple(raw.get("after", ())),
        requires={capability: int(level) for capability, level in raw.get("requires", {}).items()},
        vision_2030=raw.get("vision_2030", ""),
        steps=words.text(raw, "steps"),
        indicator=words.text(raw, "indicator"),
        unit=words.text(raw, "unit"),
        verification=words.text(raw, "verification"),
        risk=words.text(raw, "risk"),
        one_off=tuple(_cost_line(line) for line in raw.get("one_off", ())),
        recurrent=tuple(_cost_line(line) for line in raw.get("recurrent", ())),
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


def check_actions(files: FrameworkFolder, framework: Framework) -> Iterator[Problem]:
    """What is wrong with the actions although their files are well written."""
    listed = [(document, position, raw) for document, position, raw in _listed(files, framework)]
    yield from _check_files(files, framework)
    first: dict[str, str] = {}
    for document, position, raw in listed:
        line = document.line(("actions", position, "id"))
        if raw["id"] in first:
            yield Problem("id_twice", document.name, line, {"id": raw["id"], "first": first[raw["id"]]})
        first.setdefault(raw["id"], f"{document.name}:{line}")
    after = {raw["id"]: tuple(raw.get("after", ())) for _, _, raw in listed}
    for document, position, raw in listed:
        yield from _check_action(document, position, raw, framework, after)
        yield from _check_costs(document, document.line(("actions", position, "id")), raw)
    met = {criterion for _, _, raw in listed for criterion in raw["meets"]}
    for criterion, question in framework.home_of_criterion.items():
        if listed and criterion not in _reached(met, framework):
            section = framework.home_of_capability[framework.home_of_question[question.id].id]
            yield Problem("criterion_without_action", f"actions/{section.id}.yaml", 0, {"id": criterion}, Severity.GAP)


def _check_files(files: FrameworkFolder, framework: Framework) -> Iterator[Problem]:
    """Action files that belong to no section, and prices without a source."""
    sections = {section.id for section in framework.sections}
    for name in files.documents:
        if name.startswith("actions/") and name.removeprefix("actions/").removesuffix(".yaml") not in sections:
            yield Problem("section_not_listed", name)
    document = files.documents.get("unit_costs.yaml")
    for position, raw in enumerate(files.data("unit_costs.yaml").get("unit_costs", ())):
        if document is not None and "amount" in raw and not raw.get("source"):
            line = document.line(("unit_costs", position))
            yield Problem("unit_cost_without_source", document.name, line, {"id": raw["item"]}, Severity.GAP)


def _listed(files: FrameworkFolder, framework: Framework) -> Iterator[tuple[Document, int, Raw]]:
    for section in framework.sections:
        document = files.documents.get(f"actions/{section.id}.yaml")
        if document is not None:
            for position, raw in enumerate(document.data["actions"]):
                yield document, position, raw


def _reached(met: set[str], framework: Framework) -> set[str]:
    """`met` and, for measured numbers, every easier threshold below one that is met."""
    reached = set(met)
    for criterion in met:
        question = framework.home_of_criterion.get(criterion)
        if question is not None and type(question.kind).__name__ == "Number":
            ids = [one.id for one in question.criteria]
            reached.update(ids[: ids.index(criterion)])
    return reached


def _check_action(
    document: Document, position: int, raw: Raw, framework: Framework, after: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    def problem(code: str, key: str, found: str = "") -> Problem:
        line = document.line(("actions", position, key))
        return Problem(code, document.name, line, {"id": raw["id"], "found": found})

    for criterion in raw["meets"]:
        if criterion not in framework.home_of_criterion:
            yield problem("action_unknown_criterion", "meets", criterion)
    for before in raw.get("after", ()):
        if before not in after:
            yield problem("action_unknown_prerequisite", "after", before)
    if in_circle(raw["id"], after):
        yield problem("action_circle", "after")
    for capability, level in raw.get("requires", {}).items():
        if "capability " + capability not in framework.node_names:
            yield problem("action_unknown_capability", "requires", capability)
        elif not framework.levels[0].value < level <= framework.levels[-1].value:
            yield problem("action_requires_level", "requires", f"{capability}: {level}")
    if not raw["meets"] and not any(raw["id"] in before for before in after.values()):
        yield problem("action_meets_nothing", "meets")


def _check_costs(document: Document, line: int, raw: Raw) -> Iterator[Problem]:
    lines = (*raw.get("one_off", ()), *raw.get("recurrent", ()))
    if not lines:
        yield Problem("action_without_cost", document.name, line, {"id": raw["id"]}, Severity.GAP)
    if any(one["block"] == "staff" and not {"days", "months"} & one.keys() for one in lines):
        yield Problem("action_without_time", document.name, line, {"id": raw["id"]})
