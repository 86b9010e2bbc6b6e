"""The actions that can close the gap of one capability, and what the plan makes of each."""

from __future__ import annotations

import streamlit as st

from planning.plan import Plan
from scoring.gaps import step_needs
from views.capability_words import called
from views.desk import Desk
from views.plan_words import action_said, reason_said, span_said
from views.widgets.figure import show_rows
from views.widgets.pad import plain


def closing_actions(desk: Desk, capability: str, plan: Plan | None) -> bool:
    """Draw them. True: the reader wants to see the whole plan again."""
    criteria, missing = _criteria(desk, capability)
    found = [action.id for action in desk.library.actions.values() if criteria.intersection(action.meets)]
    with st.container(border=True, key="closing"):
        st.markdown(f"**{plain(desk.say('plan.closing', capability=called(desk, capability)))}**")
        if not missing:
            st.markdown(desk.say("plan.closing_reached"))
        if found:
            heads = [desk.say("plan.closing_action"), desk.say("plan.closing_state")]
            show_rows(desk, heads, [(action_said(desk, one), _state(desk, one, plan)) for one in found])
        else:
            st.markdown(desk.say("plan.closing_none"))
        return st.button(desk.say("plan.closing_all"), icon=":material/close:", key="closing all")


def _criteria(desk: Desk, capability: str) -> tuple[frozenset[str], bool]:
    """The criteria missing up to the target; all of the capability where none is missing, and whether any is."""
    target = desk.dossier.targets.get(capability)
    if target is not None and (unmet := step_needs(desk.card, capability, target.level).unmet):
        return frozenset(unmet), True
    questions = desk.framework.capability(capability).questions
    return frozenset(criterion.id for question in questions for criterion in question.criteria), False


def _state(desk: Desk, action: str, plan: Plan | None) -> str:
    """When it is done; or why it is not."""
    if plan is None:
        return desk.say("plan.closing_no_plan")
    for step in plan.steps:
        if step.action.id == action:
            return span_said(desk, step.starts_on, step.ends_on)
    reason = next((one for one in plan.left_out if one.action == action), None)
    return reason_said(desk, reason, plan.currency) if reason else desk.say("plan.closing_no_plan")
