"""The card of the console: one question through its states: to be asked, open, revealed, recorded.

An act holds for what this tab showed when it was pressed (`shown`, from the hidden note). Where the room has moved on
since, it is not done, and the person is told who did what.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from questionnaire.ballots import Ballot, BallotState
from views import room_acts
from views.desk import Desk
from views.room_state import RoomState, group_named, look_at
from views.widgets.ballot_bars import show_replies
from views.widgets.pad import plain
from views.widgets.room_count import count_of
from views.widgets.room_join import with_ways_in
from views.widgets.room_outcome import outcome_form, who_moved_on
from views.widgets.room_outcome_told import outcome_told
from views.widgets.room_paper import hands_field, paper_form
from views.widgets.room_pulse import follow, revision_of

MINUTES = (1, 2, 3, 5)
ACTS = ("ask", "reveal", "withdraw", "again", "record")
GATE = "\u25b2"


def question_card(room: RoomState, shown: str) -> bool:
    """Draw the card. True: something was done, and the page must be drawn again."""
    desk = room.desk
    before = {act for act in ACTS if desk.memo.get(f"room-act {act}")}
    drawn: set[str] = set()
    with st.container(border=True, key="card"):
        again = _pick(room)
        _head(room)
        open_on = room.ballot_on_question
        if open_on is not None and open_on.group == room.group:
            again |= _open(room, open_on, shown, drawn)
        elif open_on is not None:
            st.info(desk.say("room.open_elsewhere", group=plain(group_named(desk, open_on.group))))
        else:
            again |= _closed(room, shown, drawn)
    if before - drawn:  # The button that was pressed is gone, because somebody else was first.
        room_acts.tell(desk, who_moved_on(room))
        again = True
    return again


def _pick(room: RoomState) -> bool:
    """Any question can be looked at. True: another one was picked."""
    desk = room.desk
    by_id = {one.id: one for one in room.scope}
    by_id.setdefault(room.question.id, room.question)
    picked = st.selectbox(
        desk.say("room.pick"),
        list(by_id),
        index=list(by_id).index(room.question.id),
        format_func=lambda id: _line(desk, id),
        key=f"room pick {room.group} {room.question.id} {desk.language}",
        label_visibility="collapsed",
    )
    if picked == room.question.id:
        return False
    look_at(desk, room.group, picked)
    return True


def _line(desk: Desk, id: str) -> str:
    capability = desk.framework.home_of_question[id]
    gate = f" {GATE}" if capability.gate else ""
    settled = f" \u00b7 {desk.say('room.is_recorded')}" if id in desk.dossier.agreed else ""
    return f"{id} {capability.short(desk.language)}{gate}{settled}"


def _head(room: RoomState) -> None:
    desk, ballot = room.desk, room.ballot
    st.markdown(f"**{plain(room.question.text(desk.language))}**")
    own = ballot if ballot is not None and ballot.question == room.question.id else None
    on = own if room.ballot_on_question is None else room.ballot_on_question
    if on is not None and on.state is not BallotState.WITHDRAWN:
        st.markdown(f"{desk.say('ballot.round', n=on.round)} · {desk.say(f'room.state.{on.state.value}')}")


def _act(room: RoomState, name: str, shown: str, drawn: set[str], do: Callable[[], bool], **button: object) -> bool:
    """A button and its act. The act is done only where the tab showed what holds now."""
    drawn.add(name)
    desk = room.desk
    if not st.button(desk.say(f"room.act.{name}"), key=f"room-act {name}", **button):  # type: ignore[arg-type]
        return False
    if shown != room.shown:
        room_acts.tell(desk, who_moved_on(room))
        return True
    do()
    return True


def _open(room: RoomState, ballot: Ballot, shown: str, drawn: set[str]) -> bool:
    """The ballot is open: who has replied, the clock, reveal, withdraw, paper and hands."""
    desk, stamp = room.desk, room.ballot_stamp
    follow(with_ways_in(desk, revision_of(desk)), draw=count_of(desk, ballot, desk.dossier.participants))
    with st.container(horizontal=True, vertical_alignment="center"):
        again = _act(
            room,
            "reveal",
            shown,
            drawn,
            lambda: room_acts.reveal(desk, ballot, expect=stamp),
            type="primary",
            icon=":material/visibility:",
        )
        again |= _act(
            room,
            "withdraw",
            shown,
            drawn,
            lambda: room_acts.withdraw(desk, ballot, expect=stamp),
            icon=":material/undo:",
        )
        again |= _park(room)
        again |= _clock(room, ballot, shown)
    again |= paper_form(room, ballot)
    return again | hands_field(room)


def _clock(room: RoomState, ballot: Ballot, shown: str) -> bool:
    """Minutes to reply, from now on."""
    desk = room.desk
    with st.popover(desk.say("room.clock"), icon=":material/timer:"):
        minutes = st.pills(
            desk.say("room.clock_how"),
            [*MINUTES, 0],
            format_func=lambda n: desk.say("room.minutes", n=n) if n else desk.say("room.no_clock"),
            key=f"{room.key} clock {room.ballot_stamp}",
        )
    if minutes is None or shown != room.shown:
        return False
    return room_acts.set_clock(desk, ballot, minutes or None, expect=room.ballot_stamp)


def _park(room: RoomState) -> bool:
    """Put a point aside, with the question that it came up at."""
    desk = room.desk
    with st.popover(desk.say("room.act.park"), icon=":material/bookmark:"):
        text = st.text_area(
            desk.say("room.park_what"),
            key=f"{room.key} park {len(desk.dossier.parked)}",
            max_chars=2000,
            placeholder=desk.say("answer.reason_placeholder"),
        )
        pressed = st.button(desk.say("room.act.park_it"), key="room-park it")
    return room_acts.park(desk, text.strip(), room.question.id) if pressed and text and text.strip() else False


def _closed(room: RoomState, shown: str, drawn: set[str]) -> bool:
    """No ballot is open on the question: what is known of it, and what can be done with it."""
    desk, recorded = room.desk, room.recorded
    again = False
    has_replies = room.talk.distribution.replies > 0
    if recorded is not None:
        st.markdown(outcome_told(desk, room.question, recorded))
    if has_replies:
        show_replies(desk, room.question)
    if recorded is None and has_replies:
        again |= outcome_form(room, shown, drawn)
    elif recorded is None:
        with _kept_open(room, "without_vote", ":material/handshake:"):
            again |= outcome_form(room, shown, drawn, primary=False)
            again |= hands_field(room, folded=False)
    else:
        with _kept_open(room, "change_recorded", ":material/edit:"):
            again |= outcome_form(room, shown, drawn, primary=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        again |= _ask(room, shown, drawn, first=recorded is None and not has_replies)
        again |= _park(room)
    return again


def _kept_open(room: RoomState, title: str, icon: str) -> st.delta_generator.DeltaGenerator:
    """A folded part that stays open while somebody works in it: without a state it would fold at every click."""
    return st.expander(room.desk.say(f"room.{title}"), icon=icon, key=f"{room.key} {title}", on_change="rerun")


def _ask(room: RoomState, shown: str, drawn: set[str], *, first: bool) -> bool:
    """Put the question to the group: the page's one act where it has no replies yet, else once more."""
    desk, open_here = room.desk, room.open_here
    if open_here is not None:
        st.markdown(desk.say("room.still_open", id=open_here.question))
        if st.button(desk.say("room.act.back_to", id=open_here.question), key="room-back to"):
            look_at(desk, room.group, open_here.question)
            return True
        return False
    minutes = st.pills(
        desk.say("room.clock_how"),
        list(MINUTES),
        format_func=lambda n: desk.say("room.minutes", n=n),
        key=f"room minutes {desk.language}",
    )

    def do() -> bool:
        done = room_acts.ask(desk, room.group, room.question.id, minutes, expect=room.ballot_stamp)
        if done:
            look_at(desk, room.group, room.question.id)
        return done

    return _act(
        room,
        "ask" if first else "again",
        shown,
        drawn,
        do,
        type="primary" if first else "secondary",
        icon=":material/how_to_vote:" if first else ":material/replay:",
    )
