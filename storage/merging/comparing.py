"""Two copies of one dossier that went on apart: what the other one would do here, shown before anything is taken.

Every copy carries its whole history, so what both have at an address says where they went apart. What holds in the
other copy is compared with what holds here:

| subject                     | where both sides changed it                                                         |
|-----------------------------|-------------------------------------------------------------------------------------|
| comments, evidence on answers | both are kept                                                                     |
| progress                    | the later report counts, the earlier one stays in the history                       |
| stage, signatures, ballots  | never come over: they are said of the other copy, which stays as it is; each is told |
| plan and what is known of it | one is not taken without the other                                                 |
| everything else             | a conflict: a person decides                                                        |

What is under a signature here is not changed by a merge: it is among the problems until somebody reopens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from questionnaire.assessment import Participant
from questionnaire.ballots import Ballot, BallotState
from questionnaire.bringing import UnknownWriter
from questionnaire.dossier import latest
from questionnaire.entries import PLANNED, PROOF, STAGE, Address, Entry, Subject
from questionnaire.framework import Framework
from questionnaire.incoming import ChangeStanding, Incoming, ProposedChange, Side, section_of
from questionnaire.problems import Problem, Severity
from questionnaire.renaming import current_names
from questionnaire.signatures import Signature
from questionnaire.stages import Stage
from questionnaire.three_way import proposed
from storage.bad_values import BadValue
from storage.encoding import to_json
from storage.merging.counting import renumbering, said_of
from storage.merging.renumbering import Renumbering
from storage.merging.writings import (
    Histories,
    by_address,
    by_current_address,
    in_both,
    known_to,
    last_shared,
    missing_in,
    same_writing,
)
from storage.signed_content import covers

STAYS = frozenset({Subject.STAGE, Subject.SIGNATURE, Subject.BALLOT, Subject.BROUGHT})
"""What is said of one copy only, and so stays with it."""


@dataclass(frozen=True)
class Merge:
    """What another copy would do here, and the writings that would come with each change.

    `revision` is the one of the dossier here that was looked at, `ids` what the other copy's numbers became.
    """

    incoming: Incoming
    revision: int
    writings: Mapping[Address, tuple[Entry, ...]] = field(default_factory=dict)
    ids: Renumbering = Renumbering()
    strangers: Mapping[str, str] = field(default_factory=dict)
    """Who wrote anything of this and is not known here: no participant, and never wrote before; with the name in the
    file, where it has one."""

    def unknown_writers(self, taken: Collection[Address]) -> tuple[UnknownWriter, ...]:
        """Those of whom nobody here knows and in whose names something would be written with these changes."""
        chosen = self.incoming.with_needed(taken)
        counted = Counter(entry.by for address in chosen for entry in self.writings.get(address, ()))
        return tuple(UnknownWriter(id, name, counted[id]) for id, name in self.strangers.items() if counted[id])

    @property
    def says_nothing_new(self) -> bool:
        """Whether everything of the other copy is here already."""
        incoming = self.incoming
        return not (
            incoming.changes or incoming.problems or any(one.code.startswith(_STAYING) for one in incoming.notices)
        )


def merge_proposed(
    here: Iterable[Entry], there: Iterable[Entry], framework: Framework, base: Iterable[Entry] | None = None
) -> Merge:
    """What the entries of the other copy, `there`, would do `here`. Both are whole histories.

    `base` is the state that both went on from, where the histories do not tell it themselves. What stands under an
    earlier id of a question or capability is compared, and written, under the one of today: also what somebody wrote
    last under an earlier id although the new one was there.
    """
    history, brought, names = tuple(here), tuple(there), current_names(framework)
    held = latest(history)
    own, others = by_current_address(history, names), by_current_address(brought, names, as_written=True)
    began = {address: past[-1] for address, past in by_current_address(base or (), names).items()}
    shared = in_both(by_address(history), by_address(brought))
    ids = renumbering(own, others, (*shared, *began.values()))
    came = by_address(ids.entry(entry) for past in others.values() for entry in past)
    found = (one for address in came if (one := _change(address, own, came, began, framework)) is not None)
    changes = [replace(one, stamp=held[one.address].stamp if one.address in held else 0) for one in found]
    stage = own[STAGE][-1].value or Stage.DRAFT if STAGE in own else Stage.DRAFT
    open_to = [one for one in changes if not covers(stage, one.address)]
    stays = {address for address in came if address.subject in STAYS}
    incoming = Incoming(
        changes=_paired(sorted(open_to, key=lambda one: (one.section, str(one.address)))),
        problems=tuple(Problem("merge.signed", str(one.address)) for one in changes if covers(stage, one.address)),
        notices=(*said_of(ids, others), *_left(own, came)),
        same=len(came) - len(changes) - len(stays),
        base_revision=max((one.revision for one in (*shared, *began.values())), default=None),
    )
    writings = {one.address: missing_in(own.get(one.address, ()), came[one.address]) for one in incoming.changes}
    revision = max((entry.revision for history in own.values() for entry in history), default=0)
    merge = Merge(incoming, revision, writings, ids, _strangers(own, came, writings))
    unknown = merge.unknown_writers([one.address for one in incoming.changes])
    return replace(merge, incoming=replace(incoming, notices=(*incoming.notices, *map(_not_known, unknown))))


def _not_known(writer: UnknownWriter) -> Problem:
    facts = {"who": writer.said, "n": writer.writings}
    return Problem("merge.unknown_writer", facts=facts, severity=Severity.NOTE)


def _strangers(own: Histories, came: Histories, writings: Histories) -> Mapping[str, str]:
    """Everybody in whose name something may be written and who is not known here, with the name that the file tells."""
    known = {entry.by for past in own.values() for entry in past} | {""}
    known |= {address.parts[0] for address in own if address.subject is Subject.PARTICIPANT}
    names = {
        entry.value.id: entry.value.name
        for past in came.values()
        for entry in past
        if isinstance(entry.value, Participant)
    }
    writers = dict.fromkeys(entry.by for past in writings.values() for entry in past)
    return {id: names.get(id, "") for id in writers if id not in known}


def share_a_past(here: Sequence[Entry], there: Sequence[Entry]) -> bool:
    """Whether two histories are of one dossier: they begin with the same writing, whatever came later."""
    own, others = by_address(here), by_address(there)
    return any(known_to(others.get(address, ()), history[0]) for address, history in own.items())


def _change(
    address: Address, own: Histories, came: Histories, began: Mapping[Address, Entry], framework: Framework
) -> ProposedChange | None:
    """What the other copy proposes at one address; None where it says nothing new, or speaks of itself only."""
    here, there = own.get(address, ()), came[address]
    top = there[-1]
    if address.subject in STAYS or known_to(here, top):
        return None
    base = last_shared(here, there)
    crossed = base is not None and not same_writing(base, last_shared(there, here) or base)
    change = proposed(
        address,
        None if crossed else base or began.get(address),
        here[-1] if here else None,
        Side(top.value, top.by, top.at),
        section=section_of(framework, address),
    )
    if change is None:
        return None
    if crossed and change.standing is not ChangeStanding.UNITED:
        # Both met before and each decided for itself: there is no one state that both went on from.
        change = replace(change, standing=ChangeStanding.CONFLICTING)
    if change.standing is ChangeStanding.CONFLICTING and address.subject is Subject.PROGRESS:
        return _later_report(change)
    if change.standing is ChangeStanding.UNITED and not _can_be_kept(change):
        return replace(change, standing=ChangeStanding.CONFLICTING, written=top.value)
    return change


def _can_be_kept(change: ProposedChange) -> bool:
    """Whether what both sides say together is not more than one place holds."""
    try:
        to_json(change.address, change.written)
    except BadValue:
        return False
    return True


def _later_report(change: ProposedChange) -> ProposedChange:
    """Both sides reported: the report on the later day counts, of two on one day the one that was written later."""
    sides = [one for one in (change.here, change.incoming) if one.value is not None and one.at is not None]
    if len(sides) < 2:
        return change
    later = max(sides, key=lambda one: (one.value.on, one.at))
    return replace(change, standing=ChangeStanding.UNITED, written=later.value)


def _paired(changes: Sequence[ProposedChange]) -> tuple[ProposedChange, ...]:
    """The changes, where what is known of a plan is in doubt as soon as the plan is, and the other way round."""
    plan = [one for one in changes if one.address in (PLANNED, PROOF)]
    if len(plan) < 2 or not any(one.standing is ChangeStanding.CONFLICTING for one in plan):
        return tuple(changes)
    doubtful = {one.address for one in plan}
    return tuple(
        replace(one, standing=ChangeStanding.CONFLICTING) if one.address in doubtful else one for one in changes
    )


_STAYING = "merge.stays."
"""How the codes begin of what is in the other copy only, and stays there."""


def _left(own: Histories, came: Histories) -> Iterator[Problem]:
    """Everything of the other copy that is never taken, each named."""
    for address, there in sorted(came.items(), key=lambda one: str(one[0])):
        for entry in missing_in(own.get(address, ()), there):
            match entry.value:
                case Stage() if address == STAGE and entry is there[-1]:
                    yield _stays(f"stage.{entry.value.value}")
                case Signature(name=name, revision=revision):
                    yield _stays("signature", name=name, revision=revision)
                case Ballot(question=question, round=round, state=state) if state is not BallotState.OPEN:
                    yield _stays("ballot", question=question, round=round)
                case value if address.subject is Subject.SIGNATURE and value is not None:
                    yield _stays("reopening", name=value.name)


def _stays(what: str, **facts: object) -> Problem:
    return Problem(_STAYING + what, facts=facts, severity=Severity.NOTE)
