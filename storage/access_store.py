"""What the door asks of the memory: who may come in, who is in. Met by the database and by a memory that forgets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from storage.access_records import Account, AccountPlace, Invitation, JoinCode, SeatRecord


class LoginTaken(Exception):
    """An account of that login, or of that person elsewhere, is there already."""


class AccessStore(Protocol):
    """The memory of the door. Every method is one transaction; every method may raise StorageFault.

    What belongs to a dossier (places, seats, codes, invitations) goes when the dossier is deleted.
    """

    def add_account(self, account: Account) -> None:
        """Keep a new account. Raises LoginTaken."""
        ...

    def account(self, id: str) -> Account | None:
        """The account of that id, closed ones too."""
        ...

    def account_of_login(self, login: str) -> Account | None:
        """The account of that login, written in any case."""
        ...

    def account_of_subject(self, subject: str) -> Account | None:
        """The account of a person known elsewhere."""
        ...

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, the oldest first."""
        ...

    def set_password(self, id: str, password: str) -> None:
        """Keep another hash for an account."""
        ...

    def set_subject(self, id: str, subject: str, email: str) -> None:
        """Keep who the owner of an account is elsewhere. Raises LoginTaken where another account is that person."""
        ...

    def set_rights(self, id: str, *, creates: bool, administers: bool) -> None:
        """Keep what an account may do beside its places."""
        ...

    def close_account(self, id: str, at: datetime | None) -> None:
        """Close an account, or open it again with None."""
        ...

    def give_place(self, place: AccountPlace) -> None:
        """Give an account a place in a dossier, instead of the one it has there."""
        ...

    def take_place(self, account: str, dossier: str) -> None:
        """Take away the place that an account has in a dossier."""
        ...

    def places_of(self, account: str) -> tuple[AccountPlace, ...]:
        """The places of an account."""
        ...

    def places_in(self, dossier: str) -> tuple[AccountPlace, ...]:
        """The places that accounts have in a dossier."""
        ...

    def owned(self) -> frozenset[str]:
        """The dossiers in which an account is the owner."""
        ...

    def add_seat(self, seat: SeatRecord) -> None:
        """Keep a new seat."""
        ...

    def seat(self, id: str) -> SeatRecord | None:
        """The seat of that id, ended ones too."""
        ...

    def seats_in(self, dossier: str) -> tuple[SeatRecord, ...]:
        """The seats of participants of a dossier, ended ones too, the oldest first. Accounts sit elsewhere."""
        ...

    def seats_of(self, account: str) -> tuple[SeatRecord, ...]:
        """The seats of an account, ended ones too, the oldest first."""
        ...

    def end_seat(self, id: str, at: datetime) -> None:
        """End one seat. One that has ended stays as it is."""
        ...

    def end_seats_of(self, account: str, at: datetime, *, but: str | None = None) -> int:
        """End the seats of an account, except one; tells how many were ended."""
        ...

    def end_seats_in(self, dossier: str, participant: str, at: datetime) -> int:
        """End the seats of a participant of a dossier; tells how many were ended."""
        ...

    def note_seen(self, seen: Mapping[str, datetime]) -> None:
        """Keep when seats were last heard of. One that is not there is passed over."""
        ...

    def add_code(self, code: JoinCode) -> None:
        """Keep a new join code."""
        ...

    def codes(self, dossier: str | None = None) -> tuple[JoinCode, ...]:
        """The join codes of a dossier, or all of them, the newest first."""
        ...

    def close_code(self, id: str, at: datetime) -> None:
        """Let nobody in any more by that code."""
        ...

    def count_in(self, id: str, at: datetime) -> bool:
        """Count one more seat of a code; False, and nothing is counted, where it is closed, past or full."""
        ...

    def add_invitation(self, invitation: Invitation) -> None:
        """Keep a new invitation."""
        ...

    def invitation(self, secret: str) -> Invitation | None:
        """The invitation whose secret has that hash, used ones too."""
        ...

    def invitations(self) -> tuple[Invitation, ...]:
        """All invitations, the newest first."""
        ...

    def use_invitation(self, id: str, at: datetime) -> bool:
        """Use an invitation up; False where it was used or is past. Of two that come at once one is let in.

        With it an invitation is also withdrawn.
        """
        ...
