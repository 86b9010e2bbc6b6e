"""The frontier on the page: its figure, its table, and a slider that tells what another budget would buy."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import streamlit as st

from jobs.request import Sought
from jobs.search import Phase, Search
from planning.frontier import Frontier, FrontierPoint, budget_of
from planning.making import candidates_for
from planning.plan import Plan, RankedBy
from reports.charts import frontier_chart
from reports.frontier_figures import weighted
from views.desk import Desk
from views.kept_plan import KeptPlan
from views.memo import once
from views.plan_search import (
    CURVE_SECONDS,
    begin,
    failed_frontier,
    known_frontier,
    line_before,
    under_way,
    with_kept,
)
from views.plan_words import action_said, reached_level
from views.widgets.figure import draw_chart, draw_table
from views.widgets.pad import plain
from views.widgets.plan_search_part import watch_until_over
from words.numbers import money

MOST_NAMED = 4
"""So many actions are named; of more, how many there are."""


def frontier_part(desk: Desk, kept: KeptPlan | None) -> bool:
    """The figure with its slider; or how far it is; or the button that begins it. True: draw the page again."""
    st.subheader(desk.say("budgets.frontier.title_part"), anchor=False)
    frontier = known_frontier(desk)
    if frontier is not None and frontier.points and frontier.points[-1].money:
        _draw(desk, frontier, kept)
        return False
    if (search := under_way(desk, Sought.FRONTIER)) is not None:
        watch_until_over(desk, search, _progress)
        return False
    if reference := failed_frontier(desk):
        st.error(desk.say("budgets.failed", reference=reference), icon=":material/error:")
    if frontier is not None:
        st.markdown(desk.say("budgets.frontier.no_money" if frontier.points else "budgets.frontier.nothing_at_all"))
        return False
    st.markdown(desk.say("budgets.frontier.nothing_yet"))
    if st.button(desk.say("budgets.frontier.begin"), icon=":material/show_chart:", key="begin frontier"):
        begin(desk, Sought.FRONTIER, CURVE_SECONDS)
        return True
    return False


def _progress(desk: Desk, search: Search) -> str:
    if search.phase is Phase.WAITING:
        return desk.say("budgets.waiting", n=line_before(search))
    if isinstance(search.progress, tuple):
        done, every = search.progress
        return desk.say("budgets.frontier.progress", n=every, done=done)
    return desk.say("budgets.frontier.beginning")


def _draw(desk: Desk, frontier: Frontier, kept: KeptPlan | None) -> None:
    currency, budget = desk.dossier.setup.currency, budget_of(desk.dossier.limits)
    if kept is not None:
        frontier = with_kept(frontier, kept, budget)
    drawn = frontier_chart(frontier, currency, desk.say, budget=budget)
    draw_chart(drawn)
    if desk.dossier.limits.donors:
        st.markdown(desk.say("budgets.frontier.same_donors"))
    _slider(desk, frontier, kept, budget)
    draw_table(desk, drawn.figure, "frontier")
    if _something_unpriced(desk):
        st.markdown(desk.say("budgets.frontier.unpriced"))
    _beyond_money(desk, frontier)


def _something_unpriced(desk: Desk) -> bool:
    """Whether something that could serve a target has no price: then the curve counts it as nothing."""
    key = ("unpriced", desk.dossier_id, desk.dossier.edition, desk.framework.content_hash)
    today = desk.now().date()
    return once(key, lambda: candidates_for(desk.dossier, desk.card, desk.library, today).ranked_by is RankedBy.MONTHS)


def _beyond_money(desk: Desk, frontier: Frontier) -> None:
    """The levels that no money buys, by name."""
    if not frontier.beyond_money:
        return
    highest = dict(sorted(frontier.beyond_money))
    levels = "; ".join(reached_level(desk, capability, level) for capability, level in highest.items())
    n = len(frontier.beyond_money)
    with st.expander(desk.say("budgets.frontier.no_money_buys", n=n), icon=":material/money_off:", key="beyond money"):
        st.markdown(f"{desk.say('budgets.frontier.no_money_buys_about')}  \n{plain(levels)}")


def _slider(desk: Desk, frontier: Frontier, kept: KeptPlan | None, budget: Fraction | None) -> None:
    """Another budget, and how the best plan there differs from the one that is kept."""
    points, currency = frontier.points, desk.dossier.setup.currency
    if len(points) < 2:
        return
    today = frontier.best_at(budget) if budget is not None else None
    place = st.select_slider(
        desk.say("budgets.frontier.slider"),
        range(len(points)),
        points.index(today) if today is not None else frontier.knee or 0,
        format_func=lambda one: money(points[one].money, currency, desk.language),
        key=f"frontier place {desk.dossier_id} {desk.language} {len(points)} {points[-1].money}",
    )
    point = points[place]
    facts = {
        "money": money(point.money, currency, desk.language),
        "spent": money(point.spent, currency, desk.language),
        "weighted": weighted(point.value, desk.say),
        "actions": len(point.actions),
    }
    st.markdown(plain(desk.say("budgets.frontier.at", n=point.levels, **facts)))
    if kept is not None:
        st.markdown(_against(desk, point, kept.plan))


def _against(desk: Desk, point: FrontierPoint, plan: Plan) -> str:
    """What the best plan at a budget has that the kept plan has not, and the other way round."""
    kept = {step.action.id for step in plan.steps}
    added, dropped = point.actions - kept, kept - point.actions
    levels = point.levels - sum(not one.to_reassess for one in plan.reached)
    say = desk.say
    if not added and not dropped:
        return say("budgets.frontier.same")
    if point.value == plan.value:
        return say("budgets.frontier.as_good")
    parts = [say(f"budgets.frontier.{'more' if levels > 0 else 'fewer'}", n=abs(levels))] if levels else []
    parts += [say("budgets.frontier.equal_levels")] if not levels else []
    for name, actions in (("added", added), ("dropped", dropped)):
        if actions:
            parts.append(f"- {say(f'budgets.frontier.{name}', n=len(actions), actions=plain(_named(desk, actions)))}")
    return "\n".join([*parts, "", say("budgets.frontier.not_nested")] if dropped and levels > 0 else parts)


def _named(desk: Desk, actions: Iterable[str]) -> str:
    order = {id: place for place, id in enumerate(desk.library.actions)}
    ordered = sorted(actions, key=lambda one: order.get(one, len(order)))
    more = len(ordered) - MOST_NAMED
    said = "; ".join(action_said(desk, one) for one in ordered[:MOST_NAMED])
    return f"{said}; {desk.say('plan.and_more', n=more)}" if more > 0 else said
