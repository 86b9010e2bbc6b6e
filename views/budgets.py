"""Budgets and limits: who gives how much, what binds the plan, the search for the best one, what more money buys."""

from __future__ import annotations

import streamlit as st

from access.permissions import Right
from planning.begun import has_begun
from planning.plan import Plan
from planning.situation import Situation
from reports.plan_figures import cost_in_words
from reports.proof_words import proof_of, proof_said
from views.desk import Desk
from views.kept_plan import KeptPlan, kept_plan
from views.plan_by_hand import by_hand_since
from views.plan_words import not_costed
from views.widgets.alternatives_part import alternatives_part
from views.widgets.donor_table import donor_table
from views.widgets.frontier_part import frontier_part
from views.widgets.kept import keep
from views.widgets.limits_field import lift_ceilings, limits_field
from views.widgets.locked_note import locked
from views.widgets.pad import plain
from views.widgets.plan_ground import draw_if_nothing_to_plan
from views.widgets.plan_search_part import search_part, take_up_search
from views.widgets.preview_part import preview_part
from views.widgets.status_bar import status_bar
from words.numbers import day


def show(desk: Desk) -> None:
    """Draw the page: what the kept plan reaches, the search, money and limits, the frontier, plans put aside."""
    st.title(desk.say("pages.budgets"), anchor=False)
    if draw_if_nothing_to_plan(desk):
        return
    shut = locked(desk, Right.PRIORITISE)
    if not shut:
        take_up_search(desk)
    kept = kept_plan(desk)
    _finding(desk, kept)
    preview_part(desk)
    searched = not shut and search_part(desk)
    st.subheader(desk.say("budgets.donors.title"), anchor=False)
    again = donor_table(desk)
    left, right = st.columns((7, 6), gap="medium")
    with left:
        st.subheader(desk.say("budgets.limits"), anchor=False)
        again = (not shut and lift_ceilings(desk)) or again
        again = keep(desk, limits_field(desk)) or again
    with right:
        again = frontier_part(desk, kept) or again
    again = alternatives_part(desk, kept) or again
    status_bar(desk, next_label=desk.say("budgets.next"), next_page="plan")
    if again or searched:
        st.rerun()
    for told in ("search told", "aside told"):
        desk.memo.pop(told, None)


def _finding(desk: Desk, kept: KeptPlan | None) -> None:
    """What the kept plan reaches, and how sure it is the best; what is missing where none is kept."""
    if kept is None:
        steps = Situation.of(desk.dossier, desk.card, desk.library, desk.now().date()).steps
        st.markdown(f"{desk.say('plan.none_yet_levels', n=len(steps))} {desk.say('budgets.none_yet')}")
        return
    plan = kept.plan
    st.markdown(_reached(desk, plan))
    st.markdown(_proof(desk, kept))
    if plan.start < desk.now().date() and not has_begun(desk.dossier):
        st.warning(desk.say("budgets.start_past", day=day(plan.start, desk.language)), icon=":material/event_busy:")
    if missing := not_costed(plan):
        st.markdown(desk.say("budgets.not_costed", n=len(missing)))
    if kept.changed:
        what = ", ".join(desk.say(f"plan.changed_what.{kind}", n=n) for kind, n in kept.changed.items())
        st.warning(desk.say("budgets.changed", what=what), icon=":material/update:")


def _reached(desk: Desk, plan: Plan) -> str:
    reached = sum(not one.to_reassess for one in plan.reached)
    missed = sum(not one.to_reassess for one in plan.missed)
    return desk.say(
        "budgets.reached",
        n=len(plan.steps),
        reached=reached,
        all=reached + missed,
        one_off=plain(cost_in_words(plan.one_off, plan.currency, desk.say)),
    )


def _proof(desk: Desk, kept: KeptPlan) -> str:
    """What is proven, where it was proven of this plan and nothing changed since."""
    if kept.changed:
        return desk.say("budgets.proof.changed")
    if by_hand_since(desk) is not None:
        return desk.say("plan_edit.by_hand")
    return proof_said(proof_of(desk.dossier, kept.plan), kept.plan.currency, desk.say)
