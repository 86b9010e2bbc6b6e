"""A click on the longest section page against an empty page's rerun; a start to the first page against an empty app."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.timing import Measured, against, below, cpu_seconds
from tests.browser.served import DOSSIER, Memory, Served
from views.memo import framework

CLICKS = 24
STARTS = 4
EMPTY = "tests/bench/empty_app.py"

CLICK_AND_WAIT = """
async ([what, seen]) => {
  const target = eval(what); const before = eval(seen); const started = performance.now();
  target.click();
  while (eval(seen) === before) {
    if (performance.now() - started > 10000) throw new Error("nothing changed");
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - started;
}
"""
NOTE = 'document.querySelector(\'[class*="st-key-stamp-"][class*="-reply-"] input\').value'


def _longest_section() -> tuple[str, str]:
    """The slug of the section with the most questions, and a ladder in it."""
    whole = framework()
    section = max(whole.sections, key=lambda one: sum(len(capability.questions) for capability in one.capabilities))
    question = next(q.id for capability in section.capabilities for q in capability.questions if "." not in q.id)
    return section.name("en").lower(), question


def _clicks(page: Page, served: Served, what: list[str], seen: str) -> tuple[float, float]:
    """Median milliseconds in the browser and mean milliseconds of server time a click."""
    assert served.process is not None
    took: list[float] = []
    for lap in range(CLICKS + 2):
        if lap == 2:
            used = cpu_seconds(served.process.pid)
        took.append(page.evaluate(CLICK_AND_WAIT, [what[lap % len(what)], seen]))
        page.wait_for_timeout(150)
    spent = (cpu_seconds(served.process.pid) - used) * 1000 / CLICKS
    return median(took[2:]), spent


def _server(script: str = "app.py") -> Served:
    served = Served(Path(tempfile.mkdtemp()), script)
    served.start()
    return served


def click_rows(browser: Browser) -> Iterator[Measured]:
    """A click until it is saved and the page shows it, in the browser and in the server."""
    ours, empty = _server(), _server(EMPTY)
    try:
        Memory(ours.folder).create()
        slug, question = _longest_section()
        page, bare = browser.new_page(), browser.new_page()
        page.goto(f"{ours.address}/{slug}?a={DOSSIER}&lang=en&q={question}")
        page.get_by_role("radio", name="0 Absent").wait_for()
        bare.goto(empty.address)
        bare.get_by_role("button", name="Count").wait_for()
        page.wait_for_timeout(1000)
        radios = [f"document.querySelectorAll('[class*=\"st-key-levels-\"] input')[{level}]" for level in (1, 2, 3)]
        in_page, in_server = _clicks(page, ours, radios, NOTE)
        button = "[...document.querySelectorAll('button')].find(one => one.innerText.includes('Count'))"
        text = "document.querySelector('[data-testid=stMain]').innerText"
        bare_page, bare_server = _clicks(bare, empty, [button], text)
        yield against("click to saved and shown, in the browser", in_page, bare_page, "ms", 2.0)
        yield below("click to saved, server time", in_server, "ms", 10.0)
        yield Measured("empty page's rerun, server time", bare_server, None, "ms", "-", True)
    finally:
        ours.kill()
        empty.kill()


def start_rows(browser: Browser) -> Iterator[Measured]:
    """From the start of the server to the first page in the browser, in turn with an empty app.

    Each start but the first finds the data folder of the one before, as a facilitator's does every morning.
    """
    took: dict[str, list[float]] = {"app.py": [], EMPTY: []}
    folder = Path(tempfile.mkdtemp())
    for lap in range(STARTS + 1):
        for script, times in took.items():
            served = Served(folder, script)
            started = time.perf_counter()
            served.start()
            page = browser.new_page()
            page.goto(served.address)
            page.get_by_role("heading", level=1).wait_for()
            if lap:
                times.append(time.perf_counter() - started)
            page.close()
            served.kill()
    yield against("start to first page", median(took["app.py"]), median(took[EMPTY]), "s", 1.3)


def rows() -> Iterator[Measured]:
    """All rows that need a browser."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield from click_rows(browser)
        yield from start_rows(browser)
        browser.close()
