"""Signing in, the first account, invitations, new passwords: each secret opens once, guessing slows to a stop."""

from __future__ import annotations

import logging
from datetime import datetime

import pytest
from argon2 import PasswordHasher

from access.accounts import (
    change_password,
    new_account,
    new_first_secret,
    open_invitation,
    own_what_nobody_owns,
    renew_password,
    sign_in,
    sign_out_everywhere,
)
from access.admission import invite_new_password
from access.reception import Reception
from access.seat_book import COOKIE, Issued
from access.seats import Place, Seat
from access.turned_away import TurnedAway
from questionnaire.stages import Role
from storage.access_records import Account, Purpose
from tests.access.hall import FRAMEWORK, HERE, Clock, hall

WORDS, OTHER_WORDS = "trois mots ici", "quatre autres mots ici"


def first(here: Reception) -> Account:
    """The administrator, Anna."""
    secret = new_first_secret(here)
    assert secret is not None
    found = open_invitation(here, secret, Purpose.FIRST, address=HERE)
    return new_account(here, found, login=" Anna ", name="Anna Ngoma", password=WORDS)


def sits(here: Reception, issued: Issued) -> Seat:
    found = here.seats.seat_of({COOKIE: issued.cookie})
    assert found is not None
    return found


def refusal(here: Reception, login: str, password: str, address: str = HERE) -> TurnedAway:
    with pytest.raises(TurnedAway) as caught:
        sign_in(here, login, password, address=address)
    return caught.value


class TestFirst:
    def test_administers_and_owns_what_was_made_before_anybody_signed_in(self) -> None:
        here = hall(None, "D", "E")
        account = first(here)
        assert (account.login, account.name, account.creates, account.administers) == ("anna", "Anna Ngoma", True, True)
        seat = sits(here, sign_in(here, "ANNA", WORDS, address=HERE))
        assert seat.places == {"D": Place("P1", Role.OWNER), "E": Place("P1", Role.OWNER)}

    def test_is_made_once(self) -> None:
        here = hall()
        secret = new_first_secret(here)
        assert secret is not None
        found = open_invitation(here, secret, Purpose.FIRST, address=HERE)
        new_account(here, found, login="anna", name="Anna", password=WORDS)
        with pytest.raises(TurnedAway):
            new_account(here, found, login="ben", name="Ben", password=WORDS)
        with pytest.raises(TurnedAway):
            open_invitation(here, secret, Purpose.FIRST, address=HERE)
        assert new_first_secret(here) is None

    def test_the_secret_of_an_earlier_start_opens_nothing(self) -> None:
        here = hall()
        early, late = new_first_secret(here), new_first_secret(here)
        assert early and late
        with pytest.raises(TurnedAway):
            open_invitation(here, early, Purpose.FIRST, address=HERE)
        assert open_invitation(here, late, Purpose.FIRST, address=HERE).administers

    def test_the_secret_is_not_kept(self) -> None:
        here = hall()
        secret = new_first_secret(here)
        assert secret not in repr(here.store.invitations())

    def test_a_leap_day_is_a_day(self) -> None:
        clock = Clock(datetime.fromisoformat("2028-02-29T10:00+00:00"))
        assert new_first_secret(hall(clock))

    def test_what_others_own_stays_theirs(self) -> None:
        here = hall()
        account = first(here)
        here.repository.create(FRAMEWORK, id="made alone")
        own_what_nobody_owns(here)
        own_what_nobody_owns(here)
        assert {one.dossier for one in here.store.places_of(account.id)} == {"D", "made alone"}


class TestNewAccounts:
    @pytest.mark.parametrize(
        ("login", "name", "password", "code"),
        [
            ("", "Anna", WORDS, "login"),
            ("an na", "Anna", WORDS, "login"),
            ("x" * 201, "Anna", WORDS, "login"),
            ("anna", "\n", WORDS, "name"),
            ("anna", "A" * 61, WORDS, "name"),
            ("anna", "Anna", "kurz", "password_short"),
            ("anna.ngoma@douanes.cg", "Anna", "anna.ngoma@douanes.cg", "password_guessed"),
        ],
    )
    def test_what_will_not_do_leaves_the_secret_good(self, login: str, name: str, password: str, code: str) -> None:
        here = hall()
        secret = new_first_secret(here)
        assert secret is not None
        found = open_invitation(here, secret, Purpose.FIRST, address=HERE)
        with pytest.raises(TurnedAway) as refused:
            new_account(here, found, login=login, name=name, password=password)
        assert refused.value.code == f"access.refused.{code}"
        assert open_invitation(here, secret, Purpose.FIRST, address=HERE) == found

    def test_wrong_secrets_slow_to_a_stop(self) -> None:
        here = hall()
        statuses = []
        for _ in range(12):
            with pytest.raises(TurnedAway) as refused:
                open_invitation(here, "guess", Purpose.FIRST, address=HERE)
            statuses.append(refused.value.status)
        assert statuses == [401] * 10 + [429] * 2


