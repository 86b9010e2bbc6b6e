"""The tables beside the plan: when each target is reached, which are missed and why, what is left out, cost by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from access.permissions import Right
from planning.plan import LeftOut, LevelStep, Plan, Reason
from questionnaire.intentions import Target
from reports.price_names import price_name
from scoring.gaps import current_level
from views.capability_words import called, level_said
from views.desk import Desk
from views.plan_by_hand import ByHand, put_in
from views.plan_words import action_said, breaches_said, listed, money_said, named, not_costed, reason_said, thing_said
from views.widgets.figure import show_rows
from views.widgets.hand_note import draw_note, leave_note
from views.widgets.pad import plain
from views.widgets.why_not_part import why_not_part
from words.numbers import day, month, number

NOT_IN = "not in"
"""Where on the page it is said what came of putting an action in."""
MOST_IN_WORDS = 2
"""More criteria than these are named by their ids alone: the row would fill the page."""


@dataclass(frozen=True)
class Outcome:
    """What a plan makes of one target: the highest level it brings, when, and the steps that it misses."""

    target: Target
    level: int | None
    on: date | None
    missed: tuple[LevelStep, ...]
    to_verify: bool

    @property
    def reached(self) -> bool:
        """Whether nothing is missed."""
        return not self.missed

    @property
    def late(self) -> bool:
        """Whether the target is reached after its date."""
        return self.reached and bool(self.on and self.target.due and self.on > self.target.due)


def outcomes(desk: Desk, plan: Plan) -> Mapping[str, Outcome]:
    """What the plan makes of every target that lies above the level of today, in framework order."""
    ends = {step.action.id: step.ends_on for step in plan.steps}
    return dict(_outcomes(desk, plan, ends))


def _outcomes(desk: Desk, plan: Plan, ends: Mapping[str, date]) -> Iterator[tuple[str, Outcome]]:
    for capability in desk.framework.capabilities:
        steps = [one for one in plan.reached if one.capability == capability.id]
        missed = tuple(one for one in plan.missed if one.capability == capability.id)
        if not steps and not missed:
            continue
        on = max((ends[action] for one in steps for action in one.actions), default=None)
        level = max((one.level for one in steps), default=None)
        doubtful = any(one.to_verify for one in (*steps, *missed))
        yield capability.id, Outcome(desk.dossier.targets[capability.id], level, on, missed, doubtful)


def draw_reached(desk: Desk, results: Mapping[str, Outcome]) -> None:
    """When each target is reached, beside its date."""
    reached = {id: one for id, one in results.items() if one.reached}
    if not reached:
        return
    with st.expander(desk.say("plan.targets_when", n=len(reached)), icon=":material/flag:", key="reached"):
        heads = [desk.say(f"plan.{head}") for head in ("target_capability", "target_level", "target_when")]
        show_rows(desk, heads, [_reached_row(desk, id, one) for id, one in reached.items()])


def _reached_row(desk: Desk, capability: str, one: Outcome) -> tuple[str, ...]:
    when = day(one.on, desk.language) if one.on else desk.say("plan.target_now")
    if one.on and one.target.due:
        key = "plan.target_when_late" if one.late else "plan.target_when_due"
        when = desk.say(key, when=when, due=day(one.target.due, desk.language))
    return _marked(desk, called(desk, capability), one), level_said(desk, one.level), when


def _marked(desk: Desk, text: str, one: Outcome) -> str:
    return f"{text} ({desk.say('plan.to_verify')})" if one.to_verify else text


def draw_missed(desk: Desk, plan: Plan, results: Mapping[str, Outcome]) -> None:
    """Which targets are not reached, and what stands in the way."""
    missed = {id: one for id, one in results.items() if not one.reached}
    if not missed:
        return
    with st.expander(desk.say("plan.missed", n=len(missed)), icon=":material/block:", key="missed"):
        st.markdown(desk.say("plan.missed_about"))
        heads = [desk.say(f"plan.{head}") for head in ("target_capability", "target_level", "missed_why")]
        rows = [_missed_row(desk, plan, id, one) for id, one in missed.items()]
        show_rows(desk, heads, rows, on_a_phone=2)


def _missed_row(desk: Desk, plan: Plan, capability: str, one: Outcome) -> tuple[str, ...]:
    brings = desk.say("plan.missed_nothing") if one.level is None else level_said(desk, one.level)
    now, target = level_said(desk, current_level(desk.card, capability)), level_said(desk, one.target.level)
    level = desk.say("plan.missed_from_to", from_=now, target=target, brings=brings)
    return _marked(desk, called(desk, capability), one), level, _why_missed(desk, plan, one)


def _why_missed(desk: Desk, plan: Plan, one: Outcome) -> str:
    """What no action can bring; else why the actions that could help are left out."""
    blocked = dict.fromkeys(name for step in one.missed for name in step.blocked_by)
    if blocked:
        few = len(blocked) <= MOST_IN_WORDS
        what = listed(thing_said(desk, name) for name in blocked) if few else ", ".join(blocked)
        return desk.say("plan.missed_blocked", what=what)
    wanted = {criterion for step in one.missed for criterion in step.criteria}
    helping = [out for out in plan.left_out if wanted.intersection(desk.library.actions[out.action].meets)]
    return "; ".join(_short_reasons(desk, helping)) or desk.say("plan.missed_limits")


def _short_reasons(desk: Desk, helping: Sequence[LeftOut]) -> list[str]:
    """Each reason once, with the leads that it names."""
    leads: dict[Reason, dict[str, None]] = {}
    for one in helping:
        busy = one.because if one.reason is Reason.NO_CAPACITY else ()
        leads.setdefault(one.reason, {}).update(dict.fromkeys(named(desk, "lead", lead) for lead in busy))
    told = {reason: desk.say(f"plan.reason_short.{reason.value}") for reason in leads}
    return [f"{told[reason]} ({', '.join(names)})" if names else told[reason] for reason, names in leads.items()]


def draw_left_out(desk: Desk, plan: Plan) -> bool:
    """Any action that is not in, with its reason and the way in; below, all of them. True: the way in was tried."""
    draw_note(desk, NOT_IN)
    if not plan.left_out:
        return False
    by_id = {one.action: one for one in plan.left_out}
    picked = st.selectbox(
        desk.say("plan.why_not_label"),
        list(by_id),
        index=None,
        format_func=lambda id: action_said(desk, id),
        key=f"why not {desk.language}",
        placeholder=desk.say("plan.why_not_placeholder"),
    )
    again = False
    if picked in by_id:
        st.info(f"**{plain(action_said(desk, picked))}**  \n{plain(reason_said(desk, by_id[picked], plan.currency))}")
        again = desk.may(Right.PRIORITISE) and _way_in(desk, picked)
        why_not_part(desk, plan, by_id[picked])
    with st.expander(desk.say("plan.left_out", n=len(by_id)), icon=":material/playlist_remove:", key="left out"):
        heads = [desk.say("plan.left_out_action"), desk.say("plan.left_out_reason")]
        rows = [(action_said(desk, one.action), reason_said(desk, one, plan.currency)) for one in plan.left_out]
        show_rows(desk, heads, rows)
    return again


def _way_in(desk: Desk, action: str) -> bool:
    """The button that puts an action in where it first breaks nothing. True: it was pressed."""
    say = desk.say
    if not st.button(say("plan_edit.put_in"), icon=":material/add_circle:", key=f"put in {action}"):
        return False
    change = put_in(desk, action)
    step = next((one for one in change.plan.steps if one.action.id == action), None) if change.plan else None
    start = month(step.starts_on, desk.language) if step else ""
    why = " ".join(breaches_said(desk, change.breaches))
    sentences = {
        ByHand.KEPT: say("plan_edit.put_in_done", action=action, start=start),
        ByHand.REFUSED: say("plan_edit.put_in_refused", action=action, why=why),
    }
    leave_note(desk, NOT_IN, change.result, sentences)
    return True


def draw_cost(desk: Desk, plan: Plan) -> None:
    """Cost by year, and by name what has no price."""
    with st.expander(desk.say("plan.by_year"), icon=":material/payments:", key="by year"):
        heads = [desk.say(f"plan.{head}") for head in ("year", "cost", "own_staff")]
        rows = []
        for year, cost in sorted(plan.cost_by_year.items()):
            days = desk.say("plan.own_days", n=cost.own_days, days=number(cost.own_days, desk.language, 0))
            partly = cost.not_costed and cost.amount is not None
            amount = money_said(desk, cost, plan.currency)
            rows.append((str(year), f"{amount} + {desk.say('figures.cost.partly')}" if partly else amount, days))
        show_rows(desk, heads, rows)
    if items := not_costed(plan):
        with st.expander(desk.say("plan.not_costed_list", n=len(items)), icon=":material/money_off:", key="not costed"):
            st.markdown(desk.say("plan.not_costed_about"))
            st.markdown(
                plain(listed(sorted((price_name(desk.library, one, desk.say) for one in items), key=str.casefold)))
            )
            if st.button(desk.say("plan.go_prices"), icon=":material/arrow_forward:", key="go prices"):
                st.switch_page(desk.pages["settings"], query_params={"a": desk.dossier_id or ""})
