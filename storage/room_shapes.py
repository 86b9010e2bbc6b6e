"""The shapes of what is recorded in the room: outcomes, ballots, shows of hands, points put aside, signatures."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from questionnaire.answers import AgreementKind, Dissent, RecordedAgreement
from questionnaire.ballots import (
    Ballot,
    BallotState,
    Disclosure,
    Group,
    HandCount,
    Homework,
    ParkedPoint,
    RoomRules,
)
from questionnaire.policy import Confidence
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Function, Role, Stage
from storage.record_shapes import FieldShape, many, numbers_by_id, record, tagged
from storage.reply_shapes import ANSWER_SHAPES, LINKS_SHAPE, REPLY_SHAPE
from storage.shapes import Json, Refused, Shape, day, identifier, matching, one_of, text, whole, wrong, yes_no

_LONG, _NAME = text(5_000), text(500)
_SECTIONS = many(identifier, frozenset)


def _write_moment(value: Any) -> Json:
    if not isinstance(value, datetime) or value.tzinfo is None:
        return Refused("not_time", repr(value))
    return value.isoformat()


def _read_moment(json: Json, where: str) -> datetime:
    try:
        at = datetime.fromisoformat(json) if isinstance(json, str) and len(json) <= 40 else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise wrong("not_time", where, json)
    return at


_moment = Shape(_write_moment, _read_moment)

ROOM_SHAPE = record(RoomRules, {"disclosure": FieldShape(one_of(Disclosure)), "criteria": FieldShape(yes_no, False)})
HANDS_SHAPE = record(HandCount, {"counts": FieldShape(numbers_by_id(whole(0, 10_000)), {})})

_DISSENT = record(
    Dissent, {"text": FieldShape(text(5_000, shortest=1)), "function": FieldShape(one_of(Function), None)}
)


def agreement_shape(kind: str, question: str) -> Shape | None:
    """An outcome recorded for a question; None for a kind that is not there."""
    if kind not in set(AgreementKind):
        return None
    return record(
        RecordedAgreement,
        {
            "reply": FieldShape(REPLY_SHAPE),
            "confidence": FieldShape(one_of(Confidence), None),
            "evidence": FieldShape(LINKS_SHAPE, ()),
            "rationale": FieldShape(_LONG, ""),
            "dissents": FieldShape(many(_DISSENT, tuple, most=100), ()),
            "seen": FieldShape(_LONG, ""),
        },
        question=question,
    )


def group_shape(id: str) -> Shape:
    """A group of the room."""
    return record(Group, {"name": FieldShape(_NAME, ""), "sections": FieldShape(_SECTIONS, frozenset())}, id=id)


def ballot_shape(group: str) -> Shape:
    """What a group is asked."""
    return record(
        Ballot,
        {
            "question": FieldShape(identifier),
            "round": FieldShape(whole(1, 1000)),
            "state": FieldShape(one_of(BallotState)),
            "opened_at": FieldShape(_moment),
            "ends_at": FieldShape(_moment, None),
        },
        group=group,
    )


def parked_shape(id: str) -> Shape:
    """A point put aside."""
    fields = {
        "text": FieldShape(text(5_000, shortest=1)),
        "question": FieldShape(text(100), ""),
        "settled": FieldShape(_LONG, ""),
    }
    return record(ParkedPoint, fields, id=id)


def presence_shape(participant: str, on: str) -> Shape | None:
    """Whether somebody was there on a day; None where that is no day."""
    return yes_no if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", on) else None


def homework_shape(question: str) -> Shape:
    """What somebody has to find out."""
    fields = {
        "task": FieldShape(_LONG),
        "function": FieldShape(one_of(Function), None),
        "due": FieldShape(day, None),
        "done": FieldShape(yes_no, False),
    }
    return record(Homework, fields, question=question)


_signature = tagged(
    "kind",
    {
        "signed": (
            Signature,
            record(
                Signature,
                {
                    "stage": FieldShape(one_of(Stage)),
                    "name": FieldShape(text(500, shortest=1)),
                    "role": FieldShape(one_of(Role)),
                    "statement": FieldShape(_LONG),
                    "revision": FieldShape(whole(0, 10**9)),
                    "content": FieldShape(matching(r"[0-9a-f]{64}", "not_hash")),
                    "at": FieldShape(_moment),
                },
            ),
        ),
        "reopened": (
            Reopening,
            record(
                Reopening,
                {
                    "left": FieldShape(one_of(Stage)),
                    "stage": FieldShape(one_of(Stage)),
                    "name": FieldShape(text(500, shortest=1)),
                    "role": FieldShape(one_of(Role)),
                    "reason": FieldShape(text(5_000, shortest=1)),
                    "at": FieldShape(_moment),
                },
            ),
        ),
    },
)


def signature_shape(number: str) -> Shape | None:
    """A signature or a reopening; None where the address is no number."""
    return _signature if re.fullmatch(r"[1-9][0-9]{0,5}", number) else None


def vote_shape(participant: str, question: str, round: str, part: str) -> Shape | None:
    """A part of a hidden vote."""
    if part not in ("reply", "confidence", "comment") or not re.fullmatch(r"[1-9][0-9]{0,3}", round):
        return None
    return ANSWER_SHAPES[part]
