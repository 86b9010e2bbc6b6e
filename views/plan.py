"""The plan: its limits, the button that makes it, and the plan that is kept: what it reaches, costs and leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from planning.checker import Breach
from planning.plan import Plan, PlanStep
from planning.situation import Situation
from reports.charts import timeline_chart
from reports.plan_figures import cost_in_words, section_of_step
from views.desk import Desk
from views.kept_plan import KeptPlan, Made, Making, kept_plan, make_plan
from views.plan_words import action_said, not_costed
from views.widgets.closing_actions import closing_actions
from views.widgets.figure import draw_chart, draw_table
from views.widgets.kept import keep
from views.widgets.limits_field import limits_field, limits_told
from views.widgets.pad import plain
from views.widgets.phone import is_phone
from views.widgets.plan_tables import Outcome, draw_cost, draw_left_out, draw_missed, draw_reached, outcomes
from views.widgets.status_bar import status_bar
from views.widgets.step_card import step_card
from words.numbers import day, month

MOST_IN_ONE_FIGURE = 24
"""A figure of more actions is longer than two screens: it is drawn section by section."""
MOST_BREACHES = 5


def show(desk: Desk) -> None:
    """Draw the page: limits and button, then the plan that is kept."""
    st.title(desk.say("pages.plan"), anchor=False)
    if not desk.makes_plan:
        st.info(desk.say("plan.of_site"), icon=":material/location_on:")
        status_bar(desk, next_label=desk.say("plan.next"), next_page="documents")
        return
    if not desk.dossier.targets:
        st.info(desk.say("plan.no_targets"), icon=":material/flag:")
        status_bar(desk, next_label=desk.say("results.next"), next_page="priorities")
        return
    kept = kept_plan(desk)
    _told(desk)
    if kept is not None:
        _finding(desk, kept)
    again = _making(desk, kept)
    again |= _closing(desk, kept)
    if kept is not None:
        _plan(desk, kept.plan)
    status_bar(desk, next_label=desk.say("plan.next"), next_page="documents")
    if again:
        st.rerun()
    desk.memo.pop("plan told", None)


# --- making ---------------------------------------------------------------------------------------------------


def _making(desk: Desk, kept: KeptPlan | None) -> bool:
    """The limits and the button. True: something was saved, and the page must be drawn again."""
    if kept is None:
        st.markdown(_missing_levels(desk))
    told = desk.say("plan.limits_are", limits=limits_told(desk, desk.dossier.limits))
    with st.expander(plain(told), expanded=kept is None, icon=":material/tune:", key="limits"):
        again = keep(desk, limits_field(desk))
    label = desk.say("plan.make" if kept is None else "plan.make_again")
    pressed = st.button(label, type="primary", icon=":material/construction:", key="make plan")
    if kept is None:
        st.markdown(desk.say("plan.make_about"))
    if pressed:
        desk.memo["plan told"] = make_plan(desk)
    return again or pressed


def _missing_levels(desk: Desk) -> str:
    steps = Situation.of(desk.dossier, desk.card, desk.library, desk.now().date()).steps
    return desk.say("plan.none_yet_levels", n=len(steps)) + " " + desk.say("plan.none_yet")


def _told(desk: Desk) -> None:
    """What came of the last press of the button, said until the page comes to rest."""
    made: Making | None = desk.memo.get("plan told")
    if made is None:
        return
    say = st.success if made.result in (Made.KEPT, Made.SAME) else st.warning
    sentence = desk.say(f"plan.{made.result.value}", n=made.actions)
    say("\n".join([sentence, "", *_breaches(desk, made.breaches)]) if made.breaches else sentence)


def _breaches(desk: Desk, breaches: Sequence[Breach]) -> list[str]:
    lines = [f"- {plain(one.sentence(desk.say))}" for one in breaches[:MOST_BREACHES]]
    more = len(breaches) - MOST_BREACHES
    return [*lines, f"- {desk.say('plan.and_more', n=more)}"] if more > 0 else lines


# --- what is kept ---------------------------------------------------------------------------------------------


def _finding(desk: Desk, kept: KeptPlan) -> None:
    """The sentence; then what changed since, what no longer fits, what is unknown."""
    plan, say = kept.plan, desk.say
    results = outcomes(desk, plan)
    st.markdown(_sentence(desk, plan, results))
    st.markdown(f"{say(f'plan.rule_{plan.ranked_by.value}')} {say('plan.kept_on', day=day(kept.on, desk.language))}")
    if kept.changed:
        what = ", ".join(say(f"plan.changed_what.{kind}", n=n) for kind, n in kept.changed.items())
        st.warning(say("plan.changed", what=what), icon=":material/update:")
    if kept.breaches:
        st.warning("\n".join([say("plan.no_longer_fits"), "", *_breaches(desk, kept.breaches)]))
    if plan.unknown:
        st.warning(plain(say("plan.unknown", n=len(plan.unknown), actions=", ".join(plan.unknown))))


def _sentence(desk: Desk, plan: Plan, results: Mapping[str, Outcome]) -> str:
    """How many actions, from when to when, how many levels, what it costs, what is not sure about it."""
    say, reached = desk.say, [one for one in plan.reached if not one.to_reassess]
    missed = [one for one in plan.missed if not one.to_reassess]
    counts = {
        "not_costed": len(not_costed(plan)),
        "verify": sum(one.to_verify for one in reached),
        "reassess": sum(one.to_reassess for one in plan.reached),
        "late": sum(one.late for one in results.values()),
    }
    if not plan.steps:
        return say("figures.timeline.nothing")
    parts = [
        say(
            "plan.finding",
            n=len(plan.steps),
            start=month(min(one.starts_on for one in plan.steps), desk.language),
            end=month(max(one.ends_on for one in plan.steps), desk.language),
            reached=len(reached),
            all=len(reached) + len(missed),
        ),
        say(
            "plan.finding_cost",
            one_off=plain(cost_in_words(plan.one_off, plan.currency, say)),
            recurrent=plain(cost_in_words(plan.recurrent, plan.currency, say)),
        ),
        *(say(f"plan.finding_{name}", n=n) for name, n in counts.items() if n),
    ]
    return " ".join(parts)


def _closing(desk: Desk, kept: KeptPlan | None) -> bool:
    """The actions for the capability that the address names. True: no longer wanted."""
    capability = st.query_params.get("capability", "")
    if f"capability {capability}" not in desk.framework.node_names:
        return False
    if closing_actions(desk, capability, kept.plan if kept else None):
        st.query_params.pop("capability", None)
        return True
    return False


def _plan(desk: Desk, plan: Plan) -> None:
    """Timeline, cost, one action, what is reached when, what is missed and why, what is left out and why."""
    results = outcomes(desk, plan)
    shown = _shown_part(desk, plan)
    drawn = timeline_chart(shown, desk.framework, desk.say, phone=is_phone(st.context.headers))
    draw_chart(drawn)
    draw_table(desk, drawn.figure, "timeline")
    draw_cost(desk, plan)
    draw_reached(desk, results)
    draw_missed(desk, plan, results)
    _one_step(desk, plan, shown)
    st.subheader(desk.say("plan.outside"), anchor=False)
    draw_left_out(desk, plan)


def _shown_part(desk: Desk, plan: Plan) -> Plan:
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
        default=_first_shown(desk, offered),
        format_func=lambda id: _part_said(desk, id, len(by_section.get(id, plan.steps))),
        key=f"plan-section-{desk.language}",
        label_visibility="collapsed",
        required=True,
        wrap=True,
    )
    desk.memo["part of the plan"] = picked
    return replace(plan, steps=tuple(by_section[picked])) if picked in by_section else plan


def _first_shown(desk: Desk, offered: Sequence[str]) -> str:
    """The part picked last (its words change with the plan), the section that the address names, else the first."""
    if (last := desk.memo.get("part of the plan")) in (*offered, ""):
        return str(last)
    named = st.query_params.get("capability", "")
    if f"capability {named}" in desk.framework.node_names and desk.framework.home_of_capability[named].id in offered:
        return desk.framework.home_of_capability[named].id
    return offered[0]


def _part_said(desk: Desk, section: str, n: int) -> str:
    if not section:
        return desk.say("plan.all", n=n)
    return plain(desk.say("plan.of_section", section=desk.framework.section(section).short(desk.language), n=n))


def _one_step(desk: Desk, plan: Plan, shown: Plan) -> None:
    """One action of those in the figure, with all that is known of it."""
    if not shown.steps:
        return
    by_id = {step.action.id: step for step in shown.steps}
    key = f"plan-step-{desk.language}"
    picked = st.selectbox(desk.say("plan.step"), list(by_id), format_func=lambda id: action_said(desk, id), key=key)
    if picked in by_id:
        step_card(desk, plan, by_id[picked])
