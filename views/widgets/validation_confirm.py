"""Confirming what the group assessed: for one question, or, after asking, for all of a section not yet looked at."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.permissions import Right
from questionnaire.answers import Agreement, AgreementKind, Disputed, RecordedAgreement
from questionnaire.entries import agreement_of
from storage.repository import StaleEntry, StorageFault
from views.desk import Desk

TOLD = "validation told"


def confirm_one(desk: Desk, own: Agreement | None) -> bool:
    """The button for the open question, where the mission has recorded nothing yet. True: it was confirmed."""
    if own is None or not _may_confirm(desk, own):
        return False
    label = desk.say("validate.confirm")
    pressed = st.button(label, icon=":material/done_all:", key=f"confirm {desk.dossier_id} {own.question}")
    return pressed and _confirm(desk, [own])


def confirm_rest(desk: Desk, questions: Sequence[str]) -> bool:
    """The button for all of these questions that can be confirmed; it says how many, and asks. True: confirmed."""
    held = desk.card.agreements
    rest = [held[id] for id in questions if id in held and _may_confirm(desk, held[id])]
    if not rest:
        return False
    with st.popover(desk.say("validate.confirm_all"), icon=":material/done_all:"):
        st.markdown(desk.say("validate.confirm_all_n", n=len(rest)))
        label = desk.say("validate.confirm_all_do", n=len(rest))
        # The number is part of the key: a click meant for other questions than those of now does nothing.
        pressed = st.button(label, key=f"confirm all {questions[0]} {len(rest)}")
    return pressed and _confirm(desk, rest)


def told_after_confirming(desk: Desk) -> None:
    """What came of the last press, said until the page comes to rest."""
    told = desk.memo.get(TOLD)
    if isinstance(told, int):
        st.success(desk.say("validate.confirmed", n=told), icon=":material/done_all:")
    elif told is not None:
        st.warning(desk.say(f"validate.{told}"))


def forget_confirming(desk: Desk) -> None:
    """The page has come to rest: what was said of the last press is not said again."""
    desk.memo.pop(TOLD, None)


def _may_confirm(desk: Desk, own: Agreement) -> bool:
    """A dispute is looked at, and what the room has only proposed is no outcome yet."""
    looked_at = own.question in desk.dossier.validated
    return desk.may(Right.VALIDATE) and not (looked_at or own.proposed or isinstance(own.reply, Disputed))


def _confirm(desk: Desk, outcomes: Sequence[Agreement]) -> bool:
    """Record them all as one revision: the reply, its evidence and how sure the group was; none where one was taken."""
    changes = []
    for own in outcomes:
        address = agreement_of(AgreementKind.VALIDATED, own.question)
        held = desk.repository.entry(desk.dossier.id, address)
        if held is not None and held.value is not None:
            desk.memo[TOLD] = "meanwhile"
            return True
        one = RecordedAgreement(own.question, own.reply, own.confidence, own.evidence)
        changes.append((address, one, held.stamp if held else 0))
    try:
        desk.save_all(changes)
    except StaleEntry:
        desk.memo[TOLD] = "meanwhile"
        desk.forget()
    except StorageFault:
        desk.memo[TOLD] = "not_saved"
    else:
        desk.memo[TOLD] = len(changes)
    return True
