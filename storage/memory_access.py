"""A memory of the door that forgets: for tests. It keeps the same contract as the database, test by test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import RLock

from questionnaire.stages import Role
from storage.access_records import Account, AccountPlace, Invitation, JoinCode, SeatRecord
from storage.access_store import LoginTaken


@dataclass
class MemoryAccessStore:
    """An `AccessStore` that lives as long as its process."""

    _accounts: dict[str, Account] = field(default_factory=dict)
    _places: dict[tuple[str, str], AccountPlace] = field(default_factory=dict)
    _seats: dict[str, SeatRecord] = field(default_factory=dict)
    _codes: dict[str, JoinCode] = field(default_factory=dict)
    _invitations: dict[str, Invitation] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def add_account(self, account: Account) -> None:
        """Keep a new account. Raises LoginTaken."""
        with self._lock:
            if self.account_of_login(account.login) or (account.subject and self.account_of_subject(account.subject)):
                raise LoginTaken(account.login)
            self._accounts[account.id] = account

    def account(self, id: str) -> Account | None:
        """The account of that id, closed ones too."""
        return self._accounts.get(id)

    def account_of_login(self, login: str) -> Account | None:
        """The account of that login, written in any case."""
        return next((one for one in self.accounts() if one.login == login.casefold()), None)

    def account_of_subject(self, subject: str) -> Account | None:
        """The account of a person known elsewhere."""
        return next((one for one in self.accounts() if one.subject == subject), None)

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, the oldest first."""
        with self._lock:
            return tuple(sorted(self._accounts.values(), key=lambda one: (one.made_at, one.id)))

    def set_password(self, id: str, password: str) -> None:
        """Keep another hash for an account."""
        self._change_account(id, lambda one: replace(one, password=password))

    def set_subject(self, id: str, subject: str, email: str) -> None:
        """Keep who the owner of an account is elsewhere. Raises LoginTaken where another account is that person."""
        with self._lock:
            taken = self.account_of_subject(subject)
            if taken is not None and taken.id != id:
                raise LoginTaken(subject)
            self._change_account(id, lambda one: replace(one, subject=subject, email=email))

    def set_rights(self, id: str, *, creates: bool, administers: bool) -> None:
        """Keep what an account may do beside its places."""
        self._change_account(id, lambda one: replace(one, creates=creates, administers=administers))

    def close_account(self, id: str, at: datetime | None) -> None:
        """Close an account, or open it again with None."""
        self._change_account(id, lambda one: replace(one, closed_at=at))

    def give_place(self, place: AccountPlace) -> None:
        """Give an account a place in a dossier, instead of the one it has there."""
        with self._lock:
            self._places[place.account, place.dossier] = place

    def take_place(self, account: str, dossier: str) -> None:
        """Take away the place that an account has in a dossier."""
        with self._lock:
            self._places.pop((account, dossier), None)

    def places_of(self, account: str) -> tuple[AccountPlace, ...]:
        """The places of an account."""
        with self._lock:
            return tuple(one for key, one in sorted(self._places.items()) if one.account == account)

    def places_in(self, dossier: str) -> tuple[AccountPlace, ...]:
        """The places that accounts have in a dossier."""
        with self._lock:
            return tuple(one for key, one in sorted(self._places.items()) if one.dossier == dossier)

    def owned(self) -> frozenset[str]:
        """The dossiers in which an account is the owner."""
        with self._lock:
            return frozenset(one.dossier for one in self._places.values() if one.role is Role.OWNER)

    def add_seat(self, seat: SeatRecord) -> None:
        """Keep a new seat."""
        with self._lock:
            self._seats[seat.id] = seat

    def seat(self, id: str) -> SeatRecord | None:
        """The seat of that id, ended ones too."""
        return self._seats.get(id)

    def seats_in(self, dossier: str) -> tuple[SeatRecord, ...]:
        """The seats of participants of a dossier, ended ones too, the oldest first."""
        return self._seats_where(lambda one: one.dossier == dossier)

    def seats_of(self, account: str) -> tuple[SeatRecord, ...]:
        """The seats of an account, ended ones too, the oldest first."""
        return self._seats_where(lambda one: one.account == account)

    def end_seat(self, id: str, at: datetime) -> None:
        """End one seat. One that has ended stays as it is."""
        self._end(lambda one: one.id == id, at)

    def end_seats_of(self, account: str, at: datetime, *, but: str | None = None) -> int:
        """End the seats of an account, except one; tells how many were ended."""
        return self._end(lambda one: one.account == account and one.id != but, at)

    def end_seats_in(self, dossier: str, participant: str, at: datetime) -> int:
        """End the seats of a participant of a dossier; tells how many were ended."""
        return self._end(lambda one: one.dossier == dossier and one.participant == participant, at)

    def note_seen(self, seen: Mapping[str, datetime]) -> None:
        """Keep when seats were last heard of. One that is not there is passed over."""
        with self._lock:
            for id in seen.keys() & self._seats.keys():
                self._seats[id] = replace(self._seats[id], seen_at=seen[id])

    def add_code(self, code: JoinCode) -> None:
        """Keep a new join code."""
        with self._lock:
            self._codes[code.id] = code

    def codes(self, dossier: str | None = None) -> tuple[JoinCode, ...]:
        """The join codes of a dossier, or all of them, the newest first."""
        with self._lock:
            found = sorted(self._codes.values(), key=lambda one: one.id)
        found.sort(key=lambda one: one.issued_at, reverse=True)
        return tuple(one for one in found if dossier in (None, one.dossier))

    def close_code(self, id: str, at: datetime) -> None:
        """Let nobody in any more by that code."""
        with self._lock:
            one = self._codes.get(id)
            if one is not None and one.closed_at is None:
                self._codes[id] = replace(one, closed_at=at)

    def count_in(self, id: str, at: datetime) -> bool:
        """Count one more seat of a code; False, and nothing is counted, where it is closed, past or full."""
        with self._lock:
            one = self._codes.get(id)
            if one is None or not one.open_at(at):
                return False
            self._codes[id] = replace(one, seats=one.seats + 1)
            return True

    def add_invitation(self, invitation: Invitation) -> None:
        """Keep a new invitation."""
        with self._lock:
            self._invitations[invitation.id] = invitation

    def invitation(self, secret: str) -> Invitation | None:
        """The invitation whose secret has that hash, used ones too."""
        return next((one for one in self.invitations() if one.secret == secret), None)

    def invitations(self) -> tuple[Invitation, ...]:
        """All invitations, the newest first."""
        with self._lock:
            found = sorted(self._invitations.values(), key=lambda one: one.id)
        return tuple(sorted(found, key=lambda one: one.issued_at, reverse=True))

    def use_invitation(self, id: str, at: datetime) -> bool:
        """Use an invitation up; False where it was used or is past."""
        with self._lock:
            one = self._invitations.get(id)
            if one is None or not one.open_at(at):
                return False
            self._invitations[id] = replace(one, used_at=at)
            return True

    def _change_account(self, id: str, change: Callable[[Account], Account]) -> None:
        with self._lock:
            if id in self._accounts:
                self._accounts[id] = change(self._accounts[id])

    def _seats_where(self, which: Callable[[SeatRecord], bool]) -> tuple[SeatRecord, ...]:
        with self._lock:
            return tuple(sorted(filter(which, self._seats.values()), key=lambda one: one.issued_at))

    def _end(self, which: Callable[[SeatRecord], bool], at: datetime) -> int:
        with self._lock:
            ended = [one for one in self._seats.values() if one.ended_at is None and which(one)]
            for one in ended:
                self._seats[one.id] = replace(one, ended_at=at)
            return len(ended)
