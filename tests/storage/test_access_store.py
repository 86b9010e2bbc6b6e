"""The memory of the door: one contract, met by SQLite, PostgreSQL and a memory that forgets."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from questionnaire.stages import Role
from storage.access_records import Account, AccountPlace, Invitation, JoinCode, Purpose, SeatRecord
from storage.access_store import AccessStore, LoginTaken
from storage.memory_access import MemoryAccessStore
from storage.sql_access import SqlAccessStore
from storage.sql_repository import SqlRepository
from tests import examples
from tests.examples import NOON
from tests.storage import postgresql
from tests.storage.conftest import POSTGRESQL

FRAMEWORK = examples.framework(examples.section("S", examples.capability("C1")))
LATER = NOON + timedelta(hours=12)
ANNA = Account("a1", "anna", "Anna Ngoma", NOON, password="hash", creates=True)
BEN = Account("a2", "ben@example.org", "Ben", NOON + timedelta(minutes=1), subject="https://id|7", email="ben@x.org")
CODE = JoinCode("c1", "D", Role.ASSESSOR, "", "P1", NOON, LATER, most_seats=2)


def seat(id: str, **facts: object) -> SeatRecord:
    return replace(SeatRecord(id, "hash", "Zoë", NOON, LATER), **facts)  # type: ignore[arg-type]


@pytest.fixture(params=("memory", "sqlite", POSTGRESQL))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AccessStore]:
    """An empty memory of each kind, beside two dossiers D and E."""
    if request.param == "memory":
        yield MemoryAccessStore()
        return
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'assessments.sqlite3'}"
    else:
        url = postgresql.new_database(request.getfixturevalue("postgresql_socket"))
    with closing(SqlRepository.at(url)) as repository, closing(SqlAccessStore.at(url)) as made:
        repository.create(FRAMEWORK, id="D")
        repository.create(FRAMEWORK, id="E")
        yield made


class TestAccounts:
    def test_are_found_by_id_login_and_subject(self, store: AccessStore) -> None:
        for one in (BEN, ANNA):
            store.add_account(one)
        assert store.accounts() == (ANNA, BEN)
        assert store.account("a1") == ANNA
        assert store.account_of_login("ANNA") == ANNA
        assert store.account_of_subject("https://id|7") == BEN
        assert store.account("x") is store.account_of_login("x") is store.account_of_subject("x") is None

    @pytest.mark.parametrize("other", [replace(ANNA, id="a9"), replace(BEN, id="a9", login="other")])
    def test_two_never_share_a_login_or_a_subject(self, store: AccessStore, other: Account) -> None:
        store.add_account(ANNA)
        store.add_account(BEN)
        with pytest.raises(LoginTaken):
            store.add_account(other)
        assert len(store.accounts()) == 2

    def test_are_changed_and_closed(self, store: AccessStore) -> None:
        store.add_account(ANNA)
        store.set_password("a1", "other")
        store.set_subject("a1", "https://id|8", "anna@x.org")
        store.set_rights("a1", creates=False, administers=True)
        store.close_account("a1", LATER)
        changed = replace(ANNA, password="other", subject="https://id|8", email="anna@x.org", creates=False)
        assert store.account("a1") == replace(changed, administers=True, closed_at=LATER)
        store.close_account("a1", None)
        assert store.account("a1") == replace(changed, administers=True)

    def test_a_subject_of_another_is_refused(self, store: AccessStore) -> None:
        store.add_account(ANNA)
        store.add_account(BEN)
        with pytest.raises(LoginTaken):
            store.set_subject("a1", "https://id|7", "")
        assert store.account("a1") == ANNA


class TestPlaces:
    def test_one_a_dossier_the_latest_holds(self, store: AccessStore) -> None:
        store.add_account(ANNA)
        store.give_place(AccountPlace("a1", "D", "P1", Role.OWNER))
        store.give_place(AccountPlace("a1", "E", "P2", Role.OWNER))
        store.give_place(AccountPlace("a1", "E", "P3", Role.VALIDATOR))
        assert store.places_of("a1") == (
            AccountPlace("a1", "D", "P1", Role.OWNER),
            AccountPlace("a1", "E", "P3", Role.VALIDATOR),
        )
        assert store.places_in("E") == (AccountPlace("a1", "E", "P3", Role.VALIDATOR),)
        assert store.owned() == {"D"}
        store.take_place("a1", "D")
        store.take_place("a1", "D")
        assert store.owned() == frozenset()


class TestSeats:
    def test_are_kept_whole(self, store: AccessStore) -> None:
        store.add_account(ANNA)
        mine = seat("s1", account="a1", language="fr")
        theirs = seat("s2", dossier="D", participant="P2", role=Role.ASSESSOR, code="c1")
        store.add_seat(mine)
        store.add_seat(theirs)
        assert (store.seat("s1"), store.seat("s2"), store.seat("s3")) == (mine, theirs, None)
        assert store.seats_of("a1") == (mine,)
        assert store.seats_in("D") == (theirs,)

    def test_end_once(self, store: AccessStore) -> None:
        store.add_seat(seat("s1"))
        store.end_seat("s1", NOON)
        store.end_seat("s1", LATER)
        found = store.seat("s1")
        assert found is not None and found.ended_at == NOON

    def test_of_an_account_end_together_but_for_one(self, store: AccessStore) -> None:
        store.add_account(ANNA)
        for id in ("s1", "s2", "s3"):
            store.add_seat(seat(id, account="a1"))
        store.add_seat(seat("s4"))
        assert store.end_seats_of("a1", NOON, but="s2") == 2
        assert [one.ended_at for one in store.seats_of("a1")] == [NOON, None, NOON]
        assert store.end_seats_of("a1", NOON) == 1
        found = store.seat("s4")
        assert found is not None and found.ended_at is None

    def test_of_a_participant_end(self, store: AccessStore) -> None:
        store.add_seat(seat("s1", dossier="D", participant="P2", role=Role.ASSESSOR))
        store.add_seat(seat("s2", dossier="D", participant="P3", role=Role.ASSESSOR))
        store.add_seat(seat("s3", dossier="E", participant="P2", role=Role.ASSESSOR))
        assert store.end_seats_in("D", "P2", NOON) == 1
        ended = {one.id for one in (*store.seats_in("D"), *store.seats_in("E")) if one.ended_at}
        assert ended == {"s1"}

    def test_say_when_they_were_heard_of(self, store: AccessStore) -> None:
        store.add_seat(seat("s1"))
        store.note_seen({"s1": LATER, "gone": NOON})
        store.note_seen({})
        found = store.seat("s1")
        assert found is not None and found.seen_at == LATER


class TestCodes:
    def test_are_found_by_dossier_the_newest_first(self, store: AccessStore) -> None:
        newer = replace(CODE, id="c2", issued_at=NOON + timedelta(hours=1), role=Role.OBSERVER, group="G1")
        other = replace(CODE, id="c3", dossier="E")
        for one in (CODE, newer, other):
            store.add_code(one)
        assert store.codes("D") == (newer, CODE)
        assert store.codes() == (newer, CODE, other)

    def test_let_in_as_many_as_they_have_seats(self, store: AccessStore) -> None:
        store.add_code(CODE)
        assert [store.count_in("c1", NOON) for _ in range(3)] == [True, True, False]
        assert store.codes()[0].seats == 2

    def test_let_nobody_in_when_past_closed_or_unknown(self, store: AccessStore) -> None:
        store.add_code(CODE)
        assert not store.count_in("c1", LATER)
        assert not store.count_in("other", NOON)
        store.close_code("c1", NOON)
        store.close_code("c1", LATER)
        assert not store.count_in("c1", NOON)
        assert store.codes()[0].closed_at == NOON

    def test_never_let_in_more_when_all_come_at_once(self, store: AccessStore) -> None:
        store.add_code(replace(CODE, most_seats=5))
        with ThreadPoolExecutor(16) as people:
            let_in = list(people.map(lambda _: store.count_in("c1", NOON), range(40)))
        assert sum(let_in) == 5


class TestInvitations:
    FOR_ANNA = Invitation(
        "i1", Purpose.ACCOUNT, "hash1", "a2", NOON, LATER, dossier="D", role=Role.VALIDATOR, email="x@y", creates=True
    )

    def test_are_found_by_their_secret(self, store: AccessStore) -> None:
        store.add_account(BEN)
        renewed = Invitation("i2", Purpose.PASSWORD, "hash2", "a1", LATER, LATER, account="a2", administers=True)
        for one in (self.FOR_ANNA, renewed):
            store.add_invitation(one)
        assert store.invitation("hash1") == self.FOR_ANNA
        assert store.invitations() == (renewed, self.FOR_ANNA)
        assert store.invitation("hash3") is None

    def test_are_used_once(self, store: AccessStore) -> None:
        store.add_invitation(self.FOR_ANNA)
        with ThreadPoolExecutor(8) as people:
            used = list(people.map(lambda _: store.use_invitation("i1", NOON), range(8)))
        assert sum(used) == 1
        found = store.invitation("hash1")
        assert found is not None and not found.open_at(NOON)

    def test_are_not_used_when_past(self, store: AccessStore) -> None:
        store.add_invitation(self.FOR_ANNA)
        assert not store.use_invitation("i1", LATER)
        assert not store.use_invitation("other", NOON)


def test_what_belongs_to_a_dossier_goes_with_it(tmp_path: Path) -> None:
    # A file of the same assessment may be opened later: nobody has a place in it then.
    url = f"sqlite:///{tmp_path / 'assessments.sqlite3'}"
    with closing(SqlRepository.at(url)) as repository, closing(SqlAccessStore.at(url)) as store:
        repository.create(FRAMEWORK, id="D")
        store.add_account(ANNA)
        store.give_place(AccountPlace("a1", "D", "P1", Role.OWNER))
        store.add_seat(seat("s1", dossier="D", participant="P2", role=Role.ASSESSOR))
        store.add_code(CODE)
        store.add_invitation(TestInvitations.FOR_ANNA)
        repository.delete("D")
        repository.create(FRAMEWORK, id="D")
        assert store.places_of("a1") == store.seats_in("D") == store.codes() == store.invitations() == ()
        assert store.accounts() == (ANNA,)
