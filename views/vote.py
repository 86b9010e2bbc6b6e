"""The phone in the room: the question that is asked, one's own hidden reply, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.permissions import Right
from questionnaire.assessment import Participant
from questionnaire.ballot_moves import ballot_for, may_vote, questions_of
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState
from questionnaire.entries import ROOM, STAGE, agreement_of, ballot_of, participant_at
from questionnaire.framework import Question
from questionnaire.stages import Role
from storage.repository import StorageFault
from views.desk import Desk
from views.presence import note_presence_of
from views.widgets.ballot_bars import show_replies
from views.widgets.ballot_field import ballot_fields, kept_vote
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import reply_told
from views.widgets.room_outcome_told import outcome_told
from views.widgets.room_pulse import find_the_way_back, follow, stamps_of

AHEAD = "vote ahead"
FIRST_ROUND = 1


def show(desk: Desk) -> None:
    """Draw what this person is asked now; where nothing is, what was agreed, and what they may reply to ahead."""
    me = own_participant(desk)
    note_presence_of(desk)
    group = me.group or WHOLE_ROOM
    ballot = ballot_for(desk.dossier.ballots, group)
    question = desk.framework.question(ballot.question) if ballot and _is_there(desk, ballot) else None
    again = False
    if not desk.may(Right.REPLY):
        st.info(desk.say("vote.closed"), icon=":material/lock:")
    is_open = ballot is not None and ballot.state is BallotState.OPEN and may_vote(me, ballot.group)
    if ballot and question and is_open and desk.may(Right.REPLY):
        again = _asked(desk, question, ballot)
    else:
        ahead = _ahead(desk, me)
        again = _replying_ahead(desk, ahead) if ahead else _between(desk, me, ballot, question)
    watched = [ballot_of(group), ballot_of(WHOLE_ROOM), participant_at(me.id), STAGE, ROOM]
    follow(stamps_of(desk, [*watched, agreement_of("self", question.id)] if question else watched))
    find_the_way_back()
    if again:
        st.rerun()


def own_participant(desk: Desk) -> Participant:
    """Who sits at this desk, as the dossier knows them."""
    unknown = Participant(desk.participant, desk.role or Role.ASSESSOR)
    return next((one for one in desk.dossier.participants if one.id == desk.participant), unknown)


def _is_there(desk: Desk, ballot: Ballot) -> bool:
    return desk.framework.has_question(ballot.question)


def _asked(desk: Desk, question: Question, ballot: Ballot) -> bool:
    _head(desk, question, ballot.round)
    again = ballot_fields(desk, question, ballot.round)
    _standing(desk, question, ballot.round)
    return again


def _head(desk: Desk, question: Question, round: int) -> None:
    name = plain(desk.framework.home_of_question[question.id].short(desk.language))
    later = f" · {desk.say('ballot.round', n=round)}" if round > 1 else ""
    st.markdown(f"**{question.id}** · {name}{later}")


def _standing(desk: Desk, question: Question, round: int) -> None:
    """At the foot: whether the reply is kept. It is said only once it is."""
    fault = desk.memo.get("fault")
    with st.bottom:
        if isinstance(fault, StorageFault):
            reason = desk.say(fault.code, **fault.facts)
            st.markdown(f":orange[:material/cloud_off: {desk.say('bar.not_saved', reason=reason)}]")
        elif kept_vote(desk, question, round) is None:
            st.markdown(desk.say("vote.not_yet"))
        else:
            st.markdown(f":green[:material/check_circle: {desk.say('vote.recorded')}]")


def _between(desk: Desk, me: Participant, ballot: Ballot | None, question: Question | None) -> bool:
    """Nothing is asked: what the last question came to, and what can be replied to ahead."""
    if ballot and question and ballot.state is BallotState.REVEALED:
        _head(desk, question, ballot.round)
        st.subheader(plain(question.text(desk.language)), anchor=False)
        agreed = desk.dossier.agreed.get(question.id)
        if agreed is not None and agreed.at is not None and agreed.at >= ballot.opened_at:
            st.markdown(outcome_told(desk, question, agreed))
        _own_reply(desk, question)
        show_replies(desk, question, names=False)
    st.markdown(f":material/visibility: **{desk.say('vote.look_up')}**")
    _told_who(desk, me)
    return _choose_ahead(desk, me) if desk.may(Right.REPLY) else False


def _told_who(desk: Desk, me: Participant) -> None:
    """Under which name, and from which work, this phone replies: a shared one is found out before it replies."""
    if not desk.seat.local:
        about = [desk.seat.name, *([desk.say(f"function.{me.function.value}")] if me.function else [])]
        st.markdown(desk.say("vote.here_as", who=plain(" · ".join(about))))


def _own_reply(desk: Desk, question: Question) -> None:
    answer = desk.dossier.answers.get((desk.participant, question.id))
    told = reply_told(Sheet(desk, question, "", None, None), answer.reply if answer else None)
    st.markdown(desk.say("vote.own", reply=told))


def _open_ahead(desk: Desk, me: Participant) -> Sequence[Question]:
    """What the own group will be asked and nobody has talked about yet."""
    dossier = desk.dossier
    talked = {question for (_, question), one in dossier.answers.items() if one.reply is not None} | set(dossier.agreed)
    group = dossier.groups.get(me.group)
    return [one for one in questions_of(desk.framework, group, desk.routing.asked_ids) if one.id not in talked]


def _ahead(desk: Desk, me: Participant) -> Question | None:
    picked = desk.memo.get(AHEAD)
    return next((one for one in _open_ahead(desk, me) if one.id == picked), None) if picked else None


def _replying_ahead(desk: Desk, question: Question) -> bool:
    back = st.button(desk.say("vote.back"), icon=":material/arrow_back:", key="vote back")
    _head(desk, question, FIRST_ROUND)
    again = ballot_fields(desk, question, FIRST_ROUND)
    _standing(desk, question, FIRST_ROUND)
    if back:
        desk.memo[AHEAD] = None
    return again or back


def _choose_ahead(desk: Desk, me: Participant) -> bool:
    """The questions of one section, a line each, with a sign where one has replied. True: one was picked."""
    waiting = _open_ahead(desk, me)
    sections = {desk.framework.home_of_capability[desk.framework.home_of_question[one.id].id] for one in waiting}
    if not sections:
        return False
    # Whoever comes back from replying ahead finds the list open again.
    wanted = bool(desk.memo.get(f"{AHEAD} open"))
    with st.expander(
        desk.say("vote.ahead"), wanted, icon=":material/fast_forward:", key="ahead", on_change="rerun"
    ) as place:
        st.markdown(desk.say("vote.ahead_how"))
        in_order = [one for one in desk.framework.sections if one in sections]
        names = {one.id: one.short(desk.language) for one in in_order}
        section = st.segmented_control(
            desk.say("vote.ahead"),
            list(names),
            default=next(iter(names)),
            format_func=lambda id: names[id],
            key=f"ahead section {desk.language}",
            label_visibility="collapsed",
            required=True,
        )
        if not place.open:
            return False
        here = {
            one.id: one
            for one in waiting
            if desk.framework.home_of_capability[desk.framework.home_of_question[one.id].id].id == section
        }
        with st.container(key="questions"):
            picked = st.pills(
                desk.say("vote.ahead"),
                list(here),
                format_func=lambda id: _line(desk, here[id]),
                key=f"ahead pick {section} {desk.language}",
                label_visibility="collapsed",
            )
    if picked:
        desk.memo[AHEAD], desk.memo[f"{AHEAD} open"] = picked, True
    return bool(picked)


def _line(desk: Desk, question: Question) -> str:
    sign = "radio_button_unchecked" if kept_vote(desk, question, FIRST_ROUND) is None else "check_circle"
    name = plain(desk.framework.home_of_question[question.id].short(desk.language))
    return f":material/{sign}: {question.id} {name}"
