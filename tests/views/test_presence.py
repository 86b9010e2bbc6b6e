"""Attendance: noted once a day for whoever has a seat, and never in the way of a page."""

from __future__ import annotations

from access.guarded_repository import GuardedRepository
from access.seats import LOCAL, Place, Seat
from questionnaire.entries import presence_of
from questionnaire.stages import Role
from storage.memory_repository import MemoryRepository
from tests.views.one_page import AT, PRICED, TINY, kept
from views.desk import Desk
from views.presence import note_presence_of
from words.phrases import load_phrases

DAY = AT.astimezone().date().isoformat()


def desk(repository: MemoryRepository, id: str, seat: Seat) -> Desk:
    guarded = GuardedRepository(repository, seat)
    return Desk(guarded, TINY, PRICED, load_phrases("en"), {}, dossier_id=id, now=lambda: AT, seat=seat)


def test_an_account_is_noted_once_a_day() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    seat = Seat("S1", "Ada", account="A1", places={id: Place("P1", Role.FACILITATOR)})
    for _ in range(2):
        note_presence_of(desk(repository, id, seat))
    assert [one.by for one in repository.history(id, presence_of("P1", DAY))] == ["P1"]


def test_who_works_alone_is_not_counted() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    note_presence_of(desk(repository, id, LOCAL))
    assert repository.entry(id, presence_of("P1", DAY)) is None


def test_who_may_not_read_leaves_no_trace_and_meets_no_fault() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    elsewhere = desk(repository, id, Seat("S2", "", account="A2", places={"D2": Place("P1", Role.OWNER)}))
    elsewhere._held = repository.open(id, TINY)
    note_presence_of(elsewhere)
    assert repository.entry(id, presence_of("P1", DAY)) is None
