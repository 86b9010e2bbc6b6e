"""Recording the outcome of a question: what is agreed and why, or the dispute with both its ends. A person does it.

What the replies propose is picked beforehand as a suggestion; nothing is recorded until the button is pressed.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import streamlit as st

from questionnaire.answers import (
    Disputed,
    Dissent,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    RecordedAgreement,
    Reply,
)
from questionnaire.consensus import answers_by_question, replies_to
from questionnaire.entries import agreement_of, ballot_of
from questionnaire.framework import Ladder
from questionnaire.levels import criteria_up_to, level_of
from questionnaire.policy import Confidence
from questionnaire.stages import Function
from questionnaire.talk import outside_the_replies
from views import room_acts
from views.ballot_words import function_named, level_named
from views.room_state import RoomState
from views.widgets.pad import Sheet
from views.widgets.reply_field import PADS, reply_told

WAYS = ("level", "not_applicable", "not_known", "disputed")
LONGEST = 5000


def outcome_form(room: RoomState, shown: str, drawn: set[str], *, primary: bool = True) -> bool:
    """Draw the form and its button. True: it was pressed, and the page must be drawn again."""
    drawn.add("record")
    desk, key = room.desk, f"{room.key} outcome {room.outcome_stamp}"
    way = st.segmented_control(
        desk.say("room.outcome"),
        WAYS,
        default=_way(_suggested(room)),
        format_func=lambda one: desk.say(f"room.way.{one}"),
        key=f"{key} way",
        required=True,
    )
    reply = _reply(room, way or "level", key)
    confidence = st.segmented_control(
        desk.say("answer.how_sure"),
        list(Confidence),
        default=_confidence(room),
        format_func=lambda one: desk.say(f"answer.confidence.{one.value}"),
        key=f"{key} sure",
    )
    needs_why = reply is not None and _is_outside(room, reply) and not isinstance(reply, Disputed | NotApplicable)
    why = ""
    if way in ("level", "not_known"):
        why = st.text_area(
            desk.say("room.why_needed" if needs_why else "room.why"),
            room.recorded.rationale if room.recorded else "",
            key=f"{key} why",
            max_chars=LONGEST,
            height=84,
            placeholder=desk.say("answer.reason_placeholder"),
        )
    pressed = st.button(
        desk.say("room.act.record_dispute" if way == "disputed" else "room.act.record"),
        type="primary" if primary else "secondary",
        icon=":material/call_split:" if way == "disputed" else ":material/handshake:",
        key="room-act record",
    )
    again = _dissents(room) if room.recorded else False
    if not pressed:
        return again
    return _record(room, shown, reply, confidence, (why or "").strip(), way or "level", needs_why=needs_why)


def who_moved_on(room: RoomState) -> str:
    """Who moved the room on, so that an act of this tab no longer held: by the ballot, or by the outcome."""
    desk = room.desk
    addresses = (ballot_of(room.group), agreement_of("self", room.question.id))
    held = [entry for one in addresses if (entry := desk.repository.entry(desk.dossier.id, one))]
    latest = max(held, key=lambda one: one.revision, default=None)
    return room_acts.who_was_first(desk, latest) if latest else desk.say("room.moved_on")


def _record(
    room: RoomState,
    shown: str,
    reply: Reply | None,
    confidence: Confidence | None,
    why: str,
    way: str,
    *,
    needs_why: bool,
) -> bool:
    """Write what the form says, if it is complete and rests on what holds now."""
    desk = room.desk
    if shown != room.shown:
        room_acts.tell(desk, who_moved_on(room))
        return True
    if reply is None:
        st.warning(desk.say(f"room.missing.{way}"))
        return False
    if needs_why and not why:
        st.warning(desk.say("room.missing.why", outcome=reply_told(Sheet(desk, room.question, "", None, None), reply)))
        return False
    recorded = room.recorded
    agreement = RecordedAgreement(
        room.question.id,
        reply,
        confidence,
        recorded.evidence if recorded else evidence_of_all(room),
        why,
        recorded.dissents if recorded else (),
    )
    room_acts.record(desk, agreement, expect=room.outcome_stamp)
    return True


def evidence_of_all(room: RoomState) -> tuple[EvidenceLink, ...]:
    """What the replies rest on: the outcome takes it over."""
    answers = answers_by_question(room.desk.dossier).get(room.question.id, ())
    links = {link for one in answers for link in one.evidence}
    return tuple(sorted(links, key=lambda link: (link.evidence, sorted(link.criteria))))


def _is_outside(room: RoomState, reply: Reply) -> bool:
    dossier = room.desk.dossier
    answers = answers_by_question(dossier).get(room.question.id, ())
    return outside_the_replies(room.question, reply, replies_to(dossier, room.question, answers))


def _suggested(room: RoomState) -> Reply | None:
    return room.recorded.reply if room.recorded else room.talk.proposed


def _confidence(room: RoomState) -> Confidence | None:
    if room.recorded:
        return room.recorded.confidence
    proposed = room.desk.card.agreements.get(room.question.id)
    return proposed.confidence if proposed else None


def _way(reply: Reply | None) -> str:
    match reply:
        case NotApplicable():
            return "not_applicable"
        case NotKnown():
            return "not_known"
        case Disputed():
            return "disputed"
        case _:
            return "level"


def _reply(room: RoomState, way: str, key: str) -> Reply | None:
    """What the form says; None while something is missing."""
    desk, suggested = room.desk, _suggested(room)
    if way == "level":
        return _level(room, key)
    if way == "disputed":
        return _dispute(room, key)
    given = suggested.reason if isinstance(suggested, NotApplicable | NotKnown) else ""
    reason = st.text_input(
        desk.say(f"answer.reason.{way}"),
        given if _way(suggested) == way else "",
        key=f"{key} reason {way}",
        max_chars=1000,
        placeholder=desk.say("answer.reason_placeholder"),
    )
    reason = (reason or "").strip()
    if way == "not_known":
        return NotKnown(reason)
    return NotApplicable(reason) if reason else None


def _level(room: RoomState, key: str) -> LevelReached | None:
    """A level of a ladder as digits with its word above; other kinds with the pad that answers them."""
    desk, question, suggested = room.desk, room.question, _suggested(room)
    start = suggested if isinstance(suggested, LevelReached) else None
    if not isinstance(question.kind, Ladder):
        left, right = st.columns((11, 7), gap="large")
        sheet = Sheet(desk, question, f"{key} pad", left, right)
        pad = PADS[type(question.kind)]
        drawn = pad.draw(sheet, start, pad.states(sheet, start))
        reply = pad.pick(sheet, start, drawn) if drawn != {k: pad.states(sheet, start)[k] for k in drawn} else start
        pad.tell(sheet, reply)
        return reply if isinstance(reply, LevelReached) else None
    given = start.given if start and isinstance(start.given, LadderGiven) else None
    levels = [int(one) for one in question.ordered_levels]
    before = _whole_level(room, start)
    picked = desk.memo.get(f"{key} level", before)
    named = desk.say("room.no_level") if picked is None else level_named(desk, Fraction(picked))
    level = st.segmented_control(
        f"{desk.say('room.agreed_level')} **{named}**", levels, default=before, key=f"{key} level", required=True
    )
    return None if level is None else LevelReached(_with_level(room, given, level, before))


def _whole_level(room: RoomState, reply: LevelReached | None) -> int | None:
    return None if reply is None else int(level_of(room.question, reply.given))


def _with_level(room: RoomState, given: LadderGiven | None, level: int, before: int | None) -> LadderGiven:
    """The level with the ticks that most made; those of the levels that the room gave up are withdrawn."""
    if given is None or before is None:
        return LadderGiven(level)
    met = given.met
    if level < before:
        lost = criteria_up_to(room.question, Fraction(before)) - criteria_up_to(room.question, Fraction(level))
        met = met - lost
    return replace(given, level=level, met=met)


def _dispute(room: RoomState, key: str) -> Disputed | None:
    """Both levels that were held, and why the room could not agree."""
    desk = room.desk
    levels = [int(one) for one in room.question.ordered_levels if one.denominator == 1]
    held = room.talk.distribution.given
    suggested = _suggested(room)
    ends = (held[0], held[-1]) if held else ()
    if isinstance(suggested, Disputed):
        ends = (suggested.lowest, suggested.highest)
    picked: list[Any] = []
    for end, column, usual in zip(("lowest", "highest"), st.columns(2), ends or (None, None), strict=True):
        place = levels.index(int(usual)) if usual is not None and usual in levels else None
        picked.append(
            column.selectbox(
                desk.say(f"answer.{end}"),
                levels,
                index=place,
                format_func=lambda one: level_named(desk, Fraction(one)),
                key=f"{key} {end}",
                placeholder=desk.say("answer.choose"),
            )
        )
    reason = st.text_input(
        desk.say("answer.reason.disputed"),
        suggested.reason if isinstance(suggested, Disputed) else "",
        key=f"{key} reason disputed",
        max_chars=1000,
        placeholder=desk.say("answer.reason_placeholder"),
    )
    low, high = picked
    if low is None or high is None or low >= high or not (reason or "").strip():
        return None
    return Disputed(Fraction(low), Fraction(high), (reason or "").strip())


def _dissents(room: RoomState) -> bool:
    """Views to be recorded beside the outcome, each with the function that it comes from. True: one was added."""
    desk, recorded = room.desk, room.recorded
    assert recorded is not None
    st.markdown(f"**{desk.say('room.dissent')}**")
    key = f"{room.key} dissent {room.outcome_stamp}"
    text = st.text_area(
        desk.say("room.dissent_text"),
        key=f"{key} text",
        max_chars=2000,
        height=84,
        placeholder=desk.say("answer.reason_placeholder"),
    )
    function = st.selectbox(
        desk.say("room.dissent_function"),
        list(Function),
        index=None,
        format_func=lambda one: function_named(desk, one),
        key=f"{key} function",
        placeholder=desk.say("answer.choose"),
    )
    if not st.button(desk.say("room.act.dissent"), icon=":material/chat_error:", key=f"{key} add"):
        return False
    if not (text or "").strip():
        st.warning(desk.say("room.missing.dissent"))
        return False
    added = replace(recorded, dissents=(*recorded.dissents, Dissent((text or "").strip(), function)))
    room_acts.record(desk, added, expect=room.outcome_stamp)
    return True
