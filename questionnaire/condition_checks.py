"""What is wrong with the conditions on which questions are asked: something unknown in them, or a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from questionnaire.circles import in_circle
from questionnaire.problems import Problem

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class StatedCondition:
    """The condition of a question as its file states it, and where."""

    question: str
    raw: Raw
    file: str
    line: int

    def problem(self, code: str, found: str = "") -> Problem:
        """A problem of this condition."""
        return Problem(code, self.file, self.line, {"id": self.question, "found": found})


def check_conditions(
    conditions: Sequence[StatedCondition], questions: Mapping[str, Raw], home_of_criterion: Mapping[str, str]
) -> Iterator[Problem]:
    """Conditions that name something unknown, and circles of questions that wait for each other."""
    reads: dict[str, set[str]] = {}
    for condition in conditions:
        for part in _parts(condition.raw):
            yield from _check_part(condition, part, questions, home_of_criterion)
            control = part.get("question") or home_of_criterion.get(part.get("criterion", ""), "")
            reads.setdefault(condition.question, set()).add(control)
    for condition in conditions:
        if in_circle(condition.question, reads):
            yield condition.problem("condition_circle")


def _parts(raw: Raw) -> Iterator[Raw]:
    inner = raw.get("all") or raw.get("any")
    if inner:
        for one in inner:
            yield from _parts(one)
    else:
        yield raw


def _check_part(
    condition: StatedCondition, part: Raw, questions: Mapping[str, Raw], home_of_criterion: Mapping[str, str]
) -> Iterator[Problem]:
    if "criterion" in part:
        if part["criterion"] not in home_of_criterion:
            yield condition.problem("condition_unknown_criterion", part["criterion"])
        return
    asked = questions.get(part["question"])
    if asked is None:
        yield condition.problem("condition_unknown_question", part["question"])
    elif "option" in part and part["option"] not in {option["id"] for option in asked.get("options", ())}:
        yield condition.problem("condition_unknown_option", f"{part['question']}.{part['option']}")
