"""What changed against an earlier plan of the same assessment: a sentence, the actions, the levels, the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import streamlit as st

from planning.follow_up import plan_from
from planning.plan import Plan, PlanStep
from planning.plan_change import AmountChange, PlanChange, plan_change
from questionnaire.entries import LIMITS, PLANNED, Entry
from questionnaire.intentions import Limits
from views.desk import Desk
from views.memo import once
from views.plan_words import action_said, reached_level, span_said
from views.step_history import called_by
from views.widgets.figure import show_rows
from views.widgets.pad import plain
from views.widgets.phone import is_phone
from words.numbers import clock, day, money, number


def draw_change(desk: Desk, plan: Plan) -> None:
    """What changed from an earlier plan to the one that is kept; nothing where this is the first."""
    earlier = _earlier(desk)
    if not earlier:
        return
    with st.expander(desk.say("plan_edit.change.title"), icon=":material/difference:", key="what changed"):
        picked = st.selectbox(
            desk.say("plan_edit.change.which"),
            list(earlier),
            format_func=lambda stamp: _choice(desk, earlier[stamp]),
            key=f"earlier plan {desk.language}",
        )
        if picked in earlier:
            before = _plan_then(desk, earlier[picked])
            _told(desk, before, plan, plan_change(before, plan))


def _earlier(desk: Desk) -> Mapping[int, Entry]:
    """The plans that were kept before the one of now by their stamp, the latest first."""
    history = desk.repository.history(desk.dossier.id, PLANNED)
    return {one.stamp: one for one in reversed(history[:-1]) if one.value}


def _choice(desk: Desk, entry: Entry) -> str:
    when = {"day": day(entry.at.date(), desk.language), "at": clock(entry.at, desk.language)}
    return desk.say("plan_edit.change.choice", who=called_by(desk, entry.by), **when)


def _plan_then(desk: Desk, entry: Entry) -> Plan:
    """The starts and limits of then with the answers, prices and actions of now."""
    limits = [
        one.value
        for one in desk.repository.history(desk.dossier.id, LIMITS)
        if one.revision <= entry.revision and one.value is not None
    ]
    dossier = replace(desk.dossier, limits=limits[-1] if limits else Limits(), proof=None, planned=entry.value)
    key = ("earlier plan", dossier.id, dossier.edition, desk.framework.content_hash, entry.stamp)
    return once(key, lambda: plan_from(dossier, desk.card, desk.library, entry.value, entry.at.date()))


def _told(desk: Desk, before: Plan, after: Plan, change: PlanChange) -> None:
    say = desk.say
    st.markdown(say("plan_edit.change.about"))
    if change.is_nothing:
        st.markdown(f"**{say('plan_edit.change.nothing')}**")
    else:
        counts = {"added": change.added, "dropped": change.dropped, "moved": change.moved, "kept": change.kept}
        parts = (say(f"plan_edit.change.{name}", n=len(found)) for name, found in counts.items() if found)
        st.markdown(f"**{say('plan_edit.change.sentence', parts=', '.join(parts))}**")
    heads = [say(f"plan_edit.change.{head}") for head in ("what", "was", "is")]
    _numbers(desk, [*heads, say("plan_edit.change.by")], _number_rows(desk, before, after, change))
    if rows := _action_rows(desk, before, after, change):
        show_rows(desk, heads, rows)
    for name in ("levels_gained", "levels_lost"):
        _levels(desk, name, getattr(change, name))


def _numbers(desk: Desk, heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """The table of numbers; on a phone, which has no room for four columns, then, now and difference in one."""
    if is_phone(st.context.headers):
        heads = (heads[0], f"{heads[1]} \u2192 {heads[2]} ({heads[3]})")
        rows = [(row[0], f"{row[1]} \u2192 {row[2]} ({row[3]})") for row in rows]
    show_rows(desk, heads, rows)


def _number_rows(desk: Desk, before: Plan, after: Plan, change: PlanChange) -> list[tuple[str, ...]]:
    """Levels reached and both sides of the money, then, now, and by how much."""
    levels = AmountChange(Fraction(len(before.reached)), Fraction(len(after.reached)))
    rows = [_row(desk, "value", [number(one, desk.language, 0) for one in _three(levels)], levels)]
    for name, one in (("one_off", change.one_off), ("recurrent", change.recurrent)):
        said = [_money(desk, amount, after.currency) for amount in _three(one)]
        rows.append(_row(desk, name, said, one))
    return rows


def _three(one: AmountChange) -> tuple[Fraction | None, ...]:
    return one.before, one.after, None if one.difference is None else abs(one.difference)


def _money(desk: Desk, amount: Fraction | None, currency: str) -> str:
    return desk.say("plan_edit.change.not_known") if amount is None else money(amount, currency, desk.language)


def _row(desk: Desk, name: str, said: Sequence[str], one: AmountChange) -> tuple[str, ...]:
    sign = "" if not one.difference else "+" if one.difference > 0 else "\u2212"
    return desk.say(f"plan_edit.change.{name}"), said[0], said[1], sign + said[2]


def _action_rows(desk: Desk, before: Plan, after: Plan, change: PlanChange) -> list[tuple[str, str, str]]:
    """Each action that is not where it was: in which months then, in which now."""
    had = {step.action.id: step for step in before.steps}
    has = {step.action.id: step for step in after.steps}
    found = (*change.added, *change.dropped, *(one.action for one in change.moved))
    return [(action_said(desk, one), _span(desk, had.get(one)), _span(desk, has.get(one))) for one in found]


def _span(desk: Desk, step: PlanStep | None) -> str:
    return span_said(desk, step.starts_on, step.ends_on) if step else desk.say("plan_edit.change.not_in")


def _levels(desk: Desk, name: str, levels: Sequence[tuple[str, int]]) -> None:
    """The highest level of each capability holds the lower ones."""
    if levels:
        highest = dict(sorted(levels, key=lambda one: one[1]))
        order = [one.id for one in desk.framework.capabilities if one.id in highest]
        lines = [f"- {plain(reached_level(desk, one, highest[one]))}" for one in order]
        st.markdown("\n".join([f"**{desk.say(f'plan_edit.change.{name}')}**", "", *lines]))
