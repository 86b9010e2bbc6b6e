"""The searches of this server: who works on what, who waits in line, what was found.

A search lives in a process of its own and in the memory of the server; nothing is stored. For one dossier and one kind
there is at most one; a few run at once, the others wait. When the server ends, so do they.
"""

from __future__ import annotations

import atexit
import logging
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from secrets import token_hex
from threading import Lock, Thread, Timer
from typing import IO, Any

from jobs.request import Message, Request, Saying, Sought

LOG = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent
WORKER = (sys.executable, "-m", "jobs.worker")
MOST_AT_ONCE = 2
MOST_KEPT = 32
"""So many searches that are over are remembered; of more, the oldest is forgotten."""
PATIENCE = 3.0
"""Seconds that a worker has to stop by itself and say what it found."""


class Phase(StrEnum):
    """Where a search stands: in line, at work, asked to stop, or over with a result or without."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """It was stopped before it had anything to give."""


OVER = frozenset((Phase.DONE, Phase.FAILED, Phase.CANCELLED))


@dataclass(frozen=True)
class SearchKey:
    """For which dossier something is searched for."""

    dossier: str
    sought: Sought


class Search:
    """One search: how far it is, what it found. Made by `Searches.begin`."""

    def __init__(self, key: SearchKey, request: Request, command: Sequence[str], ended: Callable[[], None]) -> None:
        self.key, self.request = key, request
        self.phase = Phase.WAITING
        self.progress: Any = None
        """The last that the worker said of its progress."""
        self.result: Any = None
        self.failed = ""
        """The reference under which the log says why it failed."""
        self.stopped = False
        """Whether somebody asked it to stop."""
        self._command, self._ended = command, ended
        self._process: subprocess.Popen[bytes] | None = None
        self._began = self._over = 0.0
        self._lock = Lock()

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.phase in OVER

    @property
    def elapsed(self) -> float:
        """For how many seconds it has worked, or did."""
        if not self._began:
            return 0.0
        return (self._over or time.monotonic()) - self._began

    @property
    def process_id(self) -> int | None:
        """The number of the process at work; None before there is one."""
        return None if self._process is None else self._process.pid

    def cancel(self) -> None:
        """Ask the worker to stop and to say what it has found; end it where it does not answer in time."""
        with self._lock:
            if self.over or self.stopped:
                return
            self.stopped = True
            if self.phase is Phase.WAITING:
                self.phase = Phase.CANCELLED
                return
            self.phase = Phase.STOPPING
        process = self._process
        if process is not None and process.stdin is not None:
            with suppress(OSError):  # It may have ended by itself just now.
                process.stdin.write(b".")
                process.stdin.flush()
        late = Timer(PATIENCE, self.kill)
        late.daemon = True
        late.start()

    def kill(self) -> None:
        """End the worker at once."""
        self.stopped = True
        if self._process is not None and self._process.poll() is None:
            with suppress(OSError):
                self._process.kill()

    def start(self) -> None:
        """Begin to work; called once, by the registry."""
        with self._lock:
            if self.phase is not Phase.WAITING:
                return
            self._began = time.monotonic()
            self.phase = Phase.RUNNING
        Thread(target=self._run, name=f"search {self.key.sought}", daemon=True).start()

    def _run(self) -> None:
        try:
            with tempfile.TemporaryFile() as errors:
                self._work(errors)
        except OSError as fault:  # No process could be started, or no file for what it prints.
            self._fail(str(fault))
        finally:
            self._over = time.monotonic()
            self._ended()

    def _work(self, errors: IO[bytes]) -> None:
        process = subprocess.Popen(
            self._command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
        )
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(OSError):  # One that died at once is heard of below.
            process.stdin.write(pickle.dumps(self.request))  # in one go: a stop must not come in between
            process.stdin.flush()
            if self.stopped:
                process.stdin.write(b".")
                process.stdin.flush()
        last = self._listen(process.stdout)
        with suppress(OSError):
            process.stdin.close()
        if process.poll() is None and last is None:
            process.kill()
        code = process.wait()
        if last is not None and last.saying is Saying.RESULT:
            self.result, self.phase = last.content, Phase.DONE
        elif self.stopped and last is None:
            self.phase = Phase.CANCELLED
        else:
            errors.seek(0)
            said = last.content if last else errors.read().decode("utf-8", "replace")
            self._fail(f"exit code {code}\n{said}")

    def _listen(self, output: IO[bytes]) -> Message | None:
        """Hear the worker out; what it said last, where that was a result or a failure."""
        while True:
            try:
                message = pickle.load(output)
            except EOFError:
                return None
            except Exception:  # Pickle raises nearly anything on bytes that it did not write.
                LOG.exception("the worker of %s said something that cannot be read", self.key)
                return None
            if not isinstance(message, Message):
                return None
            if message.saying is not Saying.PROGRESS:
                return message
            self.progress = message.content

    def _fail(self, why: str) -> None:
        self.failed = token_hex(4)
        self.phase = Phase.FAILED
        LOG.error("reference %s: the search %s failed: %s", self.failed, self.key, why)


class Searches:
    """The searches of one server."""

    def __init__(self, command: Sequence[str] = WORKER, most: int = MOST_AT_ONCE) -> None:
        self._command, self._most = command, most
        self._lock = Lock()
        self._known: dict[SearchKey, Search] = {}

    def begin(self, key: SearchKey, request: Request) -> Search:
        """Begin a search, or let it wait in line. One that is under way under this key is ended first."""
        with self._lock:
            before = self._known.pop(key, None)
            search = Search(key, request, self._command, self._go_on)
            self._known[key] = search
            self._forget_the_oldest()
        if before is not None:
            before.cancel() if before.phase is Phase.WAITING else before.kill()
        self._go_on()
        return search

    def search_of(self, key: SearchKey) -> Search | None:
        """The last search begun under a key; None where there is none, or it was taken."""
        return self._known.get(key)

    def take(self, search: Search) -> bool:
        """Forget a search that is over. True for one caller alone: whoever gets it uses what it found."""
        with self._lock:
            if self._known.get(search.key) is not search:
                return False
            del self._known[search.key]
            return True

    def place_in_line(self, search: Search) -> int:
        """How many others are to end before a search that waits begins; 0 where it is not waiting."""
        if search.phase is not Phase.WAITING:
            return 0
        waiting = self._in_line()
        return waiting.index(search) + 1 if search in waiting else 0

    def end_all(self) -> None:
        """End every worker: the server ends."""
        for search in list(self._known.values()):
            search.cancel() if search.phase is Phase.WAITING else search.kill()

    def _in_line(self) -> list[Search]:
        """Those that wait: plans first, because somebody sits in front of them; then as they came."""
        waiting = [one for one in list(self._known.values()) if one.phase is Phase.WAITING]
        return sorted(waiting, key=lambda one: one.key.sought is Sought.FRONTIER)

    def _go_on(self) -> None:
        """Begin with what waits, as far as there is room."""
        with self._lock:
            at_work = sum(one.phase in (Phase.RUNNING, Phase.STOPPING) for one in self._known.values())
            for search in self._in_line()[: max(0, self._most - at_work)]:
                search.start()

    def _forget_the_oldest(self) -> None:
        over = [key for key, one in self._known.items() if one.over]
        for key in over[: max(0, len(over) - MOST_KEPT)]:
            del self._known[key]


SEARCHES = Searches()
"""Those of this server."""
atexit.register(SEARCHES.end_all)
