"""The right side of the console: what most needs talk, what was put aside, how far the room agrees, the way in."""

from __future__ import annotations

import streamlit as st

from questionnaire.answers import RecordedAgreement
from questionnaire.talk import Talk, equal_replies
from scoring.room_agreement import room_agreement
from views import room_acts
from views.desk import Desk
from views.room_state import RoomState, look_at
from views.widgets.pad import plain
from views.widgets.room_join import way_in
from words.numbers import number

SHOWN = 10
GATE = "\u25b2"
SOUND, WEAK = 0.8, 0.667
"""Krippendorff's own bounds: from the first on conclusions are sound, below the second not even tentative."""
FEWEST = 5
"""Questions from which the room's agreement is told: over one alone it is near 0 whatever people reply."""


def side(room: RoomState) -> bool:
    """Draw it. True: something was picked or done, and the page must be drawn again."""
    again = _talks(room)
    again |= _equal(room)
    again |= _parked(room.desk)
    _agreement(room)
    return again | way_in(room)


def _talks(room: RoomState) -> bool:
    desk = room.desk
    st.subheader(desk.say("room.talk"), anchor=False)
    if not room.talks:
        st.markdown(desk.say("room.no_talk"))
        return False
    by_id = {one.question: one for one in room.talks[:SHOWN]}
    with st.container(key="questions"):
        picked = st.pills(
            desk.say("room.talk"),
            list(by_id),
            format_func=lambda id: _line(desk, by_id[id]),
            key=f"talk {room.group} {room.question.id} {len(room.talks)} {desk.language}",
            label_visibility="collapsed",
        )
    if len(room.talks) > SHOWN:
        st.markdown(desk.say("room.more_talk", n=len(room.talks) - SHOWN))
    if not picked or picked == room.question.id:
        return False
    look_at(desk, room.group, picked)
    return True


def _line(desk: Desk, talk: Talk) -> str:
    capability = desk.framework.home_of_question[talk.question]
    gate = f" {GATE}" if talk.gate else ""
    name = f"{talk.question} {plain(capability.short(desk.language))}{gate}"
    if talk.open:
        return f"**{desk.say('room.is_open')}** · {name}"
    if talk.spread is None:
        return f"**{desk.say('room.one_reply')}** · {name}"
    spread = number(talk.spread, desk.language, 0 if talk.spread.denominator == 1 else 1)
    return f"**{desk.say('room.spread', spread=spread)}** · {name}"


def _equal(room: RoomState) -> bool:
    """Where everybody replied the same, somebody may record all of it in one go. True: it was done."""
    desk = room.desk
    listed = {one.question for one in room.talks}
    equal = [one for one in equal_replies(desk.dossier, desk.routing) if one.question in listed]
    if not equal:
        return False
    ids = " ".join(one.question for one in equal)
    st.markdown(desk.say("room.equal", n=len(equal), ids=plain(ids)))
    # The ids are part of the key: what is pressed records these and no others.
    if not st.button(
        desk.say("room.act.record_equal", n=len(equal)), icon=":material/done_all:", key=f"room equal {ids}"
    ):
        return False
    room_acts.record_many(
        desk, [RecordedAgreement(one.question, one.reply, one.confidence, one.evidence) for one in equal]
    )
    return True


def _parked(desk: Desk) -> bool:
    """What was put aside: settled with how, or opened again. True: something changed."""
    points = sorted(desk.dossier.parked.values(), key=lambda one: (bool(one.settled), int(one.id)))
    waiting = sum(not one.settled for one in points)
    if not points:
        return False
    with st.expander(desk.say("room.parked", n=waiting), icon=":material/bookmark:", key="parked"):
        for one in points:
            at = f"**{plain(one.question)}** · " if one.question else ""
            st.markdown(at + plain(one.text))
            if one.settled:
                st.markdown(desk.say("room.settled_by", how=plain(one.settled)))
                if st.button(desk.say("room.act.reopen"), type="tertiary", key=f"room reopen {one.id}"):
                    return room_acts.settle(desk, one, "")
                continue
            how = st.text_input(
                desk.say("room.settle_how"),
                key=f"room settle {one.id} how",
                max_chars=2000,
                placeholder=desk.say("answer.reason_placeholder"),
            )
            if st.button(desk.say("room.act.settle"), key=f"room settle {one.id}") and how and how.strip():
                return room_acts.settle(desk, one, how.strip())
    return False


def _agreement(room: RoomState) -> None:
    """How far the room agrees over all questions, as one number with what it means."""
    desk = room.desk
    found = room_agreement(desk.dossier, desk.routing)
    if found.alpha is None or found.questions < FEWEST:
        return
    word = "good" if found.alpha >= SOUND else "fair" if found.alpha >= WEAK else "low"
    st.markdown(desk.say(f"room.alpha.{word}", alpha=number(found.alpha, desk.language, 2), n=found.questions))
