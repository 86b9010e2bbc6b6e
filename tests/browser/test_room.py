"""The room in real browsers: a console, a wall and phones that follow each other; a server that dies in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from access.reception import Reception
from access.seat_book import COOKIE
from access.seats import Place
from questionnaire.answers import AgreementKind
from questionnaire.assessment import Participant
from questionnaire.ballots import WHOLE_ROOM
from questionnaire.entries import agreement_of, ballot_of, participant_at, vote_of
from questionnaire.framework import Ladder
from questionnaire.stages import Function, Role
from storage.key_files import read_or_make_key
from storage.settings import open_repository, read_settings
from storage.sql_access import SqlAccessStore
from tests.browser.served import DOSSIER, Memory, Served
from tests.browser.sizes import LAPTOP, PHONE, PROJECTOR
from tests.examples import at_level
from views.memo import framework

pytestmark = pytest.mark.browser

PEOPLE = {"P2": Function.LEGAL, "P3": Function.ENFORCEMENT, "P4": Function.POST}
QUESTION = next(one.id for one in framework().questions if isinstance(one.kind, Ladder))


class Hall:
    """A server where people sign in, one assessment in it, and a browser of its own for everybody."""

    def __init__(self, chromium: Browser, folder: Path) -> None:
        self.chromium = chromium
        self.served = Served(folder)
        self.served.environment["IWT_SIGN_IN"] = "on"
        self.memory = Memory(folder)
        self.memory.create()
        for id, function in PEOPLE.items():
            self.memory.write(participant_at(id), Participant(id, Role.ASSESSOR, f"Agent {id}", function=function))
        settings = read_settings({"IWT_DATA": str(folder)})
        keys = (read_or_make_key(settings.data_folder, name) for name in ("cookie", "codes"))
        self.reception = Reception(SqlAccessStore.at(settings.database_url), open_repository(settings), *keys)
        self.contexts: list[BrowserContext] = []
        self.served.start()

    def tab(self, page: str, participant: str, role: Role, **size: object) -> Page:
        """A page of the room, in French, in a browser of its own with that person's seat."""
        issued = self.reception.seats.seat_participant(DOSSIER, Place(participant, role), participant)
        context = self.chromium.new_context(**size, locale="fr-FR")  # type: ignore[arg-type]
        context.add_cookies([{"name": COOKIE, "value": issued.cookie, "url": self.served.address}])
        self.contexts.append(context)
        tab = context.new_page()
        tab.goto(f"{self.served.address}/{page}?a={DOSSIER}&lang=fr")
        return tab

    def console(self) -> Page:
        """The console of a facilitator, turned to the question."""
        tab = self.tab("room", "P1", Role.FACILITATOR, **LAPTOP)
        expect(tab.get_by_role("combobox").first).to_be_visible()
        if QUESTION not in (tab.get_by_role("combobox").first.get_attribute("aria-label") or ""):
            tab.get_by_role("combobox").first.click()
            tab.keyboard.type(QUESTION)
            tab.get_by_role("option").first.click()
        return tab

    def phone(self, participant: str) -> Page:
        """Somebody's phone."""
        return self.tab("vote", participant, Role.ASSESSOR, **PHONE)

    def vote(self, participant: str) -> object:
        """The level that a participant voted for, as it is kept."""
        reply = self.memory.value(vote_of(participant, QUESTION, 1, "reply"))
        return reply.given.level if reply else None

    def close(self) -> None:
        """Send everybody home."""
        for context in self.contexts:
            context.close()
        self.served.kill()


@pytest.fixture
def hall(chromium: Browser, tmp_path: Path) -> Iterator[Hall]:
    one = Hall(chromium, tmp_path)
    yield one
    one.close()


def ask(console: Page) -> None:
    console.get_by_role("button", name="Poser à la salle").click()
    expect(console.get_by_role("button", name="Révéler")).to_be_visible()


def pick(phone: Page, level: int) -> None:
    """Choose a level, and wait until it is said to be kept."""
    phone.locator("[data-testid=stRadio] [role=radiogroup] label").nth(level).click()
    expect(phone.get_by_text("Votre réponse est enregistrée")).to_be_visible()


def test_a_question_from_asking_to_agreement(hall: Hall) -> None:
    console = hall.console()
    wall = hall.tab("projector", "P1", Role.FACILITATOR, **PROJECTOR)
    phones = {id: hall.phone(id) for id in PEOPLE}
    expect(phones["P2"].get_by_text("la question suivante vient d'elle-même")).to_be_visible()
    ask(console)
    for phone, level in zip(phones.values(), (1, 3, 3), strict=True):
        pick(phone, level)
    expect(wall.get_by_text("3 sur 3 ont répondu")).to_be_visible()
    assert wall.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight <= innerHeight")
    for tab in (console, wall, *phones.values()):
        expect(tab.locator("[data-testid=stMain]").get_by_text("Écart 2")).to_have_count(0)
    console.get_by_role("button", name="Révéler").click()
    for tab in (console, wall, *phones.values()):
        expect(tab.get_by_text(re.compile("Écart 2.*de 1 Initial"))).to_be_visible()
    console.get_by_role("button", name="Enregistrer l'accord").click()
    for tab in (console, wall, *phones.values()):
        expect(tab.get_by_text(re.compile("Convenu.*3 Établi"))).to_be_visible()
    assert hall.memory.value(agreement_of(AgreementKind.SELF, QUESTION)).reply == at_level(3)


def test_phones_find_their_way_back_after_the_server_was_killed(hall: Hall) -> None:
    console, phone = hall.console(), hall.phone("P2")
    ask(console)
    pick(phone, 1)
    hall.served.restart()
    phone.locator("[data-testid=stRadio] [role=radiogroup] label").nth(2).click()
    for _ in range(60):
        if hall.vote("P2") == 2:
            break
        phone.wait_for_timeout(500)
    assert hall.vote("P2") == 2
    phone.wait_for_timeout(8_000)  # by now the page has been loaded anew by itself
    console.get_by_role("button", name="Révéler").click()
    expect(phone.get_by_text("Une seule réponse")).to_be_visible()


def test_a_phone_without_network_comes_back_to_the_question(hall: Hall) -> None:
    console, phone = hall.console(), hall.phone("P2")
    expect(phone.get_by_text("la question suivante vient d'elle-même")).to_be_visible()
    phone.context.set_offline(True)
    ask(console)
    phone.wait_for_timeout(5_000)
    phone.context.set_offline(False)
    pick(phone, 4)
    assert hall.vote("P2") == 4


def test_two_facilitators_open_one_ballot(hall: Hall) -> None:
    first, second = hall.console(), hall.console()
    buttons = [one.get_by_role("button", name="Poser à la salle") for one in (first, second)]
    for one in buttons:
        expect(one).to_be_visible()
    for one in buttons:
        one.dispatch_event("click")
    for one in (first, second):
        expect(one.get_by_role("button", name="Révéler")).to_be_visible()
    assert len(hall.memory.history(ballot_of(WHOLE_ROOM))) == 1
