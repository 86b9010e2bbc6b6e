"""The place of one action in the plan: another start, the way out, and what holds when the plan is made again."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from planning.plan import Plan, PlanStep
from planning.plan_change import plan_change
from questionnaire.intentions import Limits
from views.desk import Desk
from views.plan_by_hand import ByHand, HandChange, keep_limits, move, take_out
from views.plan_words import breaches_said, reached_level
from views.step_rows import quarter_said, quarters_offered
from views.widgets.hand_note import draw_note, leave_note
from views.widgets.phone import is_phone

ONE_ACTION = "one action"
"""Where on the page it is said what came of it."""


def step_place(desk: Desk, plan: Plan, step: PlanStep) -> bool:
    """Draw it. True: something was changed or refused, and the page must be drawn again."""
    again = _start(desk, plan, step)
    again |= _way_out(desk, plan, step)
    draw_note(desk, ONE_ACTION)
    return again | _wishes(desk, plan, step)


def _key(desk: Desk, step: PlanStep) -> str:
    """The start is part of every key, so that a click on a page that shows an older one is no click here."""
    return f"{step.action.id} {step.start} {desk.language}"


def _start(desk: Desk, plan: Plan, step: PlanStep) -> bool:
    say, action, key = desk.say, step.action.id, _key(desk, step)
    offered = quarters_offered(desk, plan.start, (step.start,))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        months = list(offered)
        picked = st.selectbox(say("plan_edit.starts"), months, index=step.start, key=f"start {key}", width=220)
        pressed = st.button(say("plan_edit.move"), icon=":material/event:", key=f"move {key}")
    if not pressed or offered.get(picked, step.start) == step.start:
        return False
    change = move(desk, action, offered[picked])
    sentences = {
        ByHand.KEPT: say("plan_edit.moved", action=action, start=picked),
        ByHand.REFUSED: say("plan_edit.move_refused", action=action, start=picked, why=_why(desk, change)),
    }
    leave_note(desk, ONE_ACTION, change.result, sentences)
    return True


def _way_out(desk: Desk, plan: Plan, step: PlanStep) -> bool:
    """What no longer is reached without the action is said with it."""
    say, action, key = desk.say, step.action.id, _key(desk, step)
    wide = not is_phone(st.context.headers)  # on a phone the words of the box would be cut beside the button
    with st.container(horizontal=wide, vertical_alignment="center"):
        pressed = st.button(say("plan_edit.take_out"), icon=":material/remove_circle:", key=f"out {key}")
        for_good = st.checkbox(say("plan_edit.for_good"), key=f"for good {key}")
    if not pressed:
        return False
    change = take_out(desk, action, for_good=for_good)
    sentences = {
        ByHand.KEPT: " ".join(filter(None, (say("plan_edit.taken_out", action=action), _lost(desk, plan, change)))),
        ByHand.REFUSED: say("plan_edit.take_out_refused", action=action, why=_why(desk, change)),
    }
    leave_note(desk, ONE_ACTION, change.result, sentences)
    return True


def _why(desk: Desk, change: HandChange) -> str:
    return " ".join(breaches_said(desk, change.breaches))


def _lost(desk: Desk, plan: Plan, change: HandChange) -> str:
    lost = plan_change(plan, change.plan).levels_lost if change.plan else ()
    levels = "; ".join(reached_level(desk, *level) for level in lost)
    return desk.say("plan_edit.taken_out_levels", n=len(lost), levels=levels) if lost else ""


def _wishes(desk: Desk, plan: Plan, step: PlanStep) -> bool:
    """What holds when the plan is made again: that it starts here, that it is in."""
    limits, action = desk.dossier.limits, step.action.id
    pinned, must = limits.pinned.get(action), action in limits.forced_in
    if told := _wishes_told(desk, plan, step):
        st.markdown(told)
    with st.container(horizontal=True):
        here = pinned == step.start
        if _wish(desk, step, "unpin" if here else "pin", "pin"):
            others = {one: quarter for one, quarter in limits.pinned.items() if one != action}
            return _keep(desk, replace(limits, pinned=others if here else {**others, action: step.start}))
        if _wish(desk, step, "no_must" if must else "must", "must"):
            return _keep(desk, replace(limits, forced_in=limits.forced_in ^ {action}))
    return False


def _wishes_told(desk: Desk, plan: Plan, step: PlanStep) -> str:
    limits, told = desk.dossier.limits, []
    pinned = limits.pinned.get(step.action.id)
    if pinned is not None:
        key = "pinned" if pinned == step.start else "pinned_other"
        told.append(desk.say(f"plan_edit.{key}", start=quarter_said(desk, plan.start, pinned)))
    if step.action.id in limits.forced_in:
        told.append(desk.say("plan_edit.is_must"))
    return " ".join(told)


def _wish(desk: Desk, step: PlanStep, name: str, hint: str) -> bool:
    label, help = desk.say(f"plan_edit.{name}"), desk.say(f"plan_edit.{hint}_help")
    return st.button(label, key=f"{name} {_key(desk, step)}", help=help)


def _keep(desk: Desk, limits: Limits) -> bool:
    leave_note(desk, ONE_ACTION, keep_limits(desk, limits), {})
    return True
