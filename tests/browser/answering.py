"""What a person does on a section page, each act checked to have landed in the tab before the test goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.served import DOSSIER, Served

LEVELS = ("0 Absent", "1 Initial", "2 En développement", "3 Établi", "4 Pérenne")


def open_question(page: Page, served: Served, slug: str, question: str) -> None:
    """Go to a question and wait until its card can be used."""
    page.goto(f"{served.address}/{slug}?a={DOSSIER}&lang=fr&q={question}")
    expect(page.locator(".st-key-card").get_by_text(question, exact=True).first).to_be_visible(timeout=30_000)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the page is drawn and the server is at rest."""
    page.wait_for_function("document.querySelector('[data-test-script-state]')?.dataset.testScriptState !== 'running'")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def radio(page: Page, level: int) -> Locator:
    """The button of a level."""
    return page.locator(".st-key-card").get_by_role("radio", name=LEVELS[level])


def choose(page: Page, level: int) -> None:
    """Click a level; the click has landed when the tab shows it."""
    radio(page, level).locator("xpath=ancestor::label").click()
    expect(radio(page, level)).to_be_checked()


def tick(page: Page, criterion: str) -> None:
    """Tick the box whose label begins with these words."""
    page.get_by_role("checkbox", name=criterion).locator("xpath=ancestor::label").click()


def until(check: Callable[[], Any], wanted: Any, *, seconds: float = 10) -> None:
    """Wait until `check` gives `wanted`; fail with what it gives instead."""
    last = None
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        last = check()
        if last == wanted:
            return
        time.sleep(0.05)
    raise AssertionError(f"wanted {wanted!r}, found {last!r}")
