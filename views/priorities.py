"""Gaps and priorities: targets to start from, the ranking with its points, and the chosen capability part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from access.permissions import Right
from questionnaire.framework import WHOLE
from questionnaire.progress import next_unanswered
from reports.charts import certainty_chart, gap_chart, priority_chart
from scoring.gaps import Gap, find_gaps, is_plannable
from scoring.priorities import Importance, Priority, rank_gaps
from scoring.rank_certainty import DRAWS, SEED, RankCertainty, rank_certainty
from views.capability_words import called
from views.desk import Desk
from views.memo import once
from views.opening import open_question, section_of
from views.widgets.figure import draw_chart, show_rows
from views.widgets.locked_note import locked
from views.widgets.pad import plain
from views.widgets.priority_card import priority_card
from views.widgets.starting_rules import starting_rules, told_after_setting
from views.widgets.status_bar import status_bar
from words.numbers import number


def show(desk: Desk) -> None:
    """Draw the page: no score yet, no targets yet, or the ranking with the chosen capability beside it."""
    st.title(desk.say("pages.priorities"), anchor=False)
    if desk.card[WHOLE].value is None:
        _nothing_scored(desk)
        return
    told_after_setting(desk)
    shut = locked(desk, Right.PRIORITISE)
    if desk.dossier.targets:
        gaps = find_gaps(desk.card, desk.dossier.targets)
        again = _ranking(desk, gaps, rank_gaps(gaps, Importance(desk.framework, desk.dossier.threats)))
    else:
        st.subheader(desk.say("priorities.set_first"), anchor=False)
        st.markdown(desk.say("priorities.set_first_about"))
        again = not shut and starting_rules(desk)
    following = "budgets" if desk.makes_plan else "documents"
    status_bar(desk, next_label=desk.say(f"priorities.next_{following}"), next_page=following)
    if again:
        st.rerun()
    desk.memo.pop("targets told", None)


def _nothing_scored(desk: Desk) -> None:
    """What gives the first gap, and the way to the question that waits."""
    st.info(desk.say("priorities.no_score"), icon=":material/hourglass_empty:")
    waiting = next_unanswered(desk.dossier) or desk.framework.questions[0]
    section = section_of(desk.framework, waiting.id)
    label = desk.say("results.continue", id=waiting.id)
    status_bar(desk, next_label=label, next_page=f"section {section}", query={"q": waiting.id})


def _ranking(desk: Desk, gaps: Sequence[Gap], priorities: Sequence[Priority]) -> bool:
    """The list on the left, the chosen capability on the right. True: something was saved."""
    certainties = _certainties(desk, gaps)
    left, right = st.columns((6, 5), gap="large")
    with left:
        _figure(desk, gaps, priorities, certainties)
    with right:
        chosen = _chosen(desk, priorities)
        again = chosen is not None and priority_card(desk, chosen, priorities, certainties)
    with left:
        _unanswered(desk, [gap.capability for gap in gaps if gap.unanswered])
        again |= _again(desk)
    return again


def _certainties(desk: Desk, gaps: Sequence[Gap]) -> Mapping[str, RankCertainty]:
    """How sure the ranks are, by capability; drawn once per revision."""
    dossier = desk.dossier
    key = ("rank certainty", dossier.id, dossier.edition, desk.whole.content_hash)
    importance = Importance(desk.framework, dossier.threats)
    return once(key, lambda: {one.capability: one for one in rank_certainty(desk.card, gaps, importance)})


def _figure(
    desk: Desk, gaps: Sequence[Gap], priorities: Sequence[Priority], certainties: Mapping[str, RankCertainty]
) -> None:
    """The first ten, by how sure their ranks are or by their points, or the widest gaps; all of them as a table."""
    if desk.card[WHOLE].provisional:
        st.markdown(f":material/info: {desk.say('priorities.provisional')}")
    if not priorities:
        st.success(desk.say("priorities.all_reached"))
        return
    sure = certainty_chart(priorities, certainties, desk.framework, desk.say)
    shown = {
        "certainty": sure,
        "points": priority_chart(priorities, desk.framework, desk.say),
        "gaps": gap_chart(gaps, desk.framework, desk.say),
    }
    draw_chart(shown[_picked_view(desk, tuple(shown))])
    label = desk.say("priorities.table_all", n=len(priorities))
    with st.expander(label, icon=":material/table:", key="table priorities"):
        show_rows(desk, sure.figure.heads, sure.figure.rows)
        st.markdown(plain(desk.say("priorities.how_drawn", draws=number(DRAWS, desk.language, 0), seed=SEED)))


def _picked_view(desk: Desk, offered: Sequence[str]) -> str:
    picked = st.segmented_control(
        desk.say("priorities.view"),
        offered,
        default=desk.memo.get("priorities shown", offered[0]),
        format_func=lambda view: desk.say(f"priorities.views.{view}"),
        key="priorities view",
        label_visibility="collapsed",
        required=True,
    )
    desk.memo["priorities shown"] = picked
    return picked or offered[0]


def _chosen(desk: Desk, priorities: Sequence[Priority]) -> str | None:
    """The capability that is looked at: the one in the address, else the first. Any that is scored can be chosen.

    The words of a choice bear no rank: the browser knows a choice by its words, and ranks change with every target.
    """
    options = _choices(desk, priorities)
    if not options:
        return None
    named = st.query_params.get("capability", "")
    if named not in options and f"capability {named}" in desk.framework.node_names:
        st.info(plain(desk.say("priorities.without_score", capability=called(desk, named))))
        named = options[0]
    picked: str = st.selectbox(
        desk.say("priorities.choose"),
        options,
        index=options.index(named) if named in options else 0,
        format_func=lambda one: called(desk, one),
        key=f"priority of {desk.dossier_id} {desk.language}",
        placeholder=desk.say("priorities.choose_placeholder"),
    )
    if picked != named:
        st.query_params["capability"] = picked
    return picked


def _choices(desk: Desk, priorities: Sequence[Priority]) -> list[str]:
    """The ranked capabilities in their order, then the others that are scored and can have a target."""
    ranked = [one.capability for one in priorities]
    scored = (one for one in desk.framework.capabilities if desk.card[one.id].value is not None)
    return ranked + [one.id for one in scored if one.id not in ranked and is_plannable(desk.framework, one)]


def _unanswered(desk: Desk, capabilities: Sequence[str]) -> None:
    """The capabilities without a score, each with the way to its question."""
    if not capabilities:
        return
    label = desk.say("priorities.unanswered", n=len(capabilities))
    with st.expander(label, icon=":material/radio_button_unchecked:", key="unanswered"):
        st.markdown(desk.say("priorities.unanswered_about"))
        with st.container(gap="xxsmall"):
            for id in capabilities:
                question = next(one.id for one in desk.framework.capability(id).questions if one.id in desk.card.asked)
                label = plain(called(desk, id))
                if st.button(label, type="tertiary", icon=":material/arrow_forward:", key=f"answer {id}"):
                    open_question(desk, desk.dossier_id or "", question)


def _again(desk: Desk) -> bool:
    if not desk.may(Right.PRIORITISE):
        return False
    with st.expander(desk.say("priorities.again"), icon=":material/restart_alt:", key="again"):
        st.markdown(desk.say("priorities.again_about", n=len(desk.dossier.targets)))
        return starting_rules(desk)
