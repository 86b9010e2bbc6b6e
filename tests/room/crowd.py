"""A crowd at work: rounds of asking, replying, polling and revealing by many phones, with every reply accounted for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import monotonic

from questionnaire.answers import LadderGiven, LevelReached, Reply
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState
from questionnaire.entries import ballot_of
from questionnaire.framework import Ladder
from tests.browser.served import DOSSIER
from tests.room.hall import Hall
from tests.room.socket_tab import SocketTab
from views.memo import framework

LADDERS = tuple(one.id for one in framework().questions if isinstance(one.kind, Ladder) and not one.asked_when)


@dataclass
class Watch:
    """What a crowd waited for, in seconds, and what went wrong."""

    votes: list[float] = field(default_factory=list)
    polls: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    seen_early: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    """Resident bytes of the server, after each round."""


@dataclass
class Crowd:
    """The phones of a hall, each with its tab open on the page for replying."""

    hall: Hall
    tabs: Sequence[SocketTab]
    watch: Watch = field(default_factory=Watch)
    chance: Random = field(default_factory=lambda: Random(40))

    @staticmethod
    async def of(hall: Hall) -> Crowd:
        """All phones of the hall, opened at once."""
        tabs = [hall.tab("vote", hall.cookies[id]) for id in hall.phones]
        await asyncio.gather(*(tab.open() for tab in tabs))
        return Crowd(hall, tabs)

    async def round(self, question: str, *, seconds: float, poll_every: float) -> None:
        """Ask, let everybody reply at some moment within `seconds` while all poll, reveal, and look for every reply."""
        number = self._ask(question)
        until = monotonic() + seconds
        picked = [self.chance.randrange(5) for _ in self.tabs]
        moments = [self.chance.uniform(0, seconds * 0.9) for _ in self.tabs]
        began = monotonic()
        await asyncio.gather(
            *(
                self._phone(tab, question, level, began + moment, until, poll_every)
                for tab, level, moment in zip(self.tabs, picked, moments, strict=True)
            )
        )
        self._reveal(question, number)
        self._account(question, picked)
        await asyncio.gather(*(tab.poll() for tab in self.tabs))
        self.watch.memory.append(resident(self.hall))

    async def _phone(
        self, tab: SocketTab, question: str, level: int, at: float, until: float, poll_every: float
    ) -> None:
        """One phone: it polls, finds the question, replies at its moment, and polls on."""
        replied = False
        await asyncio.sleep(self.chance.uniform(0, poll_every))  # phones were not opened in the same instant
        while monotonic() < until or not replied:
            if not replied and monotonic() >= at:
                await tab.rerun()  # as the page does by itself once its poll has found another question
                label = framework().question(question).text("fr")[:30].replace("'", "'")
                self.watch.votes.append(await tab.choose(label, level))
                replied = True
            self.watch.polls.append(await tab.poll())
            if not replied and _tallies(tab):
                self.watch.seen_early.append(tab.text())
            await asyncio.sleep(min(poll_every, max(0.0, (at if not replied else until) - monotonic())))

    def _ask(self, question: str) -> int:
        history = self.hall.repository.history(DOSSIER, ballot_of(WHOLE_ROOM))
        revealed = [one.value for one in history if one.value.state is BallotState.REVEALED]
        number = 1 + sum(one.question == question for one in revealed)
        self._put(Ballot(WHOLE_ROOM, question, number, BallotState.OPEN, datetime.now(UTC)))
        return number

    def _reveal(self, question: str, number: int) -> None:
        at, held = datetime.now(UTC), self.hall.repository.entry(DOSSIER, ballot_of(WHOLE_ROOM))
        assert held is not None
        ballot = Ballot(WHOLE_ROOM, question, number, BallotState.REVEALED, held.value.opened_at)
        changes = [(ballot_of(WHOLE_ROOM), ballot, held.stamp)]
        self.hall.repository.reveal(DOSSIER, question, number, changes, by="P1", at=at)

    def _put(self, ballot: Ballot) -> None:
        held = self.hall.repository.entry(DOSSIER, ballot_of(WHOLE_ROOM))
        stamp = held.stamp if held else 0
        self.hall.repository.save(DOSSIER, ballot_of(WHOLE_ROOM), ballot, by="P1", at=datetime.now(UTC), expect=stamp)

    def _account(self, question: str, picked: Sequence[int]) -> None:
        answers = self.hall.repository.open(DOSSIER, framework()).answers
        for id, level in zip(self.hall.phones, picked, strict=True):
            kept: Reply | None = answers[id, question].reply if (id, question) in answers else None
            if kept != LevelReached(LadderGiven(level)):
                self.watch.lost.append(f"{id} on {question}: picked {level}, kept {kept}")

    @property
    def exceptions(self) -> list[str]:
        """Every error that any page showed."""
        return [one for tab in self.tabs for one in tab.exceptions]


def _tallies(tab: SocketTab) -> bool:
    """Whether the page draws a figure: bars of replies, a chart, a table."""
    return any(next(tab.of_kind(kind), None) is not None for kind in ("progress", "vega_lite_chart", "table"))


def resident(hall: Hall) -> int:
    """The bytes that the server holds in memory now. Linux only; 0 elsewhere."""
    process = hall.served.process
    status = Path(f"/proc/{process.pid}/status") if process else None
    if status is None or not status.exists():
        return 0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value below which that share of the waits lies."""
    ranked = sorted(seconds)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]
