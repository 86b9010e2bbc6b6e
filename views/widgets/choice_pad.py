"""The pad of a choice: one of the named options."""

from __future__ import annotations

import streamlit as st

from questionnaire.answers import LevelReached, OptionGiven, Reply
from questionnaire.framework import Choice
from views.widgets.kept import States
from views.widgets.pad import Pad, Sheet


def _states(sheet: Sheet, reply: Reply | None) -> States:
    given = reply.given if isinstance(reply, LevelReached) else None
    return {f"{sheet.key} option": given.option if isinstance(given, OptionGiven) else None}


def _draw(sheet: Sheet, reply: Reply | None, states: States) -> States:
    assert isinstance(sheet.question.kind, Choice)
    options = {option.id: option for option in sheet.question.kind.options}
    key = f"{sheet.key} option"
    before = states[key]
    with sheet.left, st.container(key=f"levels-{sheet.question.id.replace('.', '-')}"):
        picked = st.radio(
            sheet.words(sheet.question.text),
            list(options),
            index=None if before is None else list(options).index(before),
            format_func=lambda option: sheet.words(options[option].text),
            key=key,
            label_visibility="collapsed",
            disabled=sheet.desk.closed,
        )
    return {key: picked}


def _pick(sheet: Sheet, reply: Reply | None, drawn: States) -> Reply | None:
    option = drawn[f"{sheet.key} option"]
    return None if option is None else LevelReached(OptionGiven(option))


CHOICE = Pad(_states, _draw, _pick)
