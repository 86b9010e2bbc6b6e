"""What the plan that is kept comes to, in sentences: what it reaches and costs, what changed, what is not sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from planning.breach import Breach
from planning.plan import Plan
from reports.plan_figures import cost_in_words
from reports.proof_words import proof_of, proof_said
from views.desk import Desk
from views.kept_plan import KeptPlan
from views.plan_by_hand import best_known, by_hand_since
from views.plan_words import MOST_BREACHES, breach_said, not_costed
from views.widgets.pad import plain
from views.widgets.plan_tables import Outcome, outcomes
from words.numbers import day, month, percent


def draw_finding(desk: Desk, kept: KeptPlan) -> None:
    """The sentence; then what changed since, what no longer fits, what is unknown."""
    plan, say = kept.plan, desk.say
    results = outcomes(desk, plan)
    st.markdown(_sentence(desk, plan, results))
    how = _by_hand(desk, kept) or _how_good(desk, kept)
    st.markdown(f"{how} {say('plan.kept_on', day=day(kept.on, desk.language))}")
    if kept.changed:
        what = ", ".join(say(f"plan.changed_what.{kind}", n=n) for kind, n in kept.changed.items())
        st.warning(say("plan.changed", what=what), icon=":material/update:")
    if kept.breaches:
        st.warning("\n".join([say("plan.no_longer_fits"), "", *breach_lines(desk, kept.breaches)]))
    if plan.unknown:
        st.warning(plain(say("plan.unknown", n=len(plan.unknown), actions=", ".join(plan.unknown))))


def breach_lines(desk: Desk, breaches: Sequence[Breach]) -> list[str]:
    """Breaches as lines of a list: the first ones, and how many more there are."""
    lines = [f"- {plain(breach_said(desk, one))}" for one in breaches[:MOST_BREACHES]]
    more = len(breaches) - MOST_BREACHES
    return [*lines, f"- {desk.say('plan.and_more', n=more)}"] if more > 0 else lines


def _how_good(desk: Desk, kept: KeptPlan) -> str:
    """What is proven of it; where nothing is, by which rule of thumb it was made."""
    plan, known = kept.plan, desk.dossier.proof
    if known is None or known.value_bound is None:
        return desk.say(f"plan.rule_{plan.ranked_by.value}")
    if kept.changed or (proof := proof_of(desk.dossier, plan)) is None:
        return desk.say("budgets.proof.changed")
    return proof_said(proof, plan.currency, desk.say)


def _by_hand(desk: Desk, kept: KeptPlan) -> str:
    """That people changed it since it was made, and how it compares where the two can be compared; else nothing."""
    made = by_hand_since(desk)
    if made is None:
        return ""
    known = best_known(desk, made)
    if known is None or not known.value or kept.changed:
        return desk.say("plan_edit.by_hand")
    told = desk.say("plan_edit.by_hand_best", share=percent(kept.plan.value / known.value, desk.language))
    if known.value_bound is None:
        return told
    bound = percent(known.value_bound / known.value, desk.language)
    return f"{told} {desk.say('plan_edit.by_hand_bound', share=bound)}"


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
