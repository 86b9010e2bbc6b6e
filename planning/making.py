"""From a search to a plan: assembled, with who pays what and how sure it is the best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from planning.actions import Library
from planning.assembly import assemble
from planning.best_plan import Found, Told, best_starts
from planning.candidates import Candidates
from planning.plan import Plan
from planning.reach import Reach
from planning.situation import Situation
from questionnaire.assessment import Dossier
from scoring.scorecard import ScoreCard


def candidates_for(dossier: Dossier, card: ScoreCard, library: Library, today: date) -> Candidates:
    """What a plan can be made of on a day."""
    return Candidates(Reach(Situation.of(dossier, card, library, today)))


def plan_of(candidates: Candidates, found: Found) -> Plan:
    """The plan that a search found. Raises ValueError where it found none."""
    if found.starts is None:
        raise ValueError("the search found no plan")
    return replace(assemble(candidates, found.starts), proof=found.proof)


def best_plan(
    dossier: Dossier,
    card: ScoreCard,
    library: Library,
    *,
    today: date,
    clock: Callable[[], float],
    seconds: float = 60,
    told: Told = lambda state: False,
) -> Plan | None:
    """The best plan within the limits that a search of so many seconds finds; None where the limits allow none.

    `clock` gives seconds that only rise. A plan may be empty: where no action serves a target, none is the best.
    """
    candidates = candidates_for(dossier, card, library, today)
    found = best_starts(candidates, clock=clock, seconds=seconds, told=told)
    return None if found.starts is None else plan_of(candidates, found)
