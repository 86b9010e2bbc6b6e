"""The search for a plan as a page sees it: begun, watched, and taken up where what it rests on is still the same."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from jobs.request import Request, Sought
from jobs.search import SEARCHES, Phase, Search, SearchKey
from planning.contradictions import Wish
from planning.frontier import Frontier, budget_of, with_plan
from planning.making import candidates_for, plan_of
from planning.search_state import Found
from planning.timetable import first_day
from questionnaire.assessment import Dossier
from views.desk import Desk
from views.kept_plan import KeptPlan, Making, keep_made, kept_plan

CURVE_SECONDS, WHY_SECONDS = 40.0, 20.0
"""How long the frontier and the limits that contradict each other are looked for at most."""


class Ending(StrEnum):
    """How a search for a plan ended, where it did not end with a plan to keep."""

    FAILED = "failed"
    STOPPED = "stopped"
    OUTDATED = "outdated"
    IMPOSSIBLE = "impossible"
    NOTHING = "nothing"


@dataclass(frozen=True)
class SearchEnd:
    """What came of a search: a plan that was kept or not, or another ending; `reference` is where the log says why."""

    making: Making | None = None
    ending: Ending | None = None
    reference: str = ""


def begin(desk: Desk, sought: Sought, seconds: float) -> Search:
    """Let a worker search, in the background."""
    request = Request(sought, desk.dossier, desk.card, desk.library, desk.now().date(), seconds)
    return SEARCHES.begin(_key(desk, sought), request)


def under_way(desk: Desk, sought: Sought) -> Search | None:
    """The search of that kind that is not over; None where there is none."""
    search = SEARCHES.search_of(_key(desk, sought))
    return None if search is None or search.over else search


def line_before(search: Search) -> int:
    """How many searches are to end before this one begins."""
    return SEARCHES.place_in_line(search)


def stopped_plan(desk: Desk) -> Found | None:
    """The best plan of a search that somebody stopped, waiting for a word whether to keep it; None where none is."""
    search = SEARCHES.search_of(_key(desk, Sought.PLAN))
    if search is None or search.phase is not Phase.DONE or not search.stopped or not _same_ground(desk, search):
        return None
    found: Found = search.result
    return None if found.starts is None else found


def take_up(desk: Desk, *, though_stopped: bool = False) -> SearchEnd | None:
    """Take up a search for a plan that is over: keep what it found, or say why not. None where nothing is over.

    One that was stopped is left alone until somebody says that its plan is to be kept.
    """
    search = SEARCHES.search_of(_key(desk, Sought.PLAN))
    if search is None or not search.over or (not though_stopped and stopped_plan(desk) is not None):
        return None
    if not SEARCHES.take(search):
        return None
    if search.phase is Phase.FAILED:
        return SearchEnd(ending=Ending.FAILED, reference=search.failed)
    if search.phase is Phase.CANCELLED:
        return SearchEnd(ending=Ending.STOPPED)
    if not _same_ground(desk, search):
        return SearchEnd(ending=Ending.OUTDATED)
    return _kept(desk, search.result, search.request.today)


def _kept(desk: Desk, found: Found, today: date) -> SearchEnd:
    if found.impossible:
        begin(desk, Sought.CONTRADICTION, WHY_SECONDS)
        return SearchEnd(ending=Ending.IMPOSSIBLE)
    if found.starts is None:
        return SearchEnd(ending=Ending.NOTHING)
    plan = plan_of(candidates_for(desk.dossier, desk.card, desk.library, today), found)
    return SearchEnd(keep_made(desk, plan))


def drop(desk: Desk) -> None:
    """Forget the plan of a search that was stopped."""
    search = SEARCHES.search_of(_key(desk, Sought.PLAN))
    if search is not None and search.over:
        SEARCHES.take(search)


def contradicting(desk: Desk) -> tuple[Wish, ...] | None:
    """The limits that contradict each other, as they stand now; None where nobody looked or the look is not over."""
    wishes: tuple[Wish, ...] | None = _result(desk, Sought.CONTRADICTION)
    return wishes


def known_frontier(desk: Desk) -> Frontier | None:
    """The frontier for what stands now; a ceiling of money that moved since is only another place on it."""
    found: Frontier | None = _result(desk, Sought.FRONTIER)
    return found


def with_kept(frontier: Frontier, kept: KeptPlan, budget: Fraction | None) -> Frontier:
    """The frontier with the kept plan on it, which took longer to look for and may be worth more than its points.

    A plan that no longer stands as it was made is left aside.
    """
    if kept.changed or kept.breaches or budget is None:
        return frontier
    return with_plan(frontier, kept.plan, budget)


def found_beside_plan(desk: Desk) -> Frontier | None:
    """The known frontier with the kept plan on it; None without a plan, or where no money is needed."""
    kept, found = kept_plan(desk), known_frontier(desk)
    if kept is None or not kept.plan.steps or found is None or not found.points or not found.points[-1].money:
        return None
    return with_kept(found, kept, budget_of(desk.dossier.limits))


def failed_frontier(desk: Desk) -> str:
    """The reference of a frontier that failed; empty where none did."""
    search = SEARCHES.search_of(_key(desk, Sought.FRONTIER))
    return "" if search is None else search.failed


def _result(desk: Desk, sought: Sought) -> Any:
    search = SEARCHES.search_of(_key(desk, sought))
    if search is None or search.phase is not Phase.DONE or not _same_ground(desk, search):
        return None
    return search.result


def _key(desk: Desk, sought: Sought) -> SearchKey:
    assert desk.dossier_id is not None
    return SearchKey(desk.dossier_id, sought)


def _same_ground(desk: Desk, search: Search) -> bool:
    """Whether what a search rests on is still the same."""
    asked, today = search.request, desk.now().date()
    curve = asked.sought is Sought.FRONTIER
    return _ground(asked.dossier, asked.today, curve=curve) == _ground(desk.dossier, today, curve=curve)


def _ground(dossier: Dossier, today: date, *, curve: bool) -> tuple[Hashable | object, ...]:
    """All that a plan rests on; of a frontier, the ceiling of money is none of it unless it holds donors back."""
    limits = dossier.limits
    if curve:
        money = limits.money if limits.donors else None
        limits = replace(limits, start=first_day(limits, today), money=money)
    return (
        {key: answer.reply for key, answer in dossier.answers.items()},
        dossier.targets,
        dossier.threats,
        dossier.prices,
        dossier.rates,
        dossier.own_actions,
        dossier.progress,
        dossier.planned if dossier.progress or not curve else None,
        dossier.setup.currency,
        dossier.setup.profile,
        dossier.framework.content_hash,
        limits,
    )
