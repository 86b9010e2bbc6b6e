"""What is remembered about who may come in: accounts, their places, seats, join codes, invitations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from questionnaire.stages import Role


@dataclass(frozen=True)
class Account:
    """A person who signs in. Times are moments with a zone.

    `login` is unique and case-folded. `password` is a hash, None for somebody who signs in elsewhere; `subject` is who
    they are there. `creates`: may make assessments. `administers`: may invite people and close accounts.
    """

    id: str
    login: str
    name: str
    made_at: datetime
    password: str | None = None
    subject: str | None = None
    email: str = ""
    creates: bool = False
    administers: bool = False
    closed_at: datetime | None = None


@dataclass(frozen=True)
class AccountPlace:
    """The place of an account in one dossier: which participant, in which role."""

    account: str
    dossier: str
    participant: str
    role: Role


@dataclass(frozen=True)
class SeatRecord:
    """One device let in: as an account, or as a participant of one dossier. `secret` is a hash.

    `code` is the join code it came by, if any. A seat that is over has `ended_at`, or `until` is past.
    """

    id: str
    secret: str
    name: str
    issued_at: datetime
    until: datetime
    account: str | None = None
    dossier: str | None = None
    participant: str = ""
    role: Role | None = None
    language: str = ""
    code: str | None = None
    seen_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True)
class JoinCode:
    """A way into one dossier for many. What people type is worked out from the id and a key; it is not kept."""

    id: str
    dossier: str
    role: Role
    group: str
    issued_by: str
    issued_at: datetime
    until: datetime
    most_seats: int
    seats: int = 0
    closed_at: datetime | None = None

    def open_at(self, now: datetime) -> bool:
        """Whether somebody may still come in by it."""
        return self.closed_at is None and now < self.until and self.seats < self.most_seats


class Purpose(StrEnum):
    """What an invitation is for: the first account, one more, a new password, or back to a participant's own place."""

    FIRST = "first"
    ACCOUNT = "account"
    PASSWORD = "password"
    RETURN = "return"


@dataclass(frozen=True)
class Invitation:
    """A secret that lets one person in once. `secret` is its hash.

    `account` is whose password it renews; `email` whom an organisation's own sign-in must confirm; `dossier`, `role`
    and `participant` the place that goes with it.
    """

    id: str
    purpose: Purpose
    secret: str
    issued_by: str
    issued_at: datetime
    until: datetime
    account: str | None = None
    dossier: str | None = None
    role: Role | None = None
    participant: str = ""
    email: str = ""
    creates: bool = False
    administers: bool = False
    used_at: datetime | None = None

    def open_at(self, now: datetime) -> bool:
        """Whether it can still be used."""
        return self.used_at is None and now < self.until
