"""The questionnaires to be filled in elsewhere: in which languages, blank or with somebody's replies, in which form."""

from __future__ import annotations

import streamlit as st

from views.desk import Desk
from views.made_documents import FORMS, DocumentWish
from views.room_acts import name_of
from views.widgets.document_card import document_card
from words.phrases import LANGUAGES, OWN_NAMES

BLANK = ""


def form_card(desk: Desk) -> None:
    """Draw the choice and a card for each form."""
    st.markdown(desk.say("documents.form.how", page=desk.say("pages.bring_back")))
    with st.container(horizontal=True, gap="large"):
        languages = st.pills(
            desk.say("documents.form.languages"),
            LANGUAGES,
            default=[desk.memo.get("documents in", desk.language)],
            selection_mode="multi",
            format_func=lambda one: OWN_NAMES[one],
            key=f"form languages {desk.language}",
        )
        people = [desk.participant, *(one.id for one in desk.dossier.participants if one.id != desk.participant)]
        whose = st.selectbox(
            desk.say("documents.form.whose"),
            [BLANK, *people],
            index=0,  # what goes out blank tells nobody anything
            format_func=lambda one: name_of(desk, one) if one else desk.say("documents.form.blank"),
            key=f"form whose {desk.language}",
            width=320,
        )
    if whose:
        st.markdown(f":small[:material/person_alert: {desk.say('documents.form.personal')}]")
    chosen = tuple(one for one in LANGUAGES if one in languages) or (desk.language,)
    for kind in FORMS:
        one_language = kind == "form_pdf" and len(chosen) > 1
        wanted = (
            (desk.language,) if one_language and desk.language in chosen else chosen[:1] if one_language else chosen
        )
        document_card(desk, kind, (kind,), DocumentWish(kind, languages=wanted, whose=whose))
