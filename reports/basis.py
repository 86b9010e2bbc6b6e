"""What a report is made of, as its audience is told it: narrowed first, computed anew, then redacted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from planning.actions import Library
from planning.follow_up import plan_from, starts
from planning.narrowing import with_actions_told, without_withheld
from planning.own_actions import with_own_actions
from planning.plan import Plan
from questionnaire.assessment import Dossier
from questionnaire.own_actions import OWN_PREFIX
from questionnaire.withholding import told_without, withheld_before, withheld_from
from reports.audience import Audience
from reports.redaction import redacted_card, redacted_dossier
from scoring.gaps import Gap, find_gaps
from scoring.priorities import Importance, Priority, rank_gaps
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier


@dataclass(frozen=True, eq=False)
class Basis:
    """The facts under a report: the dossier, what was computed of it, and an earlier round to compare with."""

    dossier: Dossier
    card: ScoreCard
    gaps: tuple[Gap, ...]
    priorities: tuple[Priority, ...]
    plan: Plan | None
    library: Library
    earlier: Dossier | None = None


def redacted_basis(basis: Basis, audience: Audience, today: date) -> Basis:
    """The basis for an audience: all of it for the administration.

    For others the capabilities that are withheld go first, with what serves nothing that is asked, and every number is
    computed without them; then the words that are not theirs go.
    """
    if audience is Audience.ADMINISTRATION:
        return basis
    narrow = _narrowed(basis, withheld_from(basis.dossier), today)
    earlier = basis.earlier
    if earlier is not None:
        earlier = redacted_dossier(told_without(earlier, withheld_before(earlier, basis.dossier)), audience)
    return _redacted(replace(narrow, earlier=earlier), audience)


def _narrowed(basis: Basis, withheld: frozenset[str], today: date) -> Basis:
    """The basis as if the withheld capabilities had not been asked."""
    told = told_without(basis.dossier, withheld)
    library = without_withheld(basis.library, told.framework)
    own = told.own_actions.keys()
    actions = {id: one for id, one in library.actions.items() if not id.startswith(OWN_PREFIX) or id in own}
    library = replace(library, actions=actions)
    told = with_actions_told(told, library)
    card = score_dossier(told)
    gaps = find_gaps(card, told.targets)
    priorities = rank_gaps(gaps, Importance(told.framework, told.threats))
    plan = None if basis.plan is None else _plan(basis.plan, told, card, library, today)
    return replace(basis, dossier=told, card=card, gaps=gaps, priorities=priorities, plan=plan, library=library)


def _plan(plan: Plan, told: Dossier, card: ScoreCard, library: Library, today: date) -> Plan:
    """The plan of the actions that are told, begun on the same day; what the library does not have is not named."""
    limits = replace(told.limits, start=plan.start, quarters=plan.quarters)
    kept = (one for one in starts(plan) if one.action in library.actions)
    return plan_from(replace(told, limits=limits), card, library, kept, today)


def _redacted(basis: Basis, audience: Audience) -> Basis:
    """The basis without the words that the audience is not told."""
    dossier = redacted_dossier(basis.dossier, audience)
    library, plan = basis.library, basis.plan
    if dossier.own_actions != basis.dossier.own_actions:
        library = _with_own(library, dossier)
    if plan is not None and audience is Audience.PUBLIC:
        steps = tuple(replace(one, action=library.actions.get(one.action.id, one.action)) for one in plan.steps)
        # Who pays, and what was weighed and left, is between the administration and its donors.
        plan = replace(plan, steps=steps, payments=(), left_out=(), unknown=())
    return replace(basis, dossier=dossier, card=redacted_card(basis.card, audience), plan=plan, library=library)


def _with_own(library: Library, dossier: Dossier) -> Library:
    """The library with the own actions as the dossier tells them."""
    shipped = {id: one for id, one in library.actions.items() if not id.startswith(OWN_PREFIX)}
    return with_own_actions(replace(library, actions=shipped), dossier)
