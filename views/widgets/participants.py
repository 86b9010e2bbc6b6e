"""Who takes part: one line a person, kept by itself; the one who records for the group stays."""

from __future__ import annotations

import streamlit as st

from access.permissions import Right
from questionnaire.assessment import Participant
from questionnaire.entries import participant_at
from questionnaire.stages import Role
from views.desk import Desk
from views.widgets.kept import Field, States, field_key, keep
from views.widgets.pad import plain

LONGEST_NAME = 500


def participants(desk: Desk) -> bool:
    """Draw the lines and the button that adds one. True: something was saved, and the page must be drawn again."""
    st.subheader(desk.say("setup.participants"), anchor=False)
    st.markdown(desk.say("setup.participants_how"))
    again = False
    for one in _people(desk):
        with st.container(key=f"person {desk.dossier_id} {one.id}"):
            again |= keep(desk, _field(desk, one.id))
    if desk.may(Right.INVITE) and st.button(
        desk.say("setup.add_participant"), icon=":material/person_add:", key="add participant"
    ):
        new = next_participant(desk)
        desk.save(participant_at(new), Participant(new, Role.ASSESSOR), expect=0)
        again = True
    return again


def _people(desk: Desk) -> list[Participant]:
    """Those registered, in the order in which they came; first whoever records, registered or not."""
    own = Participant(desk.participant, Role.FACILITATOR)
    people = {own.id: own} | {one.id: one for one in desk.dossier.participants}
    return sorted(people.values(), key=lambda one: (one.id != own.id, len(one.id), one.id))


def next_participant(desk: Desk) -> str:
    """The first number that no participant has had: P2, P3, ... What a person who left has answered stays theirs."""
    assert desk.dossier_id is not None
    number = 2
    while desk.repository.entry(desk.dossier_id, participant_at(f"P{number}")) is not None:
        number += 1
    return f"P{number}"


def _field(desk: Desk, id: str) -> Field:
    address = participant_at(id)
    key = field_key(desk, address)
    recording = id == desk.participant

    def states(value: Participant | None) -> States:
        one = value or Participant(id, Role.ASSESSOR)
        return {f"{key} name": one.name, f"{key} office": one.office, f"{key} role": one.role, f"{key} leave": False}

    def pick(base: Participant | None, drawn: States) -> Participant | None:
        if drawn[f"{key} leave"]:
            return None
        return Participant(id, drawn[f"{key} role"], drawn[f"{key} name"], drawn[f"{key} office"])

    return Field(
        address,
        states=states,
        draw=lambda value, shown: _draw(desk, key, shown, removable=not recording),
        pick=pick,
        tell=lambda value: _told(desk, value),
        blank=Participant(id, Role.FACILITATOR) if recording else None,
    )


def _draw(desk: Desk, key: str, states: States, *, removable: bool) -> States:
    name, office, role, leave = st.columns((8, 8, 5, 4), vertical_alignment="center", gap="small")
    drawn: dict[str, object] = {}
    for place, part in ((name, "name"), (office, "office")):
        drawn[f"{key} {part}"] = place.text_input(
            desk.say(f"setup.person.{part}"),
            states[f"{key} {part}"],
            key=f"{key} {part}",
            max_chars=LONGEST_NAME,
            placeholder=desk.say(f"setup.person.{part}"),
            label_visibility="collapsed",
            disabled=desk.closed,
        )
    roles = list(Role)
    drawn[f"{key} role"] = role.selectbox(
        desk.say("setup.person.role"),
        roles,
        index=roles.index(states[f"{key} role"]),
        format_func=lambda one: desk.say(f"setup.role.{one.value}"),
        key=f"{key} role",
        label_visibility="collapsed",
        disabled=desk.closed,
    )
    drawn[f"{key} leave"] = removable and leave.button(
        desk.say("setup.remove"),
        type="tertiary",
        icon=":material/person_remove:",
        key=f"{key} leave",
        disabled=desk.closed,
    )
    return drawn


def _told(desk: Desk, value: Participant | None) -> str:
    if value is None:
        return desk.say("setup.removed")
    return plain(", ".join(filter(None, (value.name, value.office, desk.say(f"setup.role.{value.role.value}")))))
