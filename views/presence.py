"""Attendance: that somebody was there on a day, noted when they first reply, run the room or validate on it."""

from __future__ import annotations

from contextlib import suppress

from access.permissions import NotAllowed
from questionnaire.entries import presence_of
from storage.repository import StaleEntry, StorageFault, UnknownDossier
from views.desk import Desk


def note_presence_of(desk: Desk) -> None:
    """Record, once a day, that the person at this desk is there. What keeps it from being recorded keeps no page."""
    day = desk.now().astimezone().date().isoformat()
    if desk.seat.local or desk.dossier_id is None or (desk.participant, day) in desk.dossier.present:
        return
    place, me = presence_of(desk.participant, day), desk.participant
    with suppress(StaleEntry, StorageFault, NotAllowed, UnknownDossier):
        desk.repository.save(desk.dossier_id, place, True, by=me, at=desk.now(), expect=0)
    desk.forget()
