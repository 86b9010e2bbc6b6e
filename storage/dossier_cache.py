"""What was read of each dossier stays at hand, so that opening one again reads only what was saved since."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from questionnaire.assessment import Dossier
from questionnaire.dossier import fold
from questionnaire.entries import Address, Entry
from questionnaire.framework import Framework

MOST_KEPT = 64


@dataclass(frozen=True)
class Remembered:
    """A dossier as it was last read: the entry that holds at each address, and the dossier they make.

    `kept_at` tells two dossiers apart that had the same id one after the other.
    """

    kept_at: str
    revision: int
    held: Mapping[Address, Entry]
    dossier: Dossier

    def with_news(self, news: Iterable[Entry], framework: Framework, created_at: datetime) -> Remembered:
        """The same dossier with what was saved since, put together anew."""
        return remember(self.dossier.id, self.kept_at, framework, created_at, news, self.held)


def remember(
    id: str,
    kept_at: str,
    framework: Framework,
    created_at: datetime,
    news: Iterable[Entry],
    held: Mapping[Address, Entry] | None = None,
) -> Remembered:
    """Put together what is known of a dossier: the entries held before, and the news (oldest first)."""
    latest = {**(held or {}), **{entry.address: entry for entry in news}}
    dossier = fold(framework, id, latest.values(), created_at=created_at)
    return Remembered(kept_at, dossier.revision, latest, dossier)


@dataclass
class DossierCache:
    """The dossiers read last, shared by all threads. What is kept is never changed, only replaced."""

    _kept: OrderedDict[str, Remembered] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _turns: dict[str, Lock] = field(default_factory=dict)

    def turn(self, id: str) -> Lock:
        """Held by whoever reads that dossier anew, so that forty who ask at once wait for one reading."""
        with self._lock:
            return self._turns.setdefault(id, Lock())

    def get(self, id: str) -> Remembered | None:
        """What is remembered of the dossier."""
        with self._lock:
            found = self._kept.get(id)
            if found is not None:
                self._kept.move_to_end(id)
            return found

    def put(self, remembered: Remembered) -> None:
        """Remember this, and let go of the dossier that was not opened for longest."""
        with self._lock:
            self._kept[remembered.dossier.id] = remembered
            self._kept.move_to_end(remembered.dossier.id)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def drop(self, id: str) -> None:
        """Forget the dossier."""
        with self._lock:
            self._kept.pop(id, None)
            self._turns.pop(id, None)
