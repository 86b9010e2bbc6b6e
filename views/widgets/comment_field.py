"""A comment on an answer, behind a button that tells whether there is one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from questionnaire.entries import comment_of
from views.desk import Desk
from views.widgets.kept import Field, States, field_key
from views.widgets.pad import plain

LONGEST = 4000


def comment_field(desk: Desk, question: str, place: Any) -> Field:
    """The field that keeps the comment on a question, drawn in `place`."""
    address = comment_of(desk.participant, question)
    key = field_key(desk, address)

    def draw(value: Any, states: States) -> States:
        label = desk.say("answer.comment_there") if value else desk.say("answer.comment")
        with place, st.popover(label, icon=":material/edit_note:", key=f"{key} popover"):
            written = st.text_area(
                desk.say("answer.comment_label"),
                states[key],
                key=key,
                max_chars=LONGEST,
                placeholder=desk.say("answer.comment_placeholder"),
            )
        return {key: written}

    return Field(
        address=address,
        states=lambda value: {key: value},
        draw=draw,
        pick=lambda base, drawn: drawn[key] or "",
        tell=lambda value: plain(value) if value else desk.say("answer.state.blank"),
        blank="",
        redraw=lambda before, after: bool(before) != bool(after),
    )
