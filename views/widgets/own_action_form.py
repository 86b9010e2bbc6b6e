"""The form of an action of the administration's own: written, changed, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import streamlit as st

from planning.own_action_checks import MOST_MONTHS, own_action_problems
from planning.own_actions import own_order
from planning.plan import Plan
from questionnaire.entries import Subject, own_action_at
from questionnaire.own_actions import LEADS, LONGEST_NAME, LONGEST_TEXT, OWN_PREFIX, TYPES, OwnAction
from scoring.gaps import step_needs
from storage.repository import StaleEntry, StorageFault
from views.desk import Desk
from views.plan_by_hand import ByHand, held
from views.plan_words import action_said, named
from views.widgets.hand_note import draw_note, leave_note
from views.widgets.pad import plain

NOTE = "own action"
USUAL_MONTHS = 6
LONGEST_LABEL = 110
"""How many characters of a criterion a list shows."""
TEXTS = ("steps", "indicator", "verification", "risk")


def own_action_form(desk: Desk, plan: Plan | None) -> bool:
    """Draw the form. True: an action was kept or withdrawn, and the page must be drawn again."""
    say = desk.say
    with st.expander(say("plan_edit.own.title"), icon=":material/add_task:", key="own actions"):
        st.markdown(say("plan_edit.own.about"))
        new = _next_id(desk)
        picked = st.selectbox(
            say("plan_edit.own.which"),
            [new, *sorted(desk.dossier.own_actions, key=own_order)],
            index=None,
            format_func=lambda id: say("plan_edit.own.new") if id == new else action_said(desk, id),
            key=f"own action {desk.language}",
            placeholder=say("plan_edit.own.which_placeholder"),
        )
        again = _form(desk, picked, plan) if picked else False
        draw_note(desk, NOTE)  # beside the button that was pressed: the form is longer than a screen
        return again


def _next_id(desk: Desk) -> str:
    """One more than the highest number ever given: what was withdrawn keeps its number."""
    entries = desk.repository.entries(desk.dossier.id)
    given = (one.address.parts[0] for one in entries if one.address.subject is Subject.OWN_ACTION)
    numbers = (id.removeprefix(OWN_PREFIX) for id in given)
    return f"{OWN_PREFIX}{1 + max((int(one) for one in numbers if one.isdecimal() and len(one) < 10), default=0)}"


def _form(desk: Desk, id: str, plan: Plan | None) -> bool:
    """The fields of one action with the buttons that keep and withdraw it.

    The stamp that the form was first drawn with is remembered, so that nobody else's change is overwritten unseen.
    """
    known = desk.dossier.own_actions.get(id)
    entry = held(desk, own_action_at(id))
    seen = desk.memo.setdefault(f"own stamp {desk.dossier_id} {id}", entry.stamp if entry else 0)
    with st.form(f"own form {id} {desk.language}", border=False):
        drawn = _fields(desk, id, known or _blank(desk, id))
        pressed = st.form_submit_button(desk.say("plan_edit.own.save" if known else "plan_edit.own.save_new"))
    if pressed:
        return _keep(desk, drawn, plan, seen)
    return _withdrawal(desk, id, plan, seen) if known else False


def _blank(desk: Desk, id: str) -> OwnAction:
    return OwnAction(id, "", TYPES[0], LEADS[0], USUAL_MONTHS, currency=desk.dossier.setup.currency)


def _fields(desk: Desk, id: str, known: OwnAction) -> OwnAction:
    """Draw every field; the action that they say."""
    say, key = desk.say, f"own {desk.dossier_id} {id} {desk.language}"
    name = st.text_input(say("plan_edit.own.name"), known.name, max_chars=LONGEST_NAME, key=f"{key} name")
    left, middle, right = st.columns((3, 3, 1))
    type = _one_of(desk, left, "type", TYPES, known.type, key)
    lead = _one_of(desk, middle, "lead", LEADS, known.lead, key)
    months = right.number_input(
        say("plan_edit.own.months"), 1, max(MOST_MONTHS, known.months), known.months, 1, key=f"{key} months"
    )
    meets, after = _links(desk, id, known, key)
    money = _money(desk, known, key)
    texts = {
        name: st.text_area(
            say(f"plan_edit.own.{name}"), getattr(known, name), max_chars=LONGEST_TEXT, key=f"{key} {name}", height=80
        ).strip()
        for name in TEXTS
    }
    return OwnAction(id, name.strip(), type, lead, int(months), meets, after, **money, **texts)


def _one_of(desk: Desk, place: Any, field: str, words: tuple[str, ...], known: str, key: str) -> str:
    """A word of a closed list; one that the list does not have stays."""
    options = list(words) if known in words else [*words, known]
    label = desk.say(f"plan_edit.own.{field}")
    picked: str = place.selectbox(
        label, options, options.index(known), lambda one: named(desk, field, one), key=f"{key} {field}"
    )
    return picked


def _links(desk: Desk, id: str, known: OwnAction, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which criteria it meets, what comes before it."""
    say = desk.say
    criteria = list(dict.fromkeys((*_missing(desk), *desk.framework.home_of_criterion, *known.meets)))
    meets = st.multiselect(
        say("plan_edit.own.meets"),
        criteria,
        list(known.meets),
        lambda one: _criterion(desk, one),
        key=f"{key} meets",
        placeholder=say("plan_edit.own.meets_placeholder"),
        help=say("plan_edit.own.meets_help"),
        select_all=False,
    )
    actions = list(dict.fromkeys((*(one for one in desk.library.actions if one != id), *known.after)))
    after = st.multiselect(
        say("plan_edit.own.after"),
        actions,
        list(known.after),
        lambda one: action_said(desk, one),
        key=f"{key} after",
        placeholder=say("plan_edit.own.after_placeholder"),
        select_all=False,
    )
    return tuple(meets), tuple(after)


