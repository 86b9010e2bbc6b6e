"""A reception whose memory forgets and whose clock stands still until a test moves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from access.reception import Reception
from storage.memory_access import MemoryAccessStore
from storage.memory_repository import MemoryRepository
from tests import examples
from tests.examples import NOON

FRAMEWORK = examples.framework(examples.section("S", examples.capability("C1")))
KEY, OTHER_KEY = b"k" * 32, b"o" * 32
HERE = "192.168.1.7"


@dataclass
class Clock:
    """The one clock of a test."""

    at: datetime = NOON
    began: datetime = field(default=NOON)

    def now(self) -> datetime:
        """The moment."""
        return self.at

    def seconds(self) -> float:
        """The same moment in seconds."""
        return (self.at - self.began).total_seconds()

    def wait(self, **time: float) -> None:
        """Let time go by."""
        self.at += timedelta(**time)


def hall(clock: Clock | None = None, *dossiers: str) -> Reception:
    """A reception with these dossiers ("D" where none is named)."""
    clock = clock or Clock()
    repository = MemoryRepository()
    for id in dossiers or ("D",):
        repository.create(FRAMEWORK, id=id)
    return Reception(MemoryAccessStore(), repository, KEY, OTHER_KEY, clock.now, clock.seconds)
