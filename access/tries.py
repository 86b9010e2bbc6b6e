"""How often one may guess: wrong tries are counted by where they come from, what they try, and all together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

WINDOW = 600.0
"""Seconds for which a wrong try counts."""
MOST_KEYS = 20_000
"""Places remembered at once; with more, those heard of longest ago give way. The count of all together stays."""


@dataclass(frozen=True)
class Bound:
    """At most `most` wrong tries in the window; after `slows` of them each costs twice the wait of the one before.

    `longest` is the longest such wait in seconds. No wait lasts for good: the owner of what is guessed at gets in.
    """

    most: int
    slows: int | None = None
    longest: float = 60.0


@dataclass(frozen=True)
class TooMany:
    """No try now: it would be refused whether right or wrong. `seconds` until the next one."""

    seconds: float


@dataclass(frozen=True)
class Try:
    """One try under way. It counts as wrong until it is told that it was right."""

    keys: tuple[tuple[str, str], ...]
    at: float


@dataclass
class Tries:
    """The wrong tries of one kind of secret, by kind of key. Threads may share it."""

    bounds: Mapping[str, Bound]
    now: Callable[[], float] = monotonic
    _wrong: dict[tuple[str, str], deque[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, **keys: str) -> Try | TooMany:
        """Begin a try; the keys are named as in `bounds`. It counts at once, so that many at a time all count."""
        named = tuple(sorted(keys.items()))
        with self._lock:
            at = self.now()
            wait = max((self._wait(key, at) for key in named), default=0.0)
            if wait > 0:
                return TooMany(wait)
            self._make_room()
            for key in named:
                self._wrong.setdefault(key, deque()).append(at)
        return Try(named, at)

    def was_right(self, one: Try) -> None:
        """Count it no longer, nor the wrong ones before it at what it opened."""
        with self._lock:
            for key in one.keys:
                times = self._wrong.get(key)
                if times is None:
                    continue
                if self.bounds[key[0]].slows is not None:
                    times.clear()
                elif one.at in times:
                    times.remove(one.at)
                if not times:
                    del self._wrong[key]

    def _wait(self, key: tuple[str, str], at: float) -> float:
        times, bound = self._wrong.get(key), self.bounds[key[0]]
        if times is None:
            return 0.0
        while times and times[0] <= at - WINDOW:
            times.popleft()
        if not times:
            del self._wrong[key]
            return 0.0
        full = times[len(times) - bound.most] + WINDOW - at if len(times) >= bound.most else 0.0
        return max(full, _pause(times, bound, at))

    def _make_room(self) -> None:
        if len(self._wrong) < MOST_KEYS:
            return
        oldest = sorted(self._wrong, key=lambda key: self._wrong[key][-1])
        for key in oldest[: MOST_KEYS // 10]:
            del self._wrong[key]


def _pause(times: Sequence[float], bound: Bound, at: float) -> float:
    if bound.slows is None or len(times) <= bound.slows:
        return 0.0
    return max(0.0, times[-1] + min(2.0 ** (len(times) - bound.slows - 1), bound.longest) - at)
