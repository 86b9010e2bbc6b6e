"""Sign and stages: where the assessment stands, what keeps it there, what is signed, who signed and who reopened."""

from __future__ import annotations

import streamlit as st

from access.permissions import Right, allowed
from questionnaire.stage_blocks import Block, BlockCode, what_blocks
from questionnaire.stage_moves import STAGES, following, has_reached
from questionnaire.stages import Role, Stage
from views.desk import Desk
from views.opening import open_question
from views.stage_words import act_of, role_said, roles_for, roles_said, stage_said
from views.widgets.sign_form import co_signing, signing_form
from views.widgets.sign_list import signature_list
from views.widgets.sign_reopening import reopening_form
from views.widgets.status_bar import status_bar

QUESTIONS_SHOWN = 12
"""So many questions are linked for one block; the rest is counted."""
REMEDIES = {
    BlockCode.NO_NAME: "setup",
    BlockCode.NO_DAY: "setup",
    BlockCode.NOTHING_VALIDATED: "validate",
    BlockCode.NOT_LOOKED_AT: "validate",
    BlockCode.PROPOSED: "room",
    BlockCode.BALLOT_OPEN: "room",
    BlockCode.NO_PLAN: "budgets",
    BlockCode.NO_TARGETS: "priorities",
}
"""The page on which each of these is settled; the others are settled at their questions."""
HERE, DONE, AHEAD = "\u25cf", "\u2713", "\u25cb"


def show(desk: Desk) -> None:
    """Draw where it stands, what blocks, the form of the next signature, then all signatures and the way back."""
    st.title(desk.say("pages.sign"), anchor=False)
    st.markdown(desk.say("sign.how"))
    _line(desk)
    _standing_here(desk)
    if told := desk.memo.pop("sign told", None):
        st.success(told, icon=":material/draw:")
    again = _next_stage(desk)
    again |= co_signing(desk)
    signature_list(desk)
    again |= reopening_form(desk)
    _roles(desk)
    status_bar(desk, next_label=desk.say("sign.next_page"), next_page="documents")
    if again:
        st.rerun()


def _line(desk: Desk) -> None:
    """The five stages in a line, with a sign for where the assessment is."""
    at = desk.dossier.stage
    parts = []
    for stage in STAGES:
        name = stage_said(desk, stage)
        if stage is at:
            parts.append(f"**{HERE} {name}**")
        else:
            parts.append(f"{DONE if has_reached(at, stage) else AHEAD} {name}")
    st.markdown(" \u2192 ".join(parts))


def _standing_here(desk: Desk) -> None:
    """The person's role, and what it may do at this stage."""
    say, role = desk.say, desk.role
    if desk.seat.local:
        st.markdown(say("sign.role_local"))
    elif role is not None:
        acts = _acts(desk, role, desk.dossier.stage)
        may = say("sign.may", acts=acts) if acts else say("sign.may_nothing")
        st.markdown(f"{say('sign.role', role=role_said(desk, role))} {may}")


def _acts(desk: Desk, role: Role, stage: Stage) -> str:
    """What a role may do at a stage, in words; empty where it only reads or does nothing."""
    acts = [one for one in Right if allowed(role, stage, one)]
    return "" if acts == [Right.READ] else ", ".join(desk.say(f"sign.can.{one.value}") for one in acts)


def _next_stage(desk: Desk) -> bool:
    """What stands before the next stage, and its form. True: it was signed."""
    wanted = following(desk.dossier.stage)
    if wanted is None or desk.role is Role.DONOR_READER:
        return False
    found = what_blocks(desk.dossier, desk.routing)
    st.subheader(desk.say("sign.blocks"), anchor=False)
    must, notes = ([one for one in found if one.blocking is blocking] for blocking in (True, False))
    if not found:
        st.markdown(f":material/check_circle: {desk.say('sign.blocks_nothing')}")
    for title, blocks in (("blocks_must", must), ("blocks_note", notes)):
        if blocks:
            st.markdown(f"**{desk.say(f'sign.{title}')}**")
        for one in blocks:
            _block(desk, one)
    st.subheader(desk.say(f"sign.next.{wanted.value}"), anchor=False)
    st.markdown(desk.say(f"sign.who.{wanted.value}", roles=roles_said(desk, roles_for(act_of(wanted)))))
    st.markdown(desk.say(f"sign.locks.{wanted.value}"))
    return not must and desk.may(act_of(wanted)) and signing_form(desk, wanted)


def _block(desk: Desk, block: Block) -> None:
    """One thing that is in the way: its sentence, and a way to each question that it is about."""
    sign = "block" if block.blocking else "info"
    st.markdown(f":material/{sign}: {desk.say(f'blocks.{block.code.value}', **block.facts)}")
    page = REMEDIES.get(block.code, "")
    if page in desk.pages:
        st.page_link(
            desk.pages[page],
            label=desk.say(f"pages.{page}"),
            icon=":material/arrow_forward:",
            query_params={"a": desk.dossier.id, "lang": desk.language},
        )
    if not block.questions:
        return
    shown = block.questions[:QUESTIONS_SHOWN]
    more = len(block.questions) - len(shown)
    with st.container(horizontal=True, gap="xxsmall", key=f"block {block.code.value}"):
        for id in shown:
            if st.button(id, type="tertiary", key=f"block {block.code.value} {id}"):
                open_question(desk, desk.dossier.id, id)
        if more:
            st.markdown(desk.say("sign.and_more", n=more), width="content")


def _roles(desk: Desk) -> None:
    """What each role may do at each stage."""
    with st.expander(desk.say("sign.roles"), icon=":material/table:"):
        own: Role = desk.role or Role.OBSERVER
        every: list[Role] = list(Role)
        role: Role = st.selectbox(
            desk.say("sign.roles_of"),
            every,
            index=every.index(own),
            format_func=lambda one: role_said(desk, one),
            key=f"sign-roles-{desk.language}",
        )
        stage_head, acts_head = desk.say("sign.column.stage"), desk.say("sign.column.acts")
        rows = [{stage_head: stage_said(desk, one), acts_head: _cell(desk, role, one)} for one in STAGES]
        st.table(rows, hide_index=True, border="horizontal", alt=desk.say("sign.roles"))


def _cell(desk: Desk, role: Role, stage: Stage) -> str:
    if acts := _acts(desk, role, stage):
        return acts
    return desk.say("sign.can.read") if allowed(role, stage, Right.READ) else desk.say("sign.nothing")
