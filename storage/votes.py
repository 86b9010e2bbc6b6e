"""What every memory does with hidden votes: where they are told from entries, and what becomes of them at a reveal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from questionnaire.ballots import Ballot, BallotState
from questionnaire.dossier import latest
from questionnaire.entries import Address, Entry, Subject


@dataclass(frozen=True)
class Poll:
    """One round of one question in one dossier: what votes are kept under."""

    question: str
    round: int

    @staticmethod
    def of(vote: Address) -> Poll:
        """The round that a vote is for."""
        _, question, round, _ = vote.parts
        return Poll(question, int(round))

    def ended_by(self, ballot: Any) -> bool:
        """Whether this value, recorded for a group, says that the round was revealed."""
        return (
            isinstance(ballot, Ballot)
            and ballot.state is BallotState.REVEALED
            and (ballot.question, ballot.round) == (self.question, self.round)
        )


def is_vote(address: Address) -> bool:
    """Whether a hidden vote is kept there."""
    return address.subject is Subject.VOTE


def all_votes(changes: Sequence[tuple[Address, Any, int]]) -> bool:
    """Whether what is to be saved are all votes; False where none is.

    Raises ValueError where some are: they have no revision. Also for a ballot that says that it is revealed: saved by
    itself it would end the round, and nobody would ever see the votes of it.
    """
    votes = sum(is_vote(address) for address, _, _ in changes)
    if 0 < votes < len(changes):
        raise ValueError("votes are saved by themselves, without anything else")
    if any(isinstance(value, Ballot) and value.state is BallotState.REVEALED for _, value, _ in changes):
        raise ValueError("a ballot is revealed by a reveal, not by a saving")
    return votes > 0


def checked_reveal(poll: Poll, changes: Sequence[tuple[Address, Any, int]]) -> None:
    """Raises ValueError where the changes hold a vote, or no ballot that says that this round is revealed.

    Without that ballot the round would stay open, and the votes after the reveal would be lost.
    """
    if any(is_vote(address) for address, _, _ in changes):
        raise ValueError("a reveal writes no votes")
    if not any(address.subject is Subject.BALLOT and poll.ended_by(value) for address, value, _ in changes):
        raise ValueError(f"nothing says that round {poll.round} of {poll.question} is revealed")


def who_voted(votes: Iterable[Entry]) -> Mapping[str, datetime]:
    """Who has a hidden reply among these votes, and since when. Values are looked at only for being there."""
    held = latest(votes)
    return {
        address.parts[0]: entry.at
        for address, entry in held.items()
        if address.parts[3] == "reply" and entry.value is not None
    }


def turned_to_answers(votes: Iterable[Entry]) -> tuple[Entry, ...]:
    """The last votes as entries of the answers, without stamp and revision. What was taken back makes none.

    Each keeps who wrote it: the voter, or whoever typed it for somebody without a phone.
    """
    held = latest(votes)
    return tuple(
        Entry(_answer_of(address), 0, entry.value, entry.by, entry.at)
        for address, entry in sorted(held.items(), key=lambda one: str(one[0]))
        if entry.value not in (None, "")
    )


def _answer_of(vote: Address) -> Address:
    participant, question, _, part = vote.parts
    return Address(Subject.ANSWER, (participant, question, part))
