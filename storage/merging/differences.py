"""What differs between two copies of a dossier, as they stand: every address, with what each of them holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from questionnaire.entries import Address, Entry
from questionnaire.framework import Framework
from questionnaire.incoming import Side, side_of
from questionnaire.renaming import current_names
from storage.merging.counting import renumbering
from storage.merging.renumbering import Renumbering
from storage.merging.writings import by_address, by_current_address, in_both, known_to, last_shared


class ChangedIn(StrEnum):
    """Which copy went on since both were the same."""

    ONE = "a"
    OTHER = "b"
    BOTH = "both"


@dataclass(frozen=True)
class Difference:
    """One address at which two copies hold something else: what both once held, what each holds, which one went on."""

    address: Address
    before: Side
    one: Side
    other: Side
    changed: ChangedIn


@dataclass(frozen=True)
class Differences:
    """All differences in the order of their addresses, and the numbers of the other copy that are others in this one.

    `alike` counts the addresses that hold the same in both.
    """

    found: tuple[Difference, ...]
    ids: Renumbering
    alike: int


def differences(one: Iterable[Entry], other: Iterable[Entry], framework: Framework) -> Differences:
    """What differs between two whole histories; the other one is told in the numbers of the first.

    What stands under an earlier id of a question or capability is told under the one of today.
    """
    names = current_names(framework)
    entries = tuple(one), tuple(other)
    own, others = by_current_address(entries[0], names), by_current_address(entries[1], names)
    ids = renumbering(own, others, in_both(*map(by_address, entries)))
    came = by_address(ids.entry(entry) for history in others.values() for entry in history)
    found = []
    for address in sorted({*own, *came}, key=str):
        here, there = own.get(address, ()), came.get(address, ())
        tops = [history[-1] if history else None for history in (here, there)]
        sides = side_of(tops[0]), side_of(tops[1])
        if sides[0].value == sides[1].value:
            continue
        seen_here = tops[1] is None or known_to(here, tops[1])
        seen_there = tops[0] is None or known_to(there, tops[0])
        changed = ChangedIn.BOTH if seen_here == seen_there else ChangedIn.ONE if seen_here else ChangedIn.OTHER
        found.append(Difference(address, side_of(last_shared(here, there)), *sides, changed))
    return Differences(tuple(found), ids, len({*own, *came}) - len(found))
