"""From entries to a dossier: the latest entry of each address holds, whatever order they arrive in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from questionnaire.answers import Answer
from questionnaire.assessment import Dossier, Setup, Stage
from questionnaire.entries import Address, Entry, Subject
from questionnaire.framework import Capability, Framework, Question
from questionnaire.intentions import Limits


@dataclass
class _Gathered:
    """The parts of a dossier while they are being put together."""

    framework: Framework
    setup: dict[str, Any] = field(default_factory=dict)
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    single: dict[Subject, Any] = field(default_factory=dict)
    by_id: dict[Subject, dict[str, Any]] = field(default_factory=dict)
    orphans: list[Entry] = field(default_factory=list)


def latest(entries: Iterable[Entry]) -> Mapping[Address, Entry]:
    """The entry that holds at each address: the one with the highest stamp."""
    held: dict[Address, Entry] = {}
    for entry in entries:
        before = held.get(entry.address)
        if before is None or before.stamp < entry.stamp:
            held[entry.address] = entry
    return held


def fold(
    framework: Framework,
    id: str,
    entries: Iterable[Entry],
    *,
    created_at: datetime | None = None,
) -> Dossier:
    """The dossier that the entries make. The order in which they are given does not matter.

    An answer or target whose id the framework does not know becomes an orphan; an id under `aliases` is read as the new
    one unless the new one has an entry itself.
    """
    gathered = _Gathered(framework)
    names = _current_names(framework)
    by_address = latest(entries)
    held = by_address.values()
    for entry in sorted(held, key=lambda entry: (entry.revision, str(entry.address))):
        named = _renamed(entry, names)
        if named is entry or named.address not in by_address:
            _PLACES[entry.address.subject](gathered, named)
    revision = max((entry.revision for entry in held), default=0)
    saved_at = max((entry.at for entry in held), default=None)
    by_id = gathered.by_id
    return Dossier(
        id=id,
        framework=framework,
        setup=replace(Setup(), **gathered.setup),
        stage=gathered.single.get(Subject.STAGE, Stage.DRAFT),
        participants=tuple(sorted(by_id.get(Subject.PARTICIPANT, {}).values(), key=lambda one: one.id)),
        answers=gathered.answers,
        evidence=by_id.get(Subject.EVIDENCE, {}),
        targets=by_id.get(Subject.TARGET, {}),
        threats=by_id.get(Subject.THREAT, {}),
        prices=by_id.get(Subject.PRICE, {}),
        limits=gathered.single.get(Subject.LIMITS, Limits()),
        planned=gathered.single.get(Subject.PLANNED),
        revision=revision,
        orphans=tuple(gathered.orphans),
        created_at=created_at,
        saved_at=saved_at,
    )


def _current_names(framework: Framework) -> Mapping[str, str]:
    """From every alias to the id that a question or capability has now."""
    nodes: tuple[Capability | Question, ...] = (*framework.capabilities, *framework.questions)
    return {alias: node.id for node in nodes for alias in node.aliases}


def _renamed(entry: Entry, names: Mapping[str, str]) -> Entry:
    parts = entry.address.parts
    if not any(part in names for part in parts):
        return entry
    address = Address(entry.address.subject, tuple(names.get(part, part) for part in parts))
    return replace(entry, address=address)


def _put_setup(gathered: _Gathered, entry: Entry) -> None:
    (name,) = entry.address.parts
    if entry.value is None:
        gathered.setup.pop(name, None)
    else:
        gathered.setup[name] = entry.value


def _put_single(gathered: _Gathered, entry: Entry) -> None:
    if entry.value is not None:
        gathered.single[entry.address.subject] = entry.value


def _put_by_id(gathered: _Gathered, entry: Entry) -> None:
    if entry.value is not None:
        (id,) = entry.address.parts
        gathered.by_id.setdefault(entry.address.subject, {})[id] = entry.value


def _put_for_capability(gathered: _Gathered, entry: Entry) -> None:
    (id,) = entry.address.parts
    if "capability " + id in gathered.framework.node_names:
        _put_by_id(gathered, entry)
    elif entry.value is not None:
        gathered.orphans.append(entry)


def _put_answer(gathered: _Gathered, entry: Entry) -> None:
    participant, question, part = entry.address.parts
    if not gathered.framework.has_question(question):
        if entry.value is not None:
            gathered.orphans.append(entry)
        return
    before = gathered.answers.get((participant, question), Answer(participant, question))
    value = _CLEARED[part] if entry.value is None else entry.value
    at = max(filter(None, (before.at, entry.at)))
    gathered.answers[participant, question] = replace(before, at=at, **{part: value})


_CLEARED: Mapping[str, Any] = {"reply": None, "confidence": None, "comment": "", "evidence": ()}

_PLACES: Mapping[Subject, Callable[[_Gathered, Entry], None]] = {
    Subject.SETUP: _put_setup,
    Subject.STAGE: _put_single,
    Subject.LIMITS: _put_single,
    Subject.PLANNED: _put_single,
    Subject.PARTICIPANT: _put_by_id,
    Subject.EVIDENCE: _put_by_id,
    Subject.PRICE: _put_by_id,
    Subject.TARGET: _put_for_capability,
    Subject.THREAT: _put_for_capability,
    Subject.ANSWER: _put_answer,
}
