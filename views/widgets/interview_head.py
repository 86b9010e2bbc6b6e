"""The head of an interview: where in the questions one is, the question itself, and what is saved of its answer."""

from __future__ import annotations

from typing import Any

import streamlit as st

from access.permissions import Right
from questionnaire.answers import Disputed, NotApplicable, NotKnown, Reply
from questionnaire.framework import Ladder
from questionnaire.levels import fits
from storage.repository import StorageFault
from views.desk import Desk
from views.widgets.interview_presses import Conversation
from views.widgets.interview_steps import own_entry, own_reply
from views.widgets.ladder_pad import contradiction
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import reply_told
from words.numbers import clock

GATE = "\u25b2"


def head(sheet: Sheet, talk: Conversation, place: Any) -> None:
    """Draw it in `place`, once everything on the page is kept."""
    desk, question = sheet.desk, sheet.question
    entry = own_entry(desk, question.id)
    with place:
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
            st.markdown(_where(sheet), width="content")
            st.markdown(_how_far(desk), width="content")
        st.title(plain(question.text(desk.language)), anchor=False)
        st.markdown(_kept(sheet, entry.value if entry else None, entry.at if entry else None))
        for sentence in _warnings(sheet, talk, entry.value if entry else None):
            st.warning(sentence)


def _where(sheet: Sheet) -> str:
    desk, question = sheet.desk, sheet.question
    capability = desk.framework.home_of_question[question.id]
    ids = [one.id for one in desk.routing.asked]
    gate = f" {GATE} {desk.say('answer.gate')}" if capability.gate else ""
    place = desk.say("interview.place", position=ids.index(question.id) + 1, of=len(ids))
    return f"**{place}** · {question.id}{gate} · {sheet.words(capability.name)}"


def _how_far(desk: Desk) -> str:
    asked = desk.routing.asked
    replied = sum(own_reply(desk, one.id) is not None for one in asked)
    return desk.say("answer.answered_of", n=replied, of=len(asked))


def _kept(sheet: Sheet, reply: Reply | None, at: Any) -> str:
    """What is saved, in green; in orange what the memory could not take."""
    desk = sheet.desk
    fault = desk.memo.get("fault")
    if isinstance(fault, StorageFault):
        reason = desk.say(fault.code, **fault.facts)
        return f":orange[:material/cloud_off: {desk.say('bar.not_saved', reason=reason)}]"
    if reply is None:
        return f":material/radio_button_unchecked: {desk.say('answer.state.blank')}"
    told = reply_told(sheet, reply)
    if isinstance(reply, NotApplicable | NotKnown | Disputed) and reply.reason:
        told += f" ({plain(reply.reason)})"
    saved = desk.say("bar.saved", at=clock(at, desk.language))
    return f":green[:material/cloud_done: {saved} · **{told}**]"


def _warnings(sheet: Sheet, talk: Conversation, reply: Reply | None) -> list[str]:
    desk, question = sheet.desk, sheet.question
    found = [talk.told, talk.refused.get(question.id, "")]
    if not desk.may(Right.RECORD):
        found.append(desk.say("interview.closed"))
    if reply is not None and not fits(question, reply):
        found.append(desk.say("answer.does_not_fit"))
    elif isinstance(question.kind, Ladder):
        found.append(contradiction(sheet, reply) or "")
    return [one for one in found if one]
