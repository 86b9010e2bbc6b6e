"""What a facilitator does in the room, each one writing on top of what their tab showed; who was first is told.

Nothing is drawn here. Every act returns whether it was done; if not, the sentence that says why is left for the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from access.permissions import NotAllowed
from questionnaire.answers import RecordedAgreement
from questionnaire.ballot_moves import opening, revealed, timed, withdrawn
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState, ParkedPoint
from questionnaire.entries import Address, Entry, Subject, agreement_of, ballot_of, hands_for, parked_at
from storage.repository import StaleEntry, StorageFault
from views.desk import Desk
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import reply_told

TOLD = "room told"
"""Where in the session the sentence about the last act is kept, with the time at which it was told."""
TOLD_FOR = timedelta(seconds=30)
"""A page of the room may be drawn anew at any moment: so long a sentence stays, unless another act comes first."""

Changes = Sequence[tuple[Address, Any, int]]


def ballots_ever(desk: Desk) -> tuple[Ballot, ...]:
    """Every ballot that any group ever had, each in every state that it went through."""
    assert desk.dossier_id is not None
    groups = {WHOLE_ROOM, *desk.dossier.groups, *desk.dossier.ballots}
    entries = (entry for one in groups for entry in desk.repository.history(desk.dossier_id, ballot_of(one)))
    return tuple(entry.value for entry in entries if isinstance(entry.value, Ballot))


def stamp_at(desk: Desk, address: Address) -> int:
    """The stamp of what stands at an address now; 0 where nothing does."""
    assert desk.dossier_id is not None
    entry = desk.repository.entry(desk.dossier_id, address)
    return entry.stamp if entry else 0


def ask(desk: Desk, group: str, question: str, minutes: int | None, *, expect: int) -> bool:
    """Put a question to a group. A show of hands of an earlier round is taken back: it is counted anew."""
    ballot = opening(ballots_ever(desk), group, question, at=desk.now(), minutes=minutes)
    changes: list[tuple[Address, Any, int]] = [(ballot_of(group), ballot, expect)]
    if ballot.round > 1 and question in desk.dossier.hands:
        changes.append((hands_for(question), None, stamp_at(desk, hands_for(question))))
    return _write(desk, changes)


def reveal(desk: Desk, ballot: Ballot, *, expect: int) -> bool:
    """Let everybody see the replies of an open ballot."""
    changes = [(ballot_of(ballot.group), revealed(ballot), expect)]
    assert desk.dossier_id is not None
    id = desk.dossier_id
    return attempt(
        desk,
        lambda: desk.repository.reveal(id, ballot.question, ballot.round, changes, by=desk.participant, at=desk.now()),
    )


def withdraw(desk: Desk, ballot: Ballot, *, expect: int) -> bool:
    """Take an open ballot back. Its replies stay hidden, for the next time the question is asked."""
    return _write(desk, [(ballot_of(ballot.group), withdrawn(ballot), expect)])


def set_clock(desk: Desk, ballot: Ballot, minutes: int | None, *, expect: int) -> bool:
    """Give an open ballot so many minutes from now."""
    return _write(desk, [(ballot_of(ballot.group), timed(ballot, at=desk.now(), minutes=minutes), expect)])


def record(desk: Desk, agreement: RecordedAgreement, *, expect: int) -> bool:
    """Record the outcome of a question."""
    return _write(desk, [(agreement_of("self", agreement.question), agreement, expect)])


def record_many(desk: Desk, agreements: Sequence[RecordedAgreement]) -> bool:
    """Record several outcomes, none of which is recorded yet, as one writing."""
    return _write(
        desk,
        [
            (agreement_of("self", one.question), one, stamp_at(desk, agreement_of("self", one.question)))
            for one in agreements
        ],
    )


def park(desk: Desk, text: str, question: str) -> bool:
    """Put a point aside, at the question it came up at."""
    number = 1
    while stamp_at(desk, parked_at(str(number))):
        number += 1
    return _write(desk, [(parked_at(str(number)), ParkedPoint(str(number), text, question), 0)])


def settle(desk: Desk, point: ParkedPoint, how: str) -> bool:
    """Say how a point was settled; an empty text opens it again."""
    address = parked_at(point.id)
    return _write(desk, [(address, replace(point, settled=how), stamp_at(desk, address))])


def _write(desk: Desk, changes: Changes) -> bool:
    return attempt(desk, lambda: desk.save_all(changes))


def attempt(desk: Desk, act: Callable[[], object]) -> bool:
    """Do it; where it is refused, leave the sentence that says by whom or why. True: it was done."""
    desk.memo[TOLD] = desk.memo["fault"] = None
    try:
        act()
    except StaleEntry as stale:
        tell(desk, who_was_first(desk, stale.held))
    except NotAllowed as refused:
        tell(desk, desk.say("room.locked" if refused.locked else "room.not_yours"))
    except StorageFault as fault:
        desk.memo["fault"] = fault
        tell(desk, desk.say(fault.code, **fault.facts))
    else:
        desk.forget()
        return True
    desk.forget()
    return False


def tell(desk: Desk, sentence: str) -> None:
    """Leave a sentence for the page."""
    desk.memo[TOLD] = (sentence, desk.now())


def still_told(desk: Desk) -> str:
    """The sentence about the last act, as long as it stays; else an empty text."""
    sentence, at = desk.memo.get(TOLD) or ("", desk.now())
    return sentence if desk.now() - at < TOLD_FOR else ""


def who_was_first(desk: Desk, held: Entry) -> str:
    """The sentence that says what somebody else has just done, where it stood in the way of an act."""
    who = plain(name_of(desk, held.by))
    match held.value:
        case Ballot(question=question, state=BallotState.OPEN):
            return desk.say("room.first_asked", who=who, id=question)
        case Ballot(question=question, state=BallotState.REVEALED):
            return desk.say("room.first_revealed", who=who, id=question)
        case Ballot(question=question):
            return desk.say("room.first_withdrew", who=who, id=question)
        case RecordedAgreement(question=id, reply=reply) if desk.framework.has_question(id):
            outcome = reply_told(Sheet(desk, desk.framework.question(id), "", None, None), reply)
            return desk.say("room.first_recorded", who=who, id=id, outcome=outcome)
    if held.address.subject is Subject.VOTE:
        return desk.say("room.first_replied", who=plain(name_of(desk, held.address.parts[0])))
    return desk.say("room.first_changed", who=who)


def name_of(desk: Desk, participant: str) -> str:
    """The name of a participant as it was typed; their number where they gave none."""
    named = {one.id: one.name for one in desk.dossier.participants}
    return named.get(participant) or desk.say("room.person", id=participant)
