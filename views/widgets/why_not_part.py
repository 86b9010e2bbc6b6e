"""What it would take to have an action that is left out: solved again on demand, for that one action."""

from __future__ import annotations

from time import monotonic

import streamlit as st

from planning.counterfactuals import SOLVED_AGAIN, WhyNot, why_not
from planning.making import candidates_for
from planning.plan import LeftOut, Plan
from reports.why_not_words import enters_said, why_not_said
from views.desk import Desk
from views.memo import once
from views.plan_search import known_frontier
from views.widgets.pad import plain

SECONDS = 15.0


def why_not_part(desk: Desk, plan: Plan, left: LeftOut) -> None:
    """The button, and once it was pressed the answer, which stays as long as nothing changes."""
    if left.reason not in SOLVED_AGAIN:
        return
    asked = f"asked why not {desk.dossier_id} {desk.dossier.revision} {left.action}"
    if st.button(desk.say("why_not.ask"), icon=":material/help:", key=f"why not {left.action}"):
        desk.memo[asked] = True
    if not desk.memo.get(asked):
        return
    with st.spinner(desk.say("why_not.asking")):
        answer = once((asked, desk.framework.content_hash), lambda: _answer(desk, plan, left.action))
    sentences = [why_not_said(answer, plan.currency, desk.say)]
    frontier = known_frontier(desk)
    if frontier is not None and frontier.points:
        sentences.append(enters_said(frontier, left.action, plan.currency, desk.say))
    st.info(f"**{desk.say('why_not.head')}**  \n{plain(' '.join(sentences))}", icon=":material/help:")


def _answer(desk: Desk, plan: Plan, action: str) -> WhyNot:
    candidates = candidates_for(desk.dossier, desk.card, desk.library, desk.now().date())
    starts = {step.action.id: step.start for step in plan.steps}
    return why_not(candidates, starts, action, clock=monotonic, seconds=SECONDS)
