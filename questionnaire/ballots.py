"""The room: which question a group is asked now, what was counted, put aside and given to people to find out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from questionnaire.stages import Function

WHOLE_ROOM = "all"
"""The group that everybody is in."""


class BallotState(StrEnum):
    """Open: replies are hidden and may be changed. Revealed: all see them. Withdrawn: closed without being revealed."""

    OPEN = "open"
    REVEALED = "revealed"
    WITHDRAWN = "withdrawn"


class Disclosure(StrEnum):
    """What a reveal shows beside the distribution: nothing more, the functions that differ, or the names."""

    NOTHING = "nothing"
    FUNCTIONS = "functions"
    NAMES = "names"


@dataclass(frozen=True)
class RoomRules:
    """What the room chose for itself. `criteria`: whether the wall shows the criteria of the levels as well."""

    disclosure: Disclosure = Disclosure.FUNCTIONS
    criteria: bool = False


@dataclass(frozen=True)
class Group:
    """A part of the room that works on some sections by itself. No sections: on all of them."""

    id: str
    name: str = ""
    sections: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ballot:
    """One question put to a group. `round` counts the rounds of that question, 1 first; each ends with its reveal."""

    group: str
    question: str
    round: int
    state: BallotState
    opened_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True)
class HandCount:
    """A show of hands: how many held what. Keys are levels ("0".."4") or options, "not_known", "not_applicable"."""

    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many hands were counted."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class ParkedPoint:
    """A point put aside, with the question it came up at; `settled` says how it was settled, empty while it is not."""

    id: str
    text: str
    question: str = ""
    settled: str = ""


@dataclass(frozen=True)
class Homework:
    """What somebody has to find out or bring about a question, by function, not by name."""

    question: str
    task: str
    function: Function | None = None
    due: date | None = None
    done: bool = False


def next_round(ballots: tuple[Ballot, ...], question: str) -> int:
    """The round in which a question would be asked now: one more than it was revealed. `ballots`: its whole history."""
    return 1 + sum(one.question == question and one.state is BallotState.REVEALED for one in ballots)
