"""What is wrong with a page as it stands in the browser: each finding a sentence, so that one look tells them all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from playwright.sync_api import ConsoleMessage, Page, Request

from views.memo import framework
from words.phrases import FOLDER, LANGUAGES, load_phrases

STREAMLITS_OWN_ENGLISH = (
    "Choose an option",
    "Choose options",
    "Press Enter to",
    "Press Ctrl+Enter to",
    "Drag and drop",
    "No results",
    "Select all",
    "Upload",
    "per file",
)
PROBES = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit asks for these below the page's own address first, and takes the 404 as an answer."""

CUT = """() => [...document.querySelectorAll('[data-testid="stApp"] *')].filter(one => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const own = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  if (!own || !box.width || !box.height || style.visibility === 'hidden') return false;
  const drawn = '[data-testid="stTooltipIcon"], [data-testid="stIconMaterial"], .vega-embed, [aria-hidden="true"]';
  if (one.closest(drawn)) return false;
  for (let up = one, steps = 0; up && steps < 4; up = up.parentElement, steps++) {
    const box = getComputedStyle(up);
    if (box.overflowX === 'hidden' && up.scrollWidth > up.clientWidth + 1 && up.clientWidth > 1) return true;
    if (['auto', 'scroll', 'hidden'].includes(box.overflowX)) break;
  }
  return false;
}).map(one => one.textContent.trim().slice(0, 60))"""

OUTSIDE = """() => [...document.querySelectorAll('[data-testid="stMain"] *')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width && box.height && box.right > innerWidth + 1 && getComputedStyle(one).visibility !== 'hidden';
}).map(one => (one.dataset.testid || one.tagName) + ' ' + (one.textContent || '').trim().slice(0, 40)).slice(0, 3)"""

# A sidebar that is folded away on a phone stands outside the window, and nobody sees that it is narrow.
SIDEWAYS = """() => [
  document.documentElement,
  ...document.querySelectorAll('[data-testid="stMain"], [data-testid="stSidebarContent"]'),
].filter(one => one.scrollWidth > one.clientWidth && one.getBoundingClientRect().right > 45)
  .map(one => `${one.dataset.testid || one.tagName} ${one.scrollWidth} > ${one.clientWidth}`)"""


class Ear:
    """Hears what a tab asks the network for and what it writes on the console."""

    def __init__(self, page: Page, address: str) -> None:
        self.heard: list[str] = []
        self._address = address
        page.on("request", self._asked)
        page.on("console", self._written)
        page.on("pageerror", lambda error: self.heard.append(f"script error: {error}"))

    def _asked(self, request: Request) -> None:
        own = (self._address, self._address.replace("http", "ws"), "data:", "blob:")
        if not request.url.startswith(own):
            self.heard.append(f"asked another host: {request.url}")

    def _written(self, message: ConsoleMessage) -> None:
        where = str(message.location.get("url", ""))
        if message.type == "error" and not where.endswith(PROBES):
            self.heard.append(f"console: {message.text} ({where})")


def findings(page: Page, language: str) -> list[str]:
    """All that is wrong with the page as it is drawn now."""
    text = page.locator("body").inner_text()
    return [
        *(f"exception: {one.inner_text()[:200]}" for one in page.get_by_test_id("stException").all()),
        *(f"error: {one.inner_text()[:200]}" for one in page.get_by_test_id("stAlertContentError").all()),
        *(f"scrolls sideways: {one}" for one in page.evaluate(SIDEWAYS)),
        *(f"sticks out: {one}" for one in page.evaluate(OUTSIDE)),
        *(f"cut: {one}" for one in page.evaluate(CUT)),
        *(f"a key instead of words: {one}" for one in _keys(text)),
        *(f"not in {language}: {one}" for one in _foreign(text, language)),
    ]


def _keys(text: str) -> list[str]:
    stems = "|".join(sorted(one.stem for one in (FOLDER / "en").glob("*.yaml")))
    return re.findall(rf"(?<!\.)\b(?:{stems})\.[a-z_]+\b(?!\.[a-z])", text)


def _foreign(text: str, language: str) -> Iterator[str]:
    """Phrases of the other language, and of Streamlit where the page is not English."""
    other = next(one for one in LANGUAGES if one != language)
    yield from (phrase for phrase in _only_in(other, language) if phrase in text)
    if language != "en":
        yield from (phrase for phrase in STREAMLITS_OWN_ENGLISH if phrase in text)


@cache
def _only_in(other: str, language: str) -> frozenset[str]:
    """Whole phrases and names that exist in the other language only, long enough not to be met by chance."""
    ours, theirs = _all_words(language), _all_words(other)
    return frozenset(one for one in theirs - ours if len(one) >= 12 and not any(one in mine for mine in ours))


def _all_words(language: str) -> frozenset[str]:
    phrases = {one for one in load_phrases(language).by_key.values() if isinstance(one, str) and "{" not in one}
    sections = {section.name(language) for section in framework().sections}
    capabilities = {capability.name(language) for capability in framework().capabilities}
    questions = {question.text(language) for question in framework().questions}
    return frozenset(phrases | sections | capabilities | questions)
