"""Every recorded value to JSON and back, by what its address is about.

Exact numbers are written as text, never as floats. Reading is strict: types, bounds, lengths and unknown fields are
checked, and every problem names the address. What is written is read back at once, so nothing is kept that could not be
opened later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from questionnaire.assessment import Administration, Participant, Round, RoundKind, Site
from questionnaire.entries import Address, Subject
from questionnaire.evidence import AttachedFile, Evidence, EvidenceKind
from questionnaire.intentions import Target, UnitPrice
from questionnaire.policy import Strength
from questionnaire.stages import Function, Role, Stage
from storage.bad_values import bad
from storage.bringing_shapes import bringing_shape
from storage.plan_shapes import (
    ALTERNATIVE_SHAPE,
    LIMITS_SHAPE,
    PLACES_ASIDE,
    PLANNED_SHAPE,
    PROOF_SHAPE,
    details_shape,
    own_action_shape,
    progress_shape,
    rate_shape,
)
from storage.record_shapes import FieldShape, many, record
from storage.reply_shapes import ANSWER_SHAPES, COMMENT_LENGTH
from storage.room_shapes import (
    HANDS_SHAPE,
    ROOM_SHAPE,
    agreement_shape,
    ballot_shape,
    group_shape,
    homework_shape,
    parked_shape,
    presence_shape,
    signature_shape,
    vote_shape,
)
from storage.shapes import Json, Shape, day, described, exact, identifier, matching, one_of, text, whole
from storage.strict_json import loads

_NAME = text(500)
_YEAR = whole(1900, 2200)

_SETUP: Mapping[str, Shape] = {
    "administration": record(Administration, {"name": FieldShape(_NAME, ""), "country": FieldShape(_NAME, "")}),
    "site": record(Site, {"name": FieldShape(_NAME, "")}),
    "round": record(Round, {"kind": FieldShape(one_of(RoundKind)), "year": FieldShape(_YEAR, None)}),
    "language": matching(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "not_language"),
    "assessed_on": day,
    "priority_posts": text(COMMENT_LENGTH),
    "currency": matching(r"[A-Z]{3}", "not_currency"),
    "profile": identifier,
}

_PARTICIPANT = {
    "role": FieldShape(one_of(Role)),
    "name": FieldShape(_NAME, ""),
    "office": FieldShape(_NAME, ""),
    "function": FieldShape(one_of(Function), None),
    "group": FieldShape(text(100), ""),
}
_FILE = {
    "content": FieldShape(matching(r"[0-9a-f]{64}", "not_hash")),
    "name": FieldShape(text(300, shortest=1)),
    "size": FieldShape(whole(0, 10**9)),
    "kind": FieldShape(identifier),
}
_EVIDENCE = {
    "title": FieldShape(text(1_000)),
    "kind": FieldShape(one_of(EvidenceKind)),
    "strength": FieldShape(one_of(Strength)),
    "where": FieldShape(text(2_000), ""),
    "dated": FieldShape(day, None),
    "link": FieldShape(text(2_000), ""),
    "files": FieldShape(many(record(AttachedFile, _FILE), tuple, most=50), ()),
}
_TARGET = {"level": FieldShape(whole(-1000, 1000)), "due": FieldShape(day, None)}
_PRICE = {
    "amount": FieldShape(exact(0)),
    "currency": FieldShape(text(10, shortest=1)),
    "source": FieldShape(text(1_000), ""),
    "year": FieldShape(_YEAR, None),
}
_STAGE = one_of(Stage)
_THREAT = whole(1, 3)
_WITHHELD = many(identifier, tuple, most=500)

_SHAPES: Mapping[tuple[Subject, int], Callable[..., Shape | None]] = {
    (Subject.SETUP, 1): _SETUP.get,
    (Subject.STAGE, 0): lambda: _STAGE,
    (Subject.PARTICIPANT, 1): lambda id: record(Participant, _PARTICIPANT, id=id),
    (Subject.ANSWER, 3): lambda participant, question, part: ANSWER_SHAPES.get(part),
    (Subject.EVIDENCE, 1): lambda id: record(Evidence, _EVIDENCE, id=id),
    (Subject.TARGET, 1): lambda id: record(Target, _TARGET, capability=id),
    (Subject.THREAT, 1): lambda id: _THREAT,
    (Subject.PRICE, 1): lambda id: record(UnitPrice, _PRICE, item=id),
    (Subject.LIMITS, 0): lambda: LIMITS_SHAPE,
    (Subject.PLANNED, 0): lambda: PLANNED_SHAPE,
    (Subject.PROOF, 0): lambda: PROOF_SHAPE,
    (Subject.ALTERNATIVE, 1): lambda place: ALTERNATIVE_SHAPE if place in PLACES_ASIDE else None,
    (Subject.RATE, 1): rate_shape,
    (Subject.OWN_ACTION, 1): own_action_shape,
    (Subject.STEP, 1): details_shape,
    (Subject.PROGRESS, 2): progress_shape,
    (Subject.AGREEMENT, 2): agreement_shape,
    (Subject.ROOM, 0): lambda: ROOM_SHAPE,
    (Subject.GROUP, 1): group_shape,
    (Subject.BALLOT, 1): ballot_shape,
    (Subject.HANDS, 1): lambda question: HANDS_SHAPE,
    (Subject.PARKED, 1): parked_shape,
    (Subject.PRESENT, 2): presence_shape,
    (Subject.HOMEWORK, 1): homework_shape,
    (Subject.SIGNATURE, 1): signature_shape,
    (Subject.WITHHELD, 0): lambda: _WITHHELD,
    (Subject.BROUGHT, 1): bringing_shape,
    (Subject.VOTE, 4): vote_shape,
}
"""The shape of what is recorded at an address, by its subject and how many parts it has."""


def shape_at(address: Address) -> Shape:
    """The shape of what is recorded there. Raises BadValue where nothing can be."""
    where = str(address)[:200]
    for part in address.parts:
        identifier.read(part, where)
    shape_of = _SHAPES.get((address.subject, len(address.parts)))
    shape = shape_of(*address.parts) if shape_of else None
    if shape is None:
        raise bad("unknown_address", where, found=described(where))
    return shape


def to_json(address: Address, value: Any) -> Json:
    """The value as JSON; None, for cleared, stays None. Raises BadValue where it does not belong at that address."""
    shape = shape_at(address)
    if value is None:
        return None
    written = shape.write(value)
    shape.read(written, str(address))
    return written


def from_json(address: Address, written: Json) -> Any:
    """The value that `to_json` wrote. Raises BadValue with every problem found."""
    shape = shape_at(address)
    return None if written is None else shape.read(written, str(address))


_to_text = json.JSONEncoder(ensure_ascii=False).encode


def encode(address: Address, value: Any) -> str | None:
    """The value as JSON text. Raises BadValue where it does not belong at that address."""
    written = to_json(address, value)
    return None if written is None else _to_text(written)


def decode(address: Address, written: str | None) -> Any:
    """The value that `encode` wrote. Raises BadValue with every problem found."""
    return None if written is None else from_json(address, loads(written, str(address)))
