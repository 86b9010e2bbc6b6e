"""From a search to a plan: assembled, with who pays what and how sure it is the best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from planning.actions import Library
from planning.assembly import assemble
from planning.best_plan import best_starts
from planning.candidates import Candidates
from planning.plan import Plan
from planning.plan_model import PlanModel
from planning.reach import Reach
from planning.search_state import Found, Told
from planning.situation import Situation
from planning.solver import solve
from planning.starts import steps_reached
from questionnaire.assessment import Dossier
from scoring.scorecard import ScoreCard

PREVIEW_SECONDS, PREVIEW_SHARE = 2.0, 0.002
"""A first look may take so long, and fall short by so little."""


def candidates_for(dossier: Dossier, card: ScoreCard, library: Library, today: date) -> Candidates:
    """What a plan can be made of on a day."""
    return Candidates(Reach(Situation.of(dossier, card, library, today)))


@dataclass(frozen=True)
class Preview:
    """About what no plan within the limits exceeds, found at once: quarters and leads are not counted.

    `value` is in units of importance, `levels` how many level steps such a choice of actions reaches.
    """

    value: Fraction
    levels: int


def preview(candidates: Candidates) -> Preview | None:
    """A first look at what the money allows; None where it allows nothing at all, or the look took too long."""
    situation = candidates.situation
    model = PlanModel.of(candidates, ((0, situation.quarters - 1),))
    solved = solve(model.program, model.most_worth, seconds=PREVIEW_SECONDS, share=PREVIEW_SHARE)
    if solved.values is None:
        return None
    reached = steps_reached(candidates, model.chosen_in(solved.values))
    return Preview(sum((one.importance for one in reached), Fraction(0)), sum(not one.to_reassess for one in reached))


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
