"""One piece of evidence, open: what it is, each fact kept by itself, and the answers it hangs on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import streamlit as st

from access.permissions import Right
from questionnaire.answers import AgreementKind, EvidenceLink, RecordedAgreement
from questionnaire.entries import Address, agreement_of, evidence_for, registered
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.policy import Strength
from storage.repository import StaleEntry
from views.desk import Desk
from views.memo import evidence_store
from views.opening import open_question
from views.widgets.evidence_files import evidence_files, sweep, web_address
from views.widgets.kept import Field, States, field_key, keep
from views.widgets.pad import plain

LONGEST_TITLE, LONGEST_PLACE, LONGEST_LINK = 1000, 2000, 2000


def evidence_card(desk: Desk, id: str) -> bool:
    """Draw the open piece. True: something was saved, and the page must be drawn again."""
    hangs_on = supported_by(desk, id)
    with st.container(border=True, key="evidence card"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{id}** · {desk.say('evidence.hangs_on_n', n=len(hangs_on))}", width="content")
            if st.button(desk.say("evidence.close"), type="tertiary", icon=":material/close:", key="close evidence"):
                desk.memo["evidence open"] = None
                st.rerun()
        left, right = st.columns((11, 7), gap="large")
        with left:
            again = keep(desk, _field(desk, id, removable=not hangs_on))
        with right:
            if one := desk.dossier.evidence.get(id):
                _link(desk, one.link)
                again |= evidence_files(desk, one, writable=_may_change(desk, id))
            again |= _links(desk, id, hangs_on)
    if id not in desk.dossier.evidence:
        sweep(desk, evidence_store())
    return again


def _link(desk: Desk, link: str) -> None:
    """The way to what is on the network; whatever is no address of the web stays text."""
    if address := web_address(link):
        host = plain(urlsplit(address).hostname or "")
        st.link_button(desk.say("evidence_files.open_link", host=host), address, icon=":material/open_in_new:")
    elif link.strip():
        st.markdown(f"{plain(link)} — {desk.say('evidence_files.no_link')}")


def _may_change(desk: Desk, id: str) -> bool:
    held = desk.repository.entry(desk.dossier.id, registered(id))
    return desk.may_write(registered(id), held.stamp if held else 0)


def supported_by(desk: Desk, id: str) -> tuple[str, ...]:
    """The ids of the questions whose answer this piece supports, in framework order."""
    dossier = desk.dossier
    links = [(one.question, one.evidence) for one in dossier.agreed.values()]
    links += [(one.question, one.evidence) for one in dossier.answers.values() if one.question not in dossier.agreed]
    hung = {question for question, held in links if any(link.evidence == id for link in held)}
    return tuple(question.id for question in desk.framework.questions if question.id in hung)


def _field(desk: Desk, id: str, *, removable: bool) -> Field:
    address = registered(id)
    key = field_key(desk, address)

    def states(value: Evidence | None) -> States:
        one = value or Evidence(id, "", EvidenceKind.OTHER, Strength.NONE)
        parts = {"title": one.title, "kind": one.kind, "strength": one.strength, "where": one.where, "dated": one.dated}
        parts["link"] = one.link
        return {f"{key} {name}": part for name, part in parts.items()} | {f"{key} leave": False}

    def pick(base: Evidence | None, drawn: States) -> Evidence | None:
        if drawn[f"{key} leave"]:
            return None
        one = base or Evidence(id, "", EvidenceKind.OTHER, Strength.NONE)
        return replace(one, **{part: drawn[f"{key} {part}"] for part in _PARTS})

    return Field(
        address,
        states=states,
        draw=lambda value, shown: _draw(desk, key, shown, removable=removable),
        pick=pick,
        tell=lambda value: plain(value.title) if value else desk.say("evidence.removed"),
    )


_PARTS = ("title", "kind", "strength", "where", "dated", "link")


def _draw(desk: Desk, key: str, states: States, *, removable: bool) -> States:
    say = desk.say
    title = st.text_input(
        say("evidence.title_label"), states[f"{key} title"], LONGEST_TITLE, key=f"{key} title", disabled=desk.closed
    )
    first, second = st.columns(2)
    kinds = list(EvidenceKind)
    kind = first.selectbox(
        say("evidence.kind_label"),
        kinds,
        index=kinds.index(states[f"{key} kind"]),
        format_func=lambda one: say(f"evidence_kind.{one.value}"),
        key=f"{key} kind",
        disabled=desk.closed,
    )
    strengths = list(Strength)
    strength = second.selectbox(
        say("evidence.strength_label"),
        strengths,
        index=strengths.index(states[f"{key} strength"]),
        format_func=lambda one: say(f"strength.{one.value}"),
        key=f"{key} strength",
        disabled=desk.closed,
    )
    where = first.text_input(
        say("evidence.where_label"), states[f"{key} where"], LONGEST_PLACE, key=f"{key} where", disabled=desk.closed
    )
    dated = second.date_input(
        say("evidence.dated_label"),
        states[f"{key} dated"],
        date.min,
        date.max,
        key=f"{key} dated",
        format="DD/MM/YYYY",
        disabled=desk.closed,
    )
    link = st.text_input(
        say("evidence_files.link_label"),
        states[f"{key} link"],
        LONGEST_LINK,
        key=f"{key} link",
        placeholder="https://",
        disabled=desk.closed,
    )
    leave = st.button(
        say("evidence.remove"),
        type="tertiary",
        icon=":material/delete:",
        key=f"{key} leave",
        disabled=desk.closed or not removable,
        help=None if removable else say("evidence.remove_first"),
    )
    values = (title, kind, strength, where, dated, link.strip())
    return {f"{key} {part}": value for part, value in zip(_PARTS, values, strict=True)} | {f"{key} leave": leave}


def _links(desk: Desk, id: str, hangs_on: tuple[str, ...]) -> bool:
    """The answers that it hangs on, each with a way to it and a way off it, and one more to hang it on."""
    again, hangs = False, desk.may(Right.RECORD)
    st.markdown(f"**{desk.say('evidence.hangs_on')}**")
    if not hangs_on:
        st.markdown(desk.say("evidence.hangs_on_none"))
    for question in hangs_on:
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="small", key=f"others {question}"):
            if st.button(
                _short(desk, question), type="tertiary", icon=":material/arrow_forward:", key=f"go {question}"
            ):
                open_question(desk, desk.dossier.id, question)
            if hangs and st.button(
                desk.say("evidence.take_off"), type="tertiary", icon=":material/link_off:", key=f"off {question}"
            ):
                again |= _hang(desk, id, question, on=False)
    if not hangs:
        return again
    free = [one for one in desk.card.asked if one in desk.card.agreements and one not in hangs_on]
    chosen = st.selectbox(
        desk.say("evidence.hang_on_label"),
        free,
        index=None,
        format_func=lambda one: _short(desk, one),
        key=f"hang {id} {len(hangs_on)}",
        placeholder=desk.say("evidence.hang_on_placeholder"),
    )
    if st.button(desk.say("evidence.hang_on"), icon=":material/add_link:", key="hang on", disabled=chosen is None):
        again |= _hang(desk, id, str(chosen), on=True)
    return again


def _short(desk: Desk, question: str) -> str:
    return f"{question} {plain(desk.framework.home_of_question[question].short(desk.language))}"


def _hang(desk: Desk, id: str, question: str, *, on: bool) -> bool:
    """Hang it on an answer or take it off, beside whatever hangs there by now. True: to be drawn again.

    Where the group's outcome is recorded that is what it supports; taken off, it leaves one's own answer too.
    """
    while True:
        changes = [
            change
            for change in (_on_outcome(desk, id, question, on=on), _on_answer(desk, id, question, on=on))
            if change is not None
        ]
        try:
            if changes:
                desk.save_all(changes)
        except StaleEntry:
            continue  # Somebody hung something else on this answer just now: read again and add to that.
        return True


def _with(links: tuple[EvidenceLink, ...], id: str, *, on: bool) -> tuple[EvidenceLink, ...]:
    others = tuple(link for link in links if link.evidence != id)
    return (*others, EvidenceLink(id)) if on else others


def _on_outcome(desk: Desk, id: str, question: str, *, on: bool) -> tuple[Address, RecordedAgreement, int] | None:
    """The outcome with the piece hung on it or taken off; None where none is recorded."""
    address = agreement_of(AgreementKind.SELF.value, question)
    held = desk.repository.entry(desk.dossier.id, address)
    if held is None or held.value is None:
        return None
    return address, replace(held.value, evidence=_with(held.value.evidence, id, on=on)), held.stamp


def _on_answer(
    desk: Desk, id: str, question: str, *, on: bool
) -> tuple[Address, tuple[EvidenceLink, ...] | None, int] | None:
    """One's own answer with the piece hung on it or taken off; None where the outcome alone is concerned."""
    address = evidence_for(desk.participant, question)
    held = desk.repository.entry(desk.dossier.id, address)
    before = (held.value if held else None) or ()
    if question in desk.dossier.agreed and (on or all(link.evidence != id for link in before)):
        return None
    return address, _with(before, id, on=on) or None, held.stamp if held else 0
