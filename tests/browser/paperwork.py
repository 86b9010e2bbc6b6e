"""What a person does on the pages of documents: have one made, save it, hand one in; each act seen to have landed."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.answering import settled
from tests.storage.intake.bringing import put
from words.phrases import Phrases

MADE_WITHIN = 60_000
"""Milliseconds in which the largest document is made on a busy machine."""


def arrive(page: Page, address: str, path: str, id: str, language: str = "fr") -> None:
    """Open a page of an assessment and wait until it is drawn."""
    page.goto(f"{address}/{path}{'&' if '?' in path else '?'}a={id}&lang={language}")
    expect(page.locator("h1").first).to_be_visible(timeout=30_000)
    settled(page)


def card(page: Page, name: str) -> Locator:
    """The card of a document."""
    return page.locator(f".st-key-document-{name}")


def saved(page: Page, say: Phrases, name: str, kind: str = "") -> tuple[str, bytes]:
    """Have the document of a card made, in one of its kinds where it has several, and save it: its name and content."""
    place = card(page, name)
    make = say(f"documents.make_as.{kind}") if kind else say("documents.make")
    place.get_by_role("button", name=make, exact=True).click()
    save = place.locator(f".st-key-save-{kind or name}").get_by_role("button")
    expect(save).to_be_visible(timeout=MADE_WITHIN)
    settled(page)
    return pressed(page, save)


def pressed(page: Page, button: Locator) -> tuple[str, bytes]:
    """Press a button that saves a file: the name that the browser gives it, and its content."""
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def pick(page: Page, group: str, option: str) -> None:
    """Press one of the buttons that stand side by side under that label."""
    box = page.get_by_test_id("stButtonGroup").filter(has_text=group)
    button = box.get_by_role("radio", name=option).or_(box.get_by_role("button", name=option)).first
    button.click()
    page.wait_for_timeout(300)  # until the server has heard of it
    settled(page)


def choose_in(page: Page, label: str, option: str) -> None:
    """Choose an option of a list."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    wanted = page.get_by_role("option", name=option).first
    with suppress(PlaywrightTimeout):
        wanted.wait_for(timeout=2_000)
    if not wanted.is_visible():
        box.press("ArrowDown")  # the click came while the page was scrolled to the list, and only marked it
    wanted.click()
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)  # until the server has heard of it
    settled(page)


def hand_in(page: Page, name: str, content: bytes, *, place: int = 0) -> None:
    """Give a file to the page, and wait until the page has read it."""
    offer(page, name, content, place=place)
    expect(page.get_by_test_id("stFileUploaderFile").or_(page.get_by_test_id("stFileChip")).first).to_be_visible()
    page.wait_for_timeout(300)  # until the server has heard of it
    settled(page)


def offer(page: Page, name: str, content: bytes, *, place: int = 0) -> None:
    """Give a file to a place that may refuse it, or that is there anew when it has taken it."""
    kind = "application/octet-stream"
    page.locator("input[type=file]").nth(place).set_input_files({"name": name, "mimeType": kind, "buffer": content})
    page.wait_for_timeout(300)  # until the server has heard of it
    settled(page)


def answer(data: bytes, participant: str, replies: Mapping[str, Mapping[str, Any]]) -> bytes:
    """An answer workbook in which somebody filled cells: question -> column -> value."""
    return put(
        data,
        *(
            ("answers", column, {"participant": participant, "question": question}, value)
            for question, cells in replies.items()
            for column, value in cells.items()
        ),
    )


def words_of_pdf(content: bytes, folder: Path) -> str:
    """The text of a PDF, as poppler reads it, in one line."""
    file = folder / "read.pdf"
    file.write_bytes(content)
    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, timeout=60)
    return " ".join(told.stdout.decode().split())


def words_of_word(content: bytes) -> str:
    """The text of a Word file, header and tables too, as python-docx reads it."""
    from io import BytesIO  # noqa: PLC0415

    from docx import Document  # noqa: PLC0415

    document = Document(BytesIO(content))
    parts = [document.element.body, *(section.header._element for section in document.sections)]
    return " ".join(" ".join(part.itertext()) for part in parts)


def whole_picture(page: Page, folder: str | None, name: str) -> None:
    """A picture of the whole page, where somebody wants to look at it."""
    size = page.viewport_size
    if not folder or size is None:
        return
    # The page scrolls within the window, so the whole of it is seen in a window that is as high.
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(max(height + 80, size["height"]), 6000)})
    page.wait_for_timeout(400)
    page.screenshot(path=Path(folder) / f"{name}.png")
    page.set_viewport_size(size)
