"""One capability among the priorities: from where to where, its points part by part, its fields, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import streamlit as st

from questionnaire.needs import AtLeast
from reports.priority_figures import chance_said, ranks_said
from scoring.gaps import step_needs
from scoring.priorities import Priority
from scoring.rank_certainty import RankCertainty
from views.capability_words import (
    GATE,
    criteria_list,
    criterion_said,
    factor_said,
    go_to_capability,
    level_said,
)
from views.desk import Desk
from views.opening import open_question
from views.widgets.figure import show_rows
from views.widgets.kept import keep
from views.widgets.pad import plain
from views.widgets.target_fields import target_field, threat_field
from words.numbers import day, number


def priority_card(
    desk: Desk, capability: str, priorities: Sequence[Priority], certainties: Mapping[str, RankCertainty]
) -> bool:
    """Draw the card of a capability. True: its target or its threat was saved, and the page must be drawn again."""
    priority = next((one for one in priorities if one.capability == capability), None)
    with st.container(border=True, key="priority"):
        _head(desk, capability, priority)
        if priority is not None:
            _points(desk, priority)
            st.markdown(plain(_sure(desk, certainties[capability])))
        st.markdown(f"**{desk.say('priorities.target_and_threat')}**")
        again = keep(desk, target_field(desk, capability))
        again |= keep(desk, threat_field(desk, capability))
        if priority is not None:
            _missing(desk, priority)
        _ways_on(desk, capability)
    return again


def _head(desk: Desk, capability: str, priority: Priority | None) -> None:
    node = desk.framework.capability(capability)
    gate = f" {GATE} {desk.say('priorities.gate')}" if node.gate else ""
    rank = f"{priority.rank}. " if priority else ""
    name = plain(node.name(desk.language))
    st.markdown(f"**{plain(rank)}{capability} {name}**{gate}  \n{plain(_from_to(desk, capability))}")


def _from_to(desk: Desk, capability: str) -> str:
    """Where it stands, where it is to go, and by when."""
    say, held = desk.say, desk.card[capability].value
    value, target = level_said(desk, held), desk.dossier.targets.get(capability)
    if target is None:
        return say("priorities.stands_at", value=value)
    level = level_said(desk, target.level)
    if held is not None and held >= target.level:
        return say("priorities.stands_reached", value=value, target=level)
    if target.due is None:
        return say("priorities.from_to", value=value, target=level)
    return say("priorities.from_to_by", value=value, target=level, due=day(target.due, desk.language))


def _points(desk: Desk, one: Priority) -> None:
    """The product, a factor a line."""
    say = desk.say
    section = desk.framework.home_of_capability[one.capability]
    own = desk.framework.capability(one.capability).weight
    weight = say("priorities.weight")
    if section.weight != 1:
        weight = say(
            "priorities.weight_of", capability=factor_said(desk, own), section=factor_said(desk, section.weight)
        )
    scale = desk.framework.main_scale
    size = one.gap.size or Fraction(0)
    gap = say("priorities.gap_factor", gap=factor_said(desk, size), scale=factor_said(desk, scale.width))
    rows = [
        (weight, factor_said(desk, one.weight)),
        (say("priorities.gate_factor" if one.gate_factor > 1 else "priorities.not_gate_factor"), str(one.gate_factor)),
        (say("priorities.threat_factor"), str(one.threat)),
        (gap, number(one.gap_share, desk.language, 2)),
        (say("priorities.product"), number(one.points, desk.language, 2)),
    ]
    show_rows(desk, (say("priorities.part"), say("priorities.factor")), rows)


def _sure(desk: Desk, sure: RankCertainty) -> str:
    """How sure the rank is, as a sentence."""
    facts = {"share": chance_said(sure.first_ten, desk.say), "ranks": ranks_said(sure, desk.say)}
    return desk.say("priorities.sure", draws=number(sure.draws, desk.language, 0), **facts)


def _missing(desk: Desk, one: Priority) -> None:
    """The criteria between the level of now and the target, in words."""
    gap, say = one.gap, desk.say
    assert gap.target is not None
    target = level_said(desk, gap.target.level)
    if gap.blocked:
        named = "; ".join(criterion_said(desk, blocked.by) for blocked in gap.blocked)
        st.warning(say("priorities.blocked", by=named))
    if not gap.unmet:
        if not gap.blocked:
            st.markdown(say("priorities.nothing_missing"))
        return
    st.markdown(f"**{say('priorities.missing', n=len(gap.unmet), target=plain(target))}**")
    st.markdown(criteria_list(desk, gap.unmet, gap.to_verify))
    notes = _some_will_do(desk, one)
    notes += [say("priorities.to_verify_told")] if gap.to_verify.intersection(gap.unmet) else []
    if notes:
        st.markdown(" ".join(notes))


def _some_will_do(desk: Desk, one: Priority) -> list[str]:
    """Of which checklists fewer of the listed items are needed than are listed, and how many."""
    assert one.gap.target is not None
    needs = step_needs(desk.card, one.capability, one.gap.target.level).questions
    return [
        desk.say("priorities.items_enough", n=need.need.number, of=len(need.need.criteria), question=need.question)
        for need in needs
        if isinstance(need.need, AtLeast) and need.need.number < len(need.need.criteria)
    ]


def _ways_on(desk: Desk, capability: str) -> None:
    with st.container(horizontal=True, gap="small"):
        see_actions = desk.say("priorities.see_actions")
        key = f"actions for {capability}"
        if desk.makes_plan and st.button(see_actions, icon=":material/arrow_forward:", key=key):
            go_to_capability(desk, "plan", capability)
        asked = [one.id for one in desk.framework.capability(capability).questions if one.id in desk.card.asked]
        for question in asked:
            label = desk.say("priorities.see_question", id=question)
            if st.button(label, type="tertiary", icon=":material/edit:", key=f"question {question}"):
                open_question(desk, desk.dossier_id or "", question)
