"""Answers that cannot be lost: the ways in which a click meets a restart, a stale tab, another person, a slow line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from questionnaire.answers import LadderGiven, LevelReached, NotApplicable
from questionnaire.entries import comment_of, reply_of
from questionnaire.policy import Confidence
from tests.browser.answering import LEVELS, choose, open_question, radio, settled, until
from tests.browser.served import DOSSIER, Memory, Served
from tests.browser.sizes import LAPTOP
from tests.browser.slow_line import SlowLine

pytestmark = pytest.mark.browser

WHERE = ("law", "L04")
SAVED_WITHIN = 10.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all of these tests: each begins its own assessment anew, and may kill and start it."""
    one = Served(tmp_path_factory.mktemp("saving"))
    one.start()
    yield one
    one.kill()


@pytest.fixture
def served(server: Served) -> Iterator[Served]:
    """The server as it is usually started, at the end too."""
    yield server
    if server.settings or server.process is None:
        server.restart()


def at(level: int) -> LevelReached:
    return LevelReached(LadderGiven(level))


def test_a_click_and_a_change_of_mind_are_saved(page: Page, served: Served, memory: Memory) -> None:
    memory.create()
    open_question(page, served, *WHERE)
    choose(page, 1)
    until(lambda: memory.reply("L04"), at(1))
    choose(page, 3)
    until(lambda: memory.reply("L04"), at(3))
    assert memory.history(reply_of("P1", "L04")) == [at(1), at(3)]
    expect(page.get_by_text(re.compile(r"Enregistré \d"))).to_be_visible()


@pytest.mark.parametrize("before", [None, 1], ids=["fresh question", "answered before"])
def test_the_first_click_after_a_restart_is_saved(
    page: Page, served: Served, memory: Memory, before: int | None
) -> None:
    memory.create({} if before is None else {"L04": at(before)})
    open_question(page, served, *WHERE)
    served.restart()
    expect(radio(page, 2)).to_be_enabled(timeout=30_000)
    choose(page, 2)
    until(lambda: memory.reply("L04"), at(2), seconds=20)
    settled(page)
    expect(radio(page, 2)).to_be_checked()


def test_a_click_made_while_the_server_is_killed_is_saved_or_not_shown_as_saved(
    page: Page, served: Served, memory: Memory
) -> None:
    memory.create({"L04": at(1)})
    open_question(page, served, *WHERE)
    radio(page, 3).locator("xpath=ancestor::label").click(no_wait_after=True)
    served.kill()
    served.start()
    page.reload()
    settled(page)
    on_disk = memory.reply("L04")
    assert on_disk in (at(1), at(3))
    expect(radio(page, on_disk.given.level)).to_be_checked()


def test_a_refresh_shows_what_is_on_disk(page: Page, served: Served, memory: Memory) -> None:
    memory.create()
    open_question(page, served, *WHERE)
    choose(page, 2)
    until(lambda: memory.reply("L04"), at(2))
    page.reload()
    settled(page)
    expect(radio(page, 2)).to_be_checked()
    assert "q=L04" in page.url


@pytest.mark.parametrize("restart", [False, True], ids=["living server", "restarted server"])
def test_a_stale_tab_is_refused_and_told(page: Page, served: Served, memory: Memory, restart: bool) -> None:
    memory.create({"L04": at(1)})
    open_question(page, served, *WHERE)
    memory.write(reply_of("P1", "L04"), at(4), by="P2")
    if restart:
        served.restart()
        expect(radio(page, 2)).to_be_enabled(timeout=30_000)
    radio(page, 2).locator("xpath=ancestor::label").click()
    expect(page.get_by_text("Une autre personne a répondu")).to_be_visible(timeout=20_000)
    settled(page)
    assert memory.reply("L04") == at(4)
    expect(radio(page, 4)).to_be_checked()
    choose(page, 2)
    until(lambda: memory.reply("L04"), at(2))
    expect(page.get_by_text("Une autre personne a répondu")).to_have_count(0)


