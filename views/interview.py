"""The interview: one question over the whole screen, for one who asks and types while another speaks.

Everything is done from the keyboard. A press counts for the question that the tab showed when it was made: it comes
with the tab's hidden note, and it waits until it is done (views/widgets/interview_presses.py).
"""

from __future__ import annotations

import streamlit as st

from access.permissions import Right
from questionnaire.framework import Number, Question
from views.desk import Desk
from views.widgets.interview_answers import ways
from views.widgets.interview_boxes import box, number_box
from views.widgets.interview_head import head
from views.widgets.interview_keys import Keyboard
from views.widgets.interview_look import STYLE, mind_the_keyboard
from views.widgets.interview_presses import NOTE, Conversation, Glimpse, Heard
from views.widgets.interview_steps import act, own_entry, own_reply, sheet_of
from views.widgets.pad import Sheet


def show(desk: Desk) -> None:
    """Take the answers pressed, draw the question, keep what was typed, and turn the page where that was pressed."""
    st.html(STYLE)
    if not desk.routing.asked:
        st.markdown(desk.say("answer.nothing_asked"))
        return
    talk: Conversation = desk.memo.setdefault(f"interview {desk.dossier_id}", Conversation())
    living = NOTE in desk.memo
    note = "" if living else _tabs_own_note(desk, talk)
    question = _open_question(desk, talk)
    place = st.container()
    sheet = sheet_of(desk, question)
    act(desk, talk, sheet, turning=False)
    keyboard = Keyboard(desk, talk)
    again = _draw(sheet, talk, keyboard)
    head(sheet, talk, place)
    if not living and keyboard.pressed and (glimpse := Glimpse.read(note)):
        talk.waiting.append(Heard(glimpse, frozenset(keyboard.pressed)))
    again |= act(desk, talk, sheet, turning=True)
    now = _glimpse(desk, talk, question).written()
    if again or (not living and note != now):
        st.rerun()
    if living:
        desk.memo[NOTE] = now
        _note(now)
    mind_the_keyboard(f"{question.id} {talk.releases}", talk.typing)


def _open_question(desk: Desk, talk: Conversation) -> Question:
    """The question that is open here, that the address names, or the first without a reply."""
    asked = {one.id: one for one in desk.routing.asked}
    named = talk.question or st.query_params.get("q", "")
    if named not in asked:
        named = next((id for id in asked if own_reply(desk, id) is None), next(iter(asked)))
        talk.typing = ""
    talk.question = named
    if not desk.may(Right.RECORD):
        talk.typing = ""
    if st.query_params.get("q") != named:
        st.query_params["q"] = named
    return asked[named]


def _glimpse(desk: Desk, talk: Conversation, question: Question) -> Glimpse:
    entry = own_entry(desk, question.id)
    return Glimpse(question.id, entry.stamp if entry else 0, talk.typing)


def _note(text: str) -> str:
    return st.text_input("stamp", text, key=NOTE, label_visibility="collapsed") or ""


def _tabs_own_note(desk: Desk, talk: Conversation) -> str:
    """What the tab shows, where this session has not drawn it: a tab that outlived the server is taken up there."""
    text = _note(_glimpse(desk, talk, _open_question(desk, talk)).written())
    glimpse = Glimpse.read(text)
    if glimpse is not None and glimpse.question in desk.routing.asked_ids:
        talk.question, talk.typing = glimpse.question, glimpse.typing
    return text


def _draw(sheet: Sheet, talk: Conversation, keyboard: Keyboard) -> bool:
    """The answers of the question, or the box that is open. True: the page must be drawn again."""
    desk = sheet.desk
    if talk.typing:
        again = box(sheet, talk)
        keyboard.closing(talk.typing)
        return again
    may = desk.may(Right.RECORD)
    again = may and isinstance(sheet.question.kind, Number) and number_box(sheet)
    entry = own_entry(desk, sheet.question.id)
    keyboard.answers(ways(sheet, entry.value if entry else None), may=may)
    answer = desk.dossier.answers.get((desk.participant, sheet.question.id))
    keyboard.commands(sheet, may=may, evidence=len(answer.evidence) if answer else 0)
    return again
