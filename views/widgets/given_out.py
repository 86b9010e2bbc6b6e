"""A secret that was just made for somebody: shown once, to be copied or written down, and kept nowhere."""

from __future__ import annotations

import streamlit as st

from access.addresses import public_address
from views.desk import Desk

_KEY = "given out"


def give_out(desk: Desk, sentence: str, secret: str, *, page: str = "") -> None:
    """Remember until the page is left what is to be handed over, and draw the page anew.

    With a `page` of the door it becomes a link, in which the secret stands behind the sign that no log sees.
    """
    desk.memo[_KEY] = (sentence, f"{_address()}/{page}#{secret}" if page else secret)
    st.rerun()


def given_out(desk: Desk) -> None:
    """Draw what was just made, with a button that puts it away."""
    if desk.memo.pop("people refused", None):
        st.warning(desk.say("people.refused"), icon=":material/lock:")
    held = desk.memo.get(_KEY)
    if held is None:
        return
    sentence, shown = held
    with st.container(border=True, key="given-out"):
        st.markdown(f"**{sentence}**")
        st.code(shown, language=None, wrap_lines=True)
        st.markdown(desk.say("people.shown_once"))
        if st.button(desk.say("people.put_away"), icon=":material/visibility_off:", key="put away"):
            desk.memo.pop(_KEY)
            st.rerun()


def _address() -> str:
    return public_address(st.context.headers.get("Host", ""), secure=str(st.context.url).startswith("https"))
