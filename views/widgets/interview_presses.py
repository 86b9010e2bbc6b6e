"""Keys pressed in an interview: what each was meant for, and in which order they count.

A press is heard together with the hidden note of the tab, which says what the tab showed. It waits in a list until it
has been acted upon, because the next press stops the run in which it was heard. Nothing here touches the session, or a
run could be stopped between the acting and the forgetting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

import streamlit as st

ENTER, RIGHT, LEFT, SENT = "enter", "right", "left", "sent"
NEXT_OPEN, NOT_APPLICABLE, NOT_KNOWN = "u", "n", "k"
EVIDENCE, COMMENT, VALUE, LEAVE, CANCEL = "e", "m", "v", "q", "escape"
FORWARD = frozenset({ENTER, RIGHT})
CLOSING = frozenset({SENT, CANCEL})
MOVES = frozenset({*FORWARD, *CLOSING, LEFT, NEXT_OPEN, NOT_APPLICABLE, EVIDENCE, COMMENT, VALUE, LEAVE})
"""The keys that change what is on screen; all others answer. Streamlit keeps `c` and `r` for itself."""

ANSWER_KEYS = (*"123456789", *"abdfghijlopstwxyz")
"""The keys of options and of things to tick, in their order."""

NOTE = "stamp interview"
PRESS = "interview press "


@dataclass(frozen=True)
class Glimpse:
    """What a tab shows: the question, the stamp of its reply, and what is being typed besides ("" for nothing)."""

    question: str
    stamp: int
    typing: str = ""

    def written(self) -> str:
        """As the hidden note says it."""
        return f"{self.question} {self.stamp} {self.typing}"

    @classmethod
    def read(cls, note: str) -> Self | None:
        """What a note says; None where it is none."""
        parts = note.split(" ")
        if len(parts) != 3 or not parts[1].isdigit():
            return None
        return cls(parts[0], int(parts[1]), parts[2])

    def turned_from(self, other: Glimpse) -> bool:
        """Whether the page was turned between the two: another question, or another thing to type."""
        return (self.question, self.typing) != (other.question, other.typing)


@dataclass(frozen=True)
class Heard:
    """Keys that came in one message, in an order that nobody knows, and what the tab showed then."""

    glimpse: Glimpse
    keys: frozenset[str]


@dataclass
class Conversation:
    """One interview as a session remembers it: what is open, which presses wait, what has to be said."""

    question: str = ""
    typing: str = ""
    waiting: list[Heard] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    mine: dict[str, dict[int, int]] = field(default_factory=dict)
    """By question: for a stamp that was shown, the stamp of what was saved upon it here by a key."""
    told: str = ""
    releases: int = 0
    """How often the keyboard was taken back from a box, so that each time the tab does it anew."""


def hear(waiting: list[Heard], key: str) -> None:
    """Remember a press. Called by Streamlit before the run: the one place where the tab's own note can be read.

    Reading the whole state is no touch at which a run stops. Keys of one message are heard once, all together.
    """
    said = st.session_state.to_dict()
    keys = frozenset(
        name.removeprefix(PRESS) for name, value in said.items() if name.startswith(PRESS) and value is True
    )
    glimpse = Glimpse.read(str(said.get(NOTE, "")))
    if glimpse is not None and key == min(keys | {key}):
        waiting.append(Heard(glimpse, keys | {key}))


def in_order(keys: frozenset[str], *, answered: bool, ticking: bool) -> Sequence[str] | None:
    """The keys of one message in the order in which they count; None where that cannot be known.

    Ticks come in any order. An answer to a question without one, and a step, are what a quick person types: first the
    answer. Where the question was answered before, the answer may have been meant for the next one.
    """
    answers, moves = sorted(keys - MOVES), sorted(keys & MOVES)
    if len(moves) > 1 or (len(answers) > 1 and not ticking):
        return None
    if answers and moves and ((answered and not ticking) or moves[0] not in FORWARD | {NEXT_OPEN}):
        return None
    return (*answers, *moves)
