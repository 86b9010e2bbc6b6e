"""Forty phones at once: nothing is lost, nothing is shown too early, no page fails. How fast it is, the bench tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.room.crowd import LADDERS, Crowd
from tests.room.hall import Hall
from tests.room.socket_tab import run

PHONES = 40


@pytest.mark.slow
def test_forty_phones_reply_within_ten_seconds(tmp_path: Path) -> None:
    hall = Hall(tmp_path, PHONES)
    hall.served.start()
    try:
        crowd = run(_work(hall))
    finally:
        hall.served.kill()
    assert crowd.exceptions == []
    assert crowd.watch.lost == []
    assert crowd.watch.seen_early == []
    assert len(crowd.watch.votes) == 3 * PHONES


async def _work(hall: Hall) -> Crowd:
    crowd = await Crowd.of(hall)
    await crowd.round(LADDERS[0], seconds=10, poll_every=2)
    await crowd.round(LADDERS[1], seconds=5, poll_every=1)
    await crowd.round(LADDERS[0], seconds=5, poll_every=1)
    return crowd
