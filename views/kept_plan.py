"""The plan that the administration kept: read against the answers of today, compared with those of then, made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from planning.checker import Breach, check_plan
from planning.follow_up import plan_from, starts
from planning.plan import Plan
from questionnaire.entries import LIMITS, PLANNED, PROOF, Address, Entry
from questionnaire.intentions import Proof
from questionnaire.plan_history import changed_since_made
from storage.repository import StaleEntry, StorageFault
from views.desk import Desk
from views.memo import once


@dataclass(frozen=True, eq=False)
class KeptPlan:
    """A plan that was kept, with the day; what changed since, by kind; and where it no longer fits because of that."""

    plan: Plan
    on: date
    changed: Mapping[str, int]
    breaches: tuple[Breach, ...]


class Made(StrEnum):
    """What came of making a plan."""

    KEPT = "made"
    SAME = "made_same"
    EMPTY = "made_empty"
    STALE = "made_stale"
    WRONG = "made_wrong"
    NOT_SAVED = "not_saved"


@dataclass(frozen=True)
class Making:
    """What came of it, how many actions the plan has, and what the check found."""

    result: Made
    actions: int = 0
    breaches: tuple[Breach, ...] = ()


def kept_plan(desk: Desk) -> KeptPlan | None:
    """The plan that is kept, computed once per revision; None where none is."""
    entry = _held(desk, PLANNED)
    if entry is None or entry.value is None:
        return None
    key = ("kept plan", desk.dossier_id, desk.dossier.edition, desk.framework.content_hash)
    return once(key, lambda: _read(desk, entry))


def _read(desk: Desk, entry: Entry) -> KeptPlan:
    """Where the limits name no first day, the plan begins as it did on the day on which it was kept."""
    dossier, card = desk.dossier, desk.card
    plan = plan_from(dossier, card, desk.library, entry.value, entry.at.date())
    changed = _changed_since(desk)
    breaches = check_plan(plan, dossier, card, desk.library) if changed else ()
    return KeptPlan(plan, entry.at.date(), changed, breaches)


def keep_made(desk: Desk, plan: Plan) -> Making:
    """Check a plan that was made within the limits of now, and keep it with its proof and its first day, all or none.

    A plan that fails its check, or that holds nothing, is not kept.
    """
    dossier, card = desk.dossier, desk.card
    if breaches := check_plan(plan, dossier, card, desk.library, today=desk.now().date()):
        return Making(Made.WRONG, breaches=breaches)
    if not plan.steps:
        return Making(Made.EMPTY)
    changes: list[tuple[Address, Any, int]] = [(PLANNED, starts(plan), _stamp(desk, PLANNED))]
    if not _same_but_for_time(proof := known_of(plan), dossier.proof) and (plan.proof or dossier.proof):
        changes.append((PROOF, proof, _stamp(desk, PROOF)))
    if dossier.limits.start is None:
        changes.append((LIMITS, replace(dossier.limits, start=plan.start), _stamp(desk, LIMITS)))
    elif dossier.planned == starts(plan) and len(changes) == 1 and not _changed_since(desk):
        return Making(Made.SAME, len(plan.steps))
    return _keep(desk, changes, len(plan.steps))


def known_of(plan: Plan) -> Proof:
    """What to record of how good a plan is: its proof, or its value alone where nothing is known of better ones.

    No proof at all would say that people changed the plan by hand.
    """
    return plan.proof or Proof(plan.value)


def _same_but_for_time(one: Proof, other: Proof | None) -> bool:
    return other is not None and replace(one, seconds=None) == replace(other, seconds=None)


def _keep(desk: Desk, changes: Sequence[tuple[Address, Any, int]], actions: int) -> Making:
    try:
        desk.save_all(changes)
    except StaleEntry:
        return Making(Made.STALE)
    except StorageFault:
        return Making(Made.NOT_SAVED)
    return Making(Made.KEPT, actions)


def _changed_since(desk: Desk) -> Mapping[str, int]:
    """How many values that a plan rests on are not what they were when the plan was made, by kind."""
    assert desk.dossier_id is not None
    return changed_since_made(desk.repository.entries(desk.dossier_id))


def _held(desk: Desk, address: Address) -> Entry | None:
    assert desk.dossier_id is not None
    return desk.repository.entry(desk.dossier_id, address)


def _stamp(desk: Desk, address: Address) -> int:
    entry = _held(desk, address)
    return entry.stamp if entry else 0
