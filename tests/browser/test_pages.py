"""Every page, in both languages, on a laptop, a phone and a projector: drawn whole, in its language, and silent."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.answering import settled
from tests.browser.filled import keep_companion, keep_filled, keep_sites
from tests.browser.looking import Ear, findings
from tests.browser.served import Served
from tests.browser.sizes import SIZES
from views.look import CSS
from words.phrases import LANGUAGES

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "setup": "setup",
    "law, checklist": "law?q=L01.q1",
    "law, ladder": "law?q=L04",
    "law, choice": "law?q=L05.q1",
    "organisation, number": "organisation?q=O08.n",
    "staff": "staff",
    "equipment": "equipment",
    "cooperation": "cooperation",
    "evidence": "evidence",
    "results": "results",
    "explain, whole": "explain",
    "explain, section": "explain?node=L",
    "explain, capability": "explain?node=L01&kind=capability",
    "explain, question": "explain?node=L04&kind=question",
    "sites": "sites",
    "priorities": "priorities",
    "budgets": "budgets",
    "plan": "plan",
    "tracking": "tracking",
    "documents": "documents",
    "bring back": "bring_back",
    "settings": "settings",
}
OTHERS = {
    "site, set-up": ("site", "setup"),
    "site, ladder": ("site", "organisation?q=O04"),
    "site, results": ("site", "results"),
    "companion, timber": ("companion", "timber"),
    "companion, waste": ("companion", "waste"),
    "companion, results": ("companion", "results"),
    "companion, plan": ("companion", "plan"),
}
"""Pages of an assessment of one site, and of one with the other framework."""
PICTURES = os.environ.get("IWT_PICTURES")
"""A folder for a picture of each page, where somebody wants to look at them."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Mapping[str, str]]]:
    """A running server with a whole assessment, two of sites and one of the other framework; their ids."""
    served = Served(tmp_path_factory.mktemp("office"))
    site, companion = keep_sites(served.folder), keep_companion(served.folder)
    ids = {"whole": keep_filled(served.folder), "site": site, "companion": companion}
    served.start()
    yield served, ids
    served.kill()


@pytest.fixture
def tab(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of the size that the test names."""
    context = chromium.new_context(**SIZES[request.param], locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tab", SIZES, indirect=True)
def test_every_page_is_whole_silent_and_in_its_language(
    tab: Page, language: str, office: tuple[Served, Mapping[str, str]], request: pytest.FixtureRequest
) -> None:
    served, ids = office
    size = request.node.callspec.params["tab"]
    ear = Ear(tab, served.address)
    wrong: list[str] = []
    every = {name: ("whole", path) for name, path in PAGES.items()} | OTHERS
    for name, (which, path) in every.items():
        _go(tab, served, ids[which], path, language)
        wrong += [f"{name}: {one}" for one in findings(tab, language)]
        _picture(tab, f"{size}-{language}-{name}")
        for view in _views(tab) if name == "results" else ():
            wrong += [f"{name}, view {view}: {one}" for one in findings(tab, language)]
            _picture(tab, f"{size}-{language}-{name}-{view}")
    assert not wrong + ear.heard, "\n".join(["", *wrong, *ear.heard])


def _go(tab: Page, served: Served, id: str, path: str, language: str) -> None:
    link = "&" if "?" in path else "?"
    tab.goto(f"{served.address}/{path}{link}a={id}&lang={language}")
    expect(tab.locator("h1").first).to_be_visible(timeout=30_000)
    settled(tab)


def _views(tab: Page) -> Iterator[int]:
    """Press each of the buttons that change the figure, and say which one it was."""
    buttons = tab.locator(".st-key-results-view button")
    for place in range(1, buttons.count()):
        buttons.nth(place).click()
        tab.wait_for_timeout(300)  # until the server has heard of it
        settled(tab)
        yield place


def _picture(tab: Page, name: str) -> None:
    if PICTURES:
        # The page scrolls within the window, so the whole of it is seen in a window that is as high.
        size = tab.viewport_size
        assert size is not None
        height = tab.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        tab.screenshot(path=Path(PICTURES) / f"{name.replace(', ', '-')}.png")
        if height > size["height"] + 40:
            tab.set_viewport_size({"width": size["width"], "height": min(height + 80, 6000)})
            tab.wait_for_timeout(400)
            tab.screenshot(path=Path(PICTURES) / f"{name.replace(', ', '-')}-whole.png")
            tab.set_viewport_size(size)
            tab.wait_for_timeout(200)


@pytest.mark.parametrize("tab", ["laptop"], indirect=True)
def test_the_style_still_finds_what_it_is_for(tab: Page, office: tuple[Served, Mapping[str, str]]) -> None:
    served, ids = office
    _go(tab, served, ids["whole"], "law?q=L04", "fr")
    selectors = set(re.findall(r"\[[^\]]+\]", CSS))
    assert len(selectors) >= 8
    lost = [one for one in selectors if tab.locator(one).count() == 0]
    assert not lost, lost
