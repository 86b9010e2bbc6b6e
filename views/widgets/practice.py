"""Practice before scoring: invented facts on the open capability, and on request how they are scored and why."""

from __future__ import annotations

import streamlit as st

from questionnaire.fact_sheets import FactSheet
from questionnaire.framework import Capability
from views.desk import Desk
from views.widgets.pad import plain


def practice(desk: Desk, capability: Capability) -> None:
    """Draw the fact sheets of a capability, folded; nothing where it has none, or where one site is asked."""
    sheets = [one for one in desk.framework.fact_sheets if one.capability == capability.id]
    if not sheets or not desk.framework.profile.in_its_own_words:
        return
    label = desk.say("answer.practice", n=len(sheets))
    folded = st.expander(label, icon=":material/fitness_center:", key=f"practice {desk.language}", on_change="rerun")
    if folded.open:
        with folded:
            st.markdown(desk.say("answer.practice_how"))
            for sheet in sheets:
                _sheet(desk, sheet)


def _sheet(desk: Desk, sheet: FactSheet) -> None:
    """The facts; the level and its account once they are asked for."""
    say, language = desk.say, desk.language
    st.markdown(f"**{say('book.sheet', id=sheet.id)}.** {plain(sheet.text(language))}")
    if st.toggle(say("answer.practice_show"), key=f"scored {sheet.id} {language}"):
        scored = say("book.scored", expected=sheet.expected, tempting=sheet.tempting)
        st.markdown(f"**{plain(scored)}** {plain(sheet.account(language))}")
