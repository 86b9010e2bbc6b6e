"""Who signed what: each step from one stage to the next carries a name, a statement and a hash of what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from questionnaire.stages import Role, Stage


@dataclass(frozen=True)
class Signature:
    """Somebody put their name to a stage. `revision` and `content` say to exactly what: the dossier as it stood then.

    `content` is the SHA-256 of the entries that the stage covers, up to that revision. A second signature at the same
    stage is a co-signature.
    """

    stage: Stage
    name: str
    role: Role
    statement: str
    revision: int
    content: str
    at: datetime


@dataclass(frozen=True)
class Reopening:
    """A stage was left again, to one before it, with the reason."""

    left: Stage
    stage: Stage
    name: str
    role: Role
    reason: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("reopening needs a reason")
