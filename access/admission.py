"""Letting people in and putting them out, as the page People does it: each act asks first whether it is allowed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from access.codes import hashed, link_secret, return_code, shown
from access.joining import add_participant
from access.permissions import NotAllowed, Right, allowed
from access.reception import Reception
from access.seats import Seat
from access.turned_away import TurnedAway
from questionnaire.entries import STAGE, participant_at
from questionnaire.stages import Role, Stage
from storage.access_records import Account, AccountPlace, Invitation, Purpose
from storage.repository import UnknownDossier

LOG = logging.getLogger(__name__)
INVITED_FOR, RETURN_FOR = timedelta(days=7), timedelta(hours=12)
GIVES: Mapping[Role, frozenset[Role]] = {
    Role.OWNER: frozenset(Role),
    Role.FACILITATOR: frozenset({Role.FACILITATOR, Role.ASSESSOR, Role.VALIDATOR, Role.OBSERVER}),
}
"""Which roles a role may give: never more than one's own; who signs for the administration is the owner's word."""


@dataclass(frozen=True)
class PersonIn:
    """Somebody with a place in a dossier: how they come in, and when they were last heard of, None for not yet."""

    participant: str
    role: Role
    name: str
    account: str | None
    seen_at: datetime | None


def people_in(here: Reception, sits: Seat, dossier: str) -> tuple[PersonIn, ...]:
    """Who has a seat or an account's place in a dossier. Raises NotAllowed."""
    _must_invite(here, sits, dossier)
    found: dict[str, PersonIn] = {}
    for seat in here.seats.living(dossier):
        if seat.role is not None:
            found[seat.participant] = PersonIn(seat.participant, seat.role, seat.name, None, seat.seen_at)
    for place in here.store.places_in(dossier):
        account = here.store.account(place.account)
        if account is not None and account.closed_at is None:
            heard = [here.seats.last_heard(one).seen_at for one in here.store.seats_of(account.id)]
            latest = max(filter(None, heard), default=None)
            found[place.participant] = PersonIn(place.participant, place.role, account.name, account.id, latest)
    return tuple(found[id] for id in sorted(found, key=lambda id: (len(id), id)))


def invite(here: Reception, sits: Seat, dossier: str, role: Role, *, email: str = "") -> str:
    """The secret of a link `/invited#...` that gives one person a role in a dossier. Raises NotAllowed."""
    _must_give(here, sits, dossier, role)
    return _new_invitation(here, sits, Purpose.ACCOUNT, dossier=dossier, role=role, email=_plain(email))


def invite_account(
    here: Reception, sits: Seat, *, email: str = "", creates: bool = True, administers: bool = False
) -> str:
    """The secret of a link `/invited#...` for an account without a place. Raises NotAllowed."""
    _must_administer(sits)
    return _new_invitation(here, sits, Purpose.ACCOUNT, email=_plain(email), creates=creates, administers=administers)


def invite_new_password(here: Reception, sits: Seat, account: str) -> str:
    """The secret of a link `/renew#...` for somebody who forgot theirs. Raises NotAllowed."""
    _must_administer(sits)
    return _new_invitation(here, sits, Purpose.PASSWORD, account=account)


def new_return_code(here: Reception, sits: Seat, dossier: str, participant: str) -> str:
    """A code, in two halves, by which somebody comes back to their own place; good once. Raises NotAllowed.

    Only for who joined by a code: nobody comes to the place of an account that way, nor to one above an assessor's.
    """
    _must_invite(here, sits, dossier)
    held = here.repository.entry(dossier, participant_at(participant))
    person = held.value if held is not None else None
    of_accounts = {one.participant for one in here.store.places_in(dossier)}
    if person is None or participant in of_accounts or person.role not in (Role.ASSESSOR, Role.OBSERVER):
        raise NotAllowed(Right.INVITE, role=_role(sits, dossier), stage=None)
    code, now = return_code(), here.now()
    here.store.add_invitation(
        Invitation(
            token_hex(8),
            Purpose.RETURN,
            hashed(code),
            sits.account or sits.id,
            now,
            now + RETURN_FOR,
            dossier=dossier,
            role=person.role,
            participant=participant,
        )
    )
    LOG.info("a return code was made for %s in %s", participant, dossier)
    return shown(code)


def accept_invitation(here: Reception, invitation: Invitation, account: str) -> None:
    """Use an invitation up for an account that is there already. Raises TurnedAway where somebody was quicker."""
    if not here.store.use_invitation(invitation.id, here.now()):
        raise TurnedAway("access.refused.invitation")
    give_what_was_promised(here, invitation, account)


