"""What each answer to a question means, in one language: enough to answer by without anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from questionnaire.framework import Capability, Checklist, Choice, Framework, Kind, Ladder, Number, Question
from reports.book.conditions import condition_said
from reports.forms.labels import Labels, exactly
from words.phrases import Phrases

STRENGTHS = ("stated", "document_seen", "observed_in_use")


def meaning(labels: Labels, question: Question, say: Phrases) -> str:
    """The levels, options, bands or bounds of a question, a line each, the lowest first."""
    own = Labels(labels.framework, (say.language,))
    return "\n".join(_LINES[type(question.kind)](own, question, say))


def question_said(framework: Framework, question: Question, say: Phrases) -> str:
    """The question, and when it is asked where that is not always."""
    text = question.text(say.language)
    if question.asked_when is None:
        return text
    return f"{text}\n{say('book.asked_when', condition=condition_said(question.asked_when, say))}"


def strengths_said(capability: Capability, say: Phrases) -> str:
    """What counts as evidence of each strength, a line each."""
    told = {one.value: text(say.language) for one, text in capability.guidance.evidence.items()}
    return "\n".join(f"{say(f'answer.guidance_{one}')} {told[one]}" for one in STRENGTHS if told.get(one))


def _ladder(labels: Labels, question: Question, say: Phrases) -> Iterator[str]:
    ladder: Any = question.kind
    for level in ladder.levels:
        named = labels.level(question, Fraction(level.value))
        yield say("forms.level", level=named, text=level.summary(say.language))


def _choice(labels: Labels, question: Question, say: Phrases) -> Iterator[str]:
    choice: Any = question.kind
    for option in choice.options:
        named = labels.level(question, option.value)
        yield say("forms.option", option=option.id, level=named, text=option.text(say.language))


def _checklist(labels: Labels, question: Question, say: Phrases) -> Iterator[str]:
    checklist: Any = question.kind
    yield say("forms.bands", sheet=say("forms.sheet.criteria"))
    for band in sorted(checklist.bands, key=lambda one: one.begins):
        yield say("forms.band", level=labels.level(question, Fraction(band.level)), n=band.begins)


def _number(labels: Labels, question: Question, say: Phrases) -> Iterator[str]:
    measured: Any = question.kind
    unit = say(f"units.{measured.unit}")
    bound_word = "at_least" if measured.higher_is_better else "at_most"
    for place, step in enumerate(sorted(measured.thresholds, key=lambda one: one.level)):
        level, bound = labels.level(question, Fraction(step.level)), exactly(step.bound, say.language)
        key = bound_word if place else "otherwise"
        yield say(f"forms.threshold.{key}", level=level, bound=bound, unit=unit)


_LINES: Mapping[type[Kind], Callable[[Labels, Question, Phrases], Iterator[str]]] = {
    Ladder: _ladder,
    Choice: _choice,
    Checklist: _checklist,
    Number: _number,
}
