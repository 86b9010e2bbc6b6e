"""Whom an organisation's own sign-in lets in here: who has an account by it, and who was invited by e-mail."""

from __future__ import annotations

import logging
from secrets import token_hex

from access.accounts import keep_account
from access.admission import accept_invitation, give_what_was_promised
from access.joining import LONGEST_NAME, clean_name
from access.oidc import Identity
from access.oidc_provider import SignInRefused
from access.reception import Reception
from storage.access_records import Account, Invitation, Purpose

LOG = logging.getLogger(__name__)


def account_for(here: Reception, identity: Identity) -> Account:
    """The account of a person, made now where they were invited by a verified e-mail. Raises SignInRefused.

    An account is known by issuer and subject, which never change and are never given twice. An e-mail only opens an
    invitation that was written for it: a login that somebody chose for themselves proves nothing.
    """
    subject = subject_of(identity)
    account = here.store.account_of_subject(subject)
    if account is not None and account.closed_at is not None:
        LOG.warning("account %s is closed and was refused", account.id)
        raise SignInRefused("oidc.refused.closed")
    invited = _invitations_for(here, identity)
    if account is None:
        if not invited:
            LOG.warning("somebody without an invitation was refused")
            unproved = identity.email and not identity.email_verified
            raise SignInRefused("oidc.refused.unverified" if unproved else "oidc.refused.not_invited")
        account = _new_account(here, invited.pop(0), identity, subject)
    for one in invited:
        accept_invitation(here, one, account.id)
    LOG.info("account %s signed in by the organisation", account.id)
    return account


def subject_of(identity: Identity) -> str:
    """Who a person is, whatever provider is set up later."""
    return f"{identity.issuer} {identity.subject}"


def _invitations_for(here: Reception, identity: Identity) -> list[Invitation]:
    if not identity.email or not identity.email_verified:
        return []
    return [
        one
        for one in here.store.invitations()
        if one.purpose is Purpose.ACCOUNT and one.email.strip().casefold() == identity.email and one.open_at(here.now())
    ]


def _new_account(here: Reception, invitation: Invitation, identity: Identity, subject: str) -> Account:
    login = identity.email
    if here.store.account_of_login(login) is not None:
        login = f"{login}#{token_hex(3)}"  # Somebody chose these letters as a login: they are not this person.
    name = clean_name(identity.name)[:LONGEST_NAME] or identity.email
    made = Account(token_hex(8), login, name, here.now(), subject=subject, email=identity.email)
    account = keep_account(here, invitation, made)
    give_what_was_promised(here, invitation, account.id)
    return account
