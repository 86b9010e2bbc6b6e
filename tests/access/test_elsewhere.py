"""An organisation's own sign-in proves who somebody is; an invitation here says that they may come in."""

from __future__ import annotations

import pytest

from access.admission import invite
from access.elsewhere import sign_in_from_elsewhere
from access.reception import Reception
from access.seat_book import COOKIE
from access.seats import Place, Seat
from access.turned_away import TurnedAway
from questionnaire.stages import Role
from storage.access_records import Account
from tests.access.hall import hall

OWNER = Seat("s", "Anna", "a1", {"D": Place("P1", Role.OWNER)})


def came(here: Reception, *, subject: str = "https://id|7", email: str = "ben@x.org", confirmed: bool = True) -> Seat:
    issued = sign_in_from_elsewhere(here, subject=subject, email=email, confirmed=confirmed, name="Ben")
    sits = here.seats.seat_of({COOKIE: issued.cookie})
    assert sits is not None
    return sits


def test_who_was_invited_gets_the_place_and_nothing_more() -> None:
    here = hall()
    invite(here, OWNER, "D", Role.VALIDATOR, email="Ben@X.org")
    sits = came(here)
    assert sits.places == {"D": Place("P2", Role.VALIDATOR)}
    assert not sits.creates and not sits.administers
    assert came(here, email="", confirmed=False).account == sits.account  # from then on by the subject alone


@pytest.mark.parametrize(
    ("subject", "email", "confirmed"),
    [("https://id|7", "ben@x.org", False), ("https://id|7", "eve@x.org", True), ("https://id|7", "", True)],
)
def test_nobody_else_gets_in(subject: str, email: str, confirmed: bool) -> None:
    here = hall()
    invite(here, OWNER, "D", Role.VALIDATOR, email="ben@x.org")
    with pytest.raises(TurnedAway):
        came(here, subject=subject, email=email, confirmed=confirmed)
    assert here.store.accounts() == ()


def test_an_invitation_without_an_address_is_for_who_holds_the_link() -> None:
    here = hall()
    invite(here, OWNER, "D", Role.VALIDATOR)
    with pytest.raises(TurnedAway):
        came(here, email="")


def test_an_address_opens_no_account_with_a_password() -> None:
    here = hall()
    here.store.add_account(Account("a2", "ben@x.org", "Ben", here.now(), password="hash"))
    invite(here, OWNER, "D", Role.VALIDATOR, email="ben@x.org")
    with pytest.raises(TurnedAway):
        came(here)


def test_an_account_made_for_it_is_taken_by_the_first_who_proves_the_address() -> None:
    here = hall()
    here.store.add_account(Account("a2", "ben@x.org", "Ben", here.now()))
    assert came(here).account == "a2"
    with pytest.raises(TurnedAway):
        came(here, subject="https://id|8")


def test_a_closed_account_stays_closed() -> None:
    here = hall()
    invite(here, OWNER, "D", Role.VALIDATOR, email="ben@x.org")
    sits = came(here)
    here.store.close_account(sits.account or "", here.now())
    with pytest.raises(TurnedAway):
        came(here)
