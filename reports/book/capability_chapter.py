"""A capability in the book: what is asked, what decides each level, how to find out, what it rests on, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from planning.actions import Action, Library
from questionnaire.fact_sheets import FactSheet
from questionnaire.framework import (
    Capability,
    Checklist,
    Choice,
    Criterion,
    Framework,
    Kind,
    Ladder,
    Number,
    Question,
)
from questionnaire.policy import Strength
from questionnaire.sources import Reference
from reports.book.action_lines import action_lines
from reports.book.conditions import condition_said
from reports.book.lines import escaped, heading, named
from words.numbers import number
from words.phrases import Phrases

GATE = "\u25b2"


def capability_chapter(
    framework: Framework, capability: Capability, library: Library, actions: Iterable[Action], say: Phrases
) -> Iterator[str]:
    """The lines of a capability, its actions and its worked examples at the end."""
    language, guidance = say.language, capability.guidance
    gate = f" {GATE}" if capability.gate else ""
    yield from heading(3, f"{capability.id} {escaped(capability.name(language))}{gate}", capability.id)
    yield from _facts(capability, say)
    for name, text in (("why", guidance.why), ("find_out", guidance.find_out)):
        yield from named(say(f"answer.guidance_{name}"), escaped(text(language)))
    for question in capability.questions:
        yield from _question(framework, question, say)
    for strength in Strength:
        if strength in guidance.evidence:
            supports = escaped(guidance.evidence[strength](language))
            yield from named(say(f"answer.guidance_{strength.value}"), supports)
    for name, text in (("pitfalls", guidance.pitfalls), ("notes", guidance.notes), ("figures", guidance.figures)):
        yield from named(say(f"answer.guidance_{name}"), escaped(text(language)))
    yield from _listed("references", [reference_said(one, say) for one in capability.references], say)
    facts = [f"{one.id} {escaped(one.text(language))}" for one in capability.seed_facts]
    yield from _listed("seed_facts", facts, say)
    yield from action_lines(actions, library, say)
    for sheet in framework.fact_sheets:
        if sheet.capability == capability.id:
            yield from _sheet(sheet, say)


def _facts(capability: Capability, say: Phrases) -> list[str]:
    """Weight and its reason, the outcomes that it serves."""
    outcomes = ", ".join(f"{one} {say(f'book.iccwc.{one}')}" for one in capability.iccwc_outcomes)
    vision = ", ".join(f"{one} {say(f'actions.vision.{one}')}" for one in capability.vision_2030)
    weight = number(capability.weight, say.language, 0 if capability.weight.denominator == 1 else 2)
    lines = [
        say("book.gate") if capability.gate else "",
        say("book.sensitive") if capability.sensitive else "",
        say("book.weight", weight=weight, reason=escaped(capability.weight_reason(say.language))),
        say("book.iccwc_outcomes", outcomes=outcomes) if outcomes else "",
        say("book.vision_outcomes", outcomes=vision) if vision else "",
    ]
    return [*(f"- {line}" for line in lines if line), ""]


def _question(framework: Framework, question: Question, say: Phrases) -> Iterator[str]:
    yield from named(question.id, f"*{escaped(question.text(say.language))}*")
    if question.asked_when is not None:
        yield from (say("book.asked_when", condition=condition_said(question.asked_when, say)), "")
    yield from _KINDS[type(question.kind)](framework, question.kind, say)
    yield ""


def _ladder(framework: Framework, ladder: Ladder, say: Phrases) -> Iterator[str]:
    for level in ladder.levels:
        word = framework.level_word(level.value, say.language)
        yield f"- **{level.value} {word}.** {escaped(level.summary(say.language))}"
        yield from _criteria(level.criteria, say)


def _choice(framework: Framework, choice: Choice, say: Phrases) -> Iterator[str]:
    for option in choice.options:
        told = say("book.option_level", level=number(option.value, say.language, 0))
        yield f"- **{option.id}.** {escaped(option.text(say.language))} ({told})"
        yield from _criteria(option.criteria, say)


def _checklist(framework: Framework, checklist: Checklist, say: Phrases) -> Iterator[str]:
    yield from (f"- {item.id} {escaped(item.text(say.language))}" for item in checklist.items)
    told = (say("book.band", n=band.begins, level=band.level) for band in checklist.bands)
    yield f"- {say('book.bands')} {', '.join(told)}."


def _number(framework: Framework, measured: Number, say: Phrases) -> Iterator[str]:
    for step in measured.thresholds:
        if step.criterion is not None:
            yield f"- **{step.level}.** {step.criterion.id} {escaped(step.criterion.text(say.language))}"


def _criteria(criteria: Iterable[Criterion], say: Phrases) -> Iterator[str]:
    yield from (f"  - {criterion.id} {escaped(criterion.text(say.language))}" for criterion in criteria)


_KINDS: Mapping[type[Kind], Callable[[Framework, Any, Phrases], Iterator[str]]] = {
    Ladder: _ladder,
    Choice: _choice,
    Checklist: _checklist,
    Number: _number,
}


def reference_said(one: Reference, say: Phrases) -> str:
    """A reference in a line: the instrument, what it says, and where it was seen or that it was not."""
    instrument, text = escaped(one.instrument.name(say.language)), escaped(one.text(say.language))
    text = f"{instrument}{say('figures.colon')}{text}"
    if not one.verified:
        return f"{text} ({say('answer.to_be_verified')})"
    return f"{text} <{one.address}>" + (f" ({say('answer.copy')})" if one.copy else "")


def _listed(name: str, told: Iterable[str], say: Phrases) -> Iterator[str]:
    """A list below its name; nothing where the list is empty."""
    lines = [f"- {one}" for one in told]
    if lines:
        yield from (f"**{say(f'book.{name}')}**", "", *lines, "")


def _sheet(sheet: FactSheet, say: Phrases) -> Iterator[str]:
    yield from heading(4, say("book.sheet", id=sheet.id))
    yield from (escaped(sheet.text(say.language)), "")
    scored = say("book.scored", expected=sheet.expected, tempting=sheet.tempting)
    yield from named(scored, escaped(sheet.account(say.language)))
