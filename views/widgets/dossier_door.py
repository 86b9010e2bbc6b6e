"""Opening a dossier file that somebody brings: what it is and what keeping it would do is shown first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from questionnaire.problems import Problem
from questionnaire.progress import replies_by_question
from storage.archive import MEGABYTE
from storage.arrival import Arrival, arrival_of, receive
from storage.dossier_file import BOUNDS, DossierFile, UnreadableDossier, framework_named_in, read_dossier
from views.banks import bank_at
from views.desk import Desk
from views.memo import evidence_store
from views.naming import assessment_name
from views.opening import open_page
from views.widgets.pad import plain
from words.numbers import day

LARGEST = BOUNDS.upload // MEGABYTE
"""Megabytes of a file that is taken in; what may be in it has bounds of its own."""

SIGNS: Mapping[Arrival, str] = {
    Arrival.NEW: "add",
    Arrival.SAME: "folder_open",
    Arrival.EARLIER: "folder_open",
    Arrival.LATER: "update",
    Arrival.APART: "content_copy",
}


def dossier_door(desk: Desk) -> None:
    """Draw the place for a file; what is in it, or everything that is wrong with it; and the button that keeps it."""
    st.markdown(desk.say("home.file.how"))
    brought = st.file_uploader(
        desk.say("home.file.choose", most=LARGEST), type=["dossier"], key="dossier file", max_upload_size=LARGEST
    )
    if brought is None:
        return
    try:
        content = brought.getvalue()
        bank = bank_at(desk, framework_named_in(content) or "")
        file = read_dossier(content, bank[0] if bank else desk.whole)
    except UnreadableDossier as refused:
        st.error(desk.say("home.file.refused", n=len(refused.problems)), icon=":material/error:")
        _list(desk, refused.problems)
        return
    _preview(desk, file)
    arrival = arrival_of(desk.repository, file)
    st.info(desk.say(f"home.file.arrival.{arrival.value}"))
    if arrival is Arrival.APART:
        _bring_together(desk, file.manifest.dossier.id, brought.name, content)
    if st.button(desk.say(f"home.file.keep.{arrival.value}"), icon=f":material/{SIGNS[arrival]}:", key="keep file"):
        open_page(desk, receive(desk.repository, file, evidence_store()).id, "setup")


def _bring_together(desk: Desk, id: str, name: str, content: bytes) -> None:
    """Instead of a copy beside the one here: both compared, change by change."""
    st.markdown(desk.say("bring_back.apart_hint"))
    if st.button(desk.say("bring_back.apart_open"), type="primary", icon=":material/merge:", key="merge file"):
        desk.memo["brought file"] = (id, name, content)
        open_page(desk, id, "bring_back")


def _preview(desk: Desk, file: DossierFile) -> None:
    """What the file holds, before any of it is kept."""
    dossier, mark, say = file.dossier, file.manifest, desk.say
    st.subheader(plain(assessment_name(say, dossier.setup)), anchor=False)
    counted = (
        say("home.file.answers", n=len(replies_by_question(dossier))),
        say("home.file.evidence", n=len(dossier.evidence)),
        say("home.file.participants", n=len(dossier.participants)),
        say("home.file.entries", n=len(file.entries)),
    )
    st.markdown(f"{say(f'stage.{dossier.stage.value}')} · " + ", ".join(counted))
    saved = day(dossier.saved_at.astimezone().date(), desk.language) if dossier.saved_at else say("home.file.never")
    made = say("home.file.made", framework=mark.framework.id, version=mark.framework.version, day=saved)
    st.markdown(plain(made))
    if file.notices:
        st.warning(say("home.file.notices"))
        _list(desk, file.notices)


def _list(desk: Desk, problems: Iterable[Problem]) -> None:
    st.markdown("\n".join(f"- {plain(one.sentence(desk.say))}" for one in problems))
