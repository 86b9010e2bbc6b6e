"""What one browser tab remembers: the language on screen and the assessment that is open."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any

import streamlit as st

from access.guarded_repository import GuardedRepository
from access.reception import reception, sign_in_is_on
from access.seats import LOCAL, Place, Seat
from questionnaire.assessment import Dossier
from storage.access_records import AccountPlace
from storage.repository import Repository, UnknownDossier
from words.phrases import LANGUAGES


def seat_here() -> Seat | None:
    """Who sits at this tab, asked anew on every run; None where their seat is over. Raises StorageFault.

    The cookie is the one that the browser sent when the tab connected: the door has seen it, and it is proved again.
    """
    return reception().seats.seat_of(st.context.cookies) if sign_in_is_on() else LOCAL


def guarded(repository: Repository, seat: Seat) -> GuardedRepository:
    """The memory as that person may use it."""
    if seat.local:
        return GuardedRepository(repository, seat)
    here = reception()

    def grant(dossier: str, place: Place) -> None:
        if seat.account is not None:
            here.store.give_place(AccountPlace(seat.account, dossier, place.participant, place.role))

    return GuardedRepository(repository, seat, here.seats.seated, grant)


def language(memo: MutableMapping[str, Any], seat: Seat | None = None) -> str:
    """The language on screen: chosen here, named in the address, chosen at the door, or what the browser asks for."""
    chosen = memo.get("language") or st.query_params.get("lang") or (seat.language if seat else "")
    if chosen not in LANGUAGES:
        chosen = "fr" if (st.context.locale or "").lower().startswith("fr") else "en"
    memo["language"] = chosen
    return str(chosen)


def opened(
    memo: MutableMapping[str, Any], repository: Repository, frameworks: Sequence[str], seat: Seat = LOCAL
) -> tuple[str | None, str]:
    """The open assessment, opened in this tab or named in the address (after a refresh), and its framework's id.

    Whoever joined a room with a code has one assessment only, and it is open. None, and the first of `frameworks`,
    where none is open: none was named, it is gone or not theirs, or its framework is not here.
    """
    id = memo.get("open") or st.query_params.get("a")
    if seat.account is None and not seat.local:
        id = next(iter(seat.places), None)
    if not id:
        return None, frameworks[0]
    try:
        framework = repository.framework_id(id)
    except UnknownDossier:
        framework = ""
    if framework not in frameworks:
        memo["open"] = None
        st.query_params.pop("a", None)
        return None, frameworks[0]
    memo["open"] = id
    return str(id), framework


def remember_in_address(id: str | None, language: str) -> None:
    """Keep the open assessment and the language in the address, so that a refresh or a bookmark comes back to them."""
    wanted = {"a": id or "", "lang": language}
    for name, value in wanted.items():
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value


def title_of(dossier: Dossier) -> str:
    """The administration (and site) of a dossier, for a heading; empty where it has no name yet."""
    setup = dossier.setup
    return " · ".join(filter(None, (setup.administration.name, setup.site.name)))
