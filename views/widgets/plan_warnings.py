"""What a colleague would say about the plan before it goes out: one amber box, a line for each thing."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from planning.plan import Plan
from planning.plan_warnings import PlanWarning, plan_warnings
from views.desk import Desk
from views.widgets.pad import plain

MOST_SHOWN = 4
"""More lines than these would push the plan off the screen: the others are one click away."""


def draw_warnings(desk: Desk, plan: Plan) -> None:
    """The warnings about a plan made within the limits of the assessment; nothing where there are none."""
    warnings = plan_warnings(plan, desk.dossier.limits)
    if not warnings:
        return
    head = f"**{desk.say('plan_warnings.head', n=len(warnings))}**"
    with st.container(key="warnings"):
        st.warning(f"{head}\n\n{_lines(desk, warnings[:MOST_SHOWN])}", icon=":material/lightbulb:")
        more = warnings[MOST_SHOWN:]
        if more:
            with st.expander(desk.say("plan.and_more", n=len(more)), key="more warnings"):
                st.markdown(_lines(desk, more))


def _lines(desk: Desk, warnings: Iterable[PlanWarning]) -> str:
    return "\n".join(f"- {plain(one.sentence(desk.say))}" for one in warnings)
