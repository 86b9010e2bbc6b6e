"""From entries to a dossier: the latest entry of each address holds, whatever order they arrive in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from questionnaire.answers import AgreementKind, Answer, RecordedAgreement
from questionnaire.assessment import Dossier, Setup
from questionnaire.ballots import RoomRules
from questionnaire.entries import Address, Entry, Subject
from questionnaire.following import ProgressReport, Rater
from questionnaire.framework import Framework
from questionnaire.intentions import Limits
from questionnaire.profiled import in_profile
from questionnaire.renaming import current_names, renamed
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Stage


@dataclass
class _Gathered:
    """The parts of a dossier while they are being put together."""

    framework: Framework
    setup: dict[str, Any] = field(default_factory=dict)
    answers: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    single: dict[Subject, Any] = field(default_factory=dict)
    by_id: dict[Subject, dict[str, Any]] = field(default_factory=dict)
    progress: dict[tuple[str, Rater], ProgressReport] = field(default_factory=dict)
    agreements: dict[str, dict[str, RecordedAgreement]] = field(default_factory=dict)
    present: set[tuple[str, str]] = field(default_factory=set)
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

    An answer or target whose id the framework does not know becomes an orphan, and so does a target that is no level of
    its main scale; an id under `aliases` is read as the new one unless the new one has an entry itself. What the
    profile of the set-up leaves out is set aside: it is there again when another profile is picked. So is the plan,
    with all that is recorded about it, where one site is asked. Ids of actions are kept as they are: no library is
    known here.
    """
    gathered = _Gathered(framework)
    names = current_names(framework)
    by_address = latest(entries)
    held = by_address.values()
    for entry in sorted(held, key=lambda entry: (entry.revision, str(entry.address))):
        named = renamed(entry, names)
        if named is entry or named.address not in by_address:
            _PLACES[entry.address.subject](gathered, named)
    revision = max((entry.revision for entry in held), default=0)
    saved_at = max((entry.at for entry in held), default=None)
    by_id = gathered.by_id
    setup = replace(Setup(), **gathered.setup)
    asked = in_profile(framework, setup.profile)
    answers = {key: Answer(*key, **parts) for key, parts in gathered.answers.items()}
    return Dossier(
        id=id,
        framework=asked,
        setup=setup,
        stage=gathered.single.get(Subject.STAGE, Stage.DRAFT),
        participants=tuple(sorted(by_id.get(Subject.PARTICIPANT, {}).values(), key=lambda one: one.id)),
        answers={key: one for key, one in answers.items() if asked.has_question(one.question)},
        evidence=by_id.get(Subject.EVIDENCE, {}),
        targets=_of_asked(asked, by_id.get(Subject.TARGET, {})),
        threats=_of_asked(asked, by_id.get(Subject.THREAT, {})),
        prices=by_id.get(Subject.PRICE, {}),
        limits=gathered.single.get(Subject.LIMITS, Limits()),
        rates=by_id.get(Subject.RATE, {}),
        withheld=gathered.single.get(Subject.WITHHELD),
        **_of_room(gathered, asked),
        **(_of_plan(gathered) if asked.profile.in_its_own_words else {}),
        revision=revision,
        orphans=tuple(gathered.orphans),
        whole=framework,
        set_aside={key: one for key, one in answers.items() if not asked.has_question(one.question)},
        created_at=created_at,
        saved_at=saved_at,
    )


def _of_plan(gathered: _Gathered) -> dict[str, Any]:
    """What is recorded about the plan, by field of the dossier."""
    single, by_id = gathered.single, gathered.by_id
    return {
        "planned": single.get(Subject.PLANNED),
        "proof": single.get(Subject.PROOF),
        "alternatives": by_id.get(Subject.ALTERNATIVE, {}),
        "own_actions": by_id.get(Subject.OWN_ACTION, {}),
        "details": by_id.get(Subject.STEP, {}),
        "progress": gathered.progress,
    }


def _of_room(gathered: _Gathered, asked: Framework) -> dict[str, Any]:
    """What is recorded about the room, its outcomes and its signatures, by field of the dossier."""
    by_id = gathered.by_id
    signed: dict[str, Signature | Reopening] = by_id.get(Subject.SIGNATURE, {})
    return {
        "agreed": _of_questions(asked, gathered.agreements.get(AgreementKind.SELF, {})),
        "validated": _of_questions(asked, gathered.agreements.get(AgreementKind.VALIDATED, {})),
        "room": gathered.single.get(Subject.ROOM, RoomRules()),
        "groups": by_id.get(Subject.GROUP, {}),
        "ballots": by_id.get(Subject.BALLOT, {}),
        "hands": _of_questions(asked, by_id.get(Subject.HANDS, {})),
        "parked": by_id.get(Subject.PARKED, {}),
        "present": frozenset(gathered.present),
        "homework": _of_questions(asked, by_id.get(Subject.HOMEWORK, {})),
        "signatures": tuple(signed[number] for number in sorted(signed, key=int)),
    }