@pytest.mark.parametrize("restart", [False, True], ids=["living server", "restarted server"])
def test_a_stale_tab_that_clicks_elsewhere_overwrites_nothing(
    page: Page, served: Served, memory: Memory, restart: bool
) -> None:
    memory.create({"L04": at(1)})
    open_question(page, served, *WHERE)
    memory.write(reply_of("P1", "L04"), at(4), by="P2")
    if restart:
        served.restart()
        expect(radio(page, 2)).to_be_enabled(timeout=30_000)
    page.get_by_role("radio", name="Très").or_(page.get_by_role("button", name="Très")).first.click()
    until(lambda: memory.confidence("L04"), Confidence.HIGH, seconds=20)
    settled(page)
    assert memory.reply("L04") == at(4)
    expect(radio(page, 4)).to_be_checked()


@pytest.mark.parametrize("delay", [0.0, 0.12], ids=["local line", "slow line"])
@pytest.mark.parametrize("pause", [20, 80, 200, 400])
def test_a_quick_change_of_mind_keeps_the_last_click(
    page: Page, served: Served, memory: Memory, delay: float, pause: int
) -> None:
    memory.create()
    with SlowLine(served.port, delay) as line:
        page.goto(f"http://127.0.0.1:{line.port}/law?a=brazzaville&lang=fr&q=L04")
        expect(radio(page, 0)).to_be_visible()
        settled(page)
        for level in (1, 3, 2):
            radio(page, level).locator("xpath=ancestor::label").click(no_wait_after=True)
            page.wait_for_timeout(pause)
        expect(radio(page, 2)).to_be_checked()
        until(lambda: memory.reply("L04"), at(2))
        settled(page)
        page.wait_for_timeout(500)
        expect(radio(page, 2)).to_be_checked()
        assert memory.reply("L04") == at(2)


@pytest.mark.parametrize("seconds", [1.0, 9.0], ids=["shorter than the session", "longer than the session"])
def test_a_cut_line_loses_nothing(page: Page, seconds: float, served: Served, memory: Memory) -> None:
    served.kill()
    served.start(server__disconnectedSessionTTL="3")
    memory.create({"L04": at(1)})
    with SlowLine(served.port, 0.0) as line:
        page.goto(f"http://127.0.0.1:{line.port}/law?a=brazzaville&lang=fr&q=L04")
        expect(radio(page, 0)).to_be_visible()
        settled(page)
        line.cut(seconds)
        expect(radio(page, 2)).to_be_enabled(timeout=30_000)
        choose(page, 2)
        until(lambda: memory.reply("L04"), at(2), seconds=20)
        settled(page)
        expect(radio(page, 2)).to_be_checked()


def test_a_comment_is_kept_when_the_person_goes_straight_on(page: Page, served: Served, memory: Memory) -> None:
    memory.create()
    open_question(page, served, *WHERE)
    page.get_by_role("textbox", name="Commentaire").fill("Vu au port, le 3 mars")
    page.get_by_role("button", name="Suivante").click()
    until(lambda: memory.value(comment_of("P1", "L04")), "Vu au port, le 3 mars")


def test_typing_after_control_enter_is_kept_on_a_slow_line(page: Page, served: Served, memory: Memory) -> None:
    memory.create()
    with SlowLine(served.port, 0.12) as line:
        page.goto(f"http://127.0.0.1:{line.port}/law?a=brazzaville&lang=fr&q=L04")
        expect(radio(page, 0)).to_be_visible()
        settled(page)
        box = page.get_by_role("textbox", name="Commentaire")
        box.fill("un")
        box.press("Control+Enter")
        box.press_sequentially(" deux", delay=60)
        box.press("Control+Enter")
        until(lambda: memory.value(comment_of("P1", "L04")), "un deux")
        settled(page)
        expect(box).to_have_value("un deux")


