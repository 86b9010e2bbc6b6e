"""From one stage to the next and back: what is written when somebody signs or reopens, and which signatures stand.

Signing the next stage moves the assessment there; signing the stage that it is at is a co-signature. Reopening goes
back to any earlier stage and leaves a trace: no signature is ever removed, those of later stages merely stand no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from questionnaire.dossier import latest
from questionnaire.entries import STAGE, Address, Entry, Subject, signature_at
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Stage

Change = tuple[Address, Any, int]
"""What is to be written: where, what, and the stamp that must be the latest there."""

STAGES: tuple[Stage, ...] = tuple(Stage)
"""The stages in the order in which an assessment passes them."""

SIGNED_AS: Mapping[Stage, str] = {
    Stage.AGREED: "agree",
    Stage.VALIDATED: "validate",
    Stage.APPROVED: "approve",
    Stage.SHARED: "share",
}
"""The name of the act by which each stage is reached; access/permissions.py says whose act it is."""


def following(stage: Stage) -> Stage | None:
    """The stage after this one; None after the last."""
    place = STAGES.index(stage) + 1
    return STAGES[place] if place < len(STAGES) else None


def before(stage: Stage) -> tuple[Stage, ...]:
    """The stages that come before this one, in their order: those that it can be reopened to."""
    return STAGES[: STAGES.index(stage)]


def has_reached(stage: Stage, wanted: Stage) -> bool:
    """Whether an assessment at `stage` has come as far as `wanted`."""
    return STAGES.index(stage) >= STAGES.index(wanted)


def next_number(entries: Iterable[Entry]) -> int:
    """The number of the next signature or reopening: one more than any that was ever recorded."""
    numbers = (int(one.address.parts[0]) for one in entries if one.address.subject is Subject.SIGNATURE)
    return 1 + max(numbers, default=0)


def signing(signature: Signature, entries: Sequence[Entry]) -> tuple[Change, ...]:
    """What is written when somebody signs: the signature and, where it is for the next stage, that stage.

    `entries`: all of the dossier. Raises ValueError where the stage is neither the next one nor, beyond the draft, the
    one that the assessment is at.
    """
    stage, stamp = _stage(entries)
    if signature.stage not in (stage, following(stage)) or signature.stage is Stage.DRAFT:
        raise ValueError(f"{signature.stage} cannot be signed at {stage}")
    signed: Change = (signature_at(next_number(entries)), signature, 0)
    return (signed,) if signature.stage is stage else ((STAGE, signature.stage, stamp), signed)


def reopening(reopened: Reopening, entries: Sequence[Entry]) -> tuple[Change, ...]:
    """What is written when somebody goes back to an earlier stage: that stage and the trace.

    `entries`: all of the dossier. Raises ValueError where the stage left is not the one that the assessment is at, or
    the one gone back to is not before it.
    """
    stage, stamp = _stage(entries)
    if reopened.left is not stage or reopened.stage not in before(stage):
        raise ValueError(f"{reopened.left} cannot be reopened to {reopened.stage} at {stage}")
    return (STAGE, reopened.stage, stamp), (signature_at(next_number(entries)), reopened, 0)


def standing(signatures: Sequence[Signature | Reopening]) -> tuple[Signature, ...]:
    """The signatures that stand, oldest first: those that no later reopening went back behind."""
    held: list[Signature] = []
    for one in signatures:
        if isinstance(one, Signature):
            held.append(one)
        else:
            held = [kept for kept in held if has_reached(one.stage, kept.stage)]
    return tuple(held)


def reached_by(signatures: Sequence[Signature | Reopening], stage: Stage) -> Signature | None:
    """The first standing signature of a stage: the one that brought the assessment there. None where none stands."""
    return next((one for one in standing(signatures) if one.stage is stage), None)


def _stage(entries: Iterable[Entry]) -> tuple[Stage, int]:
    """The stage that holds, and the stamp of its entry."""
    held = latest(one for one in entries if one.address == STAGE).get(STAGE)
    if held is None:
        return Stage.DRAFT, 0
    return (held.value or Stage.DRAFT), held.stamp
