"""The workshop with several browsers at once: what each screen shows, what none may show, and what outlives trouble."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

import pytest
from playwright.sync_api import Browser, expect

from questionnaire.answers import Disputed, LadderGiven, LevelReached
from questionnaire.entries import agreement_of, vote_of
from questionnaire.stages import Role
from tests.browser.answering import until
from tests.browser.looking import findings
from tests.browser.served import DOSSIER
from tests.browser.slow_line import SlowLine
from tests.browser.workshop import Screen, Workshop, all_of, code_on, picture
from tests.room.hall import Hall
from views.memo import framework
from words.phrases import load_phrases

pytestmark = pytest.mark.browser

say = load_phrases("fr")
PICTURES = os.environ.get("IWT_PICTURES")
EVIL = "<script>hit=1</script><img src=x onerror=hit=1> **g** $5 à $6 :smile: [x](http://evil.example) \U0001f418"
PEOPLE = (
    ("Zoë <b>$5</b> *x* \U0001f418", "legal", "fr"),
    ("Moïse Mabiala", "enforcement", "fr"),
    ("Ruth Itoua", "intelligence", "fr"),
    ("Chef <script>hit=1</script>", "direction", "fr"),
    ("Jo Smith", "partner", "en"),
)
NAMES = tuple(name for name, _, _ in PEOPLE)


def at(level: int) -> LevelReached:
    """A reply with that level."""
    return LevelReached(LadderGiven(level))


@dataclass
class Room:
    """Everybody in the hall."""

    workshop: Workshop
    console: Screen
    wall: Screen
    phones: list[Screen]
    code: str
    line: SlowLine

    @property
    def screens(self) -> list[Screen]:
        """All screens of the hall."""
        return [self.console, self.wall, *self.phones]

    def shown(self) -> None:
        """Nobody's page is broken, and nothing that people wrote was run."""
        for one in self.screens:
            assert one.wrong == []
            assert findings(one.page, one.say.language) == []
            assert one.page.evaluate("window.hit === undefined")

    def asks(self, question: str) -> None:
        """The facilitator asks; every phone shows the question by itself."""
        if self.console.button("room.act.withdraw").count():  # where a test before this one failed in the middle
            self.console.press("room.act.withdraw")
        self.console.ask(question)
        text = framework().question(question).text
        all_of(self.phones, lambda one: one.sees(text(one.say.language)[:40]))
        all_of(self.phones, lambda one: expect(one.level(0)).to_be_visible())


