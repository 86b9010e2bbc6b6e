"""Accounts: signing in, the first one, passwords, and what signing out everywhere means."""

from __future__ import annotations

import logging
from dataclasses import replace
from secrets import token_hex

from access.codes import hashed, link_secret
from access.joining import LONGEST_NAME, clean_name
from access.passwords import complaint, hash_password, is_outdated, is_right
from access.reception import Reception
from access.seat_book import Issued
from access.seats import FACILITATOR, Seat
from access.tries import TooMany
from access.turned_away import TurnedAway
from questionnaire.stages import Role
from storage.access_records import Account, AccountPlace, Invitation, Purpose
from storage.access_store import LoginTaken

LOG = logging.getLogger(__name__)
LONGEST_LOGIN = 200


def sign_in(here: Reception, login: str, password: str, *, address: str, language: str = "") -> Issued:
    """Let the owner of an account in. Raises TurnedAway, with the same words for a wrong login and password."""
    typed = login.strip().casefold()[:LONGEST_LOGIN]
    one = here.sign_in_tries.begin(address=address, login=hashed(typed), all="")
    if isinstance(one, TooMany):
        LOG.warning("a sign-in was refused unread: too many wrong ones, from %s", address)
        raise TurnedAway("access.refused.too_many", retry=one.seconds)
    account = here.store.account_of_login(typed)
    usable = account is not None and account.closed_at is None
    if not is_right(password, account.password if account and usable else None) or account is None:
        LOG.warning("a sign-in was refused: wrong, from %s", address)
        raise TurnedAway("access.refused.sign_in")
    here.sign_in_tries.was_right(one)
    if account.password and is_outdated(account.password):
        here.store.set_password(account.id, hash_password(password))
    LOG.info("account %s signed in from %s", account.id, address)
    return here.seats.seat_account(account, language)


def change_password(here: Reception, seat: Seat, old: str, new: str, *, address: str) -> None:
    """Change one's own password and end the other seats of the account. Raises TurnedAway."""
    account = here.store.account(seat.account or "")
    if account is None:
        raise TurnedAway("access.refused.sign_in")
    one = here.sign_in_tries.begin(address=address, login=hashed(account.login), all="")
    if isinstance(one, TooMany):
        raise TurnedAway("access.refused.too_many", retry=one.seconds)
    if not is_right(old, account.password):
        LOG.warning("a change of password was refused: wrong, from %s", address)
        raise TurnedAway("access.refused.old_password")
    here.sign_in_tries.was_right(one)
    _check_password(new, account.login)
    here.store.set_password(account.id, hash_password(new))
    ended = here.store.end_seats_of(account.id, here.now(), but=seat.id)
    LOG.info("account %s changed its password; %d other seats ended", account.id, ended)


def sign_out_everywhere(here: Reception, seat: Seat) -> None:
    """End every seat of the account, this one too."""
    if seat.account is not None:
        here.store.end_seats_of(seat.account, here.now())


def new_first_secret(here: Reception) -> str | None:
    """A secret by which the first account is made, in place of earlier ones; None where there is an account."""
    if here.store.accounts():
        return None
    _withdraw_first(here)
    secret, now = link_secret(), here.now()
    # No end: it is good until it is used or the next start makes another.
    until = now.replace(year=now.year + 10, day=min(now.day, 28))
    first = Invitation(token_hex(8), Purpose.FIRST, hashed(secret), "", now, until, creates=True, administers=True)
    here.store.add_invitation(first)
    return secret


def _withdraw_first(here: Reception) -> None:
    for one in here.store.invitations():
        if one.purpose is Purpose.FIRST and one.open_at(here.now()):
            here.store.use_invitation(one.id, here.now())


def open_invitation(here: Reception, secret: str, *purposes: Purpose, address: str) -> Invitation:
    """The invitation that a secret opens, counted as a wrong try where there is none. Raises TurnedAway."""
    one = here.code_tries.begin(address=address, all="")
    if isinstance(one, TooMany):
        LOG.warning("an invitation was refused unread: too many wrong ones, from %s", address)
        raise TurnedAway("access.refused.too_many", retry=one.seconds)
    found = here.store.invitation(hashed(secret.strip()))
    if found is None or found.purpose not in purposes or not found.open_at(here.now()):
        LOG.warning("an invitation was refused: wrong, used or past, from %s", address)
        raise TurnedAway("access.refused.invitation")
    here.code_tries.was_right(one)
    return found


def new_account(here: Reception, invitation: Invitation, *, login: str, name: str, password: str) -> Account:
    """Make the account that an invitation promises, without its place yet. Raises TurnedAway."""
    typed, called = clean_name(login).casefold(), clean_name(name)
    if not 1 <= len(typed) <= LONGEST_LOGIN or " " in typed:
        raise TurnedAway("access.refused.login")
    if not 1 <= len(called) <= LONGEST_NAME:
        raise TurnedAway("access.refused.name", most=LONGEST_NAME)
    _check_password(password, typed)
    account = Account(token_hex(8), typed, called, here.now(), password=hash_password(password))
    return keep_account(here, invitation, account)


def keep_account(here: Reception, invitation: Invitation, account: Account) -> Account:
    """Use the invitation up for this account and keep it with its rights. Raises TurnedAway."""
    if here.store.account_of_login(account.login) is not None:
        raise TurnedAway("access.refused.login_taken")
    if not here.store.use_invitation(invitation.id, here.now()):
        raise TurnedAway("access.refused.invitation")
    made = replace(account, creates=invitation.creates, administers=invitation.administers)
    try:
        here.store.add_account(made)
    except LoginTaken as taken:
        raise TurnedAway("access.refused.login_taken") from taken
    LOG.info("account %s was made", made.id)
    if invitation.purpose is Purpose.FIRST:
        own_what_nobody_owns(here)
    return made


def renew_password(here: Reception, invitation: Invitation, password: str) -> Account:
    """Set a new password with an invitation for it; every seat of the account ends. Raises TurnedAway."""
    account = here.store.account(invitation.account or "")
    if account is None or account.closed_at is not None:
        raise TurnedAway("access.refused.invitation")
    _check_password(password, account.login)
    if not here.store.use_invitation(invitation.id, here.now()):
        raise TurnedAway("access.refused.invitation")
    here.store.set_password(account.id, hash_password(password))
    here.store.end_seats_of(account.id, here.now())
    return account


def own_what_nobody_owns(here: Reception) -> None:
    """Give the first administrator the assessments that no account owns: those made when nobody had to sign in."""
    first = next((one for one in here.store.accounts() if one.administers and one.closed_at is None), None)
    if first is None:
        return
    owned = here.store.owned()
    for one in here.repository.assessments():
        if one.id not in owned:
            here.store.give_place(AccountPlace(first.id, one.id, FACILITATOR, Role.OWNER))


def _check_password(password: str, login: str) -> None:
    if found := complaint(password, login):
        raise TurnedAway(found)
