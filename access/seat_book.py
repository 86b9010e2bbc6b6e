"""Who sits here: seats are given out with a signed cookie, looked up on every request and every page run, and ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from threading import Lock

from itsdangerous import BadSignature, URLSafeSerializer

from access.codes import hashed, link_secret, same
from access.seats import Place, Seat
from questionnaire.stages import Role
from storage.access_records import Account, SeatRecord
from storage.access_store import AccessStore
from storage.repository import StorageFault
from words.phrases import LANGUAGES

COOKIE = "iwt_seat"
LASTS = timedelta(days=7)
"""A workshop lasts five days; the phone that joined on Monday is let in on Friday."""
BETWEEN_NOTES = timedelta(seconds=10)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Issued:
    """A seat just given out, and the text of its cookie. The text is told to the browser and kept nowhere."""

    seat: SeatRecord
    cookie: str = field(repr=False)


@dataclass
class SeatBook:
    """The seats of a store. The cookie names a seat and proves with a secret that it was given to this browser.

    The signature alone would let a forged one be refused unread; the secret makes that a lost key opens nothing.
    """

    store: AccessStore
    key: bytes = field(repr=False)
    now: Callable[[], datetime] = _now
    _seen: dict[str, datetime] = field(default_factory=dict)
    _noted_at: datetime | None = None
    _lock: Lock = field(default_factory=Lock)

    def seat_account(self, account: Account, language: str = "") -> Issued:
        """A seat for somebody who signed in."""
        return self._issue(account.name, language, account=account.id)

    def seat_participant(
        self, dossier: str, place: Place, name: str, *, language: str = "", code: str | None = None
    ) -> Issued:
        """A seat for a participant of one dossier."""
        return self._issue(name, language, dossier=dossier, participant=place.participant, role=place.role, code=code)

    def seat_of(self, cookies: Mapping[str, str]) -> Seat | None:
        """Who sits here now, with the places they have now; None for no cookie, a forged one or a seat that is over."""
        record = self.record_of(cookies)
        if record is None:
            return None
        if record.account is None:
            if record.dossier is None or record.role is None:
                return None
            places = {record.dossier: Place(record.participant, record.role)}
            return Seat(record.id, record.name, places=places, language=_known(record.language))
        account = self.store.account(record.account)
        if account is None or account.closed_at is not None:
            return None
        return Seat(
            record.id,
            account.name,
            account.id,
            {one.dossier: Place(one.participant, one.role) for one in self.store.places_of(account.id)},
            creates=account.creates,
            administers=account.administers,
            language=_known(record.language),
        )

    def record_of(self, cookies: Mapping[str, str]) -> SeatRecord | None:
        """The living seat that the cookie names and proves."""
        try:
            id, secret = self._signer.loads(cookies.get(COOKIE, ""))
        except (BadSignature, ValueError, TypeError):
            return None
        record = self.store.seat(id) if isinstance(id, str) and isinstance(secret, str) else None
        now = self.now()
        if record is None or not same(record.secret, hashed(secret)):
            return None
        if record.ended_at is not None or record.until <= now:
            return None
        self._note(record.id, now)
        return record

    def living(self, dossier: str) -> tuple[SeatRecord, ...]:
        """The seats of participants of a dossier that are not over, with when they were last heard of."""
        now = self.now()
        found = [one for one in self.store.seats_in(dossier) if one.ended_at is None and one.until > now]
        return tuple(self.last_heard(one) for one in found)

    def last_heard(self, record: SeatRecord) -> SeatRecord:
        """The same seat with the latest moment at which this process heard of it."""
        latest = max(filter(None, (record.seen_at, self._seen.get(record.id))), default=None)
        return SeatRecord(**{**vars(record), "seen_at": latest})

    def seated(self, dossier: str) -> frozenset[str]:
        """The participants with a seat of their own: by a code, or as an account with a place."""
        accounts = (one.participant for one in self.store.places_in(dossier))
        return frozenset((*(one.participant for one in self.living(dossier)), *accounts))

    def end(self, id: str) -> None:
        """End one seat."""
        self.store.end_seat(id, self.now())

    @property
    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.key, salt="seat")

    def _issue(
        self,
        name: str,
        language: str,
        *,
        account: str | None = None,
        dossier: str | None = None,
        participant: str = "",
        role: Role | None = None,
        code: str | None = None,
    ) -> Issued:
        secret, now = link_secret(), self.now()
        record = SeatRecord(
            id=token_hex(8),
            secret=hashed(secret),
            name=name,
            issued_at=now,
            until=now + LASTS,
            account=account,
            dossier=dossier,
            participant=participant,
            role=role,
            language=_known(language),
            code=code,
            seen_at=now,
        )
        self.store.add_seat(record)
        return Issued(record, self._signer.dumps([record.id, secret]))

    def _note(self, id: str, now: datetime) -> None:
        """Remember that a seat was heard of; all of them are written down together, every ten seconds at most."""
        with self._lock:
            self._seen[id] = now
            if self._noted_at is not None and now - self._noted_at < BETWEEN_NOTES:
                return
            since, self._noted_at = self._noted_at, now
            heard = {one: at for one, at in self._seen.items() if since is None or at >= since}
        with suppress(StorageFault):  # a full disk keeps nobody out; the page that writes will say so
            self.store.note_seen(heard)


def _known(language: str) -> str:
    return language if language in LANGUAGES else ""