@pytest.fixture(scope="module")
def room(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A server as for a room, a console, a wall, and five phones that came in by the code on the console.

    The last phone but one is on a line of its own, which can be cut.
    """
    hall = Hall(tmp_path_factory.mktemp("hall"), 0)
    hall.served.start()
    workshop = Workshop(hall, chromium)
    with SlowLine(hall.served.port, 0) as line:
        console, wall = workshop.console(), workshop.wall()
        code = code_on(console)
        wall.sees(code)
        far = f"http://127.0.0.1:{line.port}"
        phones = [
            workshop.phone(code, *one, typed=place == 0, address=far if place == 3 else "")
            for place, one in enumerate(PEOPLE)
        ]
        yield Room(workshop, console, wall, phones, code, line)
        workshop.close()
    hall.served.kill()


def test_a_question_from_hidden_replies_to_what_is_agreed(room: Room) -> None:
    console, wall, phones = room.console, room.wall, list(room.phones)
    room.asks("O02")
    for phone, level in zip(phones, (1, 1, 1, 3), strict=False):
        phone.reply(level)
    phones[0].comment(EVIL)
    wall.sees(say("ballot.replied_short", n=4, of=5))
    console.sees(say("ballot.replied", n=4, of=5))
    console.sees(re.compile(re.escape(say("function.partner")) + ".1"))
    room.shown()
    all_of(room.screens, lambda one: picture(one, PICTURES, f"hidden-{room.screens.index(one)}"))
    _nobody_sees_a_change_of_mind(room, phones[1])
    late = room.workshop.phone(room.code, "Awa", "police")
    late.reply(2)
    wall.sees(say("ballot.replied_short", n=5, of=6))
    for one in room.screens:
        assert one.page.locator("table").count() == 0
        assert not any(other.holds("onerror=hit") for other in (*room.screens, late) if other is not phones[0])
    console.press("room.act.reveal")
    spread = say("ballot.spread", spread="3", low="1 Initial", n_low=2, high="4 Pérenne", n_high=1)
    for one in (console, wall, *phones[:4], late):
        one.sees(spread)
        one.sees(re.compile(r"Par fonction.*Lutte contre la fraude"))
        assert [cell.inner_text() for cell in one.page.locator("td b").all()] == ["0", "2", "1", "1", "1"]
    phones[4].sees("Your reply")
    for one in (console, wall, late, *phones):
        own = PEOPLE[phones.index(one)][0] if one in phones else ""  # a phone says as whom it is here
        assert not any(one.holds(name) for name in ("Mabiala", "Itoua", "Smith", "Zo\u00eb") if name not in own)
    room.shown()
    all_of(room.screens, lambda one: picture(one, PICTURES, f"revealed-{room.screens.index(one)}"))
    assert room.workshop.kept("Moïse Mabiala", "O02") == at(4)
    assert room.workshop.kept("Jo Smith", "O02") is None
    _again_and_agreed(room, late)
    late.page.context.close()


def _nobody_sees_a_change_of_mind(room: Room, phone: Screen) -> None:
    """Who replied is counted already: another level moves nothing on any other screen."""
    others = [one for one in room.screens if one is not phone]
    before = [one.still() for one in others]
    phone.reply(4)
    room.wall.page.wait_for_timeout(3000)
    assert [one.still() for one in others] == before


def _again_and_agreed(room: Room, late: Screen) -> None:
    """A second round, then an outcome that nobody replied: only with its reason."""
    console, wall = room.console, room.wall
    console.press("room.act.again")
    for one in (*room.phones, late):
        one.sees(one.say("ballot.round", n=2))
        assert one.page.get_by_test_id("stMain").get_by_role("radio", checked=True).count() == 0
        one.reply(3 if one is late else 2)
    console.press("room.act.reveal")
    wall.sees(say("ballot.spread", spread="1", low="2 En développement", n_low=5, high="3 Établi", n_high=1))
    console.page.get_by_role("radio", name="4", exact=True).click()
    console.sees(re.compile(r"Niveau convenu.*4 Pérenne"))
    console.press("room.act.record")
    console.sees(say("room.missing.why", outcome="4 Pérenne"))
    assert room.workshop.hall.repository.entry(DOSSIER, agreement_of("self", "O02")) is None
    console.page.get_by_role("textbox", name=re.compile("Pourquoi")).fill(f"Vu au port. {EVIL}")
    console.press("room.act.record")
    for one in (console, wall, *room.phones[:4]):
        one.sees(say("room.agreed_is", outcome="4 Pérenne"))
        one.sees(re.compile(re.escape("Vu au port. <script>hit=1</script>")))
    room.phones[4].sees("Agreed: 4 Sustained")
    room.shown()
    all_of(room.screens, lambda one: picture(one, PICTURES, f"agreed-{room.screens.index(one)}"))


def test_what_most_needs_talk_sorts_itself_and_a_dispute_and_a_point_are_kept(room: Room) -> None:
    console = room.console
    for question, levels in (("S01", (1, 2)), ("E01", (0, 4))):
        room.asks(question)
        for phone, level in zip(room.phones, levels, strict=False):
            phone.reply(level)
        console.press("room.act.reveal")
        console.sees(say("ballot.n_replies", n=2))
    lines = console.page.locator(".st-key-questions button")
    picture(console, PICTURES, "sorted")
    until(lambda: [one.inner_text()[:13] for one in lines.all()], ["écart 4 · E01", "écart 1 · S01"])
    console.page.get_by_role("radio", name=say("room.way.disputed"), exact=True).click()
    reason = console.page.get_by_role("textbox", name=say("answer.reason.disputed"))
    reason.fill(f"Deux ports. {EVIL}")
    reason.press("Tab")
    console.press("room.act.park")
    console.page.get_by_role("textbox", name=say("room.park_what")).fill(f"Budget. {EVIL}")
    console.page.get_by_test_id("stPopoverBody").get_by_role("button", name=say("room.act.park_it")).click()
    console.sees(re.compile(re.escape(say("room.parked", n=1)[:10])))
    console.press("room.act.record_dispute")
    room.wall.sees(re.compile(re.escape("Deux ports. <script>hit=1</script>")))
    until(lambda: [one.inner_text()[:13] for one in lines.all()], ["écart 1 · S01"])
    agreed = room.workshop.dossier.agreed["E01"].reply
    assert isinstance(agreed, Disputed) and (agreed.lowest, agreed.highest) == (0, 4)
    assert [one.text for one in room.workshop.dossier.parked.values()] == [f"Budget. {EVIL}"]
    console.page.get_by_text(re.compile(say("room.parked", n=1))).click()
    console.sees(re.compile(re.escape("Budget. <script>hit=1</script>")))
    room.shown()
    picture(console, PICTURES, "parked")


def test_a_server_killed_in_mid_vote_and_a_line_that_breaks(room: Room) -> None:
    """Nobody touches anything: all screens come back by themselves, and no reply is lost."""
    room.asks("L03")
    for phone, level in zip(room.phones[:3], (2, 2, 3), strict=True):
        phone.reply(level)
    room.wall.sees(re.compile(r"^3 sur \d ont répondu"))
    room.workshop.hall.served.restart()
    _back(room.screens)
    for phone, level in zip(room.phones[:3], (2, 2, 3), strict=True):
        expect(phone.level(level)).to_be_checked()
    room.phones[4].reply(1)
    room.wall.sees(re.compile(r"^4 sur \d ont répondu"))
    room.line.cut(10)
    room.phones[3].reply(4)
    _back([room.phones[3]])
    room.wall.sees(re.compile(r"^5 sur \d ont répondu"))
    room.console.press("room.act.reveal")
    room.wall.sees(say("ballot.spread", spread="3", low="1 Initial", n_low=1, high="4 Pérenne", n_high=1))
    kept = [room.workshop.kept(name, "L03") for name in NAMES]
    assert kept == [at(2), at(2), at(3), at(4), at(1)]
    room.asks("L04")
    room.phones[0].reply(1)
    room.wall.sees(re.compile(r"^1 sur \d (a|ont) répondu"))
    room.console.press("room.act.withdraw")
    room.shown()


def _back(screens: list[Screen]) -> None:
    """Every page beats again."""
    since = monotonic()
    for one in screens:
        one.page.wait_for_function(
            "since => Number(document.querySelector('[data-room-beat]')?.dataset.roomBeat) > since",
            arg=since,
            timeout=60_000,
        )


def test_of_two_facilitators_one_is_first_and_the_other_is_told(room: Room) -> None:
    cookie = room.workshop.hall.account("second", Role.FACILITATOR, "P77")
    other, console = room.workshop.console(cookie), room.console
    room.asks("S02")
    room.phones[0].reply(1)
    room.phones[1].reply(3)
    expect(other.button("room.act.reveal")).to_be_visible()
    _both_press(console, other, "room.act.reveal")
    _one_is_told((console, other), re.compile(r"vient de révéler S02\. Votre clic n'a rien changé"))
    console.page.get_by_role("radio", name="1", exact=True).click()  # it is proposed, and stays picked
    other.page.get_by_role("radio", name="3", exact=True).click()
    other.sees(re.compile(r"Niveau convenu.*3 "))
    _both_press(console, other, "room.act.record")
    _one_is_told((console, other), re.compile(r"vient de consigner . \S+ pour S02\. Votre clic n'a rien changé"))
    entries = room.workshop.hall.repository.history(DOSSIER, agreement_of("self", "S02"))
    assert len(entries) == 1
    assert other.wrong == console.wrong == []
    other.page.context.close()


def _both_press(first: Screen, second: Screen, key: str) -> None:
    """Both press while both still show it, as nearly at once as one thread can."""
    press = "one => one.click()"
    buttons = [one.button(key).element_handle() for one in (first, second)]
    for one in buttons:
        assert one is not None
        one.evaluate(press)


def _one_is_told(screens: tuple[Screen, Screen], sentence: re.Pattern[str]) -> None:
    told = [one.page.get_by_text(sentence) for one in screens]
    until(lambda: sum(one.count() for one in told), 1, seconds=20)


def test_somebody_put_out_is_told_and_can_do_nothing(room: Room) -> None:
    guest = room.workshop.phone(room.code, "Intrus <i>", "other", "en")
    room.asks("S03")
    guest.reply(2)
    id = room.workshop.participant("Intrus <i>")
    people = room.workshop.screen(cookie=room.workshop.hall.facilitator)
    room.workshop.go(people, "people")
    people.sees("Intrus <i>")
    person = people.page.locator(f".st-key-person-{id}")
    person.get_by_role("button", name=say("people.put_out"), exact=True).click()
    guest.page.wait_for_url("**/join", timeout=30_000)
    expect(guest.page.get_by_role("alert")).to_have_text(guest.say("access.refused.seat_over"))
    guest.page.goto(f"{room.workshop.address}/vote?a={DOSSIER}&lang=en")
    expect(guest.page.get_by_role("alert")).to_have_text(guest.say("access.refused.seat_over"))
    assert room.workshop.hall.repository.entry(DOSSIER, vote_of(id, "S03", 1, "reply")) is not None
    room.console.press("room.act.withdraw")
    assert people.wrong == []
    assert findings(people.page, "fr") == []
    guest.page.context.close()
    people.page.context.close()