def give_what_was_promised(here: Reception, invitation: Invitation, account: str) -> None:
    """Give an account the rights and the place of an invitation that was used up for it.

    An account keeps a place that it has: an invitation raises nobody's role behind the owner's back.
    """
    person = here.store.account(account)
    if person is None:
        return
    creates, administers = person.creates or invitation.creates, person.administers or invitation.administers
    if (creates, administers) != (person.creates, person.administers):
        here.store.set_rights(account, creates=creates, administers=administers)
    dossier, role = invitation.dossier, invitation.role
    has_one = any(one.dossier == dossier for one in here.store.places_of(account))
    if dossier is not None and role is not None and not has_one:
        participant = add_participant(here, dossier, role, person.name)
        here.store.give_place(AccountPlace(account, dossier, participant, role))


def give_role(here: Reception, sits: Seat, dossier: str, account: str, role: Role) -> None:
    """Give an account a role in a dossier, new or instead of the one it has there. Raises NotAllowed."""
    _must_give(here, sits, dossier, role)
    held = next((one for one in here.store.places_of(account) if one.dossier == dossier), None)
    if held is not None:
        _must_give(here, sits, dossier, held.role)
        _keep_an_owner(here, held, role)
        here.store.give_place(AccountPlace(account, dossier, held.participant, role))
        return
    person = here.store.account(account)
    if person is not None:
        participant = add_participant(here, dossier, role, person.name)
        here.store.give_place(AccountPlace(account, dossier, participant, role))


def put_out(here: Reception, sits: Seat, dossier: str, participant: str) -> None:
    """End somebody's seats in a dossier and take their account's place there. Raises NotAllowed.

    What they recorded stays. Nobody puts out who has a role that they could not give, nor the last owner.
    """
    _must_invite(here, sits, dossier)
    for place in here.store.places_in(dossier):
        if place.participant == participant:
            _must_give(here, sits, dossier, place.role)
            _keep_an_owner(here, place, None)
            here.store.take_place(place.account, dossier)
    ended = here.store.end_seats_in(dossier, participant, here.now())
    LOG.info("%s was put out of %s; %d seats ended", participant, dossier, ended)


def close_account(here: Reception, sits: Seat, account: str) -> None:
    """Close an account: it signs in no more, and its seats end. Raises NotAllowed, also for one's own."""
    _must_administer(sits)
    if account == sits.account:
        raise NotAllowed(Right.INVITE, role=None, stage=None)
    here.store.close_account(account, here.now())
    here.store.end_seats_of(account, here.now())


def open_account_again(here: Reception, sits: Seat, account: str) -> None:
    """Open a closed account again. Raises NotAllowed."""
    _must_administer(sits)
    here.store.close_account(account, None)


def accounts_kept(here: Reception, sits: Seat) -> tuple[Account, ...]:
    """All accounts, for who administers them. Raises NotAllowed."""
    _must_administer(sits)
    return here.store.accounts()


def may_give(giver: Role | None, role: Role) -> bool:
    """Whether somebody in one role may give another."""
    return giver is not None and role in GIVES.get(giver, frozenset())


def _new_invitation(here: Reception, sits: Seat, purpose: Purpose, **promised: Any) -> str:
    secret, now = link_secret(), here.now()
    by = sits.account or sits.id
    here.store.add_invitation(Invitation(token_hex(8), purpose, hashed(secret), by, now, now + INVITED_FOR, **promised))
    LOG.info("an invitation was made by %s", by)
    return secret


def _plain(email: str) -> str:
    return email.strip().casefold()


def _role(sits: Seat, dossier: str) -> Role | None:
    place = sits.place(dossier)
    return place.role if place else None


def _must_invite(here: Reception, sits: Seat, dossier: str) -> Role:
    role = _role(sits, dossier)
    if role is None:
        raise UnknownDossier(dossier)
    held = here.repository.entry(dossier, STAGE)
    stage = Stage(held.value) if held is not None and held.value is not None else Stage.DRAFT
    if not allowed(role, stage, Right.INVITE):
        raise NotAllowed(Right.INVITE, role=role, stage=stage)
    return role


def _must_give(here: Reception, sits: Seat, dossier: str, role: Role) -> None:
    own = _must_invite(here, sits, dossier)
    if not may_give(own, role):
        raise NotAllowed(Right.INVITE, role=own, stage=None)


def _must_administer(sits: Seat) -> None:
    if not sits.administers:
        raise NotAllowed(Right.INVITE, role=None, stage=None)


def _keep_an_owner(here: Reception, place: AccountPlace, becomes: Role | None) -> None:
    """An assessment without an owner could be reopened and deleted by nobody."""
    owners = [one for one in here.store.places_in(place.dossier) if one.role is Role.OWNER]
    if place.role is Role.OWNER and becomes is not Role.OWNER and len(owners) < 2:
        raise NotAllowed(Right.INVITE, role=place.role, stage=None)
