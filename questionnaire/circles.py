"""Circles of things that wait for each other: questions by their conditions, actions by their prerequisites."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def in_circle(start: str, waits_for: Mapping[str, Collection[str]]) -> bool:
    """Whether `start` waits, over however many others, for itself."""
    seen: set[str] = set()
    waiting = list(waits_for.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one == start:
            return True
        if one not in seen:
            seen.add(one)
            waiting.extend(waits_for.get(one, ()))
    return False
