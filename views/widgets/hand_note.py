"""What came of a change by hand, said where it was made until the page comes to rest."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from views.desk import Desk
from views.plan_by_hand import ByHand
from views.widgets.pad import plain

_KEY = "by hand told"


def leave_note(desk: Desk, place: str, result: ByHand, sentences: Mapping[ByHand, str]) -> None:
    """Say at a place of the page, when it is drawn next, what came of it."""
    usual = {ByHand.STALE: desk.say("plan_edit.stale"), ByHand.NOT_SAVED: desk.say("plan.not_saved"), ByHand.KEPT: ""}
    desk.memo[_KEY] = (place, result, {**usual, **sentences}[result])


def draw_note(desk: Desk, place: str) -> None:
    """Draw what was left for this place."""
    where, result, sentence = desk.memo.get(_KEY, ("", ByHand.KEPT, ""))
    if where == place and sentence:
        (st.success if result is ByHand.KEPT else st.warning)(plain(sentence))


def forget_note(desk: Desk) -> None:
    """The page has come to rest: what was said is said."""
    desk.memo.pop(_KEY, None)
