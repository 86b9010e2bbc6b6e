"""A workshop in browsers: a facilitator's laptop, the wall, phones that came in by the door, each in its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from access.seat_book import COOKIE
from questionnaire.answers import Reply
from questionnaire.entries import reply_of
from tests.browser.answering import settled
from tests.browser.looking import PROBES, Ear
from tests.browser.served import DOSSIER
from tests.browser.sizes import LAPTOP, PHONE, PROJECTOR
from tests.room.hall import Hall
from views.memo import framework
from words.phrases import Phrases, load_phrases

CODE = re.compile(r"^[0-9A-Z]{3}-[0-9A-Z]{3}$")
AWAY = (
    "ERR_CONNECTION",
    "WebSocket connection to",
    "ERR_INTERNET",
    "net::ERR",
    "Streamlit server is not responding",
    "Cannot send rerun backMessage",
    *PROBES,
)
"""What a browser writes on its console while the server is away, which is no fault of the page."""


@dataclass
class Screen:
    """One open page, the words of its language, and every message that the server sent to it."""

    page: Page
    say: Phrases
    ear: Ear
    frames: list[bytes] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        """What the browser complained about, but for what it says while the server is away."""
        return [one for one in self.ear.heard if not any(sign in one for sign in AWAY)]

    def button(self, key: str, **facts: object) -> Locator:
        """The button with these words, which anybody may press."""
        return self.page.get_by_role("button", name=self.say(key, **facts), exact=True)

    def press(self, key: str, **facts: object) -> None:
        """Press that button and wait until the page is drawn again."""
        self.button(key, **facts).click()
        self.page.wait_for_timeout(150)  # until the server has heard of it
        settled(self.page)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until the text stands on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def holds(self, text: str) -> bool:
        """Whether the text is anywhere in the page as it stands, or in anything that was ever sent to it."""
        return text in self.page.content() or any(text.encode() in one for one in self.frames)

    def still(self) -> str:
        """Everything that the page shows in words and bars."""
        bars = self.page.get_by_role("progressbar").all()
        values = [f"{one.get_attribute('aria-valuenow')} {one.bounding_box()}" for one in bars]
        return "\n".join([self.page.get_by_test_id("stMain").inner_text(), *values])

    def level(self, level: int) -> Locator:
        """The button of a level."""
        word = framework().level_word(level, self.say.language)
        return self.page.get_by_test_id("stMain").get_by_role("radio", name=f"{level} {word}")

    def reply(self, level: int) -> None:
        """Choose a level; it is done once the page says that it is kept."""
        self.level(level).locator("xpath=ancestor::label").click()
        expect(self.level(level)).to_be_checked()
        self.sees(self.say("vote.recorded"))

    def comment(self, text: str) -> None:
        """Write a comment beside the reply."""
        self.page.get_by_text(self.say("vote.comment"), exact=True).click()
        box = self.page.get_by_role("textbox", name=re.compile(re.escape(self.say("answer.comment")[:12])))
        box.fill(text)
        box.press("Tab")
        settled(self.page)

    def ask(self, question: str) -> None:
        """Turn the console to a question and put it to the room."""
        self.turn_to(question)
        key = "room.act.ask" if self.button("room.act.ask").count() else "room.act.again"
        self.press(key)
        expect(self.button("room.act.reveal")).to_be_visible()

    def turn_to(self, question: str) -> None:
        """Turn the console to a question.

        The list closes when the page is drawn anew because somebody joined or replied just then: a person opens it
        again, and so does this.
        """
        box = self.page.locator(".st-key-card").get_by_role("combobox").first
        option = self.page.get_by_role("option", name=re.compile(rf"^{re.escape(question)} ")).first
        for patience in (5_000, 5_000, 30_000):
            box.click()
            box.fill(question)
            try:
                option.click(timeout=patience)
                break
            except PlaywrightTimeout:
                continue
        words = framework().question(question).text(self.say.language)
        expect(self.page.locator(".st-key-card").get_by_text(words[:40])).to_be_visible()
        settled(self.page)


@dataclass
class Workshop:
    """The hall, and a way to open browsers in it."""

    hall: Hall
    chromium: Browser
    address: str = ""
    opened: list[BrowserContext] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.address = self.address or self.hall.served.address

    def close(self) -> None:
        """Close every browser."""
        for one in self.opened:
            one.close()
        self.opened.clear()

    def screen(
        self, size: dict[str, Any] = LAPTOP, language: str = "fr", *, cookie: str = "", address: str = ""
    ) -> Screen:
        """A browser of its own, with the cookie of a seat if it has one."""
        context = self.chromium.new_context(**size, locale=f"{language}-{language.upper()}")
        self.opened.append(context)
        where = address or self.address
        if cookie:
            context.add_cookies([{"name": COOKIE, "value": cookie, "url": where}])
        page = context.new_page()
        page.set_default_timeout(30_000)
        one = Screen(page, load_phrases(language), Ear(page, where))
        page.on("websocket", lambda line: line.on("framereceived", lambda sent: one.frames.append(_bytes(sent))))
        return one

    def go(self, screen: Screen, page: str, *, address: str = "", query: str = "") -> None:
        """Open a page of the assessment and wait until it is drawn."""
        where = address or self.address
        screen.page.goto(f"{where}/{page}?a={DOSSIER}&lang={screen.say.language}{query}")
        drawn(screen.page)

    def console(self, cookie: str = "", language: str = "fr") -> Screen:
        """The console on a laptop; the facilitator's, unless another seat is named."""
        one = self.screen(language=language, cookie=cookie or self.hall.facilitator)
        self.go(one, "room")
        return one

    def wall(self, language: str = "fr") -> Screen:
        """The projector."""
        one = self.screen(PROJECTOR, language, cookie=self.hall.facilitator)
        self.go(one, "projector")
        return one

    def phone(
        self, code: str, name: str, function: str, language: str = "fr", *, address: str = "", typed: bool = False
    ) -> Screen:
        """A phone that joins by the door: through the link of the picture, or by typing the code."""
        one, where = self.screen(PHONE, language, address=address), address or self.address
        one.page.goto(f"{where}/join" + ("" if typed else f"#{code}"))
        if typed:
            one.page.get_by_label(one.say("access.join.code")).fill(code.lower())
        one.page.get_by_label(one.say("access.join.name")).fill(name)
        one.page.get_by_label(one.say("access.join.function")).select_option(function)
        one.page.get_by_role("button", name=one.say("access.join.enter")).click()
        one.page.wait_for_url("**/vote?**")
        drawn(one.page)
        return one

    def participant(self, name: str) -> str:
        """The participant who joined under that name."""
        (found,) = [one.id for one in self.dossier.participants if one.name == name]
        return found

    @property
    def dossier(self) -> Any:
        """The assessment as it is on disk."""
        return self.hall.repository.open(DOSSIER, framework())

    def kept(self, name: str, question: str) -> Reply | None:
        """The revealed reply of a person, as it is on disk."""
        entry = self.hall.repository.entry(DOSSIER, reply_of(self.participant(name), question))
        found: Reply | None = entry.value if entry else None
        return found


def drawn(page: Page) -> None:
    """Wait until the application itself is drawn."""
    expect(page.get_by_test_id("stMain")).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stMain").locator("h1, h2, h3, p, button").filter(visible=True).first).to_be_visible(
        timeout=60_000
    )
    settled(page)


def code_on(console: Screen) -> str:
    """The code that the console shows; a fresh one where none is open."""
    shown = console.page.get_by_role("heading", name=CODE)
    if not shown.count():
        console.press("room.act.new_code")
    return shown.inner_text()


def picture(screen: Screen, folder: str | None, name: str) -> None:
    """A picture of the screen as it stands, where somebody wants to look at it."""
    if folder:
        screen.page.screenshot(path=Path(folder) / f"{name}.png")


def all_of(screens: list[Screen], act: Callable[[Screen], object]) -> None:
    """Do it on every screen."""
    for one in screens:
        act(one)


def _bytes(sent: str | bytes) -> bytes:
    return sent if isinstance(sent, bytes) else sent.encode()
