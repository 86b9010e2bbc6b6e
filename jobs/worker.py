"""One search in a process of its own: `python -m jobs.worker`.

It reads one request from its standard input and writes messages to its standard output, all pickled: both ends are
this program. Any further byte on the input asks it to stop, which lets it give the best found so far; the end of the
input says that nobody waits any more, and it ends at once. What else is printed goes to the error output.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
import traceback
from collections.abc import Callable
from threading import Event, Thread
from typing import Any, BinaryIO

from jobs.request import Message, Request, Saying, Sought

KINDNESS = 10
"""By how much a search gives way to the pages, where the system knows such a thing."""
PAUSE = 0.1
"""Seconds between two messages about progress: a reader needs no more."""
NOBODY_WAITS = 2
"""The exit code of a worker that was left alone."""


def main(asked: BinaryIO, told: BinaryIO) -> int:
    """Do what the request asks; 0 when a result was written."""
    try:
        request = pickle.load(asked)
        assert isinstance(request, Request), "that is no request"
        stop = _listening(asked)
        result = _SEARCHES[request.sought](request, _Teller(told, stop))
    except Exception:  # Whatever it is, whoever started this process must hear of it.
        _write(told, Message(Saying.FAILURE, traceback.format_exc()))
        return 1
    _write(told, Message(Saying.RESULT, result))
    return 0


class _Teller:
    """Tells how far a search is, not too often; gives True once it is to stop."""

    def __init__(self, told: BinaryIO, stop: Event) -> None:
        self._told, self._stop = told, stop
        self._last = 0.0

    def __call__(self, *progress: Any) -> bool:
        now = time.monotonic()
        if now - self._last >= PAUSE:
            self._last = now
            _write(self._told, Message(Saying.PROGRESS, progress[0] if len(progress) == 1 else progress))
        return self._stop.is_set()


def _write(told: BinaryIO, message: Message) -> None:
    pickle.dump(message, told)
    told.flush()


def _listening(asked: BinaryIO) -> Event:
    """An event that is set when a byte comes in."""
    stop = Event()

    def listen() -> None:
        while asked.read(1):
            stop.set()
        os._exit(NOBODY_WAITS)  # Without a cleaning up: the solver may be in the middle of it.

    Thread(target=listen, daemon=True).start()
    return stop


def _plan(request: Request, told: _Teller) -> Any:
    from planning.best_plan import best_starts  # noqa: PLC0415 - each search loads what it needs, and no more
    from planning.making import candidates_for  # noqa: PLC0415

    candidates = candidates_for(request.dossier, request.card, request.library, request.today)
    return best_starts(candidates, clock=time.monotonic, seconds=request.seconds, told=told)


def _frontier(request: Request, told: _Teller) -> Any:
    from planning.frontier import frontier  # noqa: PLC0415
    from planning.making import candidates_for  # noqa: PLC0415

    candidates = candidates_for(request.dossier, request.card, request.library, request.today)
    return frontier(candidates, clock=time.monotonic, seconds=request.seconds, told=told)


def _contradiction(request: Request, told: _Teller) -> Any:
    from planning.contradictions import contradiction  # noqa: PLC0415

    return contradiction(
        request.dossier,
        request.card,
        request.library,
        request.today,
        clock=time.monotonic,
        seconds=request.seconds,
    )


_SEARCHES: dict[Sought, Callable[[Request, _Teller], Any]] = {
    Sought.PLAN: _plan,
    Sought.FRONTIER: _frontier,
    Sought.CONTRADICTION: _contradiction,
}


def _give_way() -> None:
    if hasattr(os, "nice"):
        os.nice(KINDNESS)


def _own_output() -> BinaryIO:
    """The standard output for messages alone: whatever else is printed, by the solver too, goes to the error output."""
    mine = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return mine


if __name__ == "__main__":
    output = _own_output()
    _give_way()
    code = main(sys.stdin.buffer, output)
    output.close()
    os._exit(code)  # The thread that listens would wait for the end of the input.
