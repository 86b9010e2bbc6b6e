"""The pad of a number: the measured value with its unit, and the day it holds for."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from questionnaire.answers import LevelReached, QuantityGiven, Reply
from questionnaire.framework import Number
from questionnaire.levels import level_of_quantity
from views.widgets.kept import States
from views.widgets.pad import Pad, Sheet
from words.numbers import number


def _given(reply: Reply | None) -> QuantityGiven | None:
    if isinstance(reply, LevelReached) and isinstance(reply.given, QuantityGiven):
        return reply.given
    return None


def _states(sheet: Sheet, reply: Reply | None) -> States:
    given = _given(reply)
    return {
        f"{sheet.key} value": float(given.value) if given else None,
        f"{sheet.key} on": given.on if given else None,
    }


def _draw(sheet: Sheet, reply: Reply | None, states: States) -> States:
    kind, say = sheet.question.kind, sheet.desk.say
    assert isinstance(kind, Number)
    with sheet.left:
        first, second = st.columns(2)
        key, on = f"{sheet.key} value", f"{sheet.key} on"
        value = first.number_input(
            say("answer.value_in", unit=say(f"units.{kind.unit}")),
            min_value=float(kind.minimum),
            max_value=None if kind.maximum is None else float(kind.maximum),
            value=states[key],
            step=1.0,
            format="%.10g",
            key=key,
            placeholder=say("answer.value_placeholder"),
            disabled=sheet.desk.closed,
        )
        day = second.date_input(
            say("answer.measured_on"), value=states[on], key=on, format="DD/MM/YYYY", disabled=sheet.desk.closed
        )
        _bands(sheet, kind)
    sheet.places["gives"] = sheet.right.empty()
    return {key: value, on: day}


def _bands(sheet: Sheet, kind: Number) -> None:
    """Which value gives which level, in words."""
    with st.container(gap="xxsmall"):
        for step in kind.thresholds:
            if step.criterion is not None:
                word = sheet.desk.framework.level_word(step.level, sheet.desk.language)
                st.markdown(f"**{step.level} {word}.** {sheet.words(step.criterion.text)}")


def _tell(sheet: Sheet, reply: Reply | None) -> None:
    assert isinstance(sheet.question.kind, Number)
    sheet.places["gives"].info(_gives(sheet, sheet.question.kind, reply), icon=":material/calculate:")


def _gives(sheet: Sheet, kind: Number, reply: Reply | None) -> str:
    given = _given(reply)
    if given is None:
        return sheet.desk.say("answer.type_value")
    level = int(level_of_quantity(kind, given.value))
    word = sheet.desk.framework.level_word(level, sheet.desk.language)
    shown = number(given.value, sheet.desk.language, 0 if given.value.denominator == 1 else 2)
    return sheet.desk.say(
        "answer.value_gives", value=shown, unit=sheet.desk.say(f"units.{kind.unit}"), level=f"{level} {word}"
    )


def _pick(sheet: Sheet, reply: Reply | None, drawn: States) -> Reply | None:
    value = drawn[f"{sheet.key} value"]
    kind = sheet.question.kind
    assert isinstance(kind, Number)
    if value is None:
        return None
    return LevelReached(QuantityGiven(Fraction(repr(value)), kind.unit, drawn[f"{sheet.key} on"]))


NUMBER = Pad(_states, _draw, _pick, _tell)
