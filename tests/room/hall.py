"""A hall: the application as `run.py serve` runs it, with people who have a seat, made without the door's pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from access.reception import Reception
from access.seat_book import COOKIE
from access.seats import FACILITATOR, Place
from questionnaire.assessment import Administration, Participant, Round, RoundKind
from questionnaire.entries import Address, Entry, participant_at, setup_field
from questionnaire.stages import Function, Role
from storage.access_records import Account, AccountPlace
from storage.key_files import read_or_make_key
from storage.settings import open_repository, read_settings
from storage.sql_access import SqlAccessStore
from tests.browser.served import DOSSIER, Served
from tests.room.socket_tab import SocketTab
from views.memo import framework

AT = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)
FUNCTIONS = tuple(Function)


class Hall:
    """An assessment with one facilitator and as many assessors as are asked for, each with a function and a seat."""

    def __init__(self, folder: Path, people: int, *, values: Mapping[Address, Any] | None = None) -> None:
        settings = read_settings({"IWT_DATA": str(folder)})
        self.repository = open_repository(settings)
        self.reception = Reception(
            SqlAccessStore.at(settings.database_url),
            self.repository,
            read_or_make_key(settings.data_folder, "cookie"),
            read_or_make_key(settings.data_folder, "codes"),
        )
        self.phones = tuple(f"P{number}" for number in range(2, people + 2))
        front: dict[Address, Any] = {
            setup_field("administration"): Administration("Douanes de la République du Congo", "Congo"),
            setup_field("round"): Round(RoundKind.BASELINE, 2027),
            participant_at(FACILITATOR): Participant(FACILITATOR, Role.FACILITATOR, "Aimée Ngoma"),
        }
        for place, id in enumerate(self.phones):
            function = FUNCTIONS[place % len(FUNCTIONS)]
            front[participant_at(id)] = Participant(id, Role.ASSESSOR, f"Alias {id}", function=function)
        entries = [Entry(one, 1, value, FACILITATOR, AT, 1) for one, value in {**front, **(values or {})}.items()]
        self.repository.create(framework(), entries, id=DOSSIER)
        self.served = Served(folder)
        self.served.environment["IWT_SIGN_IN"] = "on"
        self.cookies = {id: self._seat(id) for id in self.phones}
        self.facilitator = self._account("facilitator", Place(FACILITATOR, Role.FACILITATOR))

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.served.port}"

    def tab(self, page: str, cookie: str, query: str = "") -> SocketTab:
        """A tab of somebody on a page of the assessment, in French."""
        return SocketTab(self.address, page, f"a={DOSSIER}&lang=fr{query}", {COOKIE: cookie})

    def account(self, login: str, role: Role, participant: str) -> str:
        """The cookie of one more account with a place in the assessment."""
        return self._account(login, Place(participant, role))

    def _seat(self, participant: str) -> str:
        place = Place(participant, Role.ASSESSOR)
        return self.reception.seats.seat_participant(DOSSIER, place, participant, language="fr").cookie

    def _account(self, login: str, place: Place) -> str:
        store = self.reception.store
        account = Account(f"account-{login}", login, login, AT)
        store.add_account(account)
        store.give_place(AccountPlace(account.id, DOSSIER, place.participant, place.role))
        return self.reception.seats.seat_account(account, "fr").cookie
