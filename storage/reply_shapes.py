"""The shapes of replies: what a participant gives, and what hangs on it. A level is stored as it was given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questionnaire.answers import (
    LONGEST_COMMENT,
    CriterionNotApplicable,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    TicksGiven,
)
from questionnaire.policy import Confidence
from storage.record_shapes import FieldShape, many, record, tagged
from storage.shapes import Json, Refused, Shape, day, exact, identifier, one_of, text, whole, yes_no

COMMENT_LENGTH = LONGEST_COMMENT
"""The longest comment that is kept, in characters."""

_REASON = text(5_000)
_IDS = many(identifier, frozenset)
_NO_IDS: frozenset[str] = frozenset()

_not_applicable_criteria = many(
    record(CriterionNotApplicable, {"criterion": FieldShape(identifier), "reason": FieldShape(_REASON, "")}), tuple
)
_ladder = record(
    LadderGiven,
    {
        "level": FieldShape(whole(-1000, 1000), None),
        "met": FieldShape(_IDS, _NO_IDS),
        "not_met": FieldShape(_IDS, _NO_IDS),
        "not_applicable": FieldShape(_not_applicable_criteria, ()),
    },
)
_ticks = record(
    TicksGiven, {"met": FieldShape(_IDS, _NO_IDS), "not_applicable": FieldShape(_not_applicable_criteria, ())}
)
_quantity = record(
    QuantityGiven, {"value": FieldShape(exact()), "unit": FieldShape(text(100)), "on": FieldShape(day, None)}
)
_disputed = record(
    Disputed, {"lowest": FieldShape(exact()), "highest": FieldShape(exact()), "reason": FieldShape(_REASON, "")}
)

_GIVEN = (LadderGiven, TicksGiven, OptionGiven, QuantityGiven)
_flat_reply = tagged(
    "reply",
    {
        "ladder": (LadderGiven, _ladder),
        "ticks": (TicksGiven, _ticks),
        "option": (OptionGiven, record(OptionGiven, {"option": FieldShape(identifier)})),
        "quantity": (QuantityGiven, _quantity),
        "not_applicable": (NotApplicable, record(NotApplicable, {"reason": FieldShape(text(5_000, shortest=1))})),
        "not_known": (NotKnown, record(NotKnown, {"reason": FieldShape(_REASON, "")})),
        "disputed": (Disputed, _disputed),
    },
)


def _write_reply(value: Any) -> Json:
    if isinstance(value, _GIVEN):
        return Refused("not_record", repr(value))
    return _flat_reply.write(value.given if isinstance(value, LevelReached) else value)


def _read_reply(json: Json, where: str) -> Any:
    read = _flat_reply.read(json, where)
    return LevelReached(read) if isinstance(read, _GIVEN) else read


REPLY_SHAPE = Shape(_write_reply, _read_reply)
LINKS_SHAPE = many(
    record(EvidenceLink, {"evidence": FieldShape(identifier), "criteria": FieldShape(_IDS, _NO_IDS)}), tuple, most=200
)
ANSWER_SHAPES: Mapping[str, Shape] = {
    "reply": REPLY_SHAPE,
    "confidence": one_of(Confidence),
    "comment": text(COMMENT_LENGTH),
    "evidence": LINKS_SHAPE,
    "comment_shared": yes_no,
}
"""What is recorded at an answer, part by part."""
