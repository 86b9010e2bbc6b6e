"""For people without a phone: a reply typed from paper, as hidden as the others, and a show of hands as counts."""

from __future__ import annotations

import streamlit as st

from questionnaire.answers import NotApplicable, NotKnown, Reply
from questionnaire.assessment import Participant
from questionnaire.ballot_moves import may_vote
from questionnaire.ballots import Ballot, HandCount
from questionnaire.entries import hands_for, vote_of
from questionnaire.framework import Choice, Ladder, Question
from views import room_acts
from views.desk import Desk
from views.room_state import RoomState, seated
from views.widgets.kept import Field, States, field_key, keep
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import PADS

OTHERS = ("not_known", "not_applicable")


def paper_form(room: RoomState, ballot: Ballot) -> bool:
    """Draw the form that takes a reply from paper. True: one was kept."""
    desk = room.desk
    waiting = _without_phone(desk, ballot)
    if not waiting:
        return False
    place = st.expander(desk.say("room.paper"), icon=":material/edit_note:", key="paper", on_change="rerun")
    if not place.open:
        return False
    with place:
        st.markdown(desk.say("room.paper_how"))
        names = {one.id: room_acts.name_of(desk, one.id) for one in waiting}
        key = f"{room.key} paper {len(waiting)}"
        who = st.selectbox(
            desk.say("room.paper_who"),
            list(names),
            index=None,
            format_func=lambda id: names[id],
            key=f"{key} who",
            placeholder=desk.say("answer.choose"),
        )
        if who is None:
            return False
        reply = _typed(desk, room.question, f"{key} {who}")
        if not st.button(desk.say("room.act.paper"), icon=":material/lock:", key="room-paper keep"):
            return False
        if reply is None:
            st.warning(desk.say("room.missing.paper"))
            return False
        address = vote_of(who, ballot.question, ballot.round, "reply")
        return room_acts.attempt(desk, lambda: desk.save(address, reply, expect=room_acts.stamp_at(desk, address)))


def _without_phone(desk: Desk, ballot: Ballot) -> list[Participant]:
    """Who may vote here, has no seat of their own, and has not replied: in the order in which they came."""
    replied = desk.repository.votes(desk.dossier.id, ballot.question, ballot.round)
    own = seated(desk) | ({desk.participant} if not desk.seat.local else frozenset())
    return [
        one
        for one in sorted(desk.dossier.participants, key=lambda one: (len(one.id), one.id))
        if may_vote(one, ballot.group) and one.id not in replied and one.id not in own
    ]


def _typed(desk: Desk, question: Question, key: str) -> Reply | None:
    """The reply as it stands on the paper, with the pad of the question; None while nothing is picked."""
    other = st.pills(
        desk.say("answer.cannot"),
        OTHERS,
        format_func=lambda one: desk.say(f"answer.state.{one}"),
        key=f"{key} other",
        label_visibility="collapsed",
    )
    if other == "not_known":
        return NotKnown()
    if other == "not_applicable":
        reason = st.text_input(
            desk.say("answer.reason.not_applicable"),
            key=f"{key} reason",
            max_chars=1000,
            placeholder=desk.say("answer.reason_placeholder"),
        )
        return NotApplicable(reason.strip()) if reason and reason.strip() else None
    pad = PADS[type(question.kind)]
    sheet = Sheet(desk, question, f"{key} pad", st.container(), st.container())
    drawn = pad.draw(sheet, None, pad.states(sheet, None))
    before = pad.states(sheet, None)
    reply = pad.pick(sheet, None, drawn) if any(drawn[one] != before[one] for one in drawn) else None
    pad.tell(sheet, reply)
    return reply


def hands_field(room: RoomState, *, folded: bool = True) -> bool:
    """Draw the counts of a show of hands, kept as they are typed. True: the page must be drawn again."""
    desk, question = room.desk, room.question
    if not isinstance(question.kind, Ladder | Choice):
        return False
    title = desk.say("room.hands")
    place = st.expander(title, icon=":material/back_hand:", key="hands") if folded else st.container()
    with place:
        if not folded:
            st.markdown(f"**{title}**")
        st.markdown(desk.say("room.hands_how"))
        return keep(desk, _hands(desk, question))


def _hands(desk: Desk, question: Question) -> Field:
    address = hands_for(question.id)
    key = field_key(desk, address)
    options = _options(desk, question)

    def states(value: HandCount | None) -> States:
        counts = value.counts if value else {}
        return {f"{key} {one}": counts.get(one, 0) for one in options}

    def draw(value: HandCount | None, shown: States) -> States:
        drawn: dict[str, object] = {}
        columns = st.columns(len(options))
        for column, (one, word) in zip(columns, options.items(), strict=True):
            name = f"{key} {one}"
            drawn[name] = column.number_input(word, min_value=0, max_value=10_000, value=shown[name], step=1, key=name)
        return drawn

    def pick(base: HandCount | None, drawn: States) -> HandCount | None:
        counts = {one: int(drawn[f"{key} {one}"] or 0) for one in options}
        return HandCount({one: n for one, n in counts.items() if n}) if any(counts.values()) else None

    def tell(value: HandCount | None) -> str:
        return desk.say("room.n_hands", n=value.total if value else 0)

    return Field(address, states=states, draw=draw, pick=pick, tell=tell)


def _options(desk: Desk, question: Question) -> dict[str, str]:
    """What hands can be held up for, by the key that counts it, with a short word."""
    match question.kind:
        case Ladder(levels=levels):
            first = {str(one.value): str(one.value) for one in levels}
        case Choice(options=options):
            first = {one.id: plain(one.text(desk.language)) for one in options}
        case _:
            first = {}
    return {**first, **{one: desk.say(f"answer.state.{one}") for one in OTHERS}}
