"""Starting an assessment: a name, and how much is to be asked. The rest is asked in the set-up."""

from __future__ import annotations

from typing import Any

import streamlit as st

from questionnaire.assessment import Administration, Participant, Round
from questionnaire.entries import Address, Entry, participant_at, setup_field
from questionnaire.framework import Framework
from questionnaire.profile import Profile
from questionnaire.stages import Role
from views.banks import banks
from views.desk import Desk
from views.naming import profile_name, profile_size
from views.opening import open_page
from views.widgets.pad import plain

LONGEST_NAME = 500


def new_assessment(desk: Desk) -> None:
    """Draw the form; when it is sent with a name, keep the new assessment and go to its set-up."""
    ways = [(framework, profile) for framework in banks(desk) for profile in framework.profiles]
    with st.form("new assessment", border=False):
        st.markdown(desk.say("home.new.how"))
        name = st.text_input(
            desk.say("setup.administration"),
            key="new name",
            max_chars=LONGEST_NAME,
            placeholder=desk.say("setup.administration_placeholder"),
        )
        way = _way(desk, ways) if len(ways) > 1 else ways[0]
        sent = st.form_submit_button(desk.say("home.new.create"), icon=":material/arrow_forward:")
    if sent and not (name or "").strip():
        st.warning(desk.say("home.new.needs_name"))
    elif sent:
        open_page(desk, create(desk, name.strip(), *way), "setup")


def _way(desk: Desk, ways: list[tuple[Framework, Profile]]) -> tuple[Framework, Profile]:
    """What is asked, and how long that takes: a line for each way through each framework."""
    alone = len({framework.id for framework, _ in ways}) == 1
    told = {f"{framework.id} {profile.id}": (framework, profile) for framework, profile in ways}
    picked = st.radio(
        desk.say("setup.profile"),
        list(told),
        format_func=lambda key: plain(_said(desk, *told[key], alone=alone)),
        key=f"new way {desk.language}",
    )
    return told[picked]


def _said(desk: Desk, framework: Framework, profile: Profile, *, alone: bool) -> str:
    """A way in one line, for the box that it stands in must not be longer than a screen; the set-up says more."""
    name = profile_name(desk.say, framework, profile, alone=alone)
    return " · ".join(filter(None, (name, profile_size(desk.say, framework, profile))))


def create(desk: Desk, name: str, framework: Framework, profile: Profile) -> str:
    """Keep a new assessment: a baseline of this year, in the language on screen. Returns its id."""
    at = desk.now()
    values: dict[Address, Any] = {
        setup_field("administration"): Administration(name),
        setup_field("round"): Round(year=at.astimezone().year),
        setup_field("language"): desk.language,
        setup_field("profile"): profile.id,
        participant_at(desk.participant): Participant(desk.participant, Role.FACILITATOR),
    }
    entries = [Entry(address, 1, value, desk.participant, at, 1) for address, value in values.items()]
    return desk.repository.create(framework, entries, created_at=at)
