"""The memory of the door in the database of the dossiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import Select, Table, bindparam, select
from sqlalchemy.exc import IntegrityError

from questionnaire.stages import Role
from storage.access_records import Account, AccountPlace, Invitation, JoinCode, Purpose, SeatRecord
from storage.access_store import LoginTaken
from storage.engine import PATIENCE, Database, open_database
from storage.entry_lines import read_time, time_text
from storage.repository import StorageFault
from storage.schema import DOOR, prepare_schema

ACCOUNTS, PLACES, SEATS = DOOR["accounts"], DOOR["account_places"], DOOR["seats"]
CODES, INVITATIONS = DOOR["join_codes"], DOOR["invitations"]

R = TypeVar("R", Account, AccountPlace, SeatRecord, JoinCode, Invitation)
_READERS: Mapping[str, Any] = {"role": Role, "purpose": Purpose, "creates": bool, "administers": bool}


class SqlAccessStore:
    """An `AccessStore` in a database; safe to be used by many threads, beside other processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def at(url: str, *, patience: float = PATIENCE) -> SqlAccessStore:
        """The memory at that address, its tables made or brought up to date. Raises StorageFault."""
        database = open_database(url, patience=patience)
        try:
            prepare_schema(database)
        except StorageFault:
            database.engine.dispose()
            raise
        return SqlAccessStore(database)

    def close(self) -> None:
        """Close every connection."""
        self._database.engine.dispose()

    def add_account(self, account: Account) -> None:
        """Keep a new account. Raises LoginTaken."""
        try:
            self._add(ACCOUNTS, account)
        except IntegrityError as taken:
            raise LoginTaken(account.login) from taken

    def account(self, id: str) -> Account | None:
        """The account of that id, closed ones too."""
        return self._one(Account, select(ACCOUNTS).where(ACCOUNTS.c.id == id))

    def account_of_login(self, login: str) -> Account | None:
        """The account of that login, written in any case."""
        return self._one(Account, select(ACCOUNTS).where(ACCOUNTS.c.login == login.casefold()))

    def account_of_subject(self, subject: str) -> Account | None:
        """The account of a person known elsewhere."""
        return self._one(Account, select(ACCOUNTS).where(ACCOUNTS.c.subject == subject))

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, the oldest first."""
        return self._all(Account, select(ACCOUNTS).order_by(ACCOUNTS.c.made_at, ACCOUNTS.c.id))

    def set_password(self, id: str, password: str) -> None:
        """Keep another hash for an account."""
        self._change(ACCOUNTS, ACCOUNTS.c.id == id, password=password)

    def set_subject(self, id: str, subject: str, email: str) -> None:
        """Keep who the owner of an account is elsewhere. Raises LoginTaken where another account is that person."""
        try:
            self._change(ACCOUNTS, ACCOUNTS.c.id == id, subject=subject, email=email)
        except IntegrityError as taken:
            raise LoginTaken(subject) from taken

    def set_rights(self, id: str, *, creates: bool, administers: bool) -> None:
        """Keep what an account may do beside its places."""
        self._change(ACCOUNTS, ACCOUNTS.c.id == id, creates=creates, administers=administers)

    def close_account(self, id: str, at: datetime | None) -> None:
        """Close an account, or open it again with None."""
        self._change(ACCOUNTS, ACCOUNTS.c.id == id, closed_at=at)

    def give_place(self, place: AccountPlace) -> None:
        """Give an account a place in a dossier, instead of the one it has there."""
        with self._database.writing() as connection:
            connection.execute(
                PLACES.delete().where(PLACES.c.account == place.account, PLACES.c.dossier == place.dossier)
            )
            connection.execute(PLACES.insert().values(_row(place)))

    def take_place(self, account: str, dossier: str) -> None:
        """Take away the place that an account has in a dossier."""
        with self._database.writing() as connection:
            connection.execute(PLACES.delete().where(PLACES.c.account == account, PLACES.c.dossier == dossier))

    def places_of(self, account: str) -> tuple[AccountPlace, ...]:
        """The places of an account."""
        return self._all(AccountPlace, select(PLACES).where(PLACES.c.account == account).order_by(PLACES.c.dossier))

    def places_in(self, dossier: str) -> tuple[AccountPlace, ...]:
        """The places that accounts have in a dossier."""
        return self._all(AccountPlace, select(PLACES).where(PLACES.c.dossier == dossier).order_by(PLACES.c.account))

    def owned(self) -> frozenset[str]:
        """The dossiers in which an account is the owner."""
        with self._database.reading() as connection:
            rows = connection.execute(select(PLACES.c.dossier).where(PLACES.c.role == Role.OWNER.value))
            return frozenset(row[0] for row in rows)

    def add_seat(self, seat: SeatRecord) -> None:
        """Keep a new seat."""
        self._add(SEATS, seat)

    def seat(self, id: str) -> SeatRecord | None:
        """The seat of that id, ended ones too."""
        return self._one(SeatRecord, select(SEATS).where(SEATS.c.id == id))

    def seats_in(self, dossier: str) -> tuple[SeatRecord, ...]:
        """The seats of participants of a dossier, ended ones too, the oldest first."""
        return self._all(SeatRecord, select(SEATS).where(SEATS.c.dossier == dossier).order_by(SEATS.c.issued_at))

    def seats_of(self, account: str) -> tuple[SeatRecord, ...]:
        """The seats of an account, ended ones too, the oldest first."""
        return self._all(SeatRecord, select(SEATS).where(SEATS.c.account == account).order_by(SEATS.c.issued_at))

    def end_seat(self, id: str, at: datetime) -> None:
        """End one seat. One that has ended stays as it is."""
        self._change(SEATS, (SEATS.c.id == id) & SEATS.c.ended_at.is_(None), ended_at=at)

    def end_seats_of(self, account: str, at: datetime, *, but: str | None = None) -> int:
        """End the seats of an account, except one; tells how many were ended."""
        which = (SEATS.c.account == account) & SEATS.c.ended_at.is_(None) & (SEATS.c.id != (but or ""))
        return self._change(SEATS, which, ended_at=at)

    def end_seats_in(self, dossier: str, participant: str, at: datetime) -> int:
        """End the seats of a participant of a dossier; tells how many were ended."""
        which = (SEATS.c.dossier == dossier) & (SEATS.c.participant == participant) & SEATS.c.ended_at.is_(None)
        return self._change(SEATS, which, ended_at=at)

    def note_seen(self, seen: Mapping[str, datetime]) -> None:
        """Keep when seats were last heard of. One that is not there is passed over."""
        if not seen:
            return
        statement = SEATS.update().where(SEATS.c.id == bindparam("which")).values(seen_at=bindparam("at_time"))
        rows = [{"which": id, "at_time": time_text(at)} for id, at in sorted(seen.items())]
        with self._database.writing() as connection:
            connection.execute(statement, rows)

    def add_code(self, code: JoinCode) -> None:
        """Keep a new join code."""
        self._add(CODES, code)

    def codes(self, dossier: str | None = None) -> tuple[JoinCode, ...]:
        """The join codes of a dossier, or all of them, the newest first."""
        wanted = select(CODES).order_by(CODES.c.issued_at.desc(), CODES.c.id)
        return self._all(JoinCode, wanted if dossier is None else wanted.where(CODES.c.dossier == dossier))

    def close_code(self, id: str, at: datetime) -> None:
        """Let nobody in any more by that code."""
        self._change(CODES, (CODES.c.id == id) & CODES.c.closed_at.is_(None), closed_at=at)

    def count_in(self, id: str, at: datetime) -> bool:
        """Count one more seat of a code; False, and nothing is counted, where it is closed, past or full."""
        which = (
            (CODES.c.id == id)
            & CODES.c.closed_at.is_(None)
            & (CODES.c.until > time_text(at))
            & (CODES.c.seats < CODES.c.most_seats)
        )
        return self._change(CODES, which, seats=CODES.c.seats + 1) == 1

    def add_invitation(self, invitation: Invitation) -> None:
        """Keep a new invitation."""
        self._add(INVITATIONS, invitation)

    def invitation(self, secret: str) -> Invitation | None:
        """The invitation whose secret has that hash, used ones too."""
        return self._one(Invitation, select(INVITATIONS).where(INVITATIONS.c.secret == secret))

    def invitations(self) -> tuple[Invitation, ...]:
        """All invitations, the newest first."""
        return self._all(Invitation, select(INVITATIONS).order_by(INVITATIONS.c.issued_at.desc(), INVITATIONS.c.id))

    def use_invitation(self, id: str, at: datetime) -> bool:
        """Use an invitation up; False where it was used or is past."""
        which = (INVITATIONS.c.id == id) & INVITATIONS.c.used_at.is_(None) & (INVITATIONS.c.until > time_text(at))
        return self._change(INVITATIONS, which, used_at=at) == 1

    def _add(self, table: Table, record: Any) -> None:
        with self._database.writing() as connection:
            connection.execute(table.insert().values(_row(record)))

    def _change(self, table: Table, which: Any, **facts: Any) -> int:
        with self._database.writing() as connection:
            values = {name: _written(value) for name, value in facts.items()}
            return connection.execute(table.update().where(which).values(values)).rowcount

    def _one(self, kind: type[R], wanted: Select[Any]) -> R | None:
        found = self._all(kind, wanted)
        return found[0] if found else None

    def _all(self, kind: type[R], wanted: Select[Any]) -> tuple[R, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(_record(kind, row) for row in rows)


def _row(record: Any) -> dict[str, Any]:
    return {name: _written(value) for name, value in asdict(record).items()}


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return time_text(value)
    return value.value if isinstance(value, Enum) else value


def _record(kind: type[R], row: Mapping[Any, Any]) -> R:
    return kind(**{field.name: _read(field.name, row[field.name]) for field in fields(kind)})


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name.endswith("_at") or name == "until":
        return read_time(value, name)
    return _READERS[name](value) if name in _READERS else value
