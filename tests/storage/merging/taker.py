"""A program that takes another copy into dossier after dossier and says which are done: for tests that kill it.

    python -m tests.storage.merging.taker URL [BYTES]

Prints "taken ID" for each dossier, or "fault CODE" and ends. With BYTES no file may grow beyond that size.
"""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Iterator, Sequence

from questionnaire.entries import Entry, comment_of, registered
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.policy import Strength
from storage.merging.comparing import merge_proposed
from storage.merging.taking import apply_merge
from storage.repository import StorageFault
from storage.sql_repository import SqlRepository
from tests.examples import NOON, capability, framework, section
from tests.storage.merging.copies import LATER

TINY = framework(section("L", capability("L01"), capability("L02")))
BEGUN: Sequence[Entry] = (Entry(comment_of("P1", "L01"), 1, "begun", "P1", NOON, 1),)
MANY = 150


def came() -> Iterator[Entry]:
    """What the other copy holds: much more than was begun here, each at a revision of its own."""
    yield from BEGUN
    for number in range(MANY):
        comment = Entry(comment_of(f"P{number + 2}", "L02"), 1, f"{number} " + "x" * 400, "P1", LATER, 2 + number)
        yield comment
    yield Entry(registered("E1"), 1, Evidence("E1", "Log", EvidenceKind.REGISTER, Strength.STATED), "P1", LATER, 900)


def main(url: str, most_bytes: str = "") -> None:
    """Take it into every dossier that has not got it yet."""
    repository = SqlRepository.at(url)
    if most_bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most_bytes), int(most_bytes)))
    there = tuple(came())
    for id in sorted(one.id for one in repository.assessments()):
        merge = merge_proposed(repository.entries(id), there, TINY)
        try:
            apply_merge(repository, id, merge, {one.address for one in merge.incoming.changes}, by="P1", at=LATER)
        except StorageFault as fault:
            print("fault", fault.code, flush=True)
            return
        print("taken", id, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