class TestSigningIn:
    def test_says_the_same_of_a_wrong_login_and_a_wrong_password(self) -> None:
        here = hall()
        first(here)
        one, other = refusal(here, "anna", OTHER_WORDS), refusal(here, "nobody", WORDS)
        assert (one.code, one.facts, one.status) == (other.code, other.facts, other.status)

    def test_logs_neither_login_nor_password(self, caplog: pytest.LogCaptureFixture) -> None:
        here = hall()
        first(here)
        with caplog.at_level(logging.DEBUG):
            refusal(here, WORDS, OTHER_WORDS)
            refusal(here, "anna", OTHER_WORDS)
        assert caplog.text.count(HERE) == 2
        assert not any(one in caplog.text for one in (WORDS, OTHER_WORDS, "anna"))

    def test_a_closed_account_is_a_wrong_one(self) -> None:
        here = hall()
        account = first(here)
        here.store.close_account(account.id, here.now())
        assert refusal(here, "anna", WORDS).code == "access.refused.sign_in"

    def test_an_account_of_an_organisation_has_no_password(self) -> None:
        here = hall()
        here.store.add_account(Account("a2", "ben", "Ben", here.now(), subject="https://id|7"))
        assert refusal(here, "ben", "").code == "access.refused.sign_in"

    def test_guessing_at_one_account_slows_from_every_address(self) -> None:
        clock = Clock()
        here = hall(clock)
        first(here)
        answers = []
        for n in range(8):
            answers.append(refusal(here, "anna", OTHER_WORDS, f"10.0.0.{n}").status)
        assert answers == [401] * 4 + [429] * 4
        assert refusal(here, "anna", WORDS).retry == 1
        clock.wait(seconds=1)
        sign_in(here, "anna", WORDS, address=HERE)

    def test_guessing_from_one_address_is_bounded_over_all_accounts(self) -> None:
        here = hall()
        assert [refusal(here, f"n{n}", WORDS).status for n in range(12)] == [401] * 10 + [429] * 2

    def test_a_weak_hash_is_made_anew(self) -> None:
        here = hall()
        account = first(here)
        weak = PasswordHasher(time_cost=1, memory_cost=1024).hash(WORDS)
        here.store.set_password(account.id, weak)
        sign_in(here, "anna", WORDS, address=HERE)
        kept = here.store.account(account.id)
        assert kept is not None and kept.password not in (weak, None)
        sign_in(here, "anna", WORDS, address=HERE)


class TestPasswords:
    def test_a_change_ends_the_other_seats(self) -> None:
        here = hall()
        first(here)
        mine, other = (sign_in(here, "anna", WORDS, address=HERE) for _ in range(2))
        change_password(here, sits(here, mine), WORDS, OTHER_WORDS, address=HERE)
        assert here.seats.seat_of({COOKIE: mine.cookie}) is not None
        assert here.seats.seat_of({COOKIE: other.cookie}) is None
        assert refusal(here, "anna", WORDS).status == 401
        sign_in(here, "anna", OTHER_WORDS, address=HERE)

    def test_a_change_needs_the_old_one_and_a_good_new_one(self) -> None:
        here = hall()
        first(here)
        seat = sits(here, sign_in(here, "anna", WORDS, address=HERE))
        for old, new, code in ((OTHER_WORDS, OTHER_WORDS, "old_password"), (WORDS, "kurz", "password_short")):
            with pytest.raises(TurnedAway) as refused:
                change_password(here, seat, old, new, address=HERE)
            assert refused.value.code == f"access.refused.{code}"
        sign_in(here, "anna", WORDS, address=HERE)

    def test_signing_out_everywhere_ends_every_seat(self) -> None:
        here = hall()
        first(here)
        issued = [sign_in(here, "anna", WORDS, address=HERE) for _ in range(3)]
        sign_out_everywhere(here, sits(here, issued[0]))
        assert [here.seats.seat_of({COOKIE: one.cookie}) for one in issued] == [None] * 3

    def test_a_forgotten_one_is_made_anew_once(self) -> None:
        here = hall()
        account = first(here)
        seat = sits(here, sign_in(here, "anna", WORDS, address=HERE))
        secret = invite_new_password(here, seat, account.id)
        found = open_invitation(here, secret, Purpose.PASSWORD, address=HERE)
        renew_password(here, found, OTHER_WORDS)
        assert here.seats.seat_of({COOKIE: "x"}) is None
        sign_in(here, "anna", OTHER_WORDS, address=HERE)
        with pytest.raises(TurnedAway):
            renew_password(here, found, WORDS)
