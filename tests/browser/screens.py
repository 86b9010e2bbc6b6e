"""The pictures of the README, made anew from examples and a test's assessment: `python -m tests.browser.screens`.

Each picture is reduced to 256 colours, which text and flat fills bear well, so that it stays below 80 kilobytes.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from storage.dossier_file import read_dossier
from storage.settings import open_repository, read_settings
from tests.browser.answering import settled
from tests.browser.filled import keep_filled, keep_sites
from tests.browser.paperwork import answer, arrive, hand_in, saved
from tests.browser.room_screens import room_pictures
from tests.browser.served import ROOT, Served
from tests.browser.sizes import LAPTOP, PHONE
from views.memo import framework
from words.phrases import load_phrases

FOLDER = ROOT / "docs" / "screens"
COLOURS = 256


@dataclass(frozen=True)
class Shot:
    """One picture: the example it shows, in which language, the page, what is pressed and brought before it is taken.

    What is brought is the answer workbook of the assessment, with these levels in it.
    """

    example: str
    language: str
    path: str
    press: str = ""
    phone: bool = False
    brought: Mapping[str, int] = field(default_factory=dict)


SHOTS: Mapping[str, Shot] = {
    "home-fr": Shot("", "fr", ""),
    "answer-by-level-fr": Shot("weak", "fr", "law?q=L04"),
    "answer-by-criteria-en": Shot("uneven", "en", "organisation?q=O02", "By criteria"),
    "results-en": Shot("uneven", "en", "results"),
    "capability-map-fr": Shot("weak", "fr", "results", "Carte des capacités"),
    "explanation-fr": Shot("uneven", "fr", "explain?node=O"),
    "priorities-en": Shot("uneven", "en", "priorities"),
    "budgets-en": Shot("uneven", "en", "budgets"),
    "plan-fr": Shot("weak", "fr", "plan"),
    "tracking-fr": Shot("strong", "fr", "tracking"),
    "documents-fr": Shot("weak", "fr", "documents"),
    "bring-back-en": Shot("uneven", "en", "bring_back", brought={"L04": 1, "L13": 2, "O02": 1, "S05": 4}),
    "sites-fr": Shot("filled", "fr", "sites"),
    "practice-en": Shot("uneven", "en", "law?q=L13", "Practise: a worked example"),
    "phone-answer-fr": Shot("weak", "fr", "law?q=L04", phone=True),
}


def main() -> int:
    """Make all pictures; 0 when each was made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    served = Served(Path(tempfile.mkdtemp(prefix="screens-")))
    ids = {name: _keep(served.folder, name) for name in ("strong", "uneven", "weak")}
    keep_sites(served.folder)
    ids["filled"] = keep_filled(served.folder)
    served.start()
    try:
        with sync_playwright() as playwright:
            path = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            for name, shot in SHOTS.items():
                size = _take(browser, served, ids.get(shot.example, ""), shot, FOLDER / f"{name}.png")
                _told(name, size)
            room_pictures(browser, lambda page, name: _told(name, _keep_picture(page, FOLDER / f"{name}.png")))
    finally:
        served.kill()
        shutil.rmtree(served.folder)
    return 0


def _told(name: str, size: int) -> None:
    sys.stdout.write(f"{name}.png {size // 1024 + 1} KB\n")


def _keep(folder: Path, example: str) -> str:
    file = read_dossier((ROOT / "examples" / f"{example}.dossier").read_bytes(), framework())
    repository = open_repository(read_settings({"IWT_DATA": str(folder)}))
    return repository.create(framework(), file.entries, created_at=file.manifest.dossier.created_at)


def _take(browser: Browser, served: Served, id: str, shot: Shot, file: Path) -> int:
    """Take one picture; returns its size in bytes."""
    context = browser.new_context(**(PHONE if shot.phone else LAPTOP), locale=f"{shot.language}")
    page = context.new_page()
    page.set_default_timeout(60_000)
    blank = _form(page, served, id, shot.language) if shot.brought else b""
    link = "&" if "?" in shot.path else "?"
    page.goto(f"{served.address}/{shot.path}{link}lang={shot.language}" + (f"&a={id}" if id else ""))
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    settled(page)
    if shot.brought:
        hand_in(
            page, "Group 2.xlsx", answer(blank, "P1", {one: {"reply": level} for one, level in shot.brought.items()})
        )
    if shot.press:
        page.get_by_text(shot.press, exact=True).click()
        settled(page)
    size = _keep_picture(page, file)
    context.close()
    return size


def _form(page: Page, served: Served, id: str, language: str) -> bytes:
    """The answer workbook of the assessment."""
    arrive(page, served.address, "documents", id, language)
    return saved(page, load_phrases(language), "form_xlsx")[1]


def _keep_picture(page: Page, file: Path) -> int:
    """The window as it stands, in few colours; its size in bytes."""
    _at_rest(page)
    picture = Image.open(BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        file, optimize=True
    )
    return file.stat().st_size


def _at_rest(page: Page) -> None:
    """Charts draw themselves after the page is there; the pointer goes where it colours nothing."""
    page.mouse.move(1, 1)
    page.wait_for_timeout(1500)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


if __name__ == "__main__":
    sys.exit(main())
