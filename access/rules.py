"""What a writing needs: from the addresses that are written to the actions of which one must be allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from access.permissions import NotAllowed, Right, allowed
from access.seats import Place
from questionnaire.entries import STAGE, Address, Subject
from questionnaire.following import Rater
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Role, Stage
from storage.repository import Changes

STEPS: Mapping[Stage, Right] = {
    Stage.AGREED: Right.AGREE,
    Stage.VALIDATED: Right.VALIDATE,
    Stage.APPROVED: Right.APPROVE,
    Stage.SHARED: Right.SHARE,
}
"""The action that leads to a stage, from the one before it."""

_ORDER = tuple(Stage)
_CO_SIGN = frozenset({Role.OWNER, Role.FACILITATOR, Role.ASSESSOR, Role.VALIDATOR, Role.MANAGER})
_RATERS: Mapping[Rater, frozenset[Role]] = {
    Rater.SELF: frozenset({Role.OWNER, Role.FACILITATOR, Role.MANAGER}),
    Rater.EXTERNAL: frozenset({Role.OWNER, Role.FACILITATOR, Role.VALIDATOR}),
}

_NEEDED: Mapping[Subject, tuple[Right, ...]] = {
    Subject.SETUP: (Right.RECORD,),
    Subject.PARTICIPANT: (Right.INVITE,),
    Subject.ANSWER: (Right.RECORD,),
    Subject.VOTE: (Right.REPLY,),
    Subject.ROOM: (Right.RECORD,),
    Subject.GROUP: (Right.RECORD,),
    Subject.BALLOT: (Right.RECORD,),
    Subject.HANDS: (Right.RECORD,),
    Subject.PARKED: (Right.RECORD, Right.PRIORITISE),
    Subject.HOMEWORK: (Right.RECORD, Right.PRIORITISE),
    Subject.EVIDENCE: (Right.RECORD, Right.VALIDATE, Right.FOLLOW),
    Subject.TARGET: (Right.PRIORITISE,),
    Subject.THREAT: (Right.PRIORITISE,),
    Subject.PRICE: (Right.PRIORITISE,),
    Subject.RATE: (Right.PRIORITISE,),
    Subject.LIMITS: (Right.PRIORITISE,),
    Subject.PLANNED: (Right.PRIORITISE,),
    Subject.PROOF: (Right.PRIORITISE,),
    Subject.ALTERNATIVE: (Right.PRIORITISE,),
    Subject.OWN_ACTION: (Right.PRIORITISE,),
    Subject.STEP: (Right.PRIORITISE, Right.FOLLOW),
    Subject.PROGRESS: (Right.FOLLOW,),
    Subject.WITHHELD: (Right.PRIORITISE, Right.SHARE),
    Subject.BROUGHT: (Right.RECORD,),
}
"""For every subject with a rule that does not depend on more: one of these actions must be allowed."""


def check_writing(place: Place, stage: Stage, changes: Changes, seated: frozenset[str]) -> None:
    """Raise NotAllowed for the first of the changes that this place may not make at this stage.

    `seated` are the participants with a seat of their own: nobody else replies for them.
    """
    for address, value, expect in changes:
        for needed in _needed(place, stage, address, value, expect, changes, seated):
            if not any(allowed(place.role, stage, one) for one in needed):
                raise NotAllowed(needed[0], role=place.role, stage=stage)


def _needed(
    place: Place,
    stage: Stage,
    address: Address,
    value: Any,
    expect: int,
    changes: Changes,
    seated: frozenset[str],
) -> Iterator[tuple[Right, ...]]:
    """Groups of actions: of each group one must be allowed. Raises NotAllowed where nothing could allow it."""
    match address.subject:
        case Subject.STAGE:
            yield (_step(place, stage, value, changes),)
        case Subject.SIGNATURE:
            _check_signature(place, stage, value, expect, changes)
        case Subject.AGREEMENT:
            yield (Right.RECORD if address.parts[0] == "self" else Right.VALIDATE,)
        case Subject.PRESENT:
            yield (Right.READ,) if address.parts[0] == place.participant else (Right.INVITE,)
        case Subject.ANSWER | Subject.VOTE:
            yield _NEEDED[address.subject]
            yield from _for_others(place, stage, address, seated)
        case Subject.EVIDENCE:
            # Who follows the plan adds to the register; what outcomes rest on is changed by who may change outcomes.
            yield _NEEDED[Subject.EVIDENCE] if expect == 0 else (Right.RECORD, Right.VALIDATE)
        case Subject.PROGRESS:
            yield _NEEDED[Subject.PROGRESS]
            if place.role not in _RATERS[Rater(address.parts[1])]:
                raise NotAllowed(Right.FOLLOW, role=place.role, stage=stage)
        case subject:
            yield _NEEDED[subject]


def _for_others(place: Place, stage: Stage, address: Address, seated: frozenset[str]) -> Iterator[tuple[Right, ...]]:
    """Replying for somebody else: only who runs the room, and only for people without a seat of their own."""
    if address.parts[0] == place.participant:
        return
    if address.parts[0] in seated:
        raise NotAllowed(Right.RECORD, role=None, stage=stage)
    yield (Right.RECORD,)


def _step(place: Place, stage: Stage, to: Any, changes: Changes) -> Right:
    """The action that this step needs. It must be one stage on with its signature, or back with its reason."""
    beside = [value for address, value, _ in changes if address.subject is Subject.SIGNATURE]
    before, after = _ORDER.index(stage), _ORDER.index(to or Stage.DRAFT)
    match beside:
        case [Signature(stage=signed)] if after == before + 1 and signed is to:
            return STEPS[signed]
        case [Reopening(left=left, stage=back)] if after < before and left is stage and back is (to or Stage.DRAFT):
            return Right.REOPEN
    raise NotAllowed(Right.REOPEN if after < before else STEPS.get(to, Right.AGREE), role=None, stage=stage)


def _check_signature(place: Place, stage: Stage, value: Any, expect: int, changes: Changes) -> None:
    """A signature says the role that its writer has, and the stage that is reached or stands already.

    The owner may record the signature of somebody else, given on paper: the entry tells who recorded it. It is written
    once, never over another, and nothing is written along with it but the stage: that would be signed by nobody.
    """
    if not isinstance(value, Signature | Reopening) or place.role not in (value.role, Role.OWNER):
        raise NotAllowed(Right.AGREE, role=None, stage=stage)
    beside = [address for address, _, _ in changes if address != STAGE]
    if expect != 0 or len(beside) != 1:
        raise NotAllowed(Right.AGREE, role=None, stage=stage)
    moved = any(address == STAGE for address, _, _ in changes)
    if not moved and not (isinstance(value, Signature) and value.stage is stage and place.role in _CO_SIGN):
        raise NotAllowed(Right.AGREE, role=None, stage=stage)
