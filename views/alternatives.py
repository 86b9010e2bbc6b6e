"""Plans put aside for comparison: kept, read again, taken in place of the kept one, removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from planning.follow_up import plan_from
from planning.plan import Plan
from questionnaire.entries import LIMITS, PLANNED, PROOF, Address, alternative_at
from questionnaire.intentions import Alternative, Limits, Proof
from storage.repository import StaleEntry, StorageFault
from views.desk import Desk
from views.kept_plan import KeptPlan
from views.memo import once
from views.plan_by_hand import by_hand_since

PLACES = ("1", "2", "3")
"""Where plans can be put aside: three and the kept one are as many as can be compared."""
LONGEST_NAME = 60


class Aside(StrEnum):
    """What came of putting a plan aside, taking one or removing one."""

    DONE = "done"
    FULL = "full"
    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    SAME_NAME = "same_name"
    STALE = "stale"
    NOT_SAVED = "not_saved"


@dataclass(frozen=True, eq=False)
class ComparedPlan:
    """One plan among those compared: its name, where it is put aside (empty: it is the kept one), what is known of it.

    `proof` is None where what was proven, if anything was, is no longer about this plan; `why` then names the reason
    where it is known: "changed" (what it rests on) or "by_hand".
    """

    name: str
    place: str
    plan: Plan
    proof: Proof | None
    why: str = ""


def compared(desk: Desk, kept: KeptPlan | None) -> tuple[ComparedPlan, ...]:
    """The kept plan and those put aside, each within its own limits, with the answers and prices of today."""
    first = () if kept is None else (_kept(desk, kept),)
    return (*first, *(_read(desk, place, one) for place, one in sorted(desk.dossier.alternatives.items())))


def _kept(desk: Desk, kept: KeptPlan) -> ComparedPlan:
    why = "changed" if kept.changed else "by_hand" if by_hand_since(desk) else ""
    proof = None if why else _still(desk.dossier.proof, kept.plan)
    return ComparedPlan(desk.say("budgets.aside.kept"), "", kept.plan, proof, why)


def _read(desk: Desk, place: str, one: Alternative) -> ComparedPlan:
    dossier, card, library = desk.dossier, desk.card, desk.library
    within = replace(dossier, limits=one.limits)
    key = ("aside", dossier.id, dossier.edition, desk.framework.content_hash, place)
    plan = once(key, lambda: plan_from(within, card, library, one.starts, desk.now().date()))
    return ComparedPlan(one.name, place, plan, _still(one.proof, plan))


def _still(proof: Proof | None, plan: Plan) -> Proof | None:
    return proof if proof is not None and proof.value == plan.value else None


def only_in(plans: Sequence[ComparedPlan]) -> Mapping[str, tuple[str, ...]]:
    """For each plan, by its place, the actions that none of the others has."""
    sets = {one.place: [step.action.id for step in one.plan.steps] for one in plans}
    return {
        place: tuple(
            action for action in actions if not any(action in rest for other, rest in sets.items() if other != place)
        )
        for place, actions in sets.items()
    }


def put_aside(desk: Desk, name: str) -> Aside:
    """Put the kept plan aside under a name, with its proof and the limits that it was made within."""
    dossier, name = desk.dossier, name.strip()
    free = [place for place in PLACES if place not in dossier.alternatives]
    if not name:
        return Aside.NO_NAME
    if len(name) > LONGEST_NAME:
        return Aside.LONG_NAME
    if name in {one.name for one in dossier.alternatives.values()}:
        return Aside.SAME_NAME
    if not free or dossier.planned is None:
        return Aside.FULL
    value = Alternative(name, _limits_then(desk), dossier.planned, dossier.proof)
    return _saved(desk, [(alternative_at(free[0]), value)])


def _limits_then(desk: Desk) -> Limits:
    """The limits that held when the kept plan was recorded: those of now may have moved since."""
    assert desk.dossier_id is not None
    entry = desk.repository.entry(desk.dossier_id, PLANNED)
    held = [
        one
        for one in desk.repository.history(desk.dossier_id, LIMITS)
        if entry is not None and one.revision <= entry.revision
    ]
    return (held[-1].value if held else None) or Limits()


def take(desk: Desk, place: str) -> Aside:
    """Make a plan that was put aside the kept one, with its limits, all or none. It stays among those put aside."""
    one = desk.dossier.alternatives.get(place)
    if one is None:
        return Aside.STALE
    plan = _read(desk, place, one)
    changes: list[tuple[Address, Any]] = [(PLANNED, one.starts), (PROOF, plan.proof or Proof(plan.plan.value))]
    if one.limits != desk.dossier.limits:
        changes.append((LIMITS, None if one.limits == Limits() else one.limits))
    return _saved(desk, changes)


def remove(desk: Desk, place: str) -> Aside:
    """Remove a plan that was put aside; it stays in the history."""
    return _saved(desk, [(alternative_at(place), None)]) if place in desk.dossier.alternatives else Aside.STALE


def _saved(desk: Desk, changes: Sequence[tuple[Address, Any]]) -> Aside:
    """Write on top of what this run has read; where somebody else wrote meanwhile, nothing is written."""
    assert desk.dossier_id is not None
    read_at, stamped = desk.dossier.revision, []
    for address, value in changes:
        entry = desk.repository.entry(desk.dossier_id, address)
        if entry is not None and entry.revision > read_at:
            desk.forget()
            return Aside.STALE
        stamped.append((address, value, entry.stamp if entry else 0))
    try:
        desk.save_all(stamped)
    except StaleEntry:
        desk.forget()
        return Aside.STALE
    except StorageFault:
        return Aside.NOT_SAVED
    return Aside.DONE
