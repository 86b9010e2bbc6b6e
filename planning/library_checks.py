"""What is wrong with an action library although its files are well written: links, costs, the shape of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from questionnaire.answers import LadderGiven, TicksGiven
from questionnaire.circles import in_circle
from questionnaire.framework import Checklist, Choice, Framework, Kind, Ladder, Number, Question
from questionnaire.framework_folder import FrameworkFolder
from questionnaire.levels import level_of
from questionnaire.problems import Problem, Severity
from questionnaire.strict_yaml import Document

Raw = Mapping[str, Any]
Listed = Sequence[tuple[Document, int, Raw]]
"""Actions with their place: the file, the position in it, what stands there."""
MOST_PROCUREMENT = 10
"""Less than one action in so many may be a procurement: goods without people and rules stand idle."""
_GOODS = "procurement"


def check_actions(files: FrameworkFolder, framework: Framework) -> Iterator[Problem]:
    """What is wrong with the actions although their files are well written."""
    listed = tuple(_listed(files, framework))
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
    yield from _check_shape(listed)
    yield from _check_goods([one for one in listed if one[2]["type"] == _GOODS], framework)
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


def _check_shape(listed: Listed) -> Iterator[Problem]:
    """A library that buys too much, that trains without measuring, or that buys without upkeep."""
    goods = sum(raw["type"] == _GOODS for _, _, raw in listed)
    if goods * MOST_PROCUREMENT >= len(listed) >= MOST_PROCUREMENT:
        yield Problem("library_buys", "actions", 0, {"found": goods, "of": len(listed)}, Severity.GAP)
    for document, position, raw in listed:
        line = document.line(("actions", position, "type"))
        if raw["type"] == _GOODS and not raw.get("recurrent"):
            yield Problem("action_without_upkeep", document.name, line, {"id": raw["id"]}, Severity.GAP)
        if raw["type"] == "training" and not (raw.get("indicator") and raw.get("verification")):
            yield Problem("training_without_effect", document.name, line, {"id": raw["id"]}, Severity.GAP)


def _check_goods(goods: Listed, framework: Framework) -> Iterator[Problem]:
    """The capabilities that procurement alone would bring to their top, at the first action that buys for them."""
    bought = frozenset(criterion for _, _, raw in goods for criterion in raw["meets"])
    for capability in framework.capabilities:
        criteria = {criterion.id for question in capability.questions for criterion in question.criteria}
        serving = ((document, position) for document, position, raw in goods if not criteria.isdisjoint(raw["meets"]))
        first = next(serving, None)
        if first is not None and all(_at_top(question, bought) for question in capability.questions):
            document, position = first
            line = document.line(("actions", position, "meets"))
            yield Problem("capability_by_goods", document.name, line, {"id": capability.id}, Severity.GAP)


def _at_top(question: Question, met: frozenset[str]) -> bool:
    """Whether these criteria alone make the highest level that the question can have."""
    return _LEVEL_MADE[type(question.kind)](question, met) == question.ordered_levels[-1]


def _level_of_choice(question: Question, met: frozenset[str]) -> Fraction:
    choice: Any = question.kind
    picked = [one.value for one in choice.options if one.criteria and met.issuperset(k.id for k in one.criteria)]
    return max(picked, default=question.ordered_levels[0])


def _level_of_number(question: Question, met: frozenset[str]) -> Fraction:
    number: Any = question.kind
    passed = [Fraction(one.level) for one in number.thresholds if one.criterion and one.criterion.id in met]
    return max(passed, default=question.ordered_levels[0])


_LEVEL_MADE: Mapping[type[Kind], Callable[[Question, frozenset[str]], Fraction]] = {
    Ladder: lambda question, met: level_of(question, LadderGiven(met=met)),
    Checklist: lambda question, met: level_of(question, TicksGiven(met)),
    Choice: _level_of_choice,
    Number: _level_of_number,
}
"""The level of a question of which nothing is in place but these criteria."""


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
        if question is not None and isinstance(question.kind, Number):
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
    if any("every" in one for one in raw.get("one_off", ())):
        yield Problem("action_once_every", document.name, line, {"id": raw["id"]})
    if any(one["block"] == "staff" and not {"days", "months"} & one.keys() for one in lines):
        yield Problem("action_without_time", document.name, line, {"id": raw["id"]})
