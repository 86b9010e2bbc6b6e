"""One browser for all browser tests; a server and a database for each test that asks for them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.served import Memory, Served
from tests.browser.sizes import LAPTOP

PATIENCE = 20_000
"""Milliseconds until something that should be seen is missed: a busy machine is slow, not wrong."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A running server with an empty database."""
    one = Served(tmp_path)
    one.start()
    yield one
    one.kill()


@pytest.fixture
def memory(served: Served) -> Memory:
    """A look into the database of `served`."""
    return Memory(served.folder)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh tab in a French browser, as large as a laptop's screen."""
    context = chromium.new_context(**LAPTOP, locale="fr-FR")
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    yield tab
    context.close()
