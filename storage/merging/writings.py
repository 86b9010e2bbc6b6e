"""Writings told apart: what was written, by whom and when. Stamps and revisions mean nothing in another copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from questionnaire.entries import Address, Entry
from questionnaire.renaming import EarlierIds, renamed

Histories = Mapping[Address, Sequence[Entry]]
"""The entries at every address, oldest first."""


def by_address(entries: Iterable[Entry]) -> Histories:
    """The history of every address."""
    found: dict[Address, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.stamp):
        found.setdefault(entry.address, []).append(entry)
    return found


def by_current_address(entries: Iterable[Entry], names: EarlierIds, *, as_written: bool = False) -> Histories:
    """The history of every address under the ids of today, with stamps counted anew where some stood elsewhere.

    What was written under an earlier id comes before all that was written under the new one, which holds in the
    dossier; or, `as_written`, where it stands by its revision: somebody with an older program wrote it last.
    """
    found: dict[Address, list[tuple[tuple[int, bool, int], Entry]]] = {}
    moved: set[Address] = set()
    for entry in entries:
        named = renamed(entry, names)
        own = named is entry
        moved |= set() if own else {named.address}
        order = (entry.revision, own, entry.stamp) if as_written else (int(own), own, entry.revision)
        found.setdefault(named.address, []).append((order, named))
    histories = {}
    for address, history in found.items():
        by_stamp = sorted(history, key=lambda one: one[0] if address in moved else (0, True, one[1].stamp))
        ordered = [entry for _, entry in by_stamp]
        histories[address] = (
            [replace(one, stamp=n) for n, one in enumerate(ordered, 1)] if address in moved else ordered
        )
    return histories


def same_writing(one: Entry, other: Entry) -> bool:
    """Whether two entries of one address are the same writing, in whichever copy."""
    return one.at == other.at and one.by == other.by and one.value == other.value


def known_to(history: Sequence[Entry], entry: Entry) -> bool:
    """Whether this history of the address has that writing."""
    return any(same_writing(one, entry) for one in history)


def missing_in(history: Sequence[Entry], other: Sequence[Entry]) -> tuple[Entry, ...]:
    """The writings of the other history that this one does not have, oldest first."""
    return tuple(entry for entry in other if not known_to(history, entry))


def last_shared(history: Sequence[Entry], other: Sequence[Entry]) -> Entry | None:
    """The last writing of this history that the other one has too."""
    return next((entry for entry in reversed(history) if known_to(other, entry)), None)


def in_both(here: Histories, there: Histories) -> tuple[Entry, ...]:
    """The entries that both copies have at the same address under the same stamp: what they went on from."""
    return tuple(
        one
        for address, history in here.items()
        for one, other in zip(history, there.get(address, ()), strict=False)
        if one.stamp == other.stamp and same_writing(one, other)
    )
