"""Which earlier round a document compares with: an assessment by the same framework that is kept here."""

from __future__ import annotations

import streamlit as st

from questionnaire.assessment import Assessment
from questionnaire.rounds import doubts_about, is_later
from reports.earlier_words import doubts_said
from views.desk import Desk
from views.naming import assessment_name
from views.widgets.pad import plain

NONE = ""


def earlier_round(desk: Desk) -> Assessment | None:
    """The assessment picked; nothing where none is, or none is here to be picked.

    What is of a later day or year is not offered; what else speaks against the one that was picked is told.
    """
    own = desk.dossier.setup
    others = [
        one
        for one in desk.repository.assessments()
        if one.id != desk.dossier_id and one.framework_id == desk.whole.id and not is_later(one.setup, own)
    ]
    if not others:
        st.markdown(f":small[:material/history: {desk.say('documents.earlier_where')}]")
        return None
    # Earlier rounds of the same administration first; a name is written in more than one way, so the others stay.
    others.sort(key=lambda one: len(doubts_about(one.setup, own)))
    named = {one.id: assessment_name(desk.say, one.setup) for one in others}
    picked = st.selectbox(
        desk.say("documents.earlier"),
        [NONE, *named],
        format_func=lambda id: named.get(id, desk.say("documents.earlier_none")),
        key=f"earlier round {desk.dossier_id} {desk.language}",
        width=520,
    )
    before = next((one for one in others if one.id == picked), None)
    if before is not None and (doubts := doubts_said(before.setup, own, desk.say)):
        st.warning(plain("  \n".join(doubts)), icon=":material/help:")
    return before
