"""The bar at the foot of every page: what is saved, how far it is, and one button that names the next thing."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from questionnaire.framework import WHOLE
from questionnaire.stages import Role
from storage.repository import StorageFault
from views.desk import Desk, WritingRefused
from words.numbers import clock


def status_bar(
    desk: Desk, *, next_label: str, next_page: str, query: Mapping[str, str] | None = None, first: bool = True
) -> None:
    """The bar, with a button that leads to another page (by its name in `desk.pages`). `first` as in `bar_pressed`."""
    if bar_pressed(desk, next_label, first=first):
        st.switch_page(desk.pages[next_page], query_params={**(query or {}), "a": desk.dossier_id or ""})


def bar_pressed(desk: Desk, label: str, *, first: bool = True) -> bool:
    """The bar; whether its button was pressed in this run. `first`: it is the first thing to do on this page."""
    with (
        st.bottom,
        st.container(horizontal=True, wrap=False, vertical_alignment="center", horizontal_alignment="distribute"),
    ):
        st.markdown(_told(desk))
        return st.button(label, type="primary" if first else "secondary", icon=":material/arrow_forward:", key="next")


def _told(desk: Desk) -> str:
    progress = desk.progress[WHOLE]
    counted = f"{progress.replied}/{progress.asked}"
    fault = desk.memo.get("fault")
    if isinstance(fault, StorageFault):
        if isinstance(fault, WritingRefused):
            desk.memo["fault"] = None  # nothing waits to be written: it is told once
        reason = desk.say(fault.code, **fault.facts)
        return f":orange[:material/cloud_off: {desk.say('bar.not_saved', reason=reason)}] · {counted}"
    if desk.role is Role.DONOR_READER:
        return counted  # they save nothing here, and are not told when others did
    saved = desk.dossier.saved_at
    if saved is None:
        return desk.say("bar.nothing_yet") + f" · {counted}"
    at = clock(saved, desk.language)
    return f":green[:material/cloud_done: {desk.say('bar.saved', at=at)}] · {counted}"
