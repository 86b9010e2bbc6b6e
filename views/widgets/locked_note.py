"""What cannot be changed here now, and why: locked by a stage, not open yet, or not for this role."""

from __future__ import annotations

import streamlit as st

from access.page_rules import has_page
from access.permissions import TABLE, Right
from questionnaire.stage_moves import before, following, reached_by
from questionnaire.stages import Role, Stage
from views.desk import Desk
from views.stage_words import moment_said, role_said, roles_for, roles_said, sees_names, stage_said
from views.widgets.pad import plain

OPEN = "seen open"
"""Where a session remembers what was open when it last drew a page."""


def locked(desk: Desk, *actions: Right) -> bool:
    """Whether none of these actions is allowed here now; then one line says why, drawn where the page is."""
    seen_open: set[Right] = desk.memo.setdefault(OPEN, set())
    if any(desk.may(one) for one in actions):
        seen_open.update(actions)
        return False
    if seen_open.intersection(actions):  # a click that came in late was discarded with its widget
        seen_open.difference_update(actions)
        st.warning(desk.say("sign.locked.meanwhile"), icon=":material/lock_clock:")
    role, stage = desk.role, desk.dossier.stage
    open_at = frozenset[Stage]().union(*(TABLE[one].get(role, frozenset()) for one in actions)) if role else frozenset()
    if role is None or not open_at:
        st.info(desk.say("sign.locked.role", role=role_said(desk, role or Role.OBSERVER)), icon=":material/visibility:")
        return True
    passed = [one for one in before(stage) if one in open_at]
    if passed:
        _locked_by(desk, following(passed[-1]) or stage)
    else:
        opens = next(one for one in Stage if one in open_at)
        st.info(desk.say("sign.locked.not_yet", stage=stage_said(desk, opens)), icon=":material/hourglass_empty:")
    return True


def _locked_by(desk: Desk, stage: Stage) -> None:
    """Who locked it when, who can reopen it, and the way there."""
    facts = {
        "stage": stage_said(desk, stage),
        "roles": roles_said(desk, roles_for(Right.REOPEN)),
        "page": desk.say("pages.sign"),
    }
    signature = reached_by(desk.dossier.signatures, stage)
    if signature is None or not sees_names(desk):
        told = desk.say("sign.locked.by_stage", **facts)
    else:
        told = desk.say(
            "sign.locked.by", who=plain(signature.name), day=moment_said(desk, signature.at)["day"], **facts
        )
    st.info(told, icon=":material/lock:")
    if "sign" in desk.pages and has_page(desk.role, desk.dossier.stage, "sign"):
        st.page_link(
            desk.pages["sign"],
            label=desk.say("sign.locked.link", page=facts["page"]),
            icon=":material/draw:",
            query_params={"a": desk.dossier.id, "lang": desk.language},
        )
