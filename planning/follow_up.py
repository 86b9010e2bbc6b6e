"""The plan that was kept: written down as starts, and read again against the answers and prices of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from planning.actions import Library
from planning.assembly import assemble
from planning.candidates import Candidates
from planning.plan import Plan
from planning.reach import Reach
from planning.situation import Situation
from questionnaire.assessment import Dossier
from questionnaire.intentions import PlannedStart
from scoring.scorecard import ScoreCard


def starts(plan: Plan) -> tuple[PlannedStart, ...]:
    """What to keep of a plan: which action starts in which quarter; of actions that the library lost, nothing."""
    return tuple(PlannedStart(step.action.id, step.start) for step in plan.steps)


def plan_from(dossier: Dossier, card: ScoreCard, library: Library, starts: Iterable[PlannedStart], today: date) -> Plan:
    """The plan that was kept, with what it reaches, misses and costs now. Nothing is moved, added or dropped.

    It may no longer fit the limits or serve a target: the checker says so. Actions that the library does not have are
    in `unknown`. Of an action given twice the later line holds.
    """
    return plan_with(Candidates(Reach(Situation.of(dossier, card, library, today))), starts)


def plan_with(candidates: Candidates, starts: Iterable[PlannedStart]) -> Plan:
    """The same, in a situation that is looked at more than once."""
    kept = {start.action: start.quarter for start in starts}
    known = {action: quarter for action, quarter in kept.items() if action in candidates.situation.actions}
    plan = assemble(candidates, known)
    return replace(plan, unknown=tuple(action for action in kept if action not in known))
