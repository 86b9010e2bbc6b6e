"""Which part of a long plan the figure shows: the section that is picked, or all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from planning.plan import Plan, PlanStep
from reports.plan_figures import section_of_step
from views.desk import Desk
from views.widgets.pad import plain

MOST_IN_ONE_FIGURE = 24
"""A figure of more actions is longer than two screens: it is drawn section by section."""


def shown_part(desk: Desk, plan: Plan) -> Plan:
    """The whole plan, or the actions of the section that is picked where there are too many for one figure."""
    by_section: dict[str, list[PlanStep]] = {section.id: [] for section in desk.framework.sections}
    for step in plan.steps:
        by_section[section_of_step(step, desk.framework).id].append(step)
    offered = [id for id, steps in by_section.items() if steps]
    if len(plan.steps) <= MOST_IN_ONE_FIGURE or len(offered) < 2:
        return plan
    picked = st.segmented_control(
        desk.say("plan.which"),
        [*offered, ""],
        default=_first_shown(desk, offered, by_section),
        format_func=lambda id: _part_said(desk, id, len(by_section.get(id, plan.steps))),
        key=f"plan-section-{desk.language}",
        label_visibility="collapsed",
        required=True,
        wrap=True,
    )
    desk.memo["part of the plan"] = picked
    return replace(plan, steps=tuple(by_section[picked])) if picked in by_section else plan


def _first_shown(desk: Desk, offered: Sequence[str], by_section: Mapping[str, Sequence[PlanStep]]) -> str:
    """The part picked last (its words change with the plan), the one that the address names, else the first."""
    if (last := desk.memo.get("part of the plan")) in (*offered, ""):
        return str(last)
    action, named = st.query_params.get("action", ""), st.query_params.get("capability", "")
    for id in offered:
        if any(step.action.id == action for step in by_section[id]):
            return id
    if f"capability {named}" in desk.framework.node_names and desk.framework.home_of_capability[named].id in offered:
        return desk.framework.home_of_capability[named].id
    return offered[0]


def _part_said(desk: Desk, section: str, n: int) -> str:
    if not section:
        return desk.say("plan.all", n=n)
    return plain(desk.say("plan.of_section", section=desk.framework.section(section).short(desk.language), n=n))
