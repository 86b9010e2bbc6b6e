"""The plan that is kept: what it reaches and costs, what people change in it, what is not in it and why."""

from __future__ import annotations

import streamlit as st

from access.permissions import Right
from planning.plan import Plan
from planning.situation import Situation
from reports.charts import plan_map_chart, timeline_chart
from reports.map_figure import MapFigure
from views.desk import Desk
from views.kept_plan import KeptPlan, kept_plan
from views.plan_words import action_said
from views.widgets.closing_actions import closing_actions
from views.widgets.earlier_plan import draw_change
from views.widgets.figure import draw_chart, draw_table
from views.widgets.hand_note import draw_note, forget_note
from views.widgets.locked_note import locked
from views.widgets.map_key import map_key
from views.widgets.own_action_form import own_action_form
from views.widgets.phone import is_phone
from views.widgets.plan_finding import draw_finding
from views.widgets.plan_ground import draw_if_nothing_to_plan, draw_if_told_in_part
from views.widgets.plan_part import shown_part
from views.widgets.plan_tables import draw_cost, draw_left_out, draw_missed, draw_reached, outcomes
from views.widgets.plan_warnings import draw_warnings
from views.widgets.status_bar import status_bar
from views.widgets.step_card import step_card
from views.widgets.step_form import step_form
from views.widgets.step_place import ONE_ACTION
from views.widgets.step_table import step_table


def show(desk: Desk) -> None:
    """Draw the page: the plan that is kept, or the way to where one is made."""
    st.title(desk.say("pages.plan"), anchor=False)
    if draw_if_nothing_to_plan(desk):
        return
    kept = kept_plan(desk)
    if kept is None and draw_if_told_in_part(desk):
        return
    locked(desk, Right.PRIORITISE)
    if kept is not None:
        draw_finding(desk, kept)
        draw_warnings(desk, kept.plan)
    _to_budgets(desk, kept)
    again = _closing(desk, kept)
    if kept is not None:
        again |= _plan(desk, kept.plan)
    status_bar(desk, next_label=desk.say("plan.next"), next_page="documents")
    if again:
        st.rerun()
    forget_note(desk)


def _to_budgets(desk: Desk, kept: KeptPlan | None) -> None:
    """The way to where plans are made; what is missing, where none is kept."""
    if kept is None:
        steps = Situation.of(desk.dossier, desk.card, desk.library, desk.now().date()).steps
        st.markdown(f"{desk.say('plan.none_yet_levels', n=len(steps))} {desk.say('plan.none_yet')}")
    label = desk.say("plan.to_budgets" if kept is None else "plan.to_budgets_again")
    if st.button(label, type="primary" if kept is None else "secondary", icon=":material/savings:", key="to budgets"):
        st.switch_page(desk.pages["budgets"], query_params={"a": desk.dossier_id or ""})


# --- what is kept ---------------------------------------------------------------------------------------------


def _closing(desk: Desk, kept: KeptPlan | None) -> bool:
    """The actions for the capability that the address names. True: no longer wanted."""
    capability = st.query_params.get("capability", "")
    if f"capability {capability}" not in desk.framework.node_names:
        return False
    if closing_actions(desk, capability, kept.plan if kept else None):
        st.query_params.pop("capability", None)
        return True
    return False


def _plan(desk: Desk, plan: Plan) -> bool:
    """Timeline, cost, what is reached when, missed and why; then what people can change. True: something changed."""
    results = outcomes(desk, plan)
    shown = shown_part(desk, plan)
    drawn = timeline_chart(shown, desk.framework, desk.say, phone=is_phone(st.context.headers))
    draw_chart(drawn)
    draw_table(desk, drawn.figure, "timeline")
    draw_cost(desk, plan)
    draw_reached(desk, results)
    draw_missed(desk, plan, results)
    _map(desk, plan)
    draw_change(desk, plan)
    again = _table(desk)
    again |= _one_step(desk, plan, shown)
    return again | _outside(desk, plan)


def _map(desk: Desk, plan: Plan) -> None:
    """What the plan closes, on the capability map."""
    folded = st.expander(
        desk.say("plan_edit.map"), icon=":material/grid_view:", key=f"plan map {desk.language}", on_change="rerun"
    )
    if not folded.open:  # Folded, it would be drawn for a page whose sidebar is not there yet, and stick out.
        return
    with folded:
        drawn = plan_map_chart(plan, desk.card, desk.say, phone=is_phone(st.context.headers))
        assert isinstance(drawn.figure, MapFigure)
        draw_chart(drawn, map_key(drawn.figure, desk.say))
        draw_table(desk, drawn.figure, "plan map")


def _table(desk: Desk) -> bool:
    with st.expander(desk.say("plan_edit.title"), icon=":material/edit_calendar:", key="edit table"):
        return step_table(desk)


def _one_step(desk: Desk, plan: Plan, shown: Plan) -> bool:
    """One action of those in the figure, with all that is known of it and all that people decide about it."""
    by_id = {step.action.id: step for step in shown.steps}
    if not by_id:
        draw_note(desk, ONE_ACTION)
        return False
    named = st.query_params.get("action", "")
    picked = st.selectbox(
        desk.say("plan.step"),
        list(by_id),
        index=list(by_id).index(named) if named in by_id else 0,
        format_func=lambda id: action_said(desk, id),
        key=f"plan-step-{desk.language}",
    )
    if picked not in by_id:
        return False
    step_card(desk, plan, by_id[picked])
    return step_form(desk, plan, by_id[picked])


def _outside(desk: Desk, plan: Plan) -> bool:
    """What is not in the plan, with the way in; and what the library does not have."""
    st.subheader(desk.say("plan.outside"), anchor=False)
    again = draw_left_out(desk, plan)
    return (desk.may(Right.PRIORITISE) and own_action_form(desk, plan)) | again
