"""What the administration sets itself for a capability: the level to reach, by when, and how relevant the threat is."""

from __future__ import annotations

from datetime import date
from operator import ne

import streamlit as st

from questionnaire.entries import target_of, threat_to
from questionnaire.intentions import Target
from scoring.priorities import THREATS
from views.capability_words import level_said
from views.desk import Desk
from views.widgets.kept import Field, States, field_key
from views.widgets.pad import plain
from words.numbers import day


def target_field(desk: Desk, capability: str) -> Field:
    """The field that keeps the target of a capability. The lowest level of the scale stands for "no target"."""
    address = target_of(capability)
    key = field_key(desk, address)
    levels = [level.value for level in desk.framework.levels]
    none = levels[0]

    def states(target: Target | None) -> States:
        return {f"{key} level": target.level if target else none, f"{key} due": target.due if target else None}

    def draw(target: Target | None, states: States) -> States:
        left, right = st.columns(2)
        level = left.selectbox(
            desk.say("priorities.target"),
            levels,
            index=levels.index(states[f"{key} level"]) if states[f"{key} level"] in levels else 0,
            format_func=lambda one: desk.say("priorities.target_none") if one == none else level_said(desk, one),
            key=f"{key} level",
            disabled=desk.closed,
        )
        if level == none:
            return {f"{key} level": level}
        due = right.date_input(
            desk.say("priorities.due"),
            states[f"{key} due"],
            date.min,
            date.max,
            key=f"{key} due",
            format="DD/MM/YYYY",
            disabled=desk.closed,
        )
        return {f"{key} level": level, f"{key} due": due}

    def pick(target: Target | None, drawn: States) -> Target | None:
        if drawn[f"{key} level"] == none:
            return None
        before = target.due if target else None
        return Target(capability, drawn[f"{key} level"], drawn.get(f"{key} due", before))

    return Field(address, states, draw, pick, lambda target: plain(target_told(desk, target)), redraw=ne)


def target_told(desk: Desk, target: Target | None) -> str:
    """A target in a few words."""
    if target is None:
        return desk.say("priorities.target_none")
    due = day(target.due, desk.language) if target.due else desk.say("priorities.due_none")
    return desk.say("priorities.target_told", level=level_said(desk, target.level), due=due)


def threat_field(desk: Desk, capability: str) -> Field:
    """The field that keeps how relevant the threat is that a capability answers; 1 where nobody set it."""
    address = threat_to(capability)
    key = field_key(desk, address)

    def draw(threat: int, states: States) -> States:
        picked = st.segmented_control(
            desk.say("priorities.threat"),
            THREATS,
            default=states[key],
            format_func=lambda one: desk.say(f"priorities.threat_level.{one}"),
            key=key,
            help=desk.say("priorities.threat_help"),
            required=True,
            disabled=desk.closed,
        )
        return {key: picked}

    return Field(
        address,
        states=lambda threat: {key: threat},
        draw=draw,
        pick=lambda threat, drawn: drawn[key] or THREATS[0],
        tell=lambda threat: desk.say(f"priorities.threat_level.{threat}"),
        blank=THREATS[0],
        redraw=ne,
    )
