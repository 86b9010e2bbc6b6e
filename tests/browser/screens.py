"""The pictures of the README, made anew from examples and a test's assessment: `python -m tests.browser.screens`.

Each picture is reduced to 256 colours, which text and flat fills bear well, so that it stays below 80 kilobytes.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from storage.dossier_file import read_dossier
from storage.settings import open_repository, read_settings
from tests.browser.answering import settled
from tests.browser.filled import keep_filled, keep_sites
from tests.browser.room_screens import room_pictures
from tests.browser.served import ROOT, Served
from tests.browser.sizes import LAPTOP, PHONE
from views.memo import framework

FOLDER = ROOT / "docs" / "screens"
COLOURS = 256


@dataclass(frozen=True)
class Shot:
    """One picture: the example it shows, in which language, the page, and what is pressed before it is taken."""

    example: str
    language: str
    path: str
    press: str = ""
    phone: bool = False


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
    "bring-back-en": Shot("uneven", "en", "bring_back"),
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
    link = "&" if "?" in shot.path else "?"
    page.goto(f"{served.address}/{shot.path}{link}lang={shot.language}" + (f"&a={id}" if id else ""))
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    settled(page)
    if shot.press:
        page.get_by_text(shot.press, exact=True).click()
        settled(page)
    size = _keep_picture(page, file)
    context.close()
    return size


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
