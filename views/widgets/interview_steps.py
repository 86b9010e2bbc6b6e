"""What follows from the presses that wait in an interview: answers are saved, the page is turned, a box is opened."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.permissions import Right
from questionnaire.answers import Reply
from questionnaire.entries import Entry, reply_of
from questionnaire.framework import Checklist, Question
from views.desk import Desk
from views.widgets.interview_answers import save_answer
from views.widgets.interview_presses import (
    CLOSING,
    COMMENT,
    EVIDENCE,
    FORWARD,
    LEAVE,
    LEFT,
    MOVES,
    NEXT_OPEN,
    NOT_APPLICABLE,
    VALUE,
    Conversation,
    Glimpse,
    Heard,
    in_order,
)
from views.widgets.kept import field_key
from views.widgets.pad import Sheet

REASON, COMMENTING, EVIDENCING, MEASURING = "reason", "comment", "evidence", "value"
BOXES = {NOT_APPLICABLE: REASON, COMMENT: COMMENTING, EVIDENCE: EVIDENCING, VALUE: MEASURING}
"""The key that opens each box in which something is typed or picked."""


def sheet_of(desk: Desk, question: Question) -> Sheet:
    """The question on screen."""
    key = field_key(desk, reply_of(desk.participant, question.id))
    return Sheet(desk, question, key, st.container(), st.container())


def own_entry(desk: Desk, question: str) -> Entry | None:
    """What is kept as the reply of the person at this desk to a question."""
    assert desk.dossier_id is not None
    return desk.repository.entry(desk.dossier_id, reply_of(desk.participant, question))


def own_reply(desk: Desk, question: str) -> Reply | None:
    """That reply, as the dossier of this run has it."""
    answer = desk.dossier.answers.get((desk.participant, question))
    return answer.reply if answer else None


def act(desk: Desk, talk: Conversation, sheet: Sheet, *, turning: bool) -> bool:
    """Act upon the presses that wait, first come first; before the page is drawn (not `turning`) up to a turn of it.

    A turn waits until what is typed on the page has been kept. True: something was done. A press is forgotten only
    once it is done, with nothing in between at which the run could be stopped.
    """
    done = False
    while talk.waiting and talk.question == sheet.question.id:
        heard = talk.waiting[0]
        now = Glimpse(talk.question, 0, talk.typing)
        if heard.glimpse.turned_from(now):
            if not heard.keys <= CLOSING:  # A box that has closed by itself when its text was kept needs no word.
                talk.told = desk.say("interview.late", keys=_caps(desk, heard))
        elif len(heard.keys) > 1:
            _unfold(desk, talk, sheet, heard)
            continue
        elif not _act_on(desk, talk, sheet, heard, turning=turning):
            return done
        talk.waiting.pop(0)
        done = True
    return done


def _unfold(desk: Desk, talk: Conversation, sheet: Sheet, heard: Heard) -> None:
    """Put the keys of one message one after the other; where their order cannot be known, none of them counts."""
    entry = own_entry(desk, heard.glimpse.question)
    answered = entry is not None and entry.value is not None
    keys = in_order(heard.keys, answered=answered, ticking=isinstance(sheet.question.kind, Checklist))
    if keys is None:
        talk.told = desk.say("interview.together", keys=_caps(desk, heard))
    talk.waiting[:1] = [Heard(heard.glimpse, frozenset({key})) for key in keys or ()]


def _act_on(desk: Desk, talk: Conversation, sheet: Sheet, heard: Heard, *, turning: bool) -> bool:
    """Do what one key says. False: it has to wait until the page is drawn."""
    (key,) = heard.keys
    if key in MOVES:
        if turning:
            _turn(desk, talk, sheet, key)
        return turning
    if desk.may(Right.RECORD):
        save_answer(sheet, talk, key, heard.glimpse.stamp)
        talk.told = ""
    return True


def _turn(desk: Desk, talk: Conversation, sheet: Sheet, key: str) -> None:
    talk.told = ""
    if key == LEAVE:
        _leave(desk, talk, sheet.question)
    elif key in CLOSING:
        talk.typing = ""
        talk.releases += 1
    elif key in BOXES:
        talk.typing = BOXES[key]
    else:
        _go(desk, talk, sheet.question, key)


def _go(desk: Desk, talk: Conversation, question: Question, key: str) -> None:
    goal = neighbour(desk, question, key)
    if goal is None:
        end = "first" if key == LEFT else "none_open" if key == NEXT_OPEN else "last"
        talk.told = desk.say(f"interview.{end}")
    else:
        talk.question = goal.id


def neighbour(desk: Desk, question: Question, key: str) -> Question | None:
    """The question that a key leads to among those asked, in the order of the framework; None where there is none."""
    order = [one.id for one in desk.framework.questions]
    place = order.index(question.id)
    asked = desk.routing.asked
    before = [one for one in asked if order.index(one.id) < place]
    after = [one for one in asked if order.index(one.id) > place]
    if key == LEFT:
        return before[-1] if before else None
    if key in FORWARD:
        return after[0] if after else None
    return next((one for one in (*after, *before) if own_reply(desk, one.id) is None), None)


def _leave(desk: Desk, talk: Conversation, question: Question) -> None:
    """Back to the page of the section, at the same question."""
    home = desk.framework.home_of_capability[desk.framework.home_of_question[question.id].id]
    desk.memo[f"question {home.id}"] = question.id
    talk.waiting.clear()
    talk.typing = ""
    st.switch_page(desk.pages[f"section {home.id}"], query_params={"a": desk.dossier_id or "", "q": question.id})


def _caps(desk: Desk, heard: Heard) -> str:
    return ", ".join(cap(desk, key) for key in _sorted(heard.keys))


def _sorted(keys: frozenset[str]) -> Sequence[str]:
    return sorted(keys, key=lambda one: (one in MOVES, one))


def cap(desk: Desk, key: str) -> str:
    """What stands on a key: a sign, or its name in the language on screen."""
    named = f"interview.key.{key}"
    return f"`{desk.say(named) if named in desk.say else key.upper()}`"
