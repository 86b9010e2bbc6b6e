"""Which earlier round a document compares with: another assessment by the same framework that is kept here."""

from __future__ import annotations

import streamlit as st

from views.desk import Desk
from views.naming import assessment_name

NONE = ""


def earlier_round(desk: Desk) -> str:
    """The id of the assessment picked; empty where none is, or none is here to be picked."""
    own = desk.dossier.setup.administration.name.strip().casefold()
    others = [
        one for one in desk.repository.assessments() if one.id != desk.dossier_id and one.framework_id == desk.whole.id
    ]
    if not others:
        return NONE
    # Earlier rounds of the same administration first; a name is written in more than one way, so the others stay.
    others.sort(key=lambda one: one.setup.administration.name.strip().casefold() != own)
    named = {one.id: assessment_name(desk.say, one.setup) for one in others}
    picked = st.selectbox(
        desk.say("documents.earlier"),
        [NONE, *named],
        format_func=lambda id: named.get(id, desk.say("documents.earlier_none")),
        key=f"earlier round {desk.dossier_id} {desk.language}",
        width=520,
    )
    return picked or NONE
