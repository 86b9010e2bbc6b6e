"""People and access: who is in, in which role, how others come in, and how somebody is put out."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from access.admission import PersonIn, give_role, invite, may_give, new_return_code, people_in, put_out
from access.permissions import NotAllowed
from access.reception import reception
from questionnaire.stages import Role
from views.ballot_words import function_named
from views.desk import Desk
from views.widgets.given_out import give_out, given_out
from views.widgets.pad import plain
from words.numbers import clock, day


def show(desk: Desk) -> None:
    """Draw who is in, and the ways in."""
    assert desk.dossier_id is not None
    st.title(desk.say("pages.people"), anchor=False)
    st.markdown(desk.say("people.how"))
    people = people_in(reception(), desk.seat, desk.dossier_id)
    given_out(desk)
    for person in people:
        with st.container(border=True, key=f"person {person.participant}"):
            _person(desk, person)
    st.subheader(desk.say("people.invite"), anchor=False)
    _invite(desk)


def _person(desk: Desk, person: PersonIn) -> None:
    """One person: who, how they come in, when they were last heard of, and what can be done."""
    who, acts = st.columns((3, 2), vertical_alignment="center")
    function = next((one.function for one in desk.dossier.participants if one.id == person.participant), None)
    by = desk.say("people.by_account" if person.account else "people.by_code")
    about = [desk.say(f"setup.role.{person.role.value}"), by]
    if function is not None:
        about.insert(1, function_named(desk, function))
    who.markdown(f"**{person.participant} · {plain(person.name)}** · {' · '.join(about)}  \n{_heard(desk, person)}")
    mine = desk.participant == person.participant
    if mine or not may_give(desk.role, person.role):
        acts.markdown(desk.say("people.you") if mine else "")
        return
    with acts, st.container(horizontal=True):
        if person.account:
            _role(desk, person, person.account)
        elif st.button(desk.say("people.return_code"), icon=":material/key:", key=f"return {person.participant}"):
            code = new_return_code(reception(), desk.seat, desk.dossier.id, person.participant)
            give_out(desk, desk.say("people.return_code_given", name=plain(person.name)), code)
        if st.button(desk.say("people.put_out"), icon=":material/logout:", key=f"out {person.participant}"):
            _done(desk, lambda: put_out(reception(), desk.seat, desk.dossier.id, person.participant))


def _heard(desk: Desk, person: PersonIn) -> str:
    if person.seen_at is None:
        return desk.say("people.never_heard")
    on = day(person.seen_at.astimezone().date(), desk.language)
    return desk.say("people.heard", day=on, at=clock(person.seen_at, desk.language))


def _role(desk: Desk, person: PersonIn, account: str) -> None:
    """The role of an account, to be changed to another that one may give."""
    roles = [one for one in Role if may_give(desk.role, one)]
    picked = st.selectbox(
        desk.say("people.role"),
        roles,
        index=roles.index(person.role),
        format_func=lambda one: desk.say(f"setup.role.{one.value}"),
        key=f"role {account} {person.role.value} {desk.language}",
        label_visibility="collapsed",
    )
    if picked != person.role:
        _done(desk, lambda: give_role(reception(), desk.seat, desk.dossier.id, account, picked))


def _invite(desk: Desk) -> None:
    """A link for one person and one role. What it says is shown once, and kept nowhere."""
    roles = [one for one in Role if may_give(desk.role, one)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        role = st.selectbox(
            desk.say("people.role"),
            roles,
            index=roles.index(Role.FACILITATOR),
            format_func=lambda one: desk.say(f"setup.role.{one.value}"),
            key=f"invited role {desk.language}",
        )
        email = st.text_input(
            desk.say("people.email"), key="invited email", max_chars=320, placeholder=desk.say("people.email_hint")
        )
        pressed = st.button(desk.say("people.make_invitation"), icon=":material/mail:", key="invite")
    st.markdown(desk.say(f"people.role_may.{role.value}"))
    if pressed:
        secret = invite(reception(), desk.seat, desk.dossier.id, role, email=email)
        give_out(desk, desk.say("people.invitation_given"), secret, page="invited")


def _done(desk: Desk, act: Callable[[], None]) -> None:
    """Do it and draw the page anew; where it is refused, say so."""
    try:
        act()
    except NotAllowed:
        desk.memo["people refused"] = True
    st.rerun()
