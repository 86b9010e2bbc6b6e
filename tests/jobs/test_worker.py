"""The worker's end of the line: one request in, messages out, and a way to stop."""

from __future__ import annotations

import pickle
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from threading import Event

from jobs.request import Message, Saying
from jobs.worker import NOBODY_WAITS, main
from planning.search_state import Found
from tests.jobs.test_search import request

ROOT = Path(__file__).resolve().parents[2]


def messages(told: BytesIO) -> list[Message]:
    told.seek(0)
    found = []
    while told.tell() < len(told.getvalue()):
        found.append(pickle.load(told))
    return found


class _Waiting(BytesIO):
    """An input on which nothing more comes, and which does not end: its end would end the process, here the tests."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size == 1 and self.tell() >= len(self.getvalue()):
            Event().wait()  # for ever: any number of seconds is shorter than some run of the tests
        return super().read(size)


def test_the_result_is_the_last_thing_it_says() -> None:
    told = BytesIO()
    assert main(_Waiting(pickle.dumps(request())), told) == 0
    *before, last = messages(told)
    assert {one.saying for one in before} <= {Saying.PROGRESS}
    assert last.saying is Saying.RESULT
    assert isinstance(last.content, Found)


def test_garbage_is_told_as_a_failure() -> None:
    told = BytesIO()
    assert main(BytesIO(b"garbage"), told) == 1
    (only,) = messages(told)
    assert only.saying is Saying.FAILURE
    assert "Error" in only.content


def test_one_that_is_left_alone_ends() -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", _SLOW],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert worker.stdin is not None
    worker.stdin.write(pickle.dumps(request()))
    worker.stdin.close()
    assert worker.wait(timeout=30) == NOBODY_WAITS


_SLOW = """
import sys, time
import jobs.worker as worker
from jobs.request import Sought
worker._SEARCHES[Sought.PLAN] = lambda request, told: time.sleep(60)
worker.main(sys.stdin.buffer, sys.stdout.buffer)
"""
