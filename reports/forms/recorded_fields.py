"""What is recorded, as the fields of an XLSForm hold it before anybody opened the form.

What is chosen, counted or dated stands in its field. Text does not: converters rewrite spaces, lines and quotes of a
default, and take some text for a formula, so that it would come back as another. It is told below its field, which
stays blank, and a blank changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from questionnaire.answers import (
    Answer,
    CriterionNotApplicable,
    Disputed,
    Given,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.form_layout import BY_CRITERIA, NONE_OF_THESE, field_name, value_name
from questionnaire.framework import Framework, Question
from questionnaire.levels import fits
from reports.forms.filled_cells import STATE_CODES, links_said, tick_cells
from reports.forms.labels import DECIMALS, exactly
from reports.forms.relevance import field as field_of
from reports.forms.relevance import tick_field
from words.numbers import places_of

MOST_DIGITS = 15
"""Programs on phones hold no decimal of more signs."""


@dataclass(frozen=True)
class RecordedFields:
    """By the name of a field: the value that it begins with, or the text that is told below it."""

    values: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


NOTHING_RECORDED = RecordedFields()


def recorded_fields(framework: Framework, answers: Iterable[Answer]) -> RecordedFields:
    """What one participant's answers put into the fields. A reply that does not fit its question is left out."""
    values: dict[str, str] = {}
    texts: dict[str, str] = {}
    for answer in answers:
        if framework.has_question(answer.question):
            question = framework.question(answer.question)
            values |= _values(question, answer)
            texts |= _texts(framework, question, answer)
    return RecordedFields(values, {name: text for name, text in texts.items() if text.strip()})


def _values(question: Question, answer: Answer) -> Mapping[str, str]:
    reply = answer.reply if answer.reply is not None and fits(question, answer.reply) else None
    parts: dict[str, str] = {}
    if isinstance(reply, LevelReached):
        parts = dict(_given(question, reply.given))
    elif reply is not None:
        parts["state"] = STATE_CODES[type(reply)]
    if isinstance(reply, Disputed):
        parts |= {"disputed_from": value_name(reply.lowest), "disputed_to": value_name(reply.highest)}
    if answer.confidence:
        parts["confidence"] = answer.confidence.value
    return {field_of(part, question.id): value for part, value in parts.items()} | _ticks(question, reply)


def _given(question: Question, given: Given) -> Iterator[tuple[str, str]]:
    """The fields of the question itself."""
    match given:
        case LadderGiven(level=level):
            yield "reply", BY_CRITERIA if level is None else value_name(level)
        case OptionGiven(option=option):
            yield "reply", field_name(option)
        case TicksGiven(met=met, not_applicable=excused):
            yield "ticks", _names(question, met) or NONE_OF_THESE
            yield "excused", _names(question, {one.criterion for one in excused})
        case QuantityGiven(value=value, on=on):
            written = exactly(value, "en")
            if _is_decimal(value) and len(written) <= MOST_DIGITS:
                yield "reply", written
                yield "measured_on", on.isoformat() if on else ""


def _is_decimal(value: Fraction) -> bool:
    return (value * Fraction(10) ** places_of(value, DECIMALS)).denominator == 1


def _names(question: Question, ids: Iterable[str]) -> str:
    """Criteria as a field of several choices holds them."""
    chosen = frozenset(ids)
    return " ".join(field_name(one.id) for one in question.criteria if one.id in chosen)


def _ticks(question: Question, reply: Reply | None) -> dict[str, str]:
    """The ticks of a ladder. Where a criterion has several at once its field stays blank, for it holds one."""
    if not isinstance(reply, LevelReached) or not isinstance(reply.given, LadderGiven):
        return {}
    ticks = tick_cells(question, reply)
    return {tick_field("tick", id): codes[0] for id, (codes, _) in ticks.items() if len(codes) == 1}


def _texts(framework: Framework, question: Question, answer: Answer) -> Mapping[str, str]:
    reply = answer.reply
    parts = {"comment": answer.comment, "evidence": links_said(framework, answer.evidence)}
    if isinstance(reply, NotApplicable | NotKnown | Disputed):
        parts["reason"] = reply.reason
    excused: tuple[CriterionNotApplicable, ...] = ()
    if isinstance(reply, LevelReached) and isinstance(reply.given, LadderGiven | TicksGiven):
        excused = reply.given.not_applicable
    told = {field_of(part, question.id): text for part, text in parts.items()}
    return told | {tick_field("tick_reason", one.criterion): one.reason for one in excused}
