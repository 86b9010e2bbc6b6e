"""Letting in and putting out: nobody gives more than they have, and every act asks first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest

from access.accounts import new_account, open_invitation
from access.admission import (
    GIVES,
    accept_invitation,
    accounts_kept,
    close_account,
    give_role,
    give_what_was_promised,
    invite,
    invite_account,
    invite_new_password,
    may_give,
    new_return_code,
    open_account_again,
    people_in,
    put_out,
)
from access.join_codes import new_code
from access.joining import Newcomer, join
from access.permissions import NotAllowed
from access.reception import Reception
from access.seat_book import COOKIE
from access.seats import Place, Seat
from access.turned_away import TurnedAway
from questionnaire.entries import participant_at
from questionnaire.stages import Role
from storage.access_records import Account, AccountPlace, Purpose
from storage.repository import UnknownDossier
from tests.access.hall import HERE, Clock, hall


def account(here: Reception, id: str, role: Role | None = None, *, administers: bool = False) -> Seat:
    """An account with a place in D, and its seat."""
    here.store.add_account(Account(id, id, id.title(), here.now(), creates=administers, administers=administers))
    if role is not None:
        here.store.give_place(AccountPlace(id, "D", f"P-{id}", role))
    kept = here.store.account(id)
    assert kept is not None
    sits = here.seats.seat_of({COOKIE: here.seats.seat_account(kept).cookie})
    assert sits is not None
    return sits


def phone(here: Reception) -> Seat:
    """A participant who joined by a code."""
    issued = join(here, new_code(here, "D", "P1").text, Newcomer("Zoë", "legal", "fr"), address=HERE)
    sits = here.seats.seat_of({COOKIE: issued.cookie})
    assert sits is not None
    return sits


@pytest.mark.parametrize(("giver", "role"), list(product(Role, Role)))
def test_only_owners_give_what_signs_or_reads_for_others(giver: Role, role: Role) -> None:
    allowed = giver is Role.OWNER or (
        giver is Role.FACILITATOR and role not in (Role.OWNER, Role.MANAGER, Role.DONOR_READER)
    )
    assert may_give(giver, role) is allowed
    assert not may_give(None, role)
    assert giver in GIVES or not allowed


@pytest.mark.parametrize("role", [one for one in Role if one not in (Role.OWNER, Role.FACILITATOR)])
def test_others_let_nobody_in_and_put_nobody_out(role: Role) -> None:
    here = hall()
    here.store.add_account(Account("other", "other", "Other", here.now()))
    sits = account(here, "me", role)
    acts: list[Callable[[], object]] = [
        lambda: people_in(here, sits, "D"),
        lambda: invite(here, sits, "D", Role.OBSERVER),
        lambda: new_return_code(here, sits, "D", "P2"),
        lambda: give_role(here, sits, "D", "me", Role.OWNER),
        lambda: put_out(here, sits, "D", "P2"),
        lambda: accounts_kept(here, sits),
        lambda: invite_account(here, sits),
        lambda: invite_new_password(here, sits, "other"),
        lambda: close_account(here, sits, "other"),
        lambda: open_account_again(here, sits, "other"),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert here.store.invitations() == ()


def test_an_assessment_of_others_is_not_there() -> None:
    here = hall(None, "D", "E")
    sits = account(here, "me", Role.OWNER)
    with pytest.raises(UnknownDossier):
        invite(here, sits, "E", Role.OBSERVER)
    with pytest.raises(UnknownDossier):
        people_in(here, sits, "E")


def test_an_invitation_makes_an_account_with_its_place() -> None:
    here = hall()
    owner = account(here, "me", Role.OWNER)
    secret = invite(here, owner, "D", Role.VALIDATOR, email=" Ben@X.org ")
    found = open_invitation(here, secret, Purpose.ACCOUNT, address=HERE)
    assert found.email == "ben@x.org"
    made = new_account(here, found, login="ben", name="Ben", password="trois mots ici")
    give_what_was_promised(here, found, made.id)
    assert here.store.places_of(made.id) == (AccountPlace(made.id, "D", "P2", Role.VALIDATOR),)
    entry = here.repository.entry("D", participant_at("P2"))
    assert entry is not None and (entry.value.name, entry.value.role) == ("Ben", Role.VALIDATOR)
    assert not made.creates and not made.administers


def test_an_invitation_is_accepted_once_and_for_a_week() -> None:
    clock = Clock()
    here = hall(clock)
    owner = account(here, "me", Role.OWNER)
    for id in ("ben", "eve"):
        account(here, id)
    found = open_invitation(here, invite(here, owner, "D", Role.VALIDATOR), Purpose.ACCOUNT, address=HERE)
    accept_invitation(here, found, "ben")
    with pytest.raises(TurnedAway):
        accept_invitation(here, found, "eve")
    assert here.store.places_of("eve") == ()
    late = invite(here, owner, "D", Role.VALIDATOR)
    clock.at += timedelta(days=7)
    with pytest.raises(TurnedAway):
        open_invitation(here, late, Purpose.ACCOUNT, address=HERE)


def test_an_invitation_changes_no_role_that_is_there() -> None:
    here = hall()
    owner = account(here, "me", Role.OWNER)
    account(here, "ben", Role.OBSERVER)
    found = open_invitation(here, invite(here, owner, "D", Role.MANAGER), Purpose.ACCOUNT, address=HERE)
    accept_invitation(here, found, "ben")
    assert [one.role for one in here.store.places_of("ben")] == [Role.OBSERVER]


def test_a_facilitator_neither_raises_nor_puts_out_the_owner() -> None:
    here = hall()
    account(here, "owner", Role.OWNER)
    facilitator = account(here, "fac", Role.FACILITATOR)
    for act in (
        lambda: give_role(here, facilitator, "D", "fac", Role.OWNER),
        lambda: give_role(here, facilitator, "D", "owner", Role.OBSERVER),
        lambda: put_out(here, facilitator, "D", "P-owner"),
        lambda: invite(here, facilitator, "D", Role.MANAGER),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_last_owner_stays() -> None:
    here = hall()
    owner = account(here, "me", Role.OWNER)
    for act in (lambda: put_out(here, owner, "D", "P-me"), lambda: give_role(here, owner, "D", "me", Role.OBSERVER)):
        with pytest.raises(NotAllowed):
            act()
    account(here, "ben", Role.OWNER)
    give_role(here, owner, "D", "me", Role.FACILITATOR)
    assert here.store.owned() == {"D"}


def test_a_role_is_given_to_who_has_none_yet() -> None:
    here = hall()
    owner = account(here, "me", Role.OWNER)
    ben = account(here, "ben")
    give_role(here, owner, "D", "ben", Role.MANAGER)
    give_role(here, owner, "D", "nobody", Role.MANAGER)
    assert here.store.places_of("ben") == (AccountPlace("ben", "D", "P2", Role.MANAGER),)
    assert ben.place("D") is None  # the seat says what held when it was read


def test_who_is_put_out_is_out() -> None:
    here = hall()
    owner = account(here, "me", Role.OWNER)
    sits = phone(here)
    account(here, "ben", Role.VALIDATOR)
    put_out(here, owner, "D", "P2")
    put_out(here, owner, "D", "P-ben")
    found = here.store.seat(sits.id)
    assert found is not None and found.ended_at is not None
    assert here.store.places_of("ben") == ()
    assert here.repository.entry("D", participant_at("P2")) is not None


def test_who_is_in() -> None:
    here = hall()
    owner = account(here, "me", Role.OWNER)
    phone(here)
    closed = account(here, "ben", Role.VALIDATOR)
    here.store.close_account("ben", here.now())
    found = people_in(here, owner, "D")
    assert [(one.participant, one.role, one.name, one.account) for one in found] == [
        ("P2", Role.ASSESSOR, "Zoë", None),
        ("P-me", Role.OWNER, "Me", "me"),
    ]
    assert all(one.seen_at is not None for one in found)
    assert closed.account == "ben"


@pytest.mark.parametrize("participant", ["P1", "P9", "P-me", "P-ben"])
def test_a_return_code_leads_to_no_place_above_a_phones(participant: str) -> None:
    # It is read aloud in a hall: nobody may become the owner or an account by it.
    here = hall()
    owner = account(here, "me", Role.OWNER)
    account(here, "ben", Role.ASSESSOR)
    with pytest.raises(NotAllowed):
        new_return_code(here, owner, "D", participant)


def test_administrators_close_accounts_but_not_their_own() -> None:
    here = hall()
    admin = account(here, "admin", administers=True)
    ben = account(here, "ben", Role.OWNER)
    close_account(here, admin, "ben")
    found = here.store.seat(ben.id)
    assert found is not None and found.ended_at is not None
    open_account_again(here, admin, "ben")
    assert [one.closed_at for one in accounts_kept(here, admin)] == [None, None]
    with pytest.raises(NotAllowed):
        close_account(here, admin, "admin")


def test_an_account_without_a_place_is_for_administrators_to_give() -> None:
    here = hall()
    admin = account(here, "admin", administers=True)
    found = open_invitation(here, invite_account(here, admin), Purpose.ACCOUNT, address=HERE)
    account(here, "ben")
    accept_invitation(here, found, "ben")
    kept = here.store.account("ben")
    assert kept is not None and kept.creates and not kept.administers
    assert admin.place("D") is None
    assert Place("P1", Role.OWNER) not in admin.places.values()
