"""Stages, signatures and roles in the words that pages show: who may do it, what is signed, what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from access.permissions import TABLE, Right
from questionnaire.answers import Disputed
from questionnaire.entries import Address, Entry, Subject
from questionnaire.signatures import Signature
from questionnaire.stage_moves import SIGNED_AS, has_reached
from questionnaire.stages import Role, Stage
from storage.signature_checks import SignatureState, check_signatures
from storage.signed_content import signed_content
from views.desk import Desk
from views.memo import once
from views.widgets.pad import plain
from words.numbers import clock, day

FINGERPRINT = 12
"""So many digits of a fingerprint tell two contents apart and fit on a phone; the page and documents give all."""
IDS_SHOWN = 6
"""So many questions or capabilities are named of those that changed since a signature."""

_PART_NAMED = {
    Subject.ANSWER: 1,
    Subject.AGREEMENT: 1,
    Subject.EVIDENCE: 0,
    Subject.HANDS: 0,
    Subject.TARGET: 0,
    Subject.THREAT: 0,
    Subject.OWN_ACTION: 0,
    Subject.STEP: 0,
}
"""Which part of an address names a question, a capability or another thing that people know; never a person."""

_PARTS = frozenset(
    {
        *(Subject.SETUP, Subject.PRICE, Subject.RATE, Subject.LIMITS, Subject.PLANNED, Subject.PROOF),
        *_PART_NAMED,
    }
)
"""The subjects with words of their own."""


def act_of(stage: Stage) -> Right:
    """The action by which a stage is reached. Raises KeyError for the draft."""
    return Right(SIGNED_AS[stage])


def role_said(desk: Desk, role: Role) -> str:
    """A role in words."""
    return desk.say(f"setup.role.{role.value}")


def roles_said(desk: Desk, roles: Iterable[Role]) -> str:
    """Roles in words, with commas between them."""
    return ", ".join(role_said(desk, one) for one in roles)


def roles_for(action: Right) -> tuple[Role, ...]:
    """The roles that may ever do that."""
    return tuple(role for role in Role if TABLE[action].get(role))


def stage_said(desk: Desk, stage: Stage) -> str:
    """A stage in words."""
    return desk.say(f"stage.{stage.value}")


def moment_said(desk: Desk, at: datetime) -> Mapping[str, str]:
    """The local day and time of a moment, as the facts `day` and `at` of a phrase."""
    return {"day": day(at.astimezone().date(), desk.language), "at": clock(at, desk.language)}


def sees_names(desk: Desk) -> bool:
    """Whether the names of those who signed are shown to the person at this desk: not to donors."""
    return desk.role is not None and desk.role is not Role.DONOR_READER


def history(desk: Desk) -> Sequence[Entry]:
    """Every entry of the open assessment that this desk may read."""
    assert desk.dossier_id is not None
    return desk.repository.entries(desk.dossier_id)


def content_of(desk: Desk, stage: Stage) -> str:
    """The fingerprint of what a signature of that stage stands for now."""
    dossier = desk.dossier
    return once(("content", dossier.id, dossier.edition, stage), lambda: signed_content(history(desk), stage))


def facts_said(desk: Desk, stage: Stage) -> tuple[str, ...]:
    """What is signed at a stage, in counts."""
    dossier, say = desk.dossier, desk.say
    outcomes = desk.card.agreements
    disputed = sum(isinstance(one.reply, Disputed) for one in outcomes.values())
    told = [say("sign.outcomes", n=len(outcomes)), say("sign.disputes", n=disputed)]
    told.append(say("sign.pieces", n=len(dossier.evidence)))
    if has_reached(stage, Stage.VALIDATED):
        told.append(say("sign.looked_at", n=len(dossier.validated)))
    if has_reached(stage, Stage.APPROVED) and desk.makes_plan:
        told += [say("sign.targets", n=len(dossier.targets)), say("sign.actions", n=len(dossier.planned or ()))]
    return tuple(told)


def signature_state(desk: Desk, signature: Signature) -> tuple[bool, str]:
    """Whether what somebody signed is as it was then, and the sentence that says so.

    Only for who may read the replies: without them nothing can be recomputed.
    """
    dossier = desk.dossier
    key = ("signature state", dossier.id, dossier.edition, signature, desk.language)
    return once(key, lambda: _state(desk, signature))


def _state(desk: Desk, signature: Signature) -> tuple[bool, str]:
    check = check_signatures(history(desk), (signature,))[1]
    if check.state is SignatureState.NOT_MATCHING:
        return False, desk.say("sign.not_matching")
    if check.state is SignatureState.AS_SIGNED:
        return True, desk.say("sign.as_signed")
    return False, desk.say("sign.changed", what=changed_said(desk, check.changed))


def changed_said(desk: Desk, addresses: Iterable[Address]) -> str:
    """What was written at these addresses, by kind, with the first ids of each; people are not named."""
    by_part: dict[str, set[str]] = {}
    for one in addresses:
        part = desk.say(f"sign.part.{one.subject.value if one.subject in _PARTS else 'other'}")
        ids = by_part.setdefault(part, set())
        if one.subject in _PART_NAMED:
            ids.add(one.parts[_PART_NAMED[one.subject]])
    return ", ".join(_part_said(desk, part, sorted(ids)) for part, ids in by_part.items())


def _part_said(desk: Desk, part: str, ids: Sequence[str]) -> str:
    if not ids:
        return part
    shown = [*ids[:IDS_SHOWN]]
    if len(ids) > IDS_SHOWN:
        shown.append(desk.say("sign.and_more", n=len(ids) - IDS_SHOWN))
    return desk.say("sign.part_ids", part=part, ids=plain(", ".join(shown)))
