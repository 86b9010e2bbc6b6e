"""The door of a real server: phones join, accounts sign in, and what is forged, foreign or over stays outside."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from access.join_codes import new_code
from access.reception import Reception
from access.seat_book import COOKIE
from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.entries import presence_of
from questionnaire.framework import Ladder
from questionnaire.stages import Role
from storage.key_files import read_or_make_key
from storage.settings import open_repository, read_settings
from storage.sql_access import SqlAccessStore
from tests.browser.answering import settled, until
from tests.browser.served import DOSSIER, ROOT, Memory, Served
from tests.browser.sizes import LAPTOP, PHONE
from views.memo import framework
from words.phrases import load_phrases

pytestmark = pytest.mark.browser

say = load_phrases("fr")
WORDS, OTHER_WORDS = "trois mots ici", "quatre autres mots ici"


@dataclass
class Hall:
    """A server of a room, and the test's own look into what it remembers."""

    served: Served
    secret: str
    reception: Reception
    complaints: list[str] = field(default_factory=list)

    def code(self, role: Role = Role.ASSESSOR) -> str:
        """A fresh code of the room."""
        return new_code(self.reception, DOSSIER, "P1", role=role).text

    def watch(self, page: Page) -> Page:
        """Note what the browser complains about, and every request that leaves the server."""
        page.set_default_timeout(20_000)
        page.on("console", lambda said: self._heard(said.text))
        page.on("request", lambda asked: self._asked(asked.url))
        return page

    def _heard(self, text: str) -> None:
        if "Content Security Policy" in text or "Refused to" in text:
            self.complaints.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.served.address, self.served.address.replace("http", "ws"), "data:", "blob:")):
            self.complaints.append(url)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One server for all tests of this file, announced as `run.py serve` does it, with some replies to draw."""
    folder = tmp_path_factory.mktemp("hall")
    replies = [one for one in framework().questions if isinstance(one.kind, Ladder)][:20]
    memory = Memory(folder)
    memory.create({one.id: LevelReached(LadderGiven(2)) for one in replies})
    words = [sys.executable, "-m", "access.announcement", "--port", "1", "--address", "127.0.0.1"]
    told = subprocess.run(
        words, cwd=ROOT, env={**os.environ, "IWT_DATA": str(folder)}, capture_output=True, text=True, check=True
    ).stdout
    secret = re.search(r"/first#(\S+)", told)
    assert secret is not None
    settings = read_settings({"IWT_DATA": str(folder)})
    keys = (read_or_make_key(folder, one) for one in ("cookie", "codes"))
    reception = Reception(SqlAccessStore.at(settings.database_url), open_repository(settings), *keys)
    served = Served(folder)
    served.environment["IWT_SIGN_IN"] = "on"
    served.start()
    yield Hall(served, secret[1], reception)
    served.kill()


@pytest.fixture
def browse(chromium: Browser, hall: Hall) -> Iterator[Callable[..., Page]]:
    """Opens browsers of their own: a phone, unless a laptop is wanted."""
    opened: list[BrowserContext] = []

    def open_one(size: object = PHONE, **facts: object) -> Page:
        opened.append(chromium.new_context(**{**size, "locale": "fr-FR", **facts}))  # type: ignore[dict-item]
        return hall.watch(opened[-1].new_page())

    yield open_one
    for one in opened:
        one.close()


def join(page: Page, hall: Hall, name: str = "Zoë <b>|</b> X", code: str = "") -> str:
    """Join by the link of the wall; gives the participant."""
    before = {one.id for one in hall.reception.seats.living(DOSSIER)}
    page.goto(f"{hall.served.address}/join#{code or hall.code()}")
    page.get_by_label(say("access.join.name")).fill(name)
    page.get_by_label(say("access.join.function")).select_option("legal")
    page.get_by_role("button", name=say("access.join.enter")).click()
    page.wait_for_url("**/vote?**")
    (seat,) = [one for one in hall.reception.seats.living(DOSSIER) if one.id not in before]
    return seat.participant


def arrived(page: Page) -> None:
    """Wait until the application itself is drawn."""
    expect(page.get_by_test_id("stMain")).to_be_visible(timeout=30_000)
    settled(page)


def test_a_phone_joins_in_french_and_comes_back(hall: Hall, browse: Callable[..., Page]) -> None:
    page, code = browse(), hall.code()
    page.goto(f"{hall.served.address}/")
    expect(page.get_by_role("heading", name=say("access.title.join"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    participant = join(page, hall, code=code)
    arrived(page)
    expect(page.get_by_text(say("vote.look_up"))).to_be_visible()
    day = datetime.now(UTC).astimezone().date().isoformat()
    assert hall.reception.repository.entry(DOSSIER, presence_of(participant, day)) is not None
    page.goto(f"{hall.served.address}/join#{code}")
    page.wait_for_url("**/vote?**")
    assert sum(one.participant == participant for one in hall.reception.seats.living(DOSSIER)) == 1
    assert "#" not in page.url
    assert hall.complaints == []


def test_a_phone_that_is_put_out_is_out_while_its_page_is_open(hall: Hall, browse: Callable[..., Page]) -> None:
    page = browse()
    participant = join(page, hall)
    arrived(page)
    expect(page.get_by_text(say("vote.look_up"))).to_be_visible()
    hall.reception.store.end_seats_in(DOSSIER, participant, datetime.now(UTC))
    page.wait_for_url("**/join", timeout=60_000)
    expect(page.get_by_role("alert")).to_have_text(say("access.refused.seat_over"))


def test_a_page_without_a_question_finds_the_door_too(hall: Hall, browse: Callable[..., Page]) -> None:
    page = browse(LAPTOP)
    participant = join(page, hall)
    page.goto(f"{hall.served.address}/results?lang=fr")
    arrived(page)
    expect(page.get_by_role("heading", name=say("pages.results"))).to_be_visible()
    hall.reception.store.end_seats_in(DOSSIER, participant, datetime.now(UTC))
    with suppress(PlaywrightTimeout):  # a page that is still loading finds out before anybody touches it
        page.get_by_test_id("stSidebar").get_by_text("English").click(timeout=10_000)
    page.wait_for_url("**/join", timeout=60_000)


def test_wrong_codes_are_told_then_stopped(hall: Hall) -> None:
    # Spoken by hand: in a browser all phones of this test would have the address of the others.
    lines = [f"code=ABC-DE{n}&name=x&function=legal" for n in "23456789ABCD"]
    answers = [_status(_sent(hall, "POST", "/join", body=one)) for one in lines]
    assert answers[0] == 401 and answers[-1] == 429
    log = (hall.served.folder / "server.log").read_text("utf-8")
    assert "127.0.0.1" in log and "ABC-DE" not in log and "ABCDE" not in log
    hall.served.restart()  # the wrong tries are forgotten with the process


def test_accounts_from_the_first_secret_to_signing_out_everywhere(hall: Hall, browse: Callable[..., Page]) -> None:
    laptop, address = browse(LAPTOP), hall.served.address
    laptop.goto(f"{address}/first#{hall.secret}")
    laptop.get_by_label(say("access.form.name")).fill("Aimée Ngoma")
    laptop.locator("[name=login]").fill("Aimee")
    laptop.locator("[name=password]").fill(WORDS)
    laptop.locator("[name=again]").fill(WORDS)
    laptop.get_by_role("button", name=say("access.first.enter")).click()
    arrived(laptop)
    for page in ("results", "room", "people", "priorities"):
        laptop.goto(f"{address}/{page}?a={DOSSIER}&lang=fr")
        arrived(laptop)
    laptop.goto(f"{address}/results?a={DOSSIER}&lang=fr")
    arrived(laptop)
    expect(
        laptop.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    ).to_be_visible()
    other = browse(LAPTOP)
    _sign_in(other, address, WORDS)
    arrived(other)
    laptop.goto(f"{address}/account")
    laptop.locator("[name=old]").fill(WORDS)
    laptop.locator("[name=password]").fill(OTHER_WORDS)
    laptop.locator("[name=again]").fill(OTHER_WORDS)
    laptop.get_by_role("button", name=say("access.account.change")).click()
    expect(laptop.get_by_role("status")).to_have_text(say("access.account.changed"))
    other.goto(f"{address}/")
    expect(other).to_have_url(re.compile("/join$"))
    _sign_in(other, address, WORDS)
    expect(other.get_by_role("alert")).to_have_text(say("access.refused.sign_in"))
    _sign_in(other, address, OTHER_WORDS)
    arrived(other)
    laptop.goto(f"{address}/account")
    laptop.get_by_role("button", name=say("access.account.everywhere")).click()
    laptop.wait_for_url("**/signin")
    other.goto(f"{address}/")
    expect(other).to_have_url(re.compile("/join$"))
    assert hall.complaints == []


def _sign_in(page: Page, address: str, password: str) -> None:
    page.goto(f"{address}/signin")
    page.locator("[name=login]").fill("AIMEE")
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name=say("access.sign_in.enter")).click()


def test_no_other_page_may_frame_it(hall: Hall, browse: Callable[..., Page], tmp_path: Path) -> None:
    page = browse()
    join(page, hall)
    trap = tmp_path / "trap.html"
    trap.write_text(f'<iframe src="{hall.served.address}/vote"></iframe>', "utf-8")
    page.goto(trap.as_uri())
    page.wait_for_timeout(1500)
    framed = page.frames[1]
    assert framed.url.startswith("chrome-error:") or framed.evaluate("document.body.innerText") == ""
    hall.complaints.clear()


def test_sockets_want_a_living_cookie_and_a_page_of_this_server(hall: Hall, browse: Callable[..., Page]) -> None:
    page = browse()
    participant = join(page, hall)
    (cookie,) = [one["value"] for one in page.context.cookies() if one["name"] == COOKIE]
    page.context.close()
    own, evil = hall.served.address, "http://evil.example"

    def opened(cookie: str, origin: str) -> int:
        return _status(_sent(hall, "GET", "/_stcore/stream", cookie=cookie, origin=origin, upgrade=True))

    assert opened(cookie, own) == 101
    refused = [opened("", own), opened(cookie[:-2] + "xx", own), opened(cookie, evil), opened(cookie, "")]
    assert refused == [403] * 4
    assert _status(_sent(hall, "POST", "/signout", cookie=cookie, origin=evil)) == 403
    hall.reception.store.end_seats_in(DOSSIER, participant, datetime.now(UTC))
    until(lambda: opened(cookie, own), 403)


def _sent(
    hall: Hall, method: str, path: str, *, cookie: str = "", origin: str | None = None, body: str = "",
    upgrade: bool = False,
) -> bytes:  # fmt: skip
    """A request written by hand, and the beginning of its answer."""
    host = f"127.0.0.1:{hall.served.port}"
    origin = hall.served.address if origin is None else origin
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(body)}"]
    lines += [f"Origin: {origin}"] * bool(origin) + [f"Cookie: {COOKIE}={cookie}"] * bool(cookie)
    if upgrade:
        lines += ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"]
        lines += ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
    else:
        lines += ["Connection: close", "Content-Type: application/x-www-form-urlencoded"]
    with socket.create_connection(("127.0.0.1", hall.served.port), timeout=20) as line:
        line.sendall("\r\n".join([*lines, "", body]).encode())
        return line.recv(4000)


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])
