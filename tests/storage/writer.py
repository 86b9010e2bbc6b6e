"""A program that saves as fast as it can and says what was acknowledged: for tests that kill it, or run two of it.

    python -m tests.storage.writer URL DOSSIER WHO TIMES [BYTES]

Prints a line for each saving: "saved STAMP", "told STAMP" (another was quicker), or "fault CODE" and ends.
With BYTES no file may grow beyond that size: the disk is as good as full.
"""

from __future__ import annotations

import resource
import signal
import sys

from questionnaire.entries import comment_of
from storage.repository import StaleEntry, StorageFault
from storage.sql_repository import SqlRepository
from tests.examples import NOON

COMMENT = comment_of("P1", "C1")


def main(url: str, id: str, who: str, times: str, most_bytes: str = "") -> None:
    """Save TIMES comments on top of each other."""
    repository = SqlRepository.at(url)
    if most_bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most_bytes), int(most_bytes)))
    held = repository.entry(id, COMMENT)
    stamp = held.stamp if held else 0
    for _ in range(int(times)):
        try:
            stamp = repository.save(id, COMMENT, f"{who} {stamp} " + "x" * 500, by=who, at=NOON, expect=stamp).stamp
            print("saved", stamp, flush=True)
        except StaleEntry as stale:
            stamp = stale.held.stamp
            print("told", stamp, flush=True)
        except StorageFault as fault:
            print("fault", fault.code, flush=True)
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
