"""Deleting an assessment: named, confirmed, and only after a copy of it was offered."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from questionnaire.assessment import Assessment
from storage.dossier_file import dossier_bytes
from storage.repository import UnknownDossier
from views.desk import Desk
from views.memo import evidence_store
from views.naming import assessment_name, file_name
from views.widgets.pad import plain


def ask_deletion(desk: Desk, assessment: Assessment) -> None:
    """Draw the small button that asks for it."""
    if st.button(desk.say("home.delete.ask"), type="tertiary", icon=":material/delete:", key=f"ask {assessment.id}"):
        desk.memo["delete"] = assessment.id


def confirm_deletion(desk: Desk, assessment: Assessment) -> None:
    """Draw the question that names it, a copy of it, and the button that deletes once the copy was dealt with."""
    name = assessment_name(desk.say, assessment.setup)
    st.warning(desk.say("home.delete.sure", name=plain(name)), icon=":material/warning:")
    st.download_button(
        desk.say("home.delete.copy"),
        dossier_bytes(desk.repository, assessment.id, evidence_store()),
        file_name(desk.say, assessment.setup, desk.now().astimezone().date(), "dossier"),
        "application/zip",
        icon=":material/download:",
        key=f"copy {assessment.id}",
        on_click="ignore",
    )
    ticked = st.checkbox(desk.say("home.delete.have_copy"), key=f"have copy {assessment.id}")
    with st.container(horizontal=True):
        if st.button(desk.say("home.delete.keep"), key=f"keep {assessment.id}"):
            desk.memo["delete"] = None
            st.rerun()
        if st.button(
            desk.say("home.delete.delete"),
            icon=":material/delete_forever:",
            key=f"delete {assessment.id}",
            disabled=not ticked,
        ):
            _delete(desk, assessment, name)


def _delete(desk: Desk, assessment: Assessment, name: str) -> None:
    with suppress(UnknownDossier):  # Deleted in another tab meanwhile: what was wanted is done.
        desk.repository.delete(assessment.id)
        evidence_store().delete(assessment.id)
    desk.memo["delete"] = None
    desk.memo["deleted"] = name
    if desk.memo.get("open") == assessment.id:
        desk.memo["open"] = None
        st.query_params.pop("a", None)
    st.rerun()


def told_of_deletion(desk: Desk) -> None:
    """Say once what was deleted."""
    if name := desk.memo.pop("deleted", None):
        st.success(desk.say("home.delete.deleted", name=plain(name)), icon=":material/check:")
