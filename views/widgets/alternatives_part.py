"""Plans put aside, side by side with the kept one: what each reaches and costs, and what only one of them has."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.permissions import Right
from planning.plan import Plan
from questionnaire.framework import Framework
from reports.frontier_figures import weighted
from reports.plan_figures import cost_in_words
from reports.proof_words import proof_short
from views.alternatives import LONGEST_NAME, PLACES, Aside, ComparedPlan, compared, only_in, put_aside, remove, take
from views.desk import Desk
from views.kept_plan import KeptPlan
from views.plan_words import action_said
from views.widgets.figure import show_rows
from views.widgets.pad import plain
from views.widgets.phone import is_phone
from words.numbers import NO_SCORE, month

ON_A_PHONE = 2


def alternatives_part(desk: Desk, kept: KeptPlan | None) -> bool:
    """The comparison, and the ways to put a plan aside, take one, or remove one. True: draw the page again."""
    if kept is None and not desk.dossier.alternatives:
        return False
    st.subheader(desk.say("budgets.aside.title"), anchor=False)
    _told(desk)
    plans = compared(desk, kept)
    again = False
    if desk.dossier.alternatives:
        shown = _shown(desk, plans)
        _table(desk, shown)
        _differences(desk, shown)
        again = _ways(desk, plans)
    if kept is not None and desk.may(Right.PRIORITISE):
        again = _put_aside(desk) or again
    return again


def _told(desk: Desk) -> None:
    told: tuple[str, Aside] | None = desk.memo.get("aside told")
    if told is None:
        return
    did, result = told
    if result is Aside.DONE:
        st.success(desk.say(f"budgets.aside.{did}"))
    else:
        st.warning(desk.say(f"budgets.aside.{result.value}"))


def _shown(desk: Desk, plans: tuple[ComparedPlan, ...]) -> tuple[ComparedPlan, ...]:
    """All of them; on a phone two that are picked."""
    if not is_phone(st.context.headers) or len(plans) <= ON_A_PHONE:
        return plans
    names = {one.place: one.name for one in plans}
    picked = st.multiselect(
        desk.say("budgets.aside.which"),
        list(names),
        list(names)[:ON_A_PHONE],
        lambda place: names.get(place, place),
        max_selections=ON_A_PHONE,
        key=f"aside shown {desk.dossier_id} {desk.language} {len(plans)}",
        placeholder=desk.say("plan.forced_placeholder"),
        select_all=False,
    )
    return tuple(one for one in plans if one.place in picked) or plans[:ON_A_PHONE]


def _table(desk: Desk, plans: Sequence[ComparedPlan]) -> None:
    say, framework = desk.say, desk.framework
    rows = [[say("budgets.aside.proof"), *(proof_short(one.proof, say, one.why) for one in plans)]]
    rows.append([say("budgets.aside.levels"), *(str(len(_reached(one.plan))) for one in plans)])
    for section in framework.sections:
        counts = [_of_section(one.plan, section.id, framework) for one in plans]
        if any(counts):
            rows.append([section.short(desk.language), *map(str, counts)])
    rows.append([say("budgets.aside.weighted"), *(weighted(one.plan.value, say) for one in plans)])
    rows.append([say("budgets.aside.one_off"), *(_cost(desk, one.plan, yearly=False) for one in plans)])
    rows.append([say("budgets.aside.upkeep"), *(_cost(desk, one.plan, yearly=True) for one in plans)])
    rows.append([say("budgets.aside.actions"), *(str(len(one.plan.steps)) for one in plans)])
    rows.append([say("budgets.aside.finish"), *(_finish(desk, one.plan) for one in plans)])
    heads = [say("budgets.aside.what"), *(one.name for one in plans)]
    show_rows(desk, heads, rows, on_a_phone=len(heads))
    st.markdown(say("budgets.aside.about"))


def _reached(plan: Plan) -> list[str]:
    return [one.capability for one in plan.reached if not one.to_reassess]


def _of_section(plan: Plan, section: str, framework: Framework) -> int:
    return sum(framework.home_of_capability[one].id == section for one in _reached(plan))


def _cost(desk: Desk, plan: Plan, *, yearly: bool) -> str:
    return cost_in_words(plan.recurrent if yearly else plan.one_off, plan.currency, desk.say)


def _finish(desk: Desk, plan: Plan) -> str:
    return month(max(one.ends_on for one in plan.steps), desk.language) if plan.steps else NO_SCORE


def _differences(desk: Desk, plans: Sequence[ComparedPlan]) -> None:
    """Folded: the actions that only one of those shown has; in a sentence, that there is none."""
    only, names = only_in(plans), {one.place: one.name for one in plans}
    n = sum(map(len, only.values()))
    if not n:
        st.markdown(desk.say("budgets.aside.same_actions"))
        return
    with st.expander(desk.say("budgets.aside.only", n=n), icon=":material/difference:", key="aside only"):
        for place, actions in only.items():
            if actions:
                lines = "\n".join(f"- {plain(action_said(desk, one))}" for one in actions)
                st.markdown(f"**{plain(names[place])}**\n\n{lines}")


def _ways(desk: Desk, plans: Sequence[ComparedPlan]) -> bool:
    for one in (one for one in plans if one.place and desk.may(Right.PRIORITISE)):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(one.name)}**", width=220)
            took = st.button(desk.say("budgets.aside.take"), key=f"take aside {one.place}", icon=":material/check:")
            gone = st.button(
                desk.say("budgets.aside.remove"), key=f"remove aside {one.place}", icon=":material/delete:"
            )
        if took or gone:
            result = take(desk, one.place) if took else remove(desk, one.place)
            desk.memo["aside told"] = ("taken" if took else "removed", result)
            return True
    return False


def _put_aside(desk: Desk) -> bool:
    if len(desk.dossier.alternatives) >= len(PLACES):
        st.markdown(desk.say("budgets.aside.full"))
        return False
    with (
        st.form("put aside", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input(desk.say("budgets.aside.as"), max_chars=LONGEST_NAME, width=280, key="aside name")
        pressed = st.form_submit_button(desk.say("budgets.aside.put"), icon=":material/bookmark_add:")
    if pressed:
        desk.memo["aside told"] = ("put_done", put_aside(desk, name or ""))
    return pressed
