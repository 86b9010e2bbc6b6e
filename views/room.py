"""The facilitator's console: put a question to the room, reveal the replies, record what is agreed, go to the next."""

from __future__ import annotations

import streamlit as st

from access.permissions import Right
from questionnaire.ballots import WHOLE_ROOM
from views.desk import Desk
from views.presence import note_presence_of
from views.room_acts import still_told
from views.room_state import GROUP, RoomState, group_named, group_of, look_at, state_of
from views.widgets.pad import plain
from views.widgets.room_join import with_ways_in
from views.widgets.room_note import RoomNote
from views.widgets.room_people import people_of_the_room
from views.widgets.room_pulse import find_the_way_back, follow, revision_of
from views.widgets.room_question import question_card
from views.widgets.room_side import side
from views.widgets.status_bar import bar_pressed


def show(desk: Desk) -> None:
    """Draw the console: the question in focus on the left, what needs talk and the way in on the right."""
    if not desk.may(Right.RECORD):
        st.title(desk.say("pages.room"), anchor=False)
        st.info(desk.say("room.no_console"), icon=":material/lock:")
        return
    note_presence_of(desk)
    again = _heading(desk)
    room = state_of(desk)
    if room is None:
        st.markdown(desk.say("answer.nothing_asked"))
        return
    note = RoomNote(desk.memo, "room", room.shown)
    if sentence := still_told(desk):
        st.warning(sentence)
    left, right = st.columns((7, 4), gap="large")
    with left:
        again |= question_card(room, note.shown)
    with right:
        again |= side(room)
    again |= people_of_the_room(desk)
    again |= note.turn()
    if room.open_here is None or room.open_here.question != room.question.id:
        follow(with_ways_in(desk, revision_of(desk)))  # an open ballot is followed where its count is drawn
    find_the_way_back()
    again |= _next(room)
    if again:
        st.rerun()


def _heading(desk: Desk) -> bool:
    """Title, which group this console leads, and the way to the wall. True: another one was picked."""
    group = group_of(desk)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(desk.say("pages.room"), anchor=False, width="content")
        picked = group
        if desk.dossier.groups:
            picked = st.segmented_control(
                desk.say("room.group"),
                [WHOLE_ROOM, *desk.dossier.groups],
                default=group,
                format_func=lambda one: plain(group_named(desk, one)),
                key=f"room-group pick {desk.language}",
                label_visibility="collapsed",
                required=True,
            )
        address = f"projector?a={desk.dossier_id}&lang={desk.language}&g={group}"
        st.link_button(desk.say("room.projector"), address, icon=":material/tv:")
    if picked and picked != group:
        desk.memo[GROUP] = picked
        return True
    return False


def _next(room: RoomState) -> bool:
    """The button at the foot, which names the question to turn to. True: it was pressed."""
    desk, following = room.desk, room.following
    label = desk.say("answer.next", id=following.id) if following else desk.say("answer.next_results")
    if not bar_pressed(desk, label, first=room.recorded is not None):
        return False
    if following is None:
        st.switch_page(desk.pages["results"], query_params={"a": desk.dossier_id or ""})
    look_at(desk, room.group, following.id)
    return True
