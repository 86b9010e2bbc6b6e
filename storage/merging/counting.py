"""Ids given by counting (E7, P3, G2 ...) mean different things in two copies: which of the other's become which here.

What is new on both sides under one id keeps it where both say the same of it. Otherwise the other copy's gets the next
free number. What came over in an earlier merge is found again by how it was first written, and keeps the number that it
was given then.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from questionnaire.entries import Address, Entry, Subject
from questionnaire.problems import Problem, Severity
from storage.merging.renumbering import COUNTED, Renumbering
from storage.merging.writings import Histories
from storage.plan_shapes import PLACES_ASIDE


def renumbering(here: Histories, there: Histories, shared: Iterable[Entry]) -> Renumbering:
    """What becomes of every counted id of the other copy. `shared` are the entries that both went on from."""
    named = _named_in(shared)
    found = Renumbering()
    for subject in COUNTED:
        one = _Count(subject, _of(here, subject), _of(there, subject), named.get(subject, frozenset()))
        found = replace(found, ids={**found.ids, subject: one.ids(found)})
    return found


def said_of(ids: Renumbering, there: Histories) -> tuple[Problem, ...]:
    """For every thing of the other copy that has another number here, that it has."""
    return tuple(
        Problem(f"merge.renumbered.{subject.value}", facts={"found": was, "became": now}, severity=Severity.NOTE)
        for subject, known in ids.ids.items()
        for was, now in known.items()
        if was != now and there[Address(subject, (was,))][-1].value is not None
    )


def _of(histories: Histories, subject: Subject) -> Mapping[str, Sequence[Entry]]:
    return {address.parts[0]: history for address, history in histories.items() if address.subject is subject}


def _named_in(entries: Iterable[Entry]) -> Mapping[Subject, frozenset[str]]:
    """The ids that these entries name: as what they are about, or as who wrote them."""
    named: dict[Subject, set[str]] = {Subject.PARTICIPANT: set()}
    for entry in entries:
        named[Subject.PARTICIPANT].add(entry.by)
        if entry.address.subject in (Subject.ANSWER, Subject.PRESENT):
            named[Subject.PARTICIPANT].add(entry.address.parts[0])
        elif entry.address.subject in COUNTED:
            named.setdefault(entry.address.subject, set()).add(entry.address.parts[0])
    return {subject: frozenset(ids) for subject, ids in named.items()}


class _Count:
    """The ids of one subject on both sides; `shared` are those that both had before they went apart."""

    def __init__(
        self,
        subject: Subject,
        here: Mapping[str, Sequence[Entry]],
        there: Mapping[str, Sequence[Entry]],
        shared: frozenset[str],
    ) -> None:
        self._subject, self._here, self._there, self._shared = subject, here, there, shared

    def ids(self, so_far: Renumbering) -> Mapping[str, str]:
        """Every id of the other copy with the one that it has here."""
        ids = {id: id for id in self._there if id in self._shared}
        for id in self._there:
            if id not in ids and (before := self._came_before(id, so_far, ids.values())) is not None:
                ids[id] = before
        for id in self._there:
            if id not in ids and id not in ids.values() and (id not in self._here or self._alike(id, so_far)):
                ids[id] = id
        for id in self._there:
            if id not in ids:
                ids[id] = self._free(id, ids.values())
        return ids

    def _as(self, entry: Entry, id: str, so_far: Renumbering) -> Entry:
        """The entry of the other copy as it would be under that id."""
        was = entry.address.parts[0]
        return replace(so_far, ids={**so_far.ids, self._subject: {was: id}}).entry(entry)

    def _came_before(self, id: str, so_far: Renumbering, taken: Collection[str]) -> str | None:
        """The id under which it came over earlier: something here was first written at that moment, alike."""
        first = self._there[id][0]
        for known in (id, *self._here):
            if known in taken or known not in self._here:
                continue
            begun = self._here[known][0]
            if begun.at == first.at and begun.value == self._as(first, known, so_far).value:
                return known
        return None

    def _alike(self, id: str, so_far: Renumbering) -> bool:
        """Whether both sides say the same of it now."""
        return bool(self._here[id][-1].value == self._as(self._there[id][-1], id, so_far).value)

    def _free(self, id: str, given: Collection[str]) -> str:
        """The next number that nothing has on either side. Where there are places only: a free one, else a clash."""
        taken = {*self._here, *self._there, *given}
        if self._subject is Subject.ALTERNATIVE:
            places = [place for place in PLACES_ASIDE if place not in given]
            return next((place for place in places if place not in taken), places[0])
        prefix = _stem(id)
        numbers = (one.removeprefix(prefix) for one in taken if one.startswith(prefix))
        number = 1 + max((int(one) for one in numbers if re.fullmatch(r"[1-9][0-9]{0,8}", one)), default=0)
        while f"{prefix}{number}" in taken:
            number += 1
        return f"{prefix}{number}"


def _stem(id: str) -> str:
    """What stands before the number of an id, short enough for a number after it."""
    return re.sub(r"[0-9]+\Z", "", id)[:80]
