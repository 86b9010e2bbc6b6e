"""What is typed or picked in an interview: the reason why a question does not apply, a comment, evidence, a number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from questionnaire.answers import LevelReached, NotApplicable, Reply
from questionnaire.entries import reply_of
from questionnaire.framework import Number
from views.widgets.comment_field import comment_field
from views.widgets.evidence_field import evidence_field
from views.widgets.interview_answers import shown
from views.widgets.interview_presses import Conversation
from views.widgets.interview_steps import COMMENTING, EVIDENCING, REASON, own_entry
from views.widgets.kept import Field, States, keep
from views.widgets.pad import Sheet
from views.widgets.reply_field import PADS, reply_told

LONGEST_REASON = 1000
TYPING = "interview-typing"


def box(sheet: Sheet, talk: Conversation) -> bool:
    """Draw the box that is open and keep what is in it. True: the page must be drawn again.

    A text that was sent and kept closes its box: the answers are in sight again, and the keys are theirs.
    """
    desk, question = sheet.desk, sheet.question.id
    inside = sheet.left.container(key=TYPING)
    sheet = replace(sheet, left=inside)
    with inside:
        if talk.typing == EVIDENCING:
            return keep(desk, evidence_field(desk, question, st.container()))
        if talk.typing == COMMENTING:
            field = comment_field(desk, question, st.container())
        else:
            field = _reason_field(sheet) if talk.typing == REASON else _number_field(sheet)
        assert desk.dossier_id is not None
        before = desk.repository.entry(desk.dossier_id, field.address)
        again = keep(desk, field)
        after = desk.repository.entry(desk.dossier_id, field.address)
    if after is not None and (before is None or before.stamp != after.stamp) and after.by == desk.participant:
        talk.typing = ""
        return True
    if talk.typing == REASON and not isinstance(after.value if after else None, NotApplicable):
        st.markdown(f":orange[{desk.say('answer.needs_reason')}]")
    return again


def _reason_field(sheet: Sheet) -> Field:
    key = f"{sheet.key} why not"

    def draw(value: Any, states: States) -> States:
        written = st.text_input(
            sheet.desk.say("answer.reason.not_applicable"),
            states[key],
            key=key,
            max_chars=LONGEST_REASON,
            placeholder=sheet.desk.say("answer.reason_placeholder"),
        )
        return {key: written}

    def pick(base: Reply | None, drawn: States) -> Reply | None:
        reason = str(drawn[key] or "").strip()
        return NotApplicable(reason) if reason else base

    return Field(
        reply_of(sheet.desk.participant, sheet.question.id),
        states=lambda value: {key: value.reason if isinstance(value, NotApplicable) else ""},
        draw=draw,
        pick=pick,
        tell=lambda value: reply_told(sheet, value),
    )


def number_box(sheet: Sheet) -> bool:
    """The box of a measured value, and what it gives. True: the page must be drawn again."""
    inside = sheet.left.container(key=TYPING)
    with inside:
        again = keep(sheet.desk, _number_field(replace(sheet, left=inside)))
    entry = own_entry(sheet.desk, sheet.question.id)
    if entry is not None and isinstance(shown(sheet, entry.value), LevelReached):
        PADS[Number].tell(sheet, entry.value)
    return again


def _number_field(sheet: Sheet) -> Field:
    pad = PADS[Number]
    return Field(
        reply_of(sheet.desk.participant, sheet.question.id),
        states=lambda value: pad.states(sheet, shown(sheet, value)),
        draw=lambda value, states: pad.draw(sheet, shown(sheet, value), states),
        pick=lambda value, drawn: pad.pick(sheet, shown(sheet, value), drawn),
        tell=lambda value: reply_told(sheet, value),
    )
