"""The frame round every page: settings, memory, who is there, language, navigation."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from secrets import token_hex
from typing import Any, cast

import streamlit as st

from access.permissions import NotAllowed
from access.seats import Seat
from questionnaire.problems import InputFault
from storage.repository import StorageFault, UnknownDossier
from views import memo
from views.desk import Desk
from views.look import CSS, upload_words
from views.navigation import pages, sidebar
from views.session import guarded, language, opened, remember_in_address, seat_here
from views.widgets.door_watch import watch_the_door
from views.widgets.whole_page import ask_for_missing_parts
from words.phrases import load_phrases

LOG = logging.getLogger(__name__)
ICON = Path(__file__).parent / "icon.png"


def make_ready() -> None:
    """Load what the first page needs, before it is asked for. A fault is left for that page to tell."""
    with suppress(StorageFault, InputFault):
        memo.repository()
        for id in memo.framework_ids():
            memo.bank(id)
    import_module("views.home")
    import_module("views.section")


def _seat() -> tuple[Seat | None, StorageFault | None]:
    """Who sits here, or why that cannot be told."""
    try:
        return seat_here(), None
    except StorageFault as fault:
        return None, fault


def show() -> None:
    """Draw the page that is asked for, with its sidebar."""
    # Streamlit would allow numbers as keys; ours are all texts.
    state = cast(MutableMapping[str, Any], st.session_state)
    seat, closed = _seat()
    say = load_phrases(language(state, seat))
    st.set_page_config(
        page_title=say("pages.application"), page_icon=str(ICON), layout="wide", initial_sidebar_state=280
    )
    st.html(f"<style>{CSS}{upload_words(say)}</style>")
    ask_for_missing_parts()
    if closed is not None:
        st.error(say(closed.code, **closed.facts), icon=":material/error:")
        return
    if seat is None:
        st.warning(say("pages.seat_over"), icon=":material/door_front:")
        st.link_button(say("pages.to_the_door"), "/join", type="primary")
        return
    if not seat.local:
        watch_the_door()
    try:
        repository = guarded(memo.repository(), seat)
        id, framework_id = opened(state, repository, memo.framework_ids(), seat)
        desk = Desk(repository, *memo.bank(framework_id), say, state, id, seat=seat)
        desk.pages = pages(desk, [memo.framework(one) for one in memo.framework_ids()])
        page = st.navigation(list(desk.pages.values()), position="hidden")
        remember_in_address(desk.dossier_id, desk.language)
        for notice in memo.notices() if seat.local and not state.get("notices told") else ():
            st.info(notice.sentence(say), icon=":material/inventory_2:")
        state["notices told"] = True
        page.run()
        picked = sidebar(desk)  # after the page, so that it counts what the page has just saved
        if picked != desk.language:
            state["language"] = picked
            st.rerun()
    except StorageFault as fault:
        st.error(say(fault.code, **fault.facts), icon=":material/error:")
    except NotAllowed as refused:
        st.warning(say("pages.locked" if refused.locked else "pages.not_allowed"), icon=":material/lock:")
    except UnknownDossier:  # it was deleted, or the person was put out of it, since the page began
        st.warning(say("pages.gone"), icon=":material/lock:")
    except Exception:  # The last door: a bug is logged whole, and people get a sentence and a reference.
        reference = token_hex(4)
        LOG.exception("reference %s", reference)
        st.error(say("pages.bug", reference=reference), icon=":material/error:")
