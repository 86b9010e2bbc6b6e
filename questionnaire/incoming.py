"""What somebody brings back, as changes that are only proposed: shown first, taken or left one by one.

A filled workbook, submissions of a form and another copy of the dossier all become the same record. Nothing here
writes: `changes_for` gives what a repository is asked to save.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from questionnaire.entries import Address, Entry, Subject
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

    def changes_for(self, taken: Collection[Address]) -> tuple[tuple[Address, Any, int], ...]:
        """What to write so that exactly the changes at these addresses are taken, with the stamps that were looked at.

        A repository refuses it as a whole where one of them moved on since.
        """
        return tuple((one.address, one.written, one.stamp) for one in self.changes if one.address in taken)


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
