"""The list of signatures and reopenings, the latest first: who, in which role, when, and whether it still holds."""

from __future__ import annotations

import streamlit as st

from access.permissions import Right
from questionnaire.signatures import Reopening, Signature
from questionnaire.stage_moves import standing
from views.desk import Desk
from views.stage_words import FINGERPRINT, moment_said, role_said, sees_names, signature_state, stage_said
from views.widgets.pad import plain


def signature_list(desk: Desk) -> None:
    """Draw every signature and every reopening; for donors without names, statements and reasons."""
    signed = desk.dossier.signatures
    st.subheader(desk.say("sign.list"), anchor=False)
    if not signed:
        st.markdown(desk.say("sign.list_none"))
        return
    stands = standing(signed)
    for number, one in reversed(list(enumerate(signed))):
        with st.container(border=True, key=f"signed-{number}"):
            if isinstance(one, Reopening):
                _reopening(desk, one)
            else:
                _signature(desk, one, stands=one in stands)


def _signature(desk: Desk, one: Signature, *, stands: bool) -> None:
    say, facts = desk.say, moment_said(desk, one.at)
    stage = stage_said(desk, one.stage)
    if sees_names(desk):
        head = say("sign.signature", stage=stage, who=_who(desk, one), **facts)
        lines = [head, f"*{plain(one.statement)}*"]
    else:
        lines = [say("sign.recorded_on", stage=stage, **facts)]
    lines.append(say("sign.signed_content", revision=one.revision, short=one.content[:FINGERPRINT]))
    st.markdown("  \n".join(lines))
    if not stands:
        st.markdown(f":material/history: {say('sign.void')}")
    elif desk.may(Right.READ_REPLIES):
        holds, sentence = signature_state(desk, one)
        st.markdown(f":material/{'verified' if holds else 'warning'}: {sentence}")
    else:
        st.markdown(say("sign.unchecked"))


def _reopening(desk: Desk, one: Reopening) -> None:
    facts = {**moment_said(desk, one.at), "left": stage_said(desk, one.left), "stage": stage_said(desk, one.stage)}
    if not sees_names(desk):
        st.markdown(desk.say("sign.reopening_on", **facts))
        return
    head = desk.say("sign.was_reopened", who=_who(desk, one), **facts)
    st.markdown(f"{head}  \n{desk.say('sign.reason', reason=plain(one.reason))}")


def _who(desk: Desk, one: Signature | Reopening) -> str:
    return desk.say("sign.by", name=plain(one.name), role=role_said(desk, one.role))
