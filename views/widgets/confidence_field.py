"""How sure those who replied are: little, fairly, very."""

from __future__ import annotations

from typing import Any

import streamlit as st

from questionnaire.entries import Address, confidence_of
from questionnaire.policy import Confidence
from views.desk import Desk
from views.widgets.kept import Field, States, field_key


def confidence_field(desk: Desk, question: str, *, address: Address | None = None) -> Field:
    """The field that keeps how sure the reply to a question is; nothing picked counts as "fairly" in the range.

    It is kept at `address`, or with the person's own answer.
    """
    address = address or confidence_of(desk.participant, question)
    key = field_key(desk, address)

    def draw(value: Any, states: States) -> States:
        picked = st.segmented_control(
            desk.say("answer.how_sure"),
            list(Confidence),
            default=states[key],
            format_func=lambda one: desk.say(f"answer.confidence.{one.value}"),
            key=key,
            disabled=desk.closed,
        )
        return {key: picked}

    return Field(
        address=address,
        states=lambda value: {key: value},
        draw=draw,
        pick=lambda base, drawn: drawn[key],
        tell=lambda value: desk.say(f"answer.confidence.{value.value}") if value else desk.say("answer.state.blank"),
    )
