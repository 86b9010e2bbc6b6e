"""Changing the plan that is kept by hand: tried first, and kept only where it breaks nothing that was not broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from planning.breach import Breach
from planning.follow_up import starts
from planning.plan import Plan
from planning.plan_trial import Trial, TrialGround
from questionnaire.entries import LIMITS, PLANNED, PROOF, Address, Entry
from questionnaire.intentions import Limits, PlannedStart, Proof
from questionnaire.plan_history import plan_made
from storage.repository import StaleEntry, StorageFault
from views.desk import Desk
from views.memo import once


class ByHand(StrEnum):
    """What came of a change by hand."""

    KEPT = "kept"
    REFUSED = "refused"
    STALE = "stale"
    NOT_SAVED = "not_saved"


@dataclass(frozen=True, eq=False)
class HandChange:
    """What came of it; the plan as it would be or is now; and why it was refused."""

    result: ByHand
    plan: Plan | None = None
    breaches: tuple[Breach, ...] = ()


def ground(desk: Desk) -> TrialGround | None:
    """The plan that is kept, ready to be changed; None where none is."""
    entry = held(desk, PLANNED)
    if entry is None or desk.dossier.planned is None:
        return None
    # Where the limits name no first day, the plan begins as it did on the day on which it was kept.
    today = entry.at.date() if desk.dossier.limits.start is None else desk.now().date()
    return TrialGround(desk.dossier, desk.card, desk.library, today)


def tried(desk: Desk, here: TrialGround, starts: Mapping[str, int]) -> Trial:
    """What a change would break, computed once per revision."""
    dossier = here.dossier
    key = ("tried", dossier.id, dossier.edition, desk.framework.content_hash, here.today, frozenset(starts.items()))
    return once(key, lambda: here.tried(starts))


def move(desk: Desk, action: str, quarter: int) -> HandChange:
    """Let an action start in another quarter, and keep the plan where that breaks nothing."""
    here = ground(desk)
    if here is None or action not in here.starts:
        return HandChange(ByHand.STALE)
    return keep_change(desk, tried(desk, here, {**here.starts, action: quarter}))


def take_out(desk: Desk, action: str, *, for_good: bool) -> HandChange:
    """Take an action out of the plan; `for_good` also forces it out, so that it stays out of the next plan.

    Whoever takes it out no longer wants it in: it is neither pinned nor forced in any more.
    """
    here = ground(desk)
    if here is None or action not in here.starts:
        return HandChange(ByHand.STALE)
    limits = free(desk.dossier.limits, action)
    if for_good:
        limits = replace(limits, forced_out=limits.forced_out | {action})
    rest = {one: quarter for one, quarter in here.starts.items() if one != action}
    return keep_change(desk, here.within(limits).tried(rest), limits)


def put_in(desk: Desk, action: str) -> HandChange:
    """Put an action into the plan as early as it breaks nothing. One that was forced out no longer is."""
    here = ground(desk)
    if here is None or action in here.starts or action not in desk.library.actions:
        return HandChange(ByHand.STALE)
    limits = replace(desk.dossier.limits, forced_out=desk.dossier.limits.forced_out - {action})
    return keep_change(desk, here.within(limits).earliest(action), limits)


def free(limits: Limits, action: str) -> Limits:
    """The limits without any wish to have this action in."""
    pinned = {one: quarter for one, quarter in limits.pinned.items() if one != action}
    return replace(limits, pinned=pinned, forced_in=limits.forced_in - {action})


def keep_limits(desk: Desk, limits: Limits) -> ByHand:
    """Keep other limits; the plan stays as it is."""
    return _saved(desk, [(LIMITS, limits)])


def keep_change(desk: Desk, trial: Trial, limits: Limits | None = None) -> HandChange:
    """Keep a plan that was tried, in one revision with the limits it needs; what was proven of the plan before falls.

    The first day is fixed with it where the limits name none, so that it does not move with the day of the change.
    """
    if not trial.fits:
        return HandChange(ByHand.REFUSED, trial.plan, trial.breaches)
    known = {step.action.id for step in trial.plan.steps}
    lost = tuple(one for one in desk.dossier.planned or () if one.action not in known | desk.library.actions.keys())
    changes: list[tuple[Address, Any]] = [(PLANNED, (*starts(trial.plan), *lost)), (PROOF, None)]
    wanted = desk.dossier.limits if limits is None else limits
    if wanted.start is None:
        wanted = replace(wanted, start=trial.plan.start)
    if wanted != desk.dossier.limits:
        changes.append((LIMITS, wanted))
    return HandChange(_saved(desk, changes), trial.plan)


def _saved(desk: Desk, changes: list[tuple[Address, Any]]) -> ByHand:
    """Write on top of what this run has read; where somebody else wrote meanwhile, nothing is written."""
    assert desk.dossier_id is not None
    read_at = desk.dossier.revision
    stamped = []
    for address, value in changes:
        entry = held(desk, address)
        if entry is not None and entry.revision > read_at:
            desk.forget()
            return ByHand.STALE
        stamped.append((address, value, entry.stamp if entry else 0))
    try:
        desk.save_all(stamped)
    except StaleEntry:
        desk.forget()
        return ByHand.STALE
    except StorageFault:
        return ByHand.NOT_SAVED
    return ByHand.KEPT


def made_entry(desk: Desk) -> Entry | None:
    """The entry with which the plan was last made, before it was changed by hand; None where no plan is kept."""
    assert desk.dossier_id is not None
    return plan_made(desk.repository.entries(desk.dossier_id))


def by_hand_since(desk: Desk) -> Entry | None:
    """The entry with which the plan was made, where it was changed by hand since; else None."""
    made, now = made_entry(desk), held(desk, PLANNED)
    changed = made is not None and now is not None and now.revision > made.revision and now.value is not None
    return made if changed else None


def best_known(desk: Desk, made: Entry) -> Proof | None:
    """What was known of the plan when it was made; None where nothing was."""
    assert desk.dossier_id is not None
    history = desk.repository.history(desk.dossier_id, PROOF)
    known = [one for one in history if one.value is not None and one.revision == made.revision]
    proof: Proof | None = known[-1].value if known else None
    return proof


def planned_start(lines: tuple[PlannedStart, ...] | None, action: str) -> int | None:
    """The quarter in which an action starts by these lines; None where it is not among them."""
    found = [one.quarter for one in lines or () if one.action == action]
    return found[-1] if found else None


def held(desk: Desk, address: Address) -> Entry | None:
    """What stands at an address now."""
    assert desk.dossier_id is not None
    return desk.repository.entry(desk.dossier_id, address)
