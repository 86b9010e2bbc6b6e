"""What must be there before a plan can be spoken of: an administration as a whole, and targets."""

from __future__ import annotations

import streamlit as st

from questionnaire.entries import PLANNED
from views.desk import Desk
from views.widgets.status_bar import status_bar


def draw_if_nothing_to_plan(desk: Desk) -> bool:
    """Say why no plan can be made here, and where to go instead. True: that was all of the page."""
    if not desk.makes_plan:
        st.info(desk.say("plan.of_site"), icon=":material/location_on:")
        status_bar(desk, next_label=desk.say("plan.next"), next_page="documents")
        return True
    if not desk.dossier.targets:
        st.info(desk.say("plan.no_targets"), icon=":material/flag:")
        status_bar(desk, next_label=desk.say("results.next"), next_page="priorities")
        return True
    return False


def draw_if_told_in_part(desk: Desk) -> bool:
    """Say where the plan is told, where it is kept and cannot be read here: part of it is withheld. True: that was all.

    What people decided about the whole plan stands in one entry, which nobody reads who is told a part.
    """
    here = desk.dossier
    if here.planned is None or desk.repository.entry(here.id, PLANNED) is not None:
        return False
    st.info(desk.say("redaction.plan_in_part", page=desk.say("pages.documents")), icon=":material/visibility_off:")
    status_bar(desk, next_label=desk.say("plan.next"), next_page="documents")
    return True
