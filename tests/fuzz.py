"""Hostile files by chance: `python -m tests.fuzz --count N --seconds S --seed K [--keep FOLDER]`.

Every file is read, everything it proposes is taken, and the memory compared with what was shown. Reported are faults
that are no sentence, files that take longer than five seconds, memory above 300 MB, and what was stored unshown.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from tests.hostile.looking import look_at
from tests.hostile.mutations import mutated

SLOW, MEGABYTES = 5.0, 300


class TooSlow(BaseException):
    """A file that is still being read after the time it may have; no `except` of the program is to stop it."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """End what takes longer. Computing time is counted: a busy machine is no fault of a file."""

    def ring(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def search(count: int, seconds: float, seed: int, keep: Path | None) -> dict[str, object]:
    """Look at so many files, or for so long, and tell what was found."""
    began = perf_counter()
    outcomes: Counter[str] = Counter()
    faults: list[dict[str, object]] = []
    slowest = 0.0
    number = 0
    while number < count and perf_counter() - began < seconds:
        how, data = mutated(seed, number)
        started = perf_counter()
        try:
            with at_most(SLOW):
                seen = look_at(data)
            outcomes[f"{how}: {'refused' if seen.refused else 'changes' if seen.changes else 'read'}"] += 1
        except (Exception, TooSlow) as fault:  # whatever it is, it is what is looked for here
            outcomes["fault"] += 1
            where = traceback.extract_tb(fault.__traceback__)[-1]
            faults.append(
                {"number": number, "how": how, "fault": repr(fault)[:300], "at": f"{where.filename}:{where.lineno}"}
            )
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}-{number}").write_bytes(data)
        slowest = max(slowest, perf_counter() - started)
        number += 1
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "files": number,
        "seed": seed,
        "seconds": round(perf_counter() - began, 1),
        "slowest": round(slowest, 3),
        "megabytes": megabytes,
        "too_much_memory": megabytes > MEGABYTES,
        "outcomes": dict(sorted(outcomes.items())),
        "faults": faults[:50],
    }


def main() -> int:
    """Search as asked; the exit code is 1 where anything was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    told = search(asked.count, asked.seconds, asked.seed, asked.keep)
    print(json.dumps(told, indent=1))
    return 1 if told["faults"] or told["too_much_memory"] else 0


if __name__ == "__main__":
    sys.exit(main())
