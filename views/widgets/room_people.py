"""Who is in the room, what the room shows of them, and its groups, each with its own sections and its own ballot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from questionnaire.assessment import Participant
from questionnaire.ballot_moves import EXPECTED_ROLES
from questionnaire.ballots import BallotState, Disclosure, Group, RoomRules
from questionnaire.entries import ROOM, Address, group_at, participant_at
from views import room_acts
from views.ballot_words import function_named
from views.desk import Desk
from views.widgets.kept import Field, States, field_key, keep

LONGEST_NAME = 60


def people_of_the_room(desk: Desk) -> bool:
    """Draw presence, rules and groups, folded. True: something changed, and the page must be drawn again."""
    _presence(desk)
    with st.expander(desk.say("room.rules"), icon=":material/tune:", key="room rules"):
        again = keep(desk, _rules(desk))
    with st.expander(desk.say("room.groups"), icon=":material/group_work:", key="room groups"):
        again |= _groups(desk)
    return again


def _presence(desk: Desk) -> None:
    """How many are there today, by function."""
    today = desk.now().astimezone().date().isoformat()
    there = {id for id, day in desk.dossier.present if day == today}
    if not there:
        return
    counted = Counter(_spoken_for(desk, one) for one in desk.dossier.participants if one.id in there)
    told = [desk.say("ballot.missing_n", function=label, n=counted[label]) for label in counted]
    st.markdown(f":material/groups: {desk.say('room.present', n=len(there), functions=', '.join(told))}")


def _spoken_for(desk: Desk, one: Participant) -> str:
    """From which work somebody is there; of who runs the room or validates and has not said so, the role."""
    if one.function is not None or one.role in EXPECTED_ROLES:
        return function_named(desk, one.function)
    return desk.say(f"setup.role.{one.role.value}")


def _rules(desk: Desk) -> Field:
    key = field_key(desk, ROOM)

    def states(value: RoomRules) -> States:
        return {f"{key} disclosure": value.disclosure, f"{key} criteria": value.criteria}

    def draw(value: RoomRules, shown: States) -> States:
        disclosure = st.radio(
            desk.say("room.disclosure"),
            list(Disclosure),
            index=list(Disclosure).index(shown[f"{key} disclosure"]),
            format_func=lambda one: desk.say(f"room.discloses.{one.value}"),
            key=f"{key} disclosure",
        )
        criteria = st.toggle(desk.say("room.criteria"), shown[f"{key} criteria"], key=f"{key} criteria")
        return {f"{key} disclosure": disclosure, f"{key} criteria": criteria}

    return Field(
        ROOM,
        states=states,
        draw=draw,
        pick=lambda base, drawn: RoomRules(drawn[f"{key} disclosure"], drawn[f"{key} criteria"]),
        tell=lambda value: desk.say(f"room.discloses.{value.disclosure.value}"),
        blank=RoomRules(),
    )


def _groups(desk: Desk) -> bool:
    st.markdown(desk.say("room.groups_how"))
    again = False
    for group in sorted(desk.dossier.groups.values(), key=lambda one: (len(one.id), one.id)):
        again |= _group(desk, group)
    if st.button(desk.say("room.act.add_group"), icon=":material/group_add:", key="room-add group"):
        number = 1
        while room_acts.stamp_at(desk, group_at(f"G{number}")):
            number += 1
        id = f"G{number}"
        room_acts.attempt(desk, lambda: desk.save(group_at(id), Group(id, desk.say("room.group_n", id=id)), expect=0))
        again = True
    return again


def _group(desk: Desk, group: Group) -> bool:
    """One group: its name and sections as they stood when the form was drawn, and who is in it."""
    stamp = room_acts.stamp_at(desk, group_at(group.id))
    by_coming = sorted(desk.dossier.participants, key=lambda one: (len(one.id), one.id))
    people = [one for one in by_coming if one.id != desk.participant]
    inside = [one.id for one in people if one.group == group.id]
    key = f"room group {group.id} {stamp} {' '.join(inside)} {desk.language}"
    names = {one.id: room_acts.name_of(desk, one.id) for one in people}
    sections = {one.id: one.short(desk.language) for one in desk.framework.sections}
    with st.form(key, border=True):
        name = st.text_input(desk.say("room.group_name"), group.name, max_chars=LONGEST_NAME)
        picked = st.multiselect(
            desk.say("room.group_sections"),
            list(sections),
            [one for one in sections if one in group.sections],
            format_func=lambda id: sections[id],
            placeholder=desk.say("room.all_sections"),
        )
        members = st.multiselect(
            desk.say("room.group_members"),
            list(names),
            inside,
            format_func=lambda id: names[id],
            placeholder=desk.say("answer.choose"),
        )
        with st.container(horizontal=True):
            keeps = st.form_submit_button(desk.say("room.act.keep_group"))
            removes = st.form_submit_button(desk.say("setup.remove"), type="tertiary")
    if removes:
        return _remove(desk, group, stamp, [one for one in people if one.id in inside])
    if not keeps:
        return False
    changed = replace(group, name=(name or "").strip(), sections=frozenset(picked))
    changes: list[tuple[Address, Any, int]] = [(group_at(group.id), changed, stamp)] if changed != group else []
    changes += _moves(desk, people, group.id, members)
    if changes:
        room_acts.attempt(desk, lambda: desk.save_all(changes))
    return True


def _moves(
    desk: Desk, people: Sequence[Participant], group: str, members: Sequence[str]
) -> list[tuple[Address, Any, int]]:
    """Who comes into the group, and who leaves it."""
    moved = [replace(one, group=group) for one in people if one.id in members and one.group != group]
    moved += [replace(one, group="") for one in people if one.id not in members and one.group == group]
    return [(participant_at(one.id), one, room_acts.stamp_at(desk, participant_at(one.id))) for one in moved]


def _remove(desk: Desk, group: Group, stamp: int, members: Sequence[Participant]) -> bool:
    """Dissolve a group; its members are of the whole room again. Not while a question stands open in it."""
    ballot = desk.dossier.ballots.get(group.id)
    if ballot is not None and ballot.state is BallotState.OPEN:
        room_acts.tell(desk, desk.say("room.still_open", id=ballot.question))
        return True
    changes: list[tuple[Address, Any, int]] = [(group_at(group.id), None, stamp)]
    changes += _moves(desk, members, group.id, ())
    room_acts.attempt(desk, lambda: desk.save_all(changes))
    return True
