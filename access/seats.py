"""Who sits here: the person behind a tab, and the place that they have in each assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from questionnaire.stages import Role

FACILITATOR = "P1"
"""The participant that whoever makes an assessment is in it."""


@dataclass(frozen=True)
class Place:
    """What a person is in one assessment: which participant, in which role."""

    participant: str
    role: Role


@dataclass(frozen=True)
class Seat:
    """The person behind a tab, as the memory of access knows them now.

    `account` is None for somebody who joined a room with a code: they have one place and nothing else. `creates` says
    whether they may make new assessments, `administers` whether they invite people and close accounts. `local` is
    whoever works alone on this machine: the owner of everything. `language` is the one chosen at the door, if any.
    """

    id: str
    name: str
    account: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    creates: bool = False
    local: bool = False
    administers: bool = False
    language: str = ""

    def place(self, dossier: str) -> Place | None:
        """The place in an assessment; None where they have none."""
        return Place(FACILITATOR, Role.OWNER) if self.local else self.places.get(dossier)


LOCAL = Seat("local", "", creates=True, local=True)
"""Single-user mode: nobody signs in, and everything is theirs. Stages lock for them as for everybody."""
