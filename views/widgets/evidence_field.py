"""The evidence that supports an answer: picked from the register, or registered on the spot."""

from __future__ import annotations

from typing import Any

import streamlit as st

from questionnaire.answers import EvidenceLink
from questionnaire.entries import evidence_for, registered
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.policy import Strength
from views.desk import Desk
from views.widgets.kept import Field, States, field_key

OFFERED = (Strength.STATED, Strength.DOCUMENT_SEEN, Strength.OBSERVED_IN_USE)


def evidence_field(desk: Desk, question: str, place: Any) -> Field:
    """The field that keeps which registered evidence supports the answer to a question, drawn in `place`."""
    address = evidence_for(desk.participant, question)
    key = field_key(desk, address)

    def draw(value: Any, states: States) -> States:
        label = desk.say("answer.evidence_n", n=len(value)) if value else desk.say("answer.evidence")
        with place, st.popover(label, icon=":material/attach_file:", key=f"{key} popover"):
            picked = st.multiselect(
                desk.say("answer.evidence_pick"),
                list(desk.dossier.evidence),
                default=[one for one in states[key] if one in desk.dossier.evidence],
                format_func=lambda id: told_evidence(desk, id),
                key=key,
                placeholder=desk.say("answer.evidence_placeholder"),
                disabled=desk.closed,
            )
            if not desk.closed and st.toggle(
                desk.say("answer.evidence_new"), key=f"{key} registering", disabled=desk.closed
            ):
                register_on_the_spot(desk, key)
        return {key: tuple(picked)}

    def pick(base: Any, drawn: States) -> tuple[EvidenceLink, ...]:
        before = {link.evidence: link for link in base}
        return tuple(before.get(id, EvidenceLink(id)) for id in drawn[key])

    return Field(
        address=address,
        states=lambda value: {key: tuple(link.evidence for link in value)},
        draw=draw,
        pick=pick,
        tell=lambda value: ", ".join(link.evidence for link in value) or desk.say("answer.state.blank"),
        blank=(),
        redraw=lambda before, after: len(before) != len(after),
    )


def told_evidence(desk: Desk, id: str) -> str:
    """A piece of evidence in one line: its number, title and strength."""
    one = desk.dossier.evidence.get(id)
    return f"{id} {one.title} ({desk.say(f'strength.{one.strength.value}')})" if one else id


def next_evidence_id(desk: Desk) -> str:
    """The first number that no piece of evidence has had: E1, E2, ..."""
    assert desk.dossier_id is not None
    number = 1
    while desk.repository.entry(desk.dossier_id, registered(f"E{number}")) is not None:
        number += 1
    return f"E{number}"


def register_on_the_spot(desk: Desk, key: str) -> None:
    """A short form for a new piece of evidence; sent whole, so that nothing half-written is registered."""
    with st.form(f"{key} new", clear_on_submit=True):
        kinds = list(EvidenceKind)
        title = st.text_input(desk.say("answer.evidence_title"), max_chars=300, key=f"{key} title")
        kind = st.selectbox(
            desk.say("answer.evidence_kind"),
            kinds,
            format_func=lambda one: desk.say(f"evidence_kind.{one.value}"),
            key=f"{key} kind",
        )
        strength = st.segmented_control(
            desk.say("answer.evidence_strength"),
            OFFERED,
            default=Strength.STATED,
            format_func=lambda one: desk.say(f"strength.{one.value}"),
            key=f"{key} strength",
            required=True,
        )
        where = st.text_input(desk.say("answer.evidence_where"), max_chars=500, key=f"{key} where")
        sent = st.form_submit_button(desk.say("answer.evidence_register"))
    if sent and title.strip():
        id = next_evidence_id(desk)
        desk.save(registered(id), Evidence(id, title.strip(), kind, strength, where.strip()), expect=0)
        st.rerun()
    elif sent:
        st.warning(desk.say("answer.evidence_needs_title"))
