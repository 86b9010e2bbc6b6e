"""What must be there before a plan can be spoken of: an administration as a whole, and targets."""

from __future__ import annotations

import streamlit as st

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
