"""Codes by which a room joins: opened for one dossier, shown on the wall, closed again. Short-lived and countable."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from access.codes import room_code, same, shown
from access.reception import Reception
from questionnaire.stages import Role
from storage.access_records import JoinCode

LOG = logging.getLogger(__name__)
LASTS = timedelta(hours=12)
MOST_SEATS = 60
ROLES = (Role.ASSESSOR, Role.OBSERVER)
"""What a code can make of people. Everything above is given to a person by name."""


@dataclass(frozen=True)
class OpenCode:
    """A join code with what people type, in two halves."""

    record: JoinCode
    text: str


def open_codes(here: Reception, dossier: str) -> tuple[OpenCode, ...]:
    """The codes of a dossier by which people can come in now, the newest first."""
    now = here.now()
    return tuple(_with_text(here, one) for one in here.store.codes(dossier) if one.open_at(now))


def new_code(
    here: Reception,
    dossier: str,
    by: str,
    *,
    role: Role = Role.ASSESSOR,
    group: str = "",
    lasts: timedelta = LASTS,
    most_seats: int = MOST_SEATS,
) -> OpenCode:
    """Open one more way into a dossier. Raises ValueError for a role that no code may give, or an empty time."""
    if role not in ROLES or lasts <= timedelta(0) or most_seats < 1:
        raise ValueError(f"no code for {role}, {lasts}, {most_seats}")
    now = here.now()
    taken = {room_code(here.code_key, one.id) for one in here.store.codes() if one.open_at(now)}
    id = next(one for one in iter(lambda: token_hex(8), "") if room_code(here.code_key, one) not in taken)
    code = JoinCode(id, dossier, role, group, by, now, now + lasts, most_seats)
    here.store.add_code(code)
    LOG.info("a join code was opened for %s by %s", dossier, by)
    return _with_text(here, code)


def close_code(here: Reception, dossier: str, id: str) -> None:
    """Let nobody in any more by that code of the dossier. Who is in stays in."""
    if any(one.id == id for one in here.store.codes(dossier)):
        here.store.close_code(id, here.now())


def find_code(here: Reception, typed: str) -> JoinCode | None:
    """The open code that somebody typed. Every open one is compared, so that the time tells nothing."""
    now, found = here.now(), None
    for one in here.store.codes():
        if one.open_at(now) and same(room_code(here.code_key, one.id), typed):
            found = one
    return found


def _with_text(here: Reception, code: JoinCode) -> OpenCode:
    return OpenCode(code, shown(room_code(here.code_key, code.id)))