def test_two_people_on_different_questions_do_not_disturb_each_other(
    page: Page, chromium: Browser, served: Served, memory: Memory
) -> None:
    memory.create()
    other = chromium.new_context(**LAPTOP, locale="fr-FR").new_page()
    open_question(page, served, "law", "L04")
    open_question(other, served, "law", "L02")
    for level in (1, 2, 3):
        choose(page, level)
        choose(other, level)
    until(lambda: memory.reply("L04"), at(3))
    until(lambda: memory.reply("L02"), at(3))
    other.context.close()


@pytest.mark.parametrize("pause", [0, 150, 400])
def test_the_same_question_by_two_people_keeps_one_and_tells_the_other(
    page: Page, chromium: Browser, served: Served, memory: Memory, pause: int
) -> None:
    memory.create({"L04": at(0)})
    other = chromium.new_context(**LAPTOP, locale="fr-FR").new_page()
    open_question(page, served, *WHERE)
    open_question(other, served, *WHERE)
    radio(page, 1).locator("xpath=ancestor::label").click(no_wait_after=True)
    page.wait_for_timeout(pause)
    radio(other, 3).locator("xpath=ancestor::label").click(no_wait_after=True)
    told = [tab for tab in (page, other) if _appears(tab, "Une autre personne a répondu")]
    assert len(told) == 1
    kept = 3 if told[0] is page else 1
    until(lambda: memory.reply("L04"), at(kept))
    assert len(memory.history(reply_of("P1", "L04"))) == 2
    other.context.close()


def _appears(tab: Page, words: str) -> bool:
    try:
        expect(tab.get_by_text(words)).to_be_visible(timeout=3_000)
    except AssertionError:
        return False
    return True


def test_a_language_switch_keeps_every_answer(page: Page, served: Served, memory: Memory) -> None:
    memory.create({"L04": at(2)})
    open_question(page, served, *WHERE)
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("radio", name="2 Developing")).to_be_checked()
    settled(page)
    assert memory.history(reply_of("P1", "L04")) == [at(2)]
    assert LEVELS[2] not in page.content()


def test_not_applicable_waits_for_its_reason_and_a_level_takes_it_back(
    page: Page, served: Served, memory: Memory
) -> None:
    memory.create({"L04": at(2)})
    open_question(page, served, *WHERE)
    page.get_by_role("button", name="Sans réponse possible").click()
    page.get_by_role("radio", name="Sans objet ici").locator("xpath=ancestor::label").click()
    expect(page.get_by_text("Pas encore enregistré")).to_be_visible()
    assert memory.reply("L04") == at(2)
    reason = page.get_by_label("Pourquoi est-ce sans objet ?")
    reason.fill("Pas de zone franche")
    reason.press("Enter")
    until(lambda: memory.reply("L04"), NotApplicable("Pas de zone franche"))
    settled(page)
    page.keyboard.press("Escape")
    expect(radio(page, 2)).not_to_be_checked()
    choose(page, 3)
    until(lambda: memory.reply("L04"), at(3))
    settled(page)
    expect(page.get_by_role("button", name="Sans réponse possible")).to_be_visible()


def test_a_page_of_which_a_part_did_not_come_is_asked_for_again(page: Page, served: Served, memory: Memory) -> None:
    memory.create()
    lost: list[str] = []

    def lose_the_first_two(route: Route) -> None:
        if len(lost) < 2:
            lost.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(re.compile(r"/static/js/(ButtonGroup|Button|PageLink)\."), lose_the_first_two)
    page.goto(f"{served.address}/results?a={DOSSIER}&lang=fr")
    page.wait_for_event("load", timeout=30_000)  # by itself
    assert lost
    expect(page.get_by_role("heading", name="Résultats")).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_role("link", name="Documents").click()
    expect(page.get_by_role("heading", name="Documents").first).to_be_visible()
    expect(page.get_by_text("dynamically imported module")).to_have_count(0)