def _of_questions(asked: Framework, by_question: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is said of the questions that are asked."""
    return {id: value for id, value in by_question.items() if asked.has_question(id)}


def _of_asked(asked: Framework, by_capability: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is said of the capabilities that are asked."""
    return {id: value for id, value in by_capability.items() if "capability " + id in asked.node_names}


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


def _put_progress(gathered: _Gathered, entry: Entry) -> None:
    if entry.value is not None:
        gathered.progress[entry.value.action, entry.value.rater] = entry.value


def _put_for_capability(gathered: _Gathered, entry: Entry) -> None:
    (id,) = entry.address.parts
    if "capability " + id in gathered.framework.node_names:
        _put_by_id(gathered, entry)
    elif entry.value is not None:
        gathered.orphans.append(entry)


def _put_target(gathered: _Gathered, entry: Entry) -> None:
    levels = {level.value for level in gathered.framework.levels}
    if entry.value is None or entry.value.level in levels:
        _put_for_capability(gathered, entry)
    else:
        gathered.orphans.append(entry)


def _put_answer(gathered: _Gathered, entry: Entry) -> None:
    participant, question, part = entry.address.parts
    if not gathered.framework.has_question(question):
        if entry.value is not None:
            gathered.orphans.append(entry)
        return
    parts = gathered.answers.setdefault((participant, question), {"at": entry.at})
    parts[part] = _CLEARED[part] if entry.value is None else entry.value
    parts["at"] = max(parts["at"], entry.at)


def _put_agreement(gathered: _Gathered, entry: Entry) -> None:
    kind, question = entry.address.parts
    if entry.value is None:
        return
    if gathered.framework.has_question(question):
        gathered.agreements.setdefault(kind, {})[question] = replace(entry.value, at=entry.at)
    else:
        gathered.orphans.append(entry)


def _put_for_question(gathered: _Gathered, entry: Entry) -> None:
    (id,) = entry.address.parts
    if gathered.framework.has_question(id):
        _put_by_id(gathered, entry)
    elif entry.value is not None:
        gathered.orphans.append(entry)


def _put_present(gathered: _Gathered, entry: Entry) -> None:
    if entry.value:
        participant, day = entry.address.parts
        gathered.present.add((participant, day))


def _put_nothing(gathered: _Gathered, entry: Entry) -> None:
    """Who brought a copy in is told by the history alone."""


def _put_vote(gathered: _Gathered, entry: Entry) -> None:
    raise AssertionError("a vote is no part of a dossier")


_CLEARED: Mapping[str, Any] = {
    "reply": None,
    "confidence": None,
    "comment": "",
    "comment_shared": False,
    "evidence": (),
}

_PLACES: Mapping[Subject, Callable[[_Gathered, Entry], None]] = {
    Subject.SETUP: _put_setup,
    Subject.STAGE: _put_single,
    Subject.LIMITS: _put_single,
    Subject.PLANNED: _put_single,
    Subject.PROOF: _put_single,
    Subject.ALTERNATIVE: _put_by_id,
    Subject.RATE: _put_by_id,
    Subject.OWN_ACTION: _put_by_id,
    Subject.STEP: _put_by_id,
    Subject.PROGRESS: _put_progress,
    Subject.PARTICIPANT: _put_by_id,
    Subject.AGREEMENT: _put_agreement,
    Subject.ROOM: _put_single,
    Subject.GROUP: _put_by_id,
    Subject.BALLOT: _put_by_id,
    Subject.HANDS: _put_for_question,
    Subject.PARKED: _put_by_id,
    Subject.PRESENT: _put_present,
    Subject.HOMEWORK: _put_for_question,
    Subject.SIGNATURE: _put_by_id,
    Subject.WITHHELD: _put_single,
    Subject.BROUGHT: _put_nothing,
    Subject.VOTE: _put_vote,
    Subject.EVIDENCE: _put_by_id,
    Subject.PRICE: _put_by_id,
    Subject.TARGET: _put_target,
    Subject.THREAT: _put_for_capability,
    Subject.ANSWER: _put_answer,
}
