"""What a writing rests on: the records that it names, as links name evidence, replies a person and plans own actions.

A price list names own actions too, in a way that only the planning knows: a price without its action counts nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from questionnaire.answers import EvidenceLink, RecordedAgreement
from questionnaire.assessment import Participant
from questionnaire.entries import Address, Subject, group_at, own_action_at, participant_at, registered
from questionnaire.following import ProgressReport
from questionnaire.intentions import Alternative, Limits, PlannedStart
from questionnaire.own_actions import OwnAction


def named_by(address: Address, value: Any) -> frozenset[Address]:
    """Where the records are kept that a writing names, whether they are there or not; none where it takes away.

    Every action counts as one of the administration's own: an id says nothing of where it is from.
    """
    return frozenset() if value is None else frozenset((*_of_address(address), *_of_value(value)))


def _of_address(address: Address) -> Iterator[Address]:
    match address:
        case Address(subject=Subject.ANSWER | Subject.PRESENT, parts=(participant, *_)):
            yield participant_at(participant)
        case Address(subject=Subject.STEP | Subject.PROGRESS, parts=(action, *_)):
            yield own_action_at(action)


def _of_value(value: Any) -> Iterator[Address]:
    match value:
        case EvidenceLink(evidence=id):
            yield registered(id)
        case RecordedAgreement(evidence=links):
            yield from _of_value(links)
        case ProgressReport(evidence=ids):
            yield from map(registered, ids)
        case Participant(group=group) if group:
            yield group_at(group)
        case OwnAction(after=before):
            yield from map(own_action_at, before)
        case PlannedStart(action=action):
            yield own_action_at(action)
        case Limits():
            yield from _of_limits(value)
        case Alternative(limits=limits, starts=starts):
            yield from (*_of_limits(limits), *_of_value(starts))
        case tuple():
            yield from (named for one in value for named in _of_value(one))


def _of_limits(limits: Limits) -> Iterable[Address]:
    return map(own_action_at, (*limits.forced_in, *limits.forced_out, *limits.pinned))
