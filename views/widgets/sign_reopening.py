"""The way back to an earlier stage: which one, why, by whom; it says what it unlocks and leaves a trace."""

from __future__ import annotations

import streamlit as st

from access.permissions import Right
from questionnaire.signatures import Reopening
from questionnaire.stage_moves import before, reopening
from questionnaire.stages import Role, Stage
from storage.repository import StaleEntry, StorageFault
from views.desk import Desk, WritingRefused
from views.stage_words import history, roles_for, roles_said, stage_said

LONGEST_NAME, LONGEST_REASON = 500, 5000


def reopening_form(desk: Desk) -> bool:
    """Draw the form, or who may reopen. True: it was reopened."""
    stage = desk.dossier.stage
    if stage is Stage.DRAFT or desk.role is Role.DONOR_READER:
        return False
    if not desk.may(Right.REOPEN):
        st.markdown(desk.say("sign.reopen_who", roles=roles_said(desk, roles_for(Right.REOPEN))))
        return False
    with st.expander(desk.say("sign.reopen"), icon=":material/lock_open:"):
        st.markdown(desk.say("sign.reopen_how"))
        return _form(desk, stage)


def _form(desk: Desk, stage: Stage) -> bool:
    say, key = desk.say, f"{desk.dossier_id} {stage.value}"
    earlier = before(stage)
    back = st.selectbox(
        say("sign.reopen_to"),
        list(earlier),
        index=len(earlier) - 1,
        format_func=lambda one: stage_said(desk, one),
        key=f"reopen-to {key} {desk.language}",
    )
    st.markdown(f":material/lock_open: {say(f'sign.unlocks.{back.value}')}")
    reason = st.text_input(
        say("sign.reopen_reason"),
        "",
        key=f"reopen-reason {key}",
        max_chars=LONGEST_REASON,
        placeholder=say("sign.reopen_reason_placeholder"),
    )
    name = st.text_input(
        say("sign.name"),
        "",
        key=f"reopen-name {key}",
        max_chars=LONGEST_NAME,
        placeholder=say("sign.name_placeholder"),
    )
    # The stage is part of the button: a click on one that stood for another stage does nothing.
    pressed = st.button(say("sign.reopen_act"), icon=":material/lock_open:", key=f"reopen-act {key}")
    return pressed and _reopened(desk, back, reason.strip(), name.strip())


def _reopened(desk: Desk, back: Stage, reason: str, name: str) -> bool:
    lacking = [key for key, there in (("needs_reason", reason), ("needs_own_name", name)) if not there]
    for one in lacking:
        st.warning(desk.say(f"sign.{one}"))
    if lacking:
        return False
    trace = Reopening(desk.dossier.stage, back, name, desk.role or Role.OWNER, reason, desk.now())
    try:
        desk.save_all(reopening(trace, history(desk)))
    except (StaleEntry, ValueError, WritingRefused):
        desk.memo["fault"] = None
        desk.forget()
        st.warning(desk.say("sign.signed_meanwhile"))
        return False
    except StorageFault:
        return False  # The status bar says what happened and what to do.
    desk.memo["sign told"] = desk.say("sign.reopened", stage=stage_said(desk, back))
    return True
