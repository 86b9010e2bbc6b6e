"""The minutes: what happened on a day in the room, on screen and as a Word file."""

from __future__ import annotations

from datetime import date

import streamlit as st

from access.permissions import Right
from reports.minutes import build_minutes, days_with_minutes
from reports.minutes_paper import minutes_paper
from reports.paper import Paper
from storage.dossier_file import PROGRAM
from views.desk import Desk
from views.naming import file_name
from views.widgets.document_card import size_told
from views.widgets.pad import plain
from views.widgets.paper_sheet import paper_sheet
from views.widgets.status_bar import status_bar
from words.numbers import day

ALL_DAYS = "all"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(desk: Desk) -> None:
    """Draw the choice of the day, its minutes, and the way to take them along."""
    st.title(desk.say("pages.minutes"), anchor=False)
    if not desk.may(Right.READ_REPLIES):
        st.info(desk.say("minutes.closed"), icon=":material/lock:")
        return
    entries = desk.repository.entries(desk.dossier.id)
    days = days_with_minutes(entries)
    if not days:
        st.info(desk.say("minutes.none"), icon=":material/event_note:")
    else:
        st.markdown(desk.say("minutes.how"))
        on = _day(desk, days)
        minutes = build_minutes(desk.whole, desk.dossier.id, entries, on)
        paper = minutes_paper(minutes, desk.say, desk.now())
        if desk.may(Right.EXPORT):
            _save(desk, paper, on)
        with st.container(border=True, key="minutes-sheet"):
            paper_sheet(paper)
    status_bar(desk, next_label=desk.say("minutes.next_page"), next_page="documents")


def _day(desk: Desk, days: tuple[date, ...]) -> date | None:
    """The day picked: the latest unless told otherwise; None for all of them together."""
    by_name = {one.isoformat(): one for one in days}
    picked = st.selectbox(
        desk.say("minutes.pick"),
        [*by_name, ALL_DAYS],
        format_func=lambda one: (
            day(by_name.get(one), desk.language) if one != ALL_DAYS else desk.say("minutes.all_days")
        ),
        key=f"minutes of {desk.dossier_id} {desk.language} {days[0]}",
        width=360,
    )
    return by_name.get(picked)


def _save(desk: Desk, paper: Paper, on: date | None) -> None:
    """The button that writes the Word file; where it was written from this very revision, the one that saves it."""
    place, wish = f"made minutes {desk.dossier_id}", (on, desk.language, *desk.dossier.edition)
    held = desk.memo.get(place)
    spot = st.empty()
    if not held or held[0] != wish:
        if not spot.button(desk.say("minutes.word"), icon=":material/description:", key="make minutes"):
            return
        from reports.document import document_bytes  # noqa: PLC0415  python-docx is heavy: only where a file is written

        with spot, st.spinner(desk.say("minutes.making")):
            content = document_bytes(paper, desk.now(), PROGRAM)
        held = desk.memo[place] = (wish, content)
    named = on or desk.now().astimezone().date()
    name = file_name(desk.say, desk.dossier.setup, named, "docx")
    spot.download_button(
        desk.say("minutes.save", size=size_told(desk, len(held[1]))),
        held[1],
        name,
        MIME,
        icon=":material/download:",
        key="save minutes",
        on_click="ignore",
    )
    st.markdown(plain(name))
