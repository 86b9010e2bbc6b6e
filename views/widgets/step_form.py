"""All that people decide about one action of the plan: who, when, with whose money, from which value to which."""

from __future__ import annotations

from fractions import Fraction
from operator import ne
from typing import Any

import streamlit as st

from access.permissions import Right
from planning.plan import Plan, PlanStep
from questionnaire.entries import details_of
from questionnaire.following import Funding, StepDetails
from questionnaire.intentions import FIRST_START, LAST_START
from views.desk import Desk
from views.step_history import step_history, value_said
from views.step_rows import LONGEST, funding_said
from views.widgets.figure import show_rows
from views.widgets.kept import Field, States, field_key, keep
from views.widgets.pad import plain
from views.widgets.step_place import step_place
from words.numbers import clock, day


def step_form(desk: Desk, plan: Plan, step: PlanStep) -> bool:
    """Draw the form and keep what is changed. True: the page must be drawn again."""
    with st.container(border=True, key="step form"):
        st.markdown(f"**{desk.say('plan_edit.form')}**")
        again = keep(desk, _details_field(desk, step))
        if desk.may(Right.PRIORITISE):
            again |= step_place(desk, plan, step)
        _history(desk, plan, step.action.id)
    return again


# --- details --------------------------------------------------------------------------------------------------


_NUMBERS, _DAYS = ("baseline", "goal"), ("baseline_on", "goal_on")


def _details_field(desk: Desk, step: PlanStep) -> Field:
    """What people decided about the line is one record, kept together."""
    action = step.action.id
    key = field_key(desk, details_of(action))
    return Field(
        details_of(action),
        states=lambda details: _states(key, details),
        draw=lambda details, states: _draw(desk, key, step, states),
        pick=lambda details, drawn: _pick(key, details, drawn),
        tell=lambda details: _told(desk, details),
        blank=StepDetails(action),
        redraw=ne,
    )


def _states(key: str, details: StepDetails) -> States:
    numbers = {name: getattr(details, name) for name in _NUMBERS}
    return {
        **{f"{key} {name}": getattr(details, name) for name in (*LONGEST, "funding", *_DAYS)},
        **{f"{key} {name}": None if value is None else float(value) for name, value in numbers.items()},
    }


def _draw(desk: Desk, key: str, step: PlanStep, states: States) -> States:
    say, left, right = desk.say, *st.columns(2, gap="large")
    drawn: dict[str, Any] = {}
    for place, name in ((left, "owner"), (left, "partner"), (right, "donor")):
        drawn[f"{key} {name}"] = place.text_input(
            say(f"plan_edit.column.{name}"),
            states[f"{key} {name}"],
            max_chars=LONGEST[name],
            key=f"{key} {name}",
            help=say(f"plan_edit.{name}_help"),
            disabled=desk.closed,
        )
    options = list(Funding)
    held = states[f"{key} funding"]
    drawn[f"{key} funding"] = right.selectbox(
        say("plan_edit.column.funding"),
        options,
        index=None if held is None else options.index(held),
        format_func=lambda one: funding_said(desk, one) or "",
        key=f"{key} funding",
        placeholder=say("plan_edit.blank"),
        disabled=desk.closed,
    )
    drawn[f"{key} notes"] = st.text_area(
        say("plan_edit.column.notes"),
        states[f"{key} notes"],
        max_chars=LONGEST["notes"],
        key=f"{key} notes",
        height=80,
        disabled=desk.closed,
    )
    return {**drawn, **_draw_values(desk, key, step, states)}


def _draw_values(desk: Desk, key: str, step: PlanStep, states: States) -> States:
    """The values of the sign of effect, each with its day, side by side."""
    say, columns = desk.say, st.columns(4)
    told = step.action.indicator(desk.language)
    help = plain(say("plan_edit.value_help", indicator=told)) if told else None
    drawn: dict[str, Any] = {}
    for place, name in zip((columns[0], columns[2]), _NUMBERS, strict=True):
        drawn[f"{key} {name}"] = place.number_input(
            say(f"plan_edit.{name}"),
            value=states[f"{key} {name}"],
            key=f"{key} {name}",
            format="%.10g",
            help=help,
            disabled=desk.closed,
        )
    for place, name in zip((columns[1], columns[3]), _DAYS, strict=True):
        drawn[f"{key} {name}"] = place.date_input(
            say(f"plan_edit.{name}"),
            states[f"{key} {name}"],
            FIRST_START,
            LAST_START,
            key=f"{key} {name}",
            format="DD/MM/YYYY",
            disabled=desk.closed,
        )
    return drawn


def _pick(key: str, details: StepDetails, drawn: States) -> StepDetails:
    """A number that the box can show only roughly stays exact until it is changed."""
    was = _states(key, details)

    def value(name: str) -> Fraction | None:
        shown = drawn[f"{key} {name}"]
        held: Fraction | None = getattr(details, name)
        return held if shown == was[f"{key} {name}"] else None if shown is None else Fraction(repr(float(shown)))

    return StepDetails(
        details.action,
        **{name: (drawn[f"{key} {name}"] or "").strip() for name in LONGEST},
        funding=drawn[f"{key} funding"],
        baseline=value("baseline"),
        baseline_on=drawn[f"{key} baseline_on"],
        goal=value("goal"),
        goal_on=drawn[f"{key} goal_on"],
    )


def _told(desk: Desk, details: StepDetails) -> str:
    """The record in a few words."""
    facts = {name: value_said(desk, getattr(details, name)) for name in ("owner", "partner", "funding", "donor")}
    return plain(desk.say("plan_edit.details_told", notes=value_said(desk, details.notes), **facts))


def _history(desk: Desk, plan: Plan, action: str) -> None:
    """Who changed what about the action, the latest first."""
    say = desk.say
    with st.expander(say("plan_edit.history"), icon=":material/history:", key="step history"):
        rows = [
            (f"{day(one.at.date(), desk.language)}, {clock(one.at, desk.language)}", one.who, one.what)
            for one in step_history(desk, action, plan.start)
        ]
        if rows:
            show_rows(desk, [say(f"plan_edit.history_{head}") for head in ("when", "who", "what")], rows, on_a_phone=2)
        else:
            st.markdown(say("plan_edit.history_none"))
