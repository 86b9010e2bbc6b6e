"""The part of the limits in which people decide about one action or capability: when it starts, what is reached."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planning.timetable import first_day, quarter_begins
from questionnaire.intentions import Limits
from views.capability_words import called, level_said
from views.desk import Desk
from views.plan_words import action_said
from views.widgets.kept import States
from views.widgets.pad import plain
from words.numbers import month


def wish_states(desk: Desk, key: str, limits: Limits) -> dict[str, Any]:
    """The state of every widget of this part."""
    actions = [*desk.library.actions, *sorted(limits.pinned.keys() - desk.library.actions.keys())]
    capabilities = _capabilities(desk, limits)
    highest = max(level.value for level in desk.framework.levels)
    return {
        f"{key} pinned": [one for one in actions if one in limits.pinned],
        **{f"{key} quarter {one}": limits.pinned.get(one, 0) for one in actions},
        f"{key} required": [one for one in capabilities if one in limits.required],
        **{f"{key} level {one}": limits.required.get(one, _usual_level(desk, one, highest)) for one in capabilities},
    }


def draw_wishes(desk: Desk, key: str, limits: Limits, states: States) -> dict[str, Any]:
    """Actions with the quarter in which each must start; capabilities with the level that each must reach."""
    drawn: dict[str, Any] = {}
    drawn |= _draw_pinned(desk, key, limits, states)
    drawn |= _draw_required(desk, key, limits, states)
    return drawn


def pick_wishes(key: str, drawn: States) -> dict[str, Any]:
    """The fields of the limits that these widgets say."""
    return {
        "pinned": {one: drawn[f"{key} quarter {one}"] for one in drawn[f"{key} pinned"]},
        "required": {one: drawn[f"{key} level {one}"] for one in drawn[f"{key} required"]},
    }


def _draw_pinned(desk: Desk, key: str, limits: Limits, states: States) -> dict[str, Any]:
    unknown = [one for one in states[f"{key} pinned"] if one not in desk.library.actions]
    picked = st.multiselect(
        desk.say("budgets.pinned"),
        [*desk.library.actions, *unknown],
        states[f"{key} pinned"],
        lambda one: desk.say("plan.no_such_action", id=one) if one in unknown else action_said(desk, one),
        key=f"{key} pinned",
        placeholder=desk.say("plan.forced_placeholder"),
        select_all=False,
        disabled=desk.closed,
    )
    drawn: dict[str, Any] = {f"{key} pinned": picked}
    start = first_day(limits, desk.now().date())
    for one in picked:
        name = f"{key} quarter {one}"
        quarters = sorted({*range(limits.quarters), states[name]})
        drawn[name] = st.selectbox(
            plain(desk.say("budgets.pinned_to", action=action_said(desk, one))),
            quarters,
            quarters.index(states[name]),
            lambda quarter: month(quarter_begins(start, quarter), desk.language),
            key=name,
            disabled=desk.closed,
        )
    return drawn


def _draw_required(desk: Desk, key: str, limits: Limits, states: States) -> dict[str, Any]:
    picked = st.multiselect(
        desk.say("budgets.required"),
        _capabilities(desk, limits),
        states[f"{key} required"],
        lambda one: _named(desk, one),
        key=f"{key} required",
        placeholder=desk.say("plan.forced_placeholder"),
        select_all=False,
        disabled=desk.closed,
    )
    drawn: dict[str, Any] = {f"{key} required": picked}
    levels = sorted(level.value for level in desk.framework.levels)[1:]
    for one in picked:
        name = f"{key} level {one}"
        offered = sorted({*levels, states[name]})
        drawn[name] = st.selectbox(
            plain(desk.say("budgets.required_level", capability=_named(desk, one))),
            offered,
            offered.index(states[name]),
            lambda level: level_said(desk, level),
            key=name,
            disabled=desk.closed,
        )
    return drawn


def _capabilities(desk: Desk, limits: Limits) -> list[str]:
    """Those of the framework in its order; others that the limits name stand at the end."""
    known = [one.id for one in desk.framework.capabilities]
    return [*known, *sorted(limits.required.keys() - set(known))]


def _named(desk: Desk, capability: str) -> str:
    return called(desk, capability) if f"capability {capability}" in desk.framework.node_names else capability


def _usual_level(desk: Desk, capability: str, highest: int) -> int:
    """The level offered first: the target, where there is one."""
    target = desk.dossier.targets.get(capability)
    return highest if target is None else target.level
