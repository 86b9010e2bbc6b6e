"""What can be done with a ballot, and who takes part in it: opening, revealing, asking again, and the clock beside it.

Nothing here knows what was replied. Who may vote follows from role and group; a round is ended by its reveal only, so a
question that was withdrawn is asked again in the same round, and people find their hidden reply where they left it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from questionnaire.assessment import Participant
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState, Group, next_round
from questionnaire.framework import Framework, Question
from questionnaire.stages import Function, Role

VOTING_ROLES = frozenset({Role.OWNER, Role.FACILITATOR, Role.ASSESSOR, Role.MANAGER})
"""Who may reply to a ballot."""

EXPECTED_ROLES = frozenset({Role.ASSESSOR, Role.MANAGER})
"""Whose reply the room waits for. Who runs the room may reply, but nobody waits for it."""


def may_vote(participant: Participant, group: str) -> bool:
    """Whether somebody may reply to the ballots of a group: by their role, and as one of its members."""
    return participant.role in VOTING_ROLES and group in (WHOLE_ROOM, participant.group)


def expected_voters(participants: Iterable[Participant], group: str, replied: Collection[str]) -> list[Participant]:
    """Whose replies are counted: all who are waited for, and whoever replied although nobody waited."""
    return [one for one in participants if may_vote(one, group) and (one.role in EXPECTED_ROLES or one.id in replied)]


def missing_by_function(voters: Iterable[Participant], replied: Collection[str]) -> Mapping[Function | None, int]:
    """How many have not replied yet, by function (None: it was not said); the largest number first."""
    counted = Counter(one.function for one in voters if one.id not in replied)
    order: list[Function | None] = [*Function, None]
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], order.index(pair[0]))))


def ballot_for(ballots: Mapping[str, Ballot], group: str) -> Ballot | None:
    """The ballot that a member of `group` looks at: an open one before others, their own group's first; else the last.

    One that was withdrawn is as if it were not there.
    """
    own = [ballots[id] for id in dict.fromkeys((group, WHOLE_ROOM)) if id in ballots]
    there = [one for one in own if one.state is not BallotState.WITHDRAWN]
    still_open = [one for one in there if one.state is BallotState.OPEN]
    if still_open:
        return still_open[0]
    return max(there, key=lambda one: one.opened_at, default=None)


def open_ballot_on(ballots: Mapping[str, Ballot], question: str) -> Ballot | None:
    """The ballot in which a question stands open, in whatever group: it cannot be asked in a second one."""
    found = (one for one in ballots.values() if one.question == question and one.state is BallotState.OPEN)
    return next(found, None)


def opening(
    history: tuple[Ballot, ...], group: str, question: str, *, at: datetime, minutes: int | None = None
) -> Ballot:
    """The question put to the group now. `history`: every ballot that any group ever had; `minutes`: time to reply."""
    ends = None if minutes is None else at + timedelta(minutes=minutes)
    return Ballot(group, question, next_round(history, question), BallotState.OPEN, at, ends)


def revealed(ballot: Ballot) -> Ballot:
    """The same ballot once everybody sees the replies. Raises ValueError where it is not open."""
    return _closed(ballot, BallotState.REVEALED)


def withdrawn(ballot: Ballot) -> Ballot:
    """The same ballot taken back unrevealed. Raises ValueError where it is not open."""
    return _closed(ballot, BallotState.WITHDRAWN)


def _closed(ballot: Ballot, state: BallotState) -> Ballot:
    if ballot.state is not BallotState.OPEN:
        raise ValueError(f"the ballot on {ballot.question} is {ballot.state} already")
    return replace(ballot, state=state, ends_at=None)


def timed(ballot: Ballot, *, at: datetime, minutes: int | None) -> Ballot:
    """The same ballot with so many minutes left from now on; None takes the clock away."""
    return replace(ballot, ends_at=None if minutes is None else at + timedelta(minutes=minutes))


def seconds_left(ballot: Ballot, now: datetime) -> int | None:
    """Whole seconds until the time to reply is over, 0 from then on; None where no clock runs.

    The clock only tells: replies are taken until the reveal.
    """
    if ballot.ends_at is None or ballot.state is not BallotState.OPEN:
        return None
    left = ballot.ends_at - now
    return max(0, -(-left // timedelta(seconds=1)))


def questions_of(framework: Framework, group: Group | None, asked: Collection[str]) -> tuple[Question, ...]:
    """The asked questions that a group works on, in framework order; None, or a group without sections: all of them."""
    sections = group.sections if group else frozenset()
    return tuple(
        question
        for section in framework.sections
        if not sections or section.id in sections
        for capability in section.capabilities
        for question in capability.questions
        if question.id in asked
    )
