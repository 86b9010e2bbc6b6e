"""The ids of today: what was recorded under an earlier id of a question or capability, under the one it has now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from questionnaire.answers import (
    CriterionNotApplicable,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    RecordedAgreement,
    TicksGiven,
)
from questionnaire.ballots import Homework
from questionnaire.entries import Address, Entry, Subject
from questionnaire.framework import Framework
from questionnaire.intentions import Target

_NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True)
class EarlierIds:
    """For each subject whose address names a question or capability: which part does, its id by each earlier one.

    `criteria` are those of renamed questions: their ids begin with that of the question.
    """

    by_subject: Mapping[Subject, tuple[int, Mapping[str, str]]] = field(default_factory=dict)
    criteria: Mapping[str, str] = field(default_factory=dict)


def current_names(framework: Framework) -> EarlierIds:
    """Where an address names a question or a capability, and from every alias there to the id that it has now."""
    questions = {alias: node.id for node in framework.questions for alias in node.aliases}
    capabilities = {alias: node.id for node in framework.capabilities for alias in node.aliases}
    by_subject = {
        Subject.ANSWER: (1, questions),
        Subject.AGREEMENT: (1, questions),
        Subject.HANDS: (0, questions),
        Subject.HOMEWORK: (0, questions),
        Subject.TARGET: (0, capabilities),
        Subject.THREAT: (0, capabilities),
    }
    return EarlierIds(by_subject, _criteria(framework))


def _criteria(framework: Framework) -> Mapping[str, str]:
    """From what a criterion was called under an earlier id of its question to its id now, where no other is so now."""
    return {
        earlier: criterion.id
        for node in framework.questions
        for alias in node.aliases
        for criterion in node.criteria
        if criterion.id.startswith(f"{node.id}.")
        and (earlier := alias + criterion.id.removeprefix(node.id)) not in framework.home_of_criterion
    }


def renamed(entry: Entry, names: EarlierIds) -> Entry:
    """The entry under the id of today; itself where it stands there already.

    An alias that another part of an address happens to be is left alone.
    """
    address = entry.address
    place, current = names.by_subject.get(address.subject, (0, _NO_NAMES))
    if not current or address.parts[place] not in current:
        return entry
    id = current[address.parts[place]]
    parts = (*address.parts[:place], id, *address.parts[place + 1 :])
    value = _said(entry.value, id, names.criteria)
    return replace(entry, address=Address(address.subject, parts), value=value)


def _said(value: Any, id: str, criteria: Mapping[str, str]) -> Any:
    """What is recorded of the question or capability that is called so now."""
    match value:
        case Target():
            value = replace(value, capability=id)
        case Homework():
            value = replace(value, question=id)
        case RecordedAgreement():
            links = tuple(_said(one, id, criteria) for one in value.evidence)
            value = replace(value, question=id, reply=_said(value.reply, id, criteria), evidence=links)
        case LevelReached(given=LadderGiven() | TicksGiven() as given):
            value = LevelReached(_ticks(given, criteria))
        case EvidenceLink(criteria=said):
            value = replace(value, criteria=_all(said, criteria))
        case tuple():
            value = tuple(_said(one, id, criteria) for one in value)
    return value


def _ticks(given: LadderGiven | TicksGiven, criteria: Mapping[str, str]) -> LadderGiven | TicksGiven:
    excused = tuple(
        CriterionNotApplicable(criteria.get(one.criterion, one.criterion), one.reason) for one in given.not_applicable
    )
    if isinstance(given, TicksGiven):
        return TicksGiven(_all(given.met, criteria), excused)
    return LadderGiven(given.level, _all(given.met, criteria), _all(given.not_met, criteria), excused)


def _all(ids: Iterable[str], criteria: Mapping[str, str]) -> frozenset[str]:
    return frozenset(criteria.get(id, id) for id in ids)
