"""Settings: language, prices and exchange rates of the open assessment, where the data are, what this program is."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from access.permissions import TABLE, Right
from questionnaire.stages import Role
from storage.database_file import COPIES_FOLDER, copies_of
from storage.dossier_file import PROGRAM
from storage.settings import read_settings
from views.desk import Desk
from views.widgets.accounts_part import accounts_part
from views.widgets.locked_note import locked
from views.widgets.pad import plain
from views.widgets.price_table import price_table
from views.widgets.rates_table import rates_table
from words.numbers import clock, day
from words.phrases import LANGUAGES, OWN_NAMES

FINGERPRINT = 12
"""So many digits of a framework's fingerprint tell two contents apart and fit on a phone; documents give all."""


def show(desk: Desk) -> None:
    """Draw the settings, those of the open assessment first."""
    st.title(desk.say("pages.settings"), anchor=False)
    _language(desk)
    again = False
    if desk.dossier_id is not None and TABLE[Right.PRIORITISE].get(desk.role or Role.DONOR_READER):
        st.subheader(desk.say("settings.prices"), anchor=False)
        locked(desk, Right.PRIORITISE)
        again = price_table(desk)
        st.subheader(desk.say("settings.rates"), anchor=False)
        again = rates_table(desk) or again
    if desk.seat.local:
        st.subheader(desk.say("settings.data"), anchor=False)
        _data(desk)
    elif desk.seat.administers:
        accounts_part(desk)
    if desk.seat.account:
        st.link_button(desk.say("people.own_account"), "/account", icon=":material/account_circle:")
    st.subheader(desk.say("settings.about"), anchor=False)
    _about(desk)
    if again:
        st.rerun()


def _language(desk: Desk) -> None:
    """The same choice as at the top of the sidebar, which a phone hides."""
    st.markdown(desk.say("settings.language"))
    with st.container(horizontal=True):
        for code in LANGUAGES:
            current = code == desk.language
            sign = ":material/check:" if current else None
            if st.button(OWN_NAMES[code], icon=sign, key=f"speak {code}", disabled=current):
                desk.memo["language"] = code
                desk.memo["language switch"] = code
                st.query_params["lang"] = code
                st.rerun()


def _data(desk: Desk) -> None:
    """Where everything is kept, and the copies that are made without being asked."""
    settings, say = read_settings(os.environ), desk.say
    st.markdown(say("settings.folder"))
    st.code(str(settings.data_folder), language=None, wrap_lines=True)
    database = settings.database_file
    if database is None:
        st.markdown(say("settings.on_a_server"))
        return
    copies = copies_of(database)
    st.markdown(say("settings.copies", n=len(copies)))
    st.code(str(database.parent / COPIES_FOLDER), language=None, wrap_lines=True)
    if copies:
        at = datetime.fromtimestamp(_newest(copies), UTC)
        facts = {"day": day(at.astimezone().date(), desk.language), "at": clock(at, desk.language)}
        st.markdown(say("settings.newest_copy", **facts))
    st.markdown(say("settings.way_back"))


def _newest(copies: tuple[Path, ...]) -> float:
    return max(copy.stat().st_mtime for copy in copies)


def _about(desk: Desk) -> None:
    """Versions, so that a figure can be traced to what made it, and the licence."""
    framework, say = desk.framework, desk.say
    rows = [
        (say("settings.program"), PROGRAM),
        (say("settings.framework"), f"{plain(framework.name(desk.language))} ({framework.id})"),
        (say("settings.framework_version"), framework.version),
        (say("settings.content"), f"`{framework.content_hash[:FINGERPRINT]}`"),
    ]
    for one in desk.repository.assessments() if desk.dossier_id else ():
        if one.id == desk.dossier_id and one.framework_hash != framework.content_hash:
            rows.append((say("settings.made_with"), f"{one.framework_version} `{one.framework_hash[:FINGERPRINT]}`"))
    lines = [{"name": name, "value": value} for name, value in rows]
    st.table(lines, hide_index=True, hide_header=True, border="horizontal", alt=say("settings.about"))
    st.markdown(say("settings.licence"))
