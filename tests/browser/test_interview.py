"""The interview by keyboard alone: a whole section in French, quick keys, a stale tab, a restart, both screens."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from questionnaire.answers import (
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.entries import comment_of, reply_of
from questionnaire.framework import Checklist, Choice, Number, Question
from tests.browser.answering import settled, until
from tests.browser.looking import Ear, findings
from tests.browser.served import DOSSIER, Memory, Served
from tests.browser.sizes import LAPTOP, PHONE
from tests.browser.slow_line import SlowLine
from views.memo import framework
from words.phrases import load_phrases

pytestmark = pytest.mark.browser

say = load_phrases("fr")
WHY = "Un pays sans mer"
COMMENT = "Vu au port : 2 dossiers sur 3"


def at(level: int) -> LevelReached:
    return LevelReached(LadderGiven(level))


def answer(page: Page, level: int) -> Locator:
    return page.locator(".st-key-interview-answers button").nth(level)


def open_interview(page: Page, address: str, question: str) -> None:
    page.goto(f"{address}/interview?a={DOSSIER}&lang=fr&q={question}")
    expect(page.get_by_text(re.compile(rf"· {re.escape(question)}\b"))).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=60_000)  # the parts come over a slow line too
    settled(page)
    expect(page.locator(".st-key-interview-unseen button")).to_have_count(2)


def arrived(page: Page, question: str) -> None:
    expect(page.get_by_text(re.compile(rf"· {re.escape(question)}(?![.\w])")).first).to_be_visible()
    settled(page)


def in_the_box(page: Page, kind: str) -> None:
    """The cursor stands in the box without a click."""
    page.wait_for_function(f"document.activeElement?.tagName === '{kind}'")


def give(page: Page, question: Question, level: int) -> Reply:
    """Answer the question on screen by its keys; the reply that must be saved."""
    match question.kind:
        case Checklist(items=items):
            page.keyboard.press("1")
            expect(answer(page, 0)).to_have_attribute("kind", "primary")
            page.keyboard.press("3")
            return LevelReached(TicksGiven(frozenset({items[0].id, items[2].id})))
        case Choice(options=options):
            page.keyboard.press("2")
            return LevelReached(OptionGiven(options[1].id))
        case Number(unit=unit):
            page.keyboard.press("v")
            in_the_box(page, "INPUT")
            page.keyboard.type("37")
            page.keyboard.press("Enter")
            return LevelReached(QuantityGiven(Fraction(37), unit))
    if question.id == "L03":
        page.keyboard.press("n")
        in_the_box(page, "INPUT")
        page.keyboard.type(WHY)
        page.keyboard.press("Enter")
        return NotApplicable(WHY)
    page.keyboard.press("k" if question.id == "L04" else str(level))
    return NotKnown() if question.id == "L04" else at(level)


@pytest.mark.slow
def test_a_whole_section_from_the_keyboard_alone(page: Page, served: Served, memory: Memory) -> None:
    memory.create()
    ear = Ear(page, served.address)
    questions = [one for part in framework().section("L").capabilities for one in part.questions]
    open_interview(page, served.address, questions[0].id)
    wanted: dict[str, Reply] = {}
    for place, question in enumerate(questions):
        arrived(page, question.id)
        wanted[question.id] = give(page, question, place % 5)
        until(lambda one=question.id: memory.reply(one), wanted[question.id])  # type: ignore[misc]
        expect(page.get_by_text(re.compile(r"Enregistré \d"))).to_be_visible()
        settled(page)
        page.keyboard.press("Enter")
    arrived(page, "O01")
    page.keyboard.press("m")
    in_the_box(page, "TEXTAREA")
    page.keyboard.type(COMMENT)
    page.keyboard.press("Control+Enter")
    until(lambda: memory.value(comment_of("P1", "O01")), COMMENT)
    page.wait_for_function("document.activeElement === document.body")
    page.keyboard.press("ArrowLeft")
    arrived(page, questions[-1].id)
    page.keyboard.press("u")
    arrived(page, "O01")
    page.keyboard.press("q")
    expect(page.locator(".st-key-card")).to_be_visible()
    assert {one: memory.reply(one) for one in wanted} == wanted
    assert not ear.heard


@pytest.mark.parametrize("delay", [0.0, 0.12], ids=["local line", "slow line"])
@pytest.mark.parametrize("pause", [20, 60, 200])
def test_a_level_and_enter_at_any_pace_are_both_done(
    page: Page, served: Served, memory: Memory, delay: float, pause: int
) -> None:
    memory.create()
    with SlowLine(served.port, delay) as line:
        open_interview(page, f"http://127.0.0.1:{line.port}", "L06")
        page.keyboard.press("3")
        page.wait_for_timeout(pause)
        page.keyboard.press("Enter")
        arrived(page, "L07")
        assert memory.reply("L06") == at(3)
        assert memory.reply("L07") is None


@pytest.mark.parametrize("pause", [10, 30, 80])
def test_keys_typed_ahead_never_answer_another_question(page: Page, served: Served, memory: Memory, pause: int) -> None:
    memory.create({"L06": at(2)})
    with SlowLine(served.port, 0.12) as line:
        open_interview(page, f"http://127.0.0.1:{line.port}", "L06")
        for key in ("Enter", "4"):
            page.keyboard.press(key)
            page.wait_for_timeout(pause)
        expect(page.get_by_text(re.compile("n'a pas été comptée|au même instant"))).to_be_visible()
        settled(page)
        assert memory.reply("L06") == at(2) and memory.reply("L07") is None


@pytest.mark.parametrize("restart", [False, True], ids=["living server", "restarted server"])
def test_a_stale_tab_is_told_and_overwrites_nothing(page: Page, served: Served, memory: Memory, restart: bool) -> None:
    memory.create({"L06": at(1)})
    open_interview(page, served.address, "L06")
    memory.write(reply_of("P1", "L06"), at(4), by="P2")
    if restart:
        served.restart()
        page.wait_for_timeout(3000)
    page.keyboard.press("2")
    expect(page.get_by_text("Une autre personne a répondu")).to_be_visible(timeout=20_000)
    assert memory.reply("L06") == at(4)
    settled(page)
    expect(answer(page, 4)).to_have_attribute("kind", "primary")
    page.keyboard.press("2")
    until(lambda: memory.reply("L06"), at(2))
    expect(page.get_by_text("Une autre personne a répondu")).to_have_count(0)


def test_a_restart_loses_nothing_that_was_shown_as_saved(page: Page, served: Served, memory: Memory) -> None:
    memory.create()
    open_interview(page, served.address, "L06")
    page.keyboard.press("3")
    expect(page.get_by_text(re.compile(r"Enregistré \d"))).to_be_visible()
    page.keyboard.press("Enter")
    arrived(page, "L07")
    served.restart()
    page.wait_for_timeout(3000)
    page.keyboard.press("1")
    until(lambda: memory.reply("L07"), at(1), seconds=20)
    assert memory.reply("L06") == at(3)
    arrived(page, "L07")
    page.keyboard.press("Enter")
    arrived(page, "L08")


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("question", ["L01.q1", "L05.q1", "L06", "L11.n"])
def test_it_looks_right(
    chromium: Browser, served: Served, memory: Memory, screen: dict[str, object], question: str
) -> None:
    memory.create()
    context = chromium.new_context(**screen, locale="fr-FR")  # type: ignore[arg-type]
    page = context.new_page()
    open_interview(page, served.address, question)
    assert findings(page, "fr") == []
    expect(page.get_by_test_id("stSidebar")).not_to_be_visible()
    context.close()


@pytest.mark.parametrize("delay", [0.0, 0.12], ids=["local line", "slow line"])
@pytest.mark.parametrize("pause", [30, 100])
def test_a_quick_change_of_mind_ends_with_the_last_key_or_is_told(
    page: Page, served: Served, memory: Memory, delay: float, pause: int
) -> None:
    memory.create()
    with SlowLine(served.port, delay) as line:
        open_interview(page, f"http://127.0.0.1:{line.port}", "L06")
        for key in "1230":
            page.keyboard.press(key)
            page.wait_for_timeout(pause)
        told = page.get_by_text("au même instant")
        expect(told.or_(page.get_by_text(re.compile(r"Enregistré .* · 0 Absent")))).to_be_visible()
        settled(page)
        assert told.count() or memory.reply("L06") == at(0)
        assert set(map(str, memory.history(reply_of("P1", "L06")))) <= {str(at(one)) for one in (1, 2, 3, 0)}
