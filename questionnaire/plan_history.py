"""What became of a plan since it was made, read from the history: whether people changed it, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from questionnaire.dossier import latest
from questionnaire.entries import PLANNED, PROOF, Address, Entry, Subject


def plan_made(entries: Iterable[Entry]) -> Entry | None:
    """The entry with which the plan was last made, before it was changed by hand; None where no plan is kept.

    A change by hand clears, in the same revision, what was known of the plan's worth.
    """
    held = tuple(entries)
    now = _history(held, PLANNED)
    if not now or now[-1].value is None:
        return None
    cleared = {one.revision for one in _history(held, PROOF) if one.value is None}
    kept = [one for one in now if one.value is not None]
    made = [one for one in kept if one.revision not in cleared]
    return made[-1] if made else kept[0]


def changed_by_hand(entries: Iterable[Entry]) -> bool:
    """Whether people changed the plan that is kept since it was made."""
    held = tuple(entries)
    made = plan_made(held)
    return made is not None and _history(held, PLANNED)[-1].revision > made.revision


def changed_since_made(entries: Iterable[Entry]) -> Mapping[str, int]:
    """How many values that a plan rests on are not what they were when the plan was made, by kind."""
    held = tuple(entries)
    made = plan_made(held)
    if made is None:
        return {}
    then = {address: one.value for address, one in latest(e for e in held if e.revision <= made.revision).items()}
    later = latest(one for one in held if one.revision > made.revision)
    changed = (address for address, one in later.items() if one.value != then.get(address))
    return Counter(kind for address in changed if (kind := _kind(address)))


def _history(entries: Sequence[Entry], address: Address) -> Sequence[Entry]:
    """All that was ever written at an address, oldest first."""
    return sorted((one for one in entries if one.address == address), key=lambda one: one.stamp)


_KINDS: Mapping[Subject, str] = {
    Subject.TARGET: "targets",
    Subject.THREAT: "threats",
    Subject.PRICE: "prices",
    Subject.RATE: "prices",
    Subject.LIMITS: "limits",
    Subject.OWN_ACTION: "own_actions",
}
_OF_SETUP: Mapping[str, str] = {"currency": "currency", "profile": "profile"}


def _kind(address: Address) -> str | None:
    """What a plan would call a change at an address; None where no plan rests on it."""
    if address.subject is Subject.ANSWER:
        return "replies" if address.parts[-1] == "reply" else None
    if address.subject is Subject.SETUP:
        return _OF_SETUP.get(address.parts[0])
    return _KINDS.get(address.subject)
