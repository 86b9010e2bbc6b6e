"""The field of the plan's limits: when, how long, how much at once, how much money, what must be in or stay out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from operator import ne
from typing import Any

import streamlit as st

from planning.begun import has_begun
from questionnaire.entries import LIMITS
from questionnaire.intentions import FIRST_START, LAST_START, Limits
from views.desk import Desk
from views.plan_by_hand import keep_limits
from views.plan_words import action_said, listed, named
from views.widgets.kept import Field, States, field_key
from views.widgets.limits_wishes import draw_wishes, pick_wishes, wish_states
from views.widgets.pad import plain
from words.numbers import day, money

MOST_QUARTERS, MOST_AT_ONCE = 40, 50
MOST_MONEY = 10**12
"""More than any plan costs, in any currency."""


def limits_field(desk: Desk) -> Field:
    """All limits are one record, kept together; the donors in it have a table of their own and pass through here."""
    key = field_key(desk, LIMITS)
    return Field(
        LIMITS,
        states=lambda limits: _states(desk, key, limits),
        draw=lambda limits, states: _draw(desk, key, limits, states),
        pick=lambda limits, drawn: _pick(desk, key, limits, drawn),
        tell=lambda limits: limits_told(desk, limits),
        blank=Limits(),
        redraw=ne,
    )


def lift_ceilings(desk: Desk) -> bool:
    """A button for each ceiling that is set, since an emptied box shows what it held again. True: one was pressed."""
    limits, currency = desk.dossier.limits, desk.dossier.setup.currency
    without = {
        "money": (limits.money, replace(limits, money=None)),
        "upkeep": (limits.upkeep, replace(limits, upkeep=None)),
    }
    pressed = False
    for name, (ceiling, lifted) in without.items():
        if ceiling is None:
            continue
        label = plain(desk.say(f"budgets.lift.{name}", amount=money(ceiling, currency, desk.language)))
        if st.button(label, icon=":material/lock_open:", type="tertiary", key=f"lift {name} {ceiling}"):
            keep_limits(desk, lifted)
            pressed = True
    return pressed


def limits_told(desk: Desk, limits: Limits) -> str:
    """The limits in a few words."""
    currency = desk.dossier.setup.currency
    return desk.say(
        "plan.limits_told",
        quarters=limits.quarters,
        start=day(limits.start, desk.language) if limits.start else desk.say("plan.limits_next_quarter"),
        at_once=limits.at_once_default,
        money=desk.say("plan.limits_no_ceiling")
        if limits.money is None
        else money(limits.money, currency, desk.language),
    )


def _leads(desk: Desk) -> list[str]:
    """Every lead that an action of the library has, by its name on screen."""
    leads = {action.lead for action in desk.library.actions.values()}
    return sorted(leads, key=lambda lead: named(desk, "lead", lead))


def _states(desk: Desk, key: str, limits: Limits) -> States:
    leads = [*_leads(desk), *sorted(limits.at_once.keys() - set(_leads(desk)))]
    return {
        f"{key} start": limits.start,
        f"{key} quarters": limits.quarters,
        f"{key} at once": limits.at_once_default,
        f"{key} money": None if limits.money is None else float(limits.money),
        f"{key} leads": [lead for lead in leads if lead in limits.at_once],
        **{f"{key} lead {lead}": limits.at_once.get(lead, limits.at_once_default) for lead in leads},
        f"{key} upkeep": None if limits.upkeep is None else float(limits.upkeep),
        f"{key} one donor": limits.one_donor_each,
        f"{key} in": _in_order(desk, limits.forced_in),
        f"{key} out": _in_order(desk, limits.forced_out),
        **wish_states(desk, key, limits),
    }


def _in_order(desk: Desk, actions: Iterable[str]) -> list[str]:
    """Actions in the order of the library; those that it does not have stand at the end."""
    wanted = set(actions)
    return [one for one in desk.library.actions if one in wanted] + sorted(wanted - desk.library.actions.keys())


def _draw(desk: Desk, key: str, limits: Limits, states: States) -> States:
    drawn = {**_draw_money(desk, key, limits, states), **_draw_numbers(desk, key, states)}
    drawn |= _draw_leads(desk, key, limits, states)
    with st.expander(desk.say("budgets.decided"), icon=":material/push_pin:", key="decided"):
        drawn |= _draw_actions(desk, f"{key} in", "forced_in", states)
        drawn |= _draw_actions(desk, f"{key} out", "forced_out", states)
        drawn |= draw_wishes(desk, key, limits, states)
    if both := limits.forced_in & limits.forced_out:
        st.warning(plain(desk.say("plan.forced_both", actions=listed(action_said(desk, one) for one in sorted(both)))))
    return drawn


def _draw_money(desk: Desk, key: str, limits: Limits, states: States) -> States:
    """The ceilings; and where donors are named, whether one alone is to pay an action."""
    say = desk.say
    drawn: dict[str, Any] = {}
    if limits.donors:
        drawn[f"{key} one donor"] = st.toggle(
            say("budgets.one_donor"), states[f"{key} one donor"], key=f"{key} one donor", disabled=desk.closed
        )
    for place, name in zip(st.columns(2), ("money", "upkeep"), strict=True):
        drawn[f"{key} {name}"] = place.number_input(
            say(f"plan.{name}" if name == "money" else f"budgets.{name}", currency=desk.dossier.setup.currency),
            min_value=0.0,
            max_value=max(float(MOST_MONEY), states[f"{key} {name}"] or 0.0),
            value=states[f"{key} {name}"],
            step=1000.0,
            format="%.10g",
            key=f"{key} {name}",
            placeholder=say("plan.money_placeholder"),
            help=say("plan.money_help" if name == "money" else "budgets.upkeep_help"),
            disabled=desk.closed,
        )
    return drawn


def _draw_numbers(desk: Desk, key: str, states: States) -> States:
    say, columns = desk.say, st.columns((4, 4, 5))
    begun = has_begun(desk.dossier)
    start = columns[0].date_input(
        say("plan.start"),
        states[f"{key} start"],
        FIRST_START,
        LAST_START,
        key=f"{key} start",
        format="DD/MM/YYYY",
        help=say("plan.start_begun" if begun else "plan.start_help"),
        disabled=begun or desk.closed,
    )
    quarters = columns[1].number_input(
        say("plan.quarters"),
        1,
        max(MOST_QUARTERS, states[f"{key} quarters"]),
        states[f"{key} quarters"],
        1,
        key=f"{key} quarters",
        help=say("plan.quarters_help"),
        disabled=desk.closed,
    )
    at_once = _many_at_once(desk, columns[2], say("plan.at_once"), f"{key} at once", states, say("plan.at_once_help"))
    return {f"{key} start": start, f"{key} quarters": quarters, f"{key} at once": at_once}


def _many_at_once(desk: Desk, place: Any, label: str, key: str, states: States, help: str | None = None) -> int:
    most = max(MOST_AT_ONCE, states[key])
    picked: int = place.number_input(label, 0, most, states[key], 1, key=key, help=help, disabled=desk.closed)
    return picked


def _draw_leads(desk: Desk, key: str, limits: Limits, states: States) -> States:
    """Which leads have a number of their own, and a box for each."""
    unknown = [lead for lead in states[f"{key} leads"] if lead not in _leads(desk)]
    picked = st.multiselect(
        desk.say("plan.at_once_leads"),
        [*_leads(desk), *unknown],
        states[f"{key} leads"],
        lambda lead: named(desk, "lead", lead),
        key=f"{key} leads",
        placeholder=desk.say("plan.at_once_leads_placeholder"),
        select_all=False,
        disabled=desk.closed,
    )
    drawn: dict[str, Any] = {f"{key} leads": picked}
    columns = st.columns(min(3, max(1, len(picked))))
    for place, lead in enumerate(picked):
        label = plain(desk.say("plan.at_once_of", lead=named(desk, "lead", lead)))
        box = columns[place % len(columns)]
        drawn[f"{key} lead {lead}"] = _many_at_once(desk, box, label, f"{key} lead {lead}", states)
    return drawn


def _draw_actions(desk: Desk, key: str, name: str, states: States) -> States:
    unknown = [one for one in states[key] if one not in desk.library.actions]
    picked = st.multiselect(
        desk.say(f"plan.{name}"),
        [*desk.library.actions, *unknown],
        states[key],
        lambda one: desk.say("plan.no_such_action", id=one) if one in unknown else action_said(desk, one),
        key=key,
        placeholder=desk.say("plan.forced_placeholder"),
        select_all=False,
        disabled=desk.closed,
    )
    return {key: picked}


def _pick(desk: Desk, key: str, limits: Limits, drawn: States) -> Limits:
    was = _states(desk, key, limits)
    return replace(
        limits,
        start=drawn[f"{key} start"],
        quarters=drawn[f"{key} quarters"],
        at_once_default=drawn[f"{key} at once"],
        at_once={lead: drawn[f"{key} lead {lead}"] for lead in drawn[f"{key} leads"]},
        money=_amount(limits.money, was[f"{key} money"], drawn[f"{key} money"]),
        upkeep=_amount(limits.upkeep, was[f"{key} upkeep"], drawn[f"{key} upkeep"]),
        one_donor_each=drawn.get(f"{key} one donor", limits.one_donor_each),
        forced_in=frozenset(drawn[f"{key} in"]),
        forced_out=frozenset(drawn[f"{key} out"]),
        **pick_wishes(key, drawn),
    )


def _amount(exact: Fraction | None, was: float | None, drawn: float | None) -> Fraction | None:
    """What a box says; an amount that it can show only roughly stays exact until it is changed."""
    if drawn == was:
        return exact
    return None if drawn is None else Fraction(repr(drawn))
