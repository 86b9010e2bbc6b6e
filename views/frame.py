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

from questionnaire.problems import InputFault
from storage.repository import StorageFault
from views import memo
from views.desk import Desk
from views.look import CSS
from views.navigation import pages, sidebar
from views.session import language, opened, remember_in_address
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


def show() -> None:
    """Draw the page that is asked for, with its sidebar."""
    # Streamlit would allow numbers as keys; ours are all texts.
    state = cast(MutableMapping[str, Any], st.session_state)
    say = load_phrases(language(state))
    st.set_page_config(
        page_title=say("pages.application"), page_icon=str(ICON), layout="wide", initial_sidebar_state=280
    )
    st.html(f"<style>{CSS}</style>")
    try:
        repository = memo.repository()
        id, framework_id = opened(state, repository, memo.framework_ids())
        desk = Desk(repository, *memo.bank(framework_id), say, state, id)
        desk.pages = pages(desk, [memo.framework(one) for one in memo.framework_ids()])
        page = st.navigation(list(desk.pages.values()), position="hidden")
        remember_in_address(desk.dossier_id, desk.language)
        for notice in memo.notices() if not state.get("notices told") else ():
            st.info(notice.sentence(say), icon=":material/inventory_2:")
        state["notices told"] = True
        page.run()
        picked = sidebar(desk)  # after the page, so that it counts what the page has just saved
        if picked != desk.language:
            state["language"] = picked
            st.rerun()
    except StorageFault as fault:
        st.error(say(fault.code, **fault.facts), icon=":material/error:")
    except Exception:  # The last door: a bug is logged whole, and people get a sentence and a reference.
        reference = token_hex(4)
        LOG.exception("reference %s", reference)
        st.error(say("pages.bug", reference=reference), icon=":material/error:")
