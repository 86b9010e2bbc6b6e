"""Forty phones in a room: how long a reply and a look take, whether one is lost, and whether memory grows.

Thirty minutes of a workshop: a question a minute, everybody looking every two seconds. The waits between are shortened
to a third, so that the server meets the same work in ten minutes.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.timing import Measured, below
from tests.room.crowd import LADDERS, Crowd, percentile, resident
from tests.room.hall import Hall

PHONES = 40
MINUTES = 30
SHORTENED = 3


def rows() -> Iterator[Measured]:
    """Replies within ten seconds, looks, what was lost, and the server's memory before and after."""
    hall = Hall(Path(tempfile.mkdtemp()), PHONES)
    hall.served.start()
    try:
        crowd, first, grown = asyncio.run(_work(hall))
    finally:
        hall.served.kill()
    votes, polls, watch = crowd.watch.votes, crowd.watch.polls, crowd.watch
    wrong = len(watch.lost) + len(watch.seen_early) + len(crowd.exceptions)
    yield below(
        "40 phones reply within 10 s: half of the replies drawn within", percentile(first, 0.5) * 1000, "ms", 100
    )
    yield below("the same: 95 of 100 within", percentile(first, 0.95) * 1000, "ms", 500)
    yield below(
        f"{len(votes)} replies in 30 minutes of work: half drawn within", percentile(votes, 0.5) * 1000, "ms", 100
    )
    yield below("the same: 95 of 100 within", percentile(votes, 0.95) * 1000, "ms", 500)
    yield below(f"{len(polls)} looks: half drawn within", percentile(polls, 0.5) * 1000, "ms", 100)
    yield below("the same: 95 of 100 within", percentile(polls, 0.95) * 1000, "ms", 500)
    yield below("replies lost, shown too early, or pages that failed", wrong, "", 0)
    yield below("growth of the server's memory over that time", grown, "MB", 20)


async def _work(hall: Hall) -> tuple[Crowd, list[float], float]:
    """The crowd after its work, the waits of the first round, and the megabytes by which the server grew after it."""
    crowd = await Crowd.of(hall)
    await crowd.round(LADDERS[0], seconds=10, poll_every=2)
    first, before = list(crowd.watch.votes), resident(hall)
    for minute in range(MINUTES):
        question = LADDERS[minute % len(LADDERS)]
        await crowd.round(question, seconds=60 / SHORTENED, poll_every=2 / SHORTENED)
    return crowd, first, (resident(hall) - before) / 1e6
