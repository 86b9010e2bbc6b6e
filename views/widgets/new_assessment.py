"""Starting an assessment: a name is enough, the rest is asked in the set-up."""

from __future__ import annotations

from typing import Any

import streamlit as st

from questionnaire.assessment import Administration, Participant, Role, Round
from questionnaire.entries import Address, Entry, participant_at, setup_field
from views.desk import Desk
from views.opening import open_page

LONGEST_NAME = 500


def new_assessment(desk: Desk) -> None:
    """Draw the form; when it is sent with a name, keep the new assessment and go to its set-up."""
    with st.form("new assessment", border=False):
        st.markdown(desk.say("home.new.how"))
        name = st.text_input(
            desk.say("setup.administration"),
            key="new name",
            max_chars=LONGEST_NAME,
            placeholder=desk.say("setup.administration_placeholder"),
        )
        sent = st.form_submit_button(desk.say("home.new.create"), icon=":material/arrow_forward:")
    if sent and not (name or "").strip():
        st.warning(desk.say("home.new.needs_name"))
    elif sent:
        open_page(desk, create(desk, name.strip()), "setup")


def create(desk: Desk, name: str) -> str:
    """Keep a new assessment: a baseline of this year, in the language on screen. Returns its id."""
    at = desk.now()
    values: dict[Address, Any] = {
        setup_field("administration"): Administration(name),
        setup_field("round"): Round(year=at.astimezone().year),
        setup_field("language"): desk.language,
        participant_at(desk.participant): Participant(desk.participant, Role.FACILITATOR),
    }
    entries = [Entry(address, 1, value, desk.participant, at, 1) for address, value in values.items()]
    return desk.repository.create(desk.framework, entries, created_at=at)
