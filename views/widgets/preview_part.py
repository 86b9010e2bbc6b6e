"""A first look at what the limits allow, as soon as one of them changes."""

from __future__ import annotations

import streamlit as st

from planning.making import Preview, candidates_for, preview
from views.desk import Desk
from views.memo import once


def preview_part(desk: Desk) -> None:
    """One sentence: how many of the missing levels the money allows, before quarters and units are counted."""
    key = ("preview", desk.dossier_id, desk.dossier.edition, desk.framework.content_hash)
    seen = once(key, lambda: _seen(desk))
    if seen is None:
        st.markdown(desk.say("budgets.preview.nothing"))
        return
    first, every = seen
    st.markdown(desk.say("budgets.preview.levels", n=first.levels, all=every))


def _seen(desk: Desk) -> tuple[Preview, int] | None:
    candidates = candidates_for(desk.dossier, desk.card, desk.library, desk.now().date())
    first = preview(candidates)
    every = sum(not step.to_reassess for step in candidates.situation.steps)
    return None if first is None else (first, every)
