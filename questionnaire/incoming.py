"""What somebody brings back, as changes that are only proposed: shown first, taken or left one by one.

A filled workbook, submissions of a form and another copy of the dossier all become the same record. Nothing here
writes: `changes_for` gives what a repository is asked to save.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from questionnaire.depending import named_by
from questionnaire.entries import PLANNED, PROOF, Address, Entry, Subject
from questionnaire.framework import Framework
from questionnaire.problems import Problem


class ChangeStanding(StrEnum):
    """How an incoming value stands to what is recorded here."""

    ADDED = "added"
    CHANGED = "changed"
    CLEARED = "cleared"
    UNITED = "united"
    """Both sides changed it, and both are kept: the value that would be written holds what either said."""
    CONFLICTING = "conflicting"
    """Both sides changed it since the base, differently: a person decides."""


@dataclass(frozen=True)
class Side:
    """A value on one side, with who wrote it and when; `by` is empty and `at` None where that is not known."""

    value: Any
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class ProposedChange:
    """One change that may be taken: where, how it stands, the three sides, and what would be written.

    `base` is what the bringer started from, `here` what is recorded now at `stamp` (0: nothing). `place` says where it
    was found, for people; `section` is the id of the section it belongs to, empty for what belongs to none.
    """

    address: Address
    standing: ChangeStanding
    base: Side
    here: Side
    incoming: Side
    written: Any
    stamp: int
    place: str = ""
    section: str = ""


@dataclass(frozen=True)
class Incoming:
    """Everything that a file would do here.

    `problems` are values that cannot be taken, each with its place; `unknown` names what nothing here has; `notices`
    are worth saying; `same` counts the values that are here already. `base_revision` is the revision that the file
    started from, None where that is not known.
    """

    changes: tuple[ProposedChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    unknown: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    same: int = 0
    base_revision: int | None = None

    @property
    def clean(self) -> tuple[ProposedChange, ...]:
        """The changes that no person need decide on."""
        return tuple(one for one in self.changes if one.standing is not ChangeStanding.CONFLICTING)

    @property
    def conflicts(self) -> tuple[ProposedChange, ...]:
        """The changes where both sides wrote something else."""
        return tuple(one for one in self.changes if one.standing is ChangeStanding.CONFLICTING)

    @property
    def ready(self) -> tuple[ProposedChange, ...]:
        """The changes that can be taken before anybody decided: clean, and leaning on no conflict."""
        waiting = self.leaning_on({one.address for one in self.conflicts})
        return tuple(one for one in self.clean if one.address not in waiting)

    @cached_property
    def needs(self) -> Mapping[Address, frozenset[Address]]:
        """For each change the others without which it makes no sense.

        A link needs the evidence that it names, where that comes with the file; a piece can be taken out of the
        register only with the links to it. A plan and what is known of it need each other.
        """
        made = {one.address for one in self.changes if one.here.value is None and one.written is not None}
        found = {one.address: (named_by(one.address, one.written) & made) - {one.address} for one in self.changes}
        gone = {one.address for one in self.changes if one.here.value is not None and one.written is None}
        for one in self.changes:
            let_go = named_by(one.address, one.here.value) - named_by(one.address, one.written)
            for address in gone & let_go:
                found[address] |= {one.address}
        if PLANNED in found and PROOF in found:
            found[PLANNED] |= {PROOF}
            found[PROOF] |= {PLANNED}
        return {address: needed for address, needed in found.items() if needed}

    def with_needed(self, taken: Collection[Address]) -> frozenset[Address]:
        """These addresses, and every change that they need, directly or through others."""
        found, news = set(taken), set(taken)
        while news:
            news = {needed for address in news for needed in self.needs.get(address, ())} - found
            found |= news
        return frozenset(found)

    def leaning_on(self, left: Collection[Address]) -> frozenset[Address]:
        """The changes that make no sense without those at these addresses, directly or through others."""
        found: set[Address] = set(left)
        while news := {one for one, needed in self.needs.items() if one not in found and needed & found}:
            found |= news
        return frozenset(found - set(left))

    def changes_for(self, taken: Collection[Address]) -> tuple[tuple[Address, Any, int], ...]:
        """What to write so that the changes at these addresses are taken, and no others but those that they need.

        Each comes with the stamp that was looked at: a repository refuses all where one of them moved on since.
        """
        whole = self.with_needed(taken)
        return tuple((one.address, one.written, one.stamp) for one in self.changes if one.address in whole)


def side_of(entry: Entry | None) -> Side:
    """The side that an entry is; nothing recorded where there is none."""
    return Side(None) if entry is None else Side(entry.value, entry.by, entry.at)


def section_of(framework: Framework, address: Address) -> str:
    """The id of the section that an address belongs to; empty for what belongs to none, or to none that is known."""
    subject, parts = address.subject, address.parts
    if subject in (Subject.TARGET, Subject.THREAT):
        return _section(framework, parts[0])
    place = {Subject.ANSWER: 1, Subject.AGREEMENT: 1, Subject.HANDS: 0, Subject.HOMEWORK: 0}.get(subject)
    if place is None or not framework.has_question(parts[place]):
        return ""
    return _section(framework, framework.home_of_question[parts[place]].id)


def _section(framework: Framework, capability: str) -> str:
    known = "capability " + capability in framework.node_names
    return framework.home_of_capability[capability].id if known else ""
