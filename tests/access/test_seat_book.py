"""Seats: proved by a cookie, looked up each time, ended at once."""

from __future__ import annotations

from datetime import timedelta

from itsdangerous import URLSafeSerializer

from access.seat_book import COOKIE, LASTS, SeatBook
from access.seats import Place, Seat
from questionnaire.stages import Role
from storage.access_records import Account, AccountPlace
from storage.memory_access import MemoryAccessStore
from storage.repository import StorageFault
from tests.access.hall import KEY, OTHER_KEY, Clock
from tests.examples import NOON

ANNA = Account("a1", "anna", "Anna", NOON, password="hash", creates=True)
PLACE = Place("P2", Role.ASSESSOR)


def book(clock: Clock | None = None, store: MemoryAccessStore | None = None) -> SeatBook:
    return SeatBook(store or MemoryAccessStore(), KEY, (clock or Clock()).now)


def test_a_participant_has_one_place_and_nothing_else() -> None:
    seats = book()
    issued = seats.seat_participant("D", PLACE, "Zoë", language="fr")
    sits = seats.seat_of({COOKIE: issued.cookie})
    assert sits == Seat(issued.seat.id, "Zoë", places={"D": PLACE}, language="fr")
    assert sits.place("E") is None


def test_an_account_has_the_places_of_this_moment() -> None:
    seats = book()
    seats.store.add_account(ANNA)
    cookies = {COOKIE: seats.seat_account(ANNA).cookie}
    sits = seats.seat_of(cookies)
    assert sits is not None and sits.creates and not sits.places
    seats.store.give_place(AccountPlace("a1", "D", "P3", Role.VALIDATOR))
    sits = seats.seat_of(cookies)
    assert sits is not None and sits.place("D") == Place("P3", Role.VALIDATOR)
    seats.store.close_account("a1", NOON)
    assert seats.seat_of(cookies) is None


def test_nothing_but_the_cookie_itself_is_a_seat() -> None:
    seats = book()
    issued = seats.seat_participant("D", PLACE, "Zoë")
    other = seats.seat_participant("D", Place("P3", Role.ASSESSOR), "Max")
    forger = URLSafeSerializer(OTHER_KEY, salt="seat")
    own = URLSafeSerializer(KEY, salt="seat")
    forged = [
        "",
        "x",
        issued.cookie[:-1],
        issued.cookie + "x",
        forger.dumps([issued.seat.id, "secret"]),
        own.dumps([issued.seat.id, "secret"]),  # the key alone opens nothing
        own.dumps([issued.seat.id, issued.seat.secret]),  # nor what a stolen database says
        own.dumps([other.seat.id, own.loads(issued.cookie)[1]]),
        own.dumps([issued.seat.id]),
        own.dumps({"id": issued.seat.id}),
        own.dumps([1, 2]),
        "é" * 3000,
    ]
    assert [one for one in forged if seats.seat_of({COOKIE: one}) is not None] == []
    assert seats.seat_of({}) is None
    assert SeatBook(seats.store, OTHER_KEY, seats.now).seat_of({COOKIE: issued.cookie}) is None


def test_a_seat_ends_by_time_and_by_hand() -> None:
    clock = Clock()
    seats = book(clock)
    cookies = {COOKIE: seats.seat_participant("D", PLACE, "Zoë").cookie}
    clock.at += LASTS - timedelta(seconds=1)
    assert seats.seat_of(cookies) is not None
    clock.at += timedelta(seconds=1)
    assert seats.seat_of(cookies) is None
    again = seats.seat_participant("D", PLACE, "Zoë")
    seats.end(again.seat.id)
    assert seats.seat_of({COOKIE: again.cookie}) is None


def test_who_is_there_is_written_down_every_ten_seconds_for_all_at_once() -> None:
    clock = Clock()
    store = Counting()
    seats = book(clock, store)
    cookies = [{COOKIE: seats.seat_participant("D", Place(f"P{n}", Role.ASSESSOR), "x").cookie} for n in range(40)]
    for _ in range(20):
        clock.wait(seconds=1)
        for one in cookies:
            seats.seat_of(one)
    assert store.noted == 2
    assert all(one.seen_at == clock.at for one in seats.living("D"))


class Counting(MemoryAccessStore):
    """Counts how often presence is written."""

    noted = 0

    def note_seen(self, seen: object) -> None:
        """Count it, and fail as a full disk does."""
        self.noted += 1
        raise StorageFault("storage.fault.disk_full")


def test_seated_are_those_with_a_seat_or_an_account_with_a_place() -> None:
    clock = Clock()
    seats = book(clock)
    seats.store.add_account(ANNA)
    seats.store.give_place(AccountPlace("a1", "D", "P1", Role.OWNER))
    seats.seat_participant("D", PLACE, "Zoë")
    ended = seats.seat_participant("D", Place("P3", Role.ASSESSOR), "Max")
    seats.end(ended.seat.id)
    seats.seat_participant("E", Place("P4", Role.ASSESSOR), "Lou")
    assert seats.seated("D") == {"P1", "P2"}
    clock.wait(days=8)
    assert seats.seated("D") == {"P1"}
