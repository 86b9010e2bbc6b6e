"""People whom an organisation's own sign-in knows: they get in where they were invited, never by themselves."""

from __future__ import annotations

import logging
from secrets import token_hex

from access.accounts import keep_account
from access.admission import give_what_was_promised
from access.joining import LONGEST_NAME, clean_name
from access.reception import Reception
from access.seat_book import Issued
from access.turned_away import TurnedAway
from storage.access_records import Account, Invitation, Purpose

LOG = logging.getLogger(__name__)


def sign_in_from_elsewhere(
    here: Reception, *, subject: str, email: str, confirmed: bool, name: str, language: str = ""
) -> Issued:
    """Let somebody in whom another sign-in has proved: `subject` names them there for good. Raises TurnedAway.

    The account is theirs that knows the subject; else one made by an invitation to their address, or an account under
    that address that belongs to nobody there yet. An address counts only where the other side has confirmed it.
    """
    account = here.store.account_of_subject(subject)
    if account is None and confirmed and email:
        account = _first_time(here, subject, email.strip().casefold(), name)
    if account is None or account.closed_at is not None:
        LOG.warning("somebody known elsewhere was refused: nobody has invited them")
        raise TurnedAway("access.refused.not_invited")
    LOG.info("account %s signed in by an organisation's own sign-in", account.id)
    return here.seats.seat_account(account, language)


def _first_time(here: Reception, subject: str, email: str, name: str) -> Account | None:
    """The account of an address that nobody has come by yet, or the one that an invitation to it promises."""
    account = here.store.account_of_login(email)
    if account is not None:
        # Only an account without a password: it was made for this way in. Any other has shown to be somebody else's.
        if account.subject is None and account.password is None and account.closed_at is None:
            here.store.set_subject(account.id, subject, email)
            return here.store.account(account.id)
        return None
    invited = _invitation_to(here, email)
    if invited is None:
        return None
    called = clean_name(name)[:LONGEST_NAME] or email
    made = Account(token_hex(8), email, called, here.now(), subject=subject, email=email)
    made = keep_account(here, invited, made)
    give_what_was_promised(here, invited, made.id)
    return here.store.account(made.id)


def _invitation_to(here: Reception, email: str) -> Invitation | None:
    now = here.now()
    return next(
        (
            one
            for one in here.store.invitations()
            if one.purpose is Purpose.ACCOUNT and one.email == email and one.open_at(now)
        ),
        None,
    )
