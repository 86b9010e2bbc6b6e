"""The set-up: who is assessed, when, in which language and currency, which posts have priority, and who takes part."""

from __future__ import annotations

import streamlit as st

from access.permissions import Right
from questionnaire.progress import replies_set_aside
from views.desk import Desk
from views.widgets.kept import keep
from views.widgets.locked_note import locked
from views.widgets.participants import participants
from views.widgets.setup_fields import (
    administration_field,
    assessed_on_field,
    currency_field,
    language_field,
    priority_posts_field,
    profile_field,
    round_field,
    site_field,
)
from views.widgets.status_bar import status_bar


def show(desk: Desk) -> None:
    """Draw every field of the set-up, each kept by itself, then the people, then the way on."""
    st.title(desk.say("pages.setup"), anchor=False)
    if not locked(desk, Right.RECORD):
        st.markdown(desk.say("setup.how"))
    again = _facts(desk)
    again |= participants(desk)
    first = desk.framework.sections[0]
    status_bar(
        desk,
        next_label=desk.say("setup.next", section=first.short(desk.language)),
        next_page=f"section {first.id}",
    )
    if again:
        st.rerun()


def _facts(desk: Desk) -> bool:
    """What is assessed on the left, when and in what words and money on the right, the posts below."""
    left, right = st.columns(2, gap="medium")
    with left:
        again = keep(desk, administration_field(desk))
        again |= keep(desk, site_field(desk))
    with right:
        again |= keep(desk, round_field(desk))
        again |= keep(desk, assessed_on_field(desk))
        first, second = st.columns(2)
        with first:
            again |= keep(desk, language_field(desk))
        with second:
            again |= keep(desk, currency_field(desk))
    if len(desk.whole.profiles) > 1:
        again |= keep(desk, profile_field(desk))
        aside = len(replies_set_aside(desk.dossier))
        if aside:
            st.info(desk.say("setup.set_aside", n=aside), icon=":material/inventory_2:")
    if desk.makes_plan:
        return keep(desk, priority_posts_field(desk)) or again
    if not desk.dossier.setup.site.name.strip():
        st.warning(desk.say("setup.site_unnamed"), icon=":material/location_on:")
    return again