def _missing(desk: Desk) -> Iterable[str]:
    """The criteria that targets still miss, in framework order."""
    for capability in desk.framework.capabilities:
        target = desk.dossier.targets.get(capability.id)
        if target is not None:
            yield from step_needs(desk.card, capability.id, target.level).unmet


def _criterion(desk: Desk, id: str) -> str:
    text = desk.framework.criterion_text[id](desk.language) if id in desk.framework.criterion_text else ""
    return plain(f"{id} {text if len(text) <= LONGEST_LABEL else text[:LONGEST_LABEL] + '…'}".strip())


def _money(desk: Desk, known: OwnAction, key: str) -> Mapping[str, Any]:
    """Both amounts and their currency. An amount that the box can show only roughly stays exact until it is changed."""
    say, columns = desk.say, st.columns(3)
    found: dict[str, Any] = {}
    for place, field in zip(columns, ("one_off", "recurrent"), strict=False):
        exact: Fraction | None = getattr(known, field)
        shown = None if exact is None else float(exact)
        typed = place.number_input(
            say(f"plan_edit.own.{field}"),
            min_value=0.0,
            value=shown,
            step=1000.0,
            format="%.10g",
            key=f"{key} {field}",
            help=say("plan_edit.own.money_help"),
        )
        found[field] = exact if typed == shown else None if typed is None else Fraction(repr(float(typed)))
    currency = columns[2].text_input(
        say("plan_edit.own.currency"), known.currency or desk.dossier.setup.currency, max_chars=3, key=f"{key} currency"
    )
    return {**found, "currency": currency.strip().upper()}


# --- keeping --------------------------------------------------------------------------------------------------


def _keep(desk: Desk, action: OwnAction, plan: Plan | None, seen: int) -> bool:
    """Keep what the form says, once nothing is wrong with it."""
    if problems := own_action_problems(action, desk.library, desk.framework):
        lines = [f"- {plain(one.sentence(desk.say))}" for one in problems]
        st.warning("\n".join([desk.say("plan_edit.own.wrong"), "", *lines]))
        return False
    key = "plan_edit.own.saved_in_plan" if _in_plan(action.id, plan) else "plan_edit.own.saved"
    return _written(desk, action.id, action, seen, desk.say(key, action=f"{action.id} {action.name}"))


def _withdrawal(desk: Desk, id: str, plan: Plan | None, seen: int) -> bool:
    """The button that withdraws it; why not, where it is in the plan."""
    if _in_plan(id, plan):
        st.markdown(desk.say("plan_edit.own.withdraw_in_plan"))
        return False
    if not st.button(desk.say("plan_edit.own.withdraw"), icon=":material/delete:", key=f"withdraw {id} {seen}"):
        return False
    return _written(desk, id, None, seen, desk.say("plan_edit.own.withdrawn", action=id))


def _in_plan(id: str, plan: Plan | None) -> bool:
    return plan is not None and any(step.action.id == id for step in plan.steps)


def _written(desk: Desk, id: str, value: OwnAction | None, seen: int, told: str) -> bool:
    place = f"own stamp {desk.dossier_id} {id}"
    try:
        desk.memo[place] = desk.save(own_action_at(id), value, expect=seen).stamp
        result = ByHand.KEPT
    except StaleEntry as stale:
        desk.memo[place] = stale.held.stamp
        desk.forget()
        result = ByHand.STALE
    except StorageFault:
        result = ByHand.NOT_SAVED
    leave_note(desk, NOTE, result, {ByHand.KEPT: told, ByHand.STALE: desk.say("plan_edit.own.stale")})
    return True
