"""Joining a room: from what a phone sends to a participant, a presence and a seat; and coming back to one's place."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from access.codes import RETURN_SIGNS, as_typed, hashed
from access.join_codes import find_code
from access.reception import Reception
from access.seat_book import Issued
from access.seats import Place, Seat
from access.tries import TooMany
from access.turned_away import TurnedAway
from questionnaire.assessment import Participant
from questionnaire.entries import participant_at, presence_of
from questionnaire.stages import Function, Role
from storage.access_records import JoinCode, Purpose
from storage.repository import Repository, StaleEntry, UnknownDossier

LOG = logging.getLogger(__name__)
LONGEST_NAME = 60
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")


@dataclass(frozen=True)
class Newcomer:
    """What somebody says of themselves at the door. The role is not among it: that comes from the code."""

    name: str
    function: str
    language: str


def clean_name(text: str) -> str:
    """A name as it is kept: one line, without signs that do not print."""
    return " ".join(_UNPRINTED.sub(" ", text[:1000]).split())


def join(here: Reception, typed: str, newcomer: Newcomer, *, address: str) -> Issued:
    """Let somebody in by a code. Raises TurnedAway, with the wait where too many wrong codes came from there."""
    code = check_code(here, typed, address=address)
    name = clean_name(newcomer.name)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise TurnedAway("access.refused.name", most=LONGEST_NAME)
    if newcomer.function not in set(Function):
        raise TurnedAway("access.refused.function")
    if not here.store.count_in(code.id, here.now()):
        raise TurnedAway("access.refused.code")
    function = Function(newcomer.function)
    participant = add_participant(here, code.dossier, code.role, name, function=function, group=code.group)
    place = Place(participant, code.role)
    issued = here.seats.seat_participant(code.dossier, place, name, language=newcomer.language, code=code.id)
    note_presence(here, code.dossier, participant)
    return issued


def check_code(here: Reception, typed: str, *, address: str) -> JoinCode:
    """The code that somebody typed, counted where it is wrong. Raises TurnedAway."""
    one = here.code_tries.begin(address=address, all="")
    if isinstance(one, TooMany):
        LOG.warning("a join code was refused unread: too many wrong ones, from %s", address)
        raise TurnedAway("access.refused.too_many", retry=one.seconds)
    code = find_code(here, as_typed(typed))
    if code is None:
        LOG.warning("a join code was refused: wrong, from %s", address)
        raise TurnedAway("access.refused.code")
    here.code_tries.was_right(one)
    return code


def come_back(here: Reception, typed: str, *, language: str, address: str) -> Issued:
    """Let somebody in again to their own place, by the code that the facilitator gave them. Raises TurnedAway.

    The seat that they had before is ended: it may be in another hand.
    """
    one = here.code_tries.begin(address=address, all="")
    if isinstance(one, TooMany):
        LOG.warning("a return code was refused unread: too many wrong ones, from %s", address)
        raise TurnedAway("access.refused.too_many", retry=one.seconds)
    code = as_typed(typed)
    found = here.store.invitation(hashed(code)) if len(code) == RETURN_SIGNS else None
    known = found is not None and found.purpose is Purpose.RETURN and found.dossier and found.role
    if not known or found is None or not here.store.use_invitation(found.id, here.now()):
        LOG.warning("a return code was refused: wrong, from %s", address)
        raise TurnedAway("access.refused.code")
    here.code_tries.was_right(one)
    assert found.dossier is not None and found.role is not None
    here.store.end_seats_in(found.dossier, found.participant, here.now())
    name = _name_of(here.repository, found.dossier, found.participant)
    place = Place(found.participant, found.role)
    issued = here.seats.seat_participant(found.dossier, place, name, language=language)
    note_presence(here, found.dossier, found.participant)
    return issued


def _name_of(repository: Repository, dossier: str, participant: str) -> str:
    held = repository.entry(dossier, participant_at(participant))
    return str(held.value.name) if held is not None and held.value is not None else ""


def add_participant(
    here: Reception, dossier: str, role: Role, name: str, *, function: Function | None = None, group: str = ""
) -> str:
    """Record one more participant under the next free number; gives it. Raises UnknownDossier, StorageFault."""
    number = 2
    while True:
        id = f"P{number}"
        if here.repository.entry(dossier, participant_at(id)) is None:
            person = Participant(id, role, name, function=function, group=group)
            try:
                here.repository.save(dossier, participant_at(id), person, by=id, at=here.now(), expect=0)
            except StaleEntry:
                pass  # somebody else joined in this moment and has the number
            else:
                return id
        number += 1


def note_presence(here: Reception, dossier: str, participant: str) -> None:
    """Record that somebody is there today, once a day."""
    now = here.now()
    day = now.astimezone().date().isoformat()
    if (dossier, participant, day) in here.recorded:
        return
    place = presence_of(participant, day)
    try:
        if here.repository.entry(dossier, place) is None:
            here.repository.save(dossier, place, True, by=participant, at=now, expect=0)
    except (StaleEntry, UnknownDossier):
        pass  # another request of the same phone was quicker, or the dossier was deleted
    here.recorded.add((dossier, participant, day))


def home_of(seat: Seat) -> str:
    """Where somebody goes on after the door: a participant in their room, an account at the first page."""
    language = f"lang={seat.language}" if seat.language else ""
    if seat.account is None and seat.places:
        dossier, place = next(iter(seat.places.items()))
        page = "/results" if place.role is Role.OBSERVER else "/vote"
        return f"{page}?a={dossier}{'&' if language else ''}{language}"
    return f"/?{language}" if language else "/"
