"""The search for the best plan on the page: the button, how far it is, what came of it, and limits that contradict."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from jobs.request import Sought
from jobs.search import Phase, Search
from planning.contradictions import Wish
from planning.search_state import SearchState
from reports.proof_words import gap_said
from reports.wish_words import wish_said
from views.desk import Desk
from views.kept_plan import Made
from views.plan_search import (
    Ending,
    SearchEnd,
    begin,
    contradicting,
    drop,
    line_before,
    stopped_plan,
    take_up,
    under_way,
)
from views.widgets.pad import plain
from views.widgets.plan_finding import breach_lines
from words.numbers import number

LOOK_AGAIN = 0.5
"""Seconds between two looks at a search."""
FAR = 2
TIMES = (15, 60, 300)
MADE_WELL = (Made.KEPT, Made.SAME)


def take_up_search(desk: Desk) -> None:
    """Keep what a search found since the page was last drawn; what came of it is told further down."""
    end = take_up(desk)
    if end is not None:
        desk.memo["search told"] = end
        if end.making is not None and end.making.result in MADE_WELL:
            begin_frontier(desk)


def begin_frontier(desk: Desk) -> None:
    """Let the frontier be looked for."""
    begin(desk, Sought.FRONTIER, 60)


def search_part(desk: Desk) -> bool:
    """The button, or how far the search is, or what to do with the plan of one that was stopped. True: draw again."""
    _told(desk)
    again = _stopped(desk)
    if (search := under_way(desk, Sought.PLAN)) is not None:
        return _running(desk, search) or again
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pressed = st.button(desk.say("budgets.find"), type="primary", icon=":material/search:", key="find plan")
        seconds = st.selectbox(
            desk.say("budgets.time"),
            TIMES,
            1,
            lambda one: _time_said(desk, one),
            key=f"search time {desk.language}",
            width=150,
        )
    if pressed:
        drop(desk)
        desk.memo.pop("search told", None)
        begin(desk, Sought.PLAN, float(seconds))
    return pressed or again


def _time_said(desk: Desk, seconds: int) -> str:
    return desk.say("budgets.seconds", n=seconds) if seconds <= 60 else desk.say("budgets.minutes", n=seconds // 60)


# --- while it runs ----------------------------------------------------------------------------------------------------


def _running(desk: Desk, search: Search) -> bool:
    _watch(desk, search)
    stopping = search.phase is Phase.STOPPING
    label = desk.say("budgets.stopping" if stopping else "budgets.stop")
    if st.button(label, icon=":material/stop_circle:", key="stop search", disabled=stopping):
        search.cancel()
        return True
    return False


@st.fragment(run_every=LOOK_AGAIN)
def watch_until_over(desk: Desk, search: Search, tell: Callable[[Desk, Search], str]) -> None:
    """How far a search is, looked at again and again; the whole page is drawn anew once it is over."""
    if search.over:
        st.rerun()
    st.markdown(plain(tell(desk, search)))


def _watch(desk: Desk, search: Search) -> None:
    watch_until_over(desk, search, progress_said)


def progress_said(desk: Desk, search: Search) -> str:
    """How far a search is: how many go before it, or what it has found and what is possible at most."""
    if search.phase is Phase.WAITING:
        return desk.say("budgets.waiting", n=line_before(search))
    facts = {"seconds": number(round(search.elapsed), desk.language, 0)}
    state = search.progress
    if not isinstance(state, SearchState):
        return desk.say("budgets.beginning", **facts)
    stage = desk.say(f"budgets.stage.{state.stage}")
    if state.value is None or state.bound is None:
        return desk.say("budgets.searching", stage=stage, **facts)
    found, bound = (number(one, desk.language, int(one.denominator != 1)) for one in (state.value, state.bound))
    if state.bound <= state.value:
        return desk.say("budgets.searching_best", stage=stage, found=found, **facts)
    if state.bound > FAR * state.value:  # A share of so little says nothing.
        return desk.say("budgets.searching_far", stage=stage, found=found, bound=bound, **facts)
    gap = gap_said(state.value, state.bound, desk.say)
    return desk.say("budgets.searching_gap", stage=stage, found=found, bound=bound, gap=gap, **facts)


# --- when it is over --------------------------------------------------------------------------------------------------


def _stopped(desk: Desk) -> bool:
    """The plan of a search that was stopped, to be kept or not. True: somebody has said which."""
    found = stopped_plan(desk)
    if found is None or found.proof is None:
        return False
    proof = found.proof
    if proof.value_bound is None:
        told = desk.say("budgets.stopped_unknown")
    elif proof.value_is_proven:
        told = desk.say("budgets.stopped_best")
    else:
        told = desk.say("budgets.stopped_gap", gap=gap_said(proof.value, proof.value_bound, desk.say))
    st.info(plain(told), icon=":material/front_hand:")
    with st.container(horizontal=True):
        keep = st.button(desk.say("budgets.keep_stopped"), key="keep stopped")
        leave = st.button(desk.say("budgets.drop_stopped"), key="drop stopped")
    if keep:
        desk.memo["search told"] = take_up(desk, though_stopped=True)
    elif leave:
        drop(desk)
    return keep or leave


def _told(desk: Desk) -> None:
    """What came of the last search, said until the page comes to rest; a contradiction as long as it stands."""
    end: SearchEnd | None = desk.memo.get("search told")
    if end is not None and end.making is not None:
        made = end.making
        say = st.success if made.result in MADE_WELL else st.warning
        sentence = desk.say(f"plan.{made.result.value}", n=made.actions)
        say("\n".join([sentence, "", *breach_lines(desk, made.breaches)]) if made.breaches else sentence)
    elif end is not None and end.ending is Ending.FAILED:
        st.error(desk.say("budgets.failed", reference=end.reference), icon=":material/error:")
    elif end is not None and end.ending is not None and end.ending is not Ending.IMPOSSIBLE:
        st.warning(desk.say(f"budgets.{end.ending.value}"))
    _contradiction(desk, impossible=end is not None and end.ending is Ending.IMPOSSIBLE)


def _contradiction(desk: Desk, *, impossible: bool) -> None:
    if (search := under_way(desk, Sought.CONTRADICTION)) is not None:
        st.warning(desk.say("budgets.impossible"), icon=":material/block:")
        watch_until_over(desk, search, lambda desk, _: desk.say("budgets.looking_why"))
        return
    wishes = contradicting(desk)
    if wishes:
        st.warning(_contradiction_said(desk, wishes), icon=":material/block:")
    elif wishes is not None or impossible:
        st.warning(desk.say("budgets.impossible"), icon=":material/block:")


def _contradiction_said(desk: Desk, wishes: tuple[Wish, ...]) -> str:
    head = desk.say("budgets.contradiction", n=len(wishes))
    lines = [f"- {plain(wish_said(one, desk.dossier, desk.library, desk.say))}" for one in wishes]
    return "\n".join([head, "", *lines, "", desk.say("budgets.contradiction_remedy", n=len(wishes))])
