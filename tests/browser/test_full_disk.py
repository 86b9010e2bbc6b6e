"""A full disk is told on the page, loses nothing that was shown as saved, and takes the click once there is room."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from questionnaire.answers import LadderGiven, LevelReached
from tests.browser.answering import choose, open_question, radio, settled, until
from tests.browser.served import Memory, Served

pytestmark = pytest.mark.browser


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes, made of memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    made = subprocess.run(mount, check=False, capture_output=True)
    if made.returncode != 0:
        pytest.skip("a small disk cannot be mounted by this user")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_loses_nothing(page: Page, small_disk: Path) -> None:
    served = Served(small_disk)
    served.start()
    try:
        memory = Memory(small_disk)
        memory.create()
        open_question(page, served, "law", "L04")
        choose(page, 1)
        until(lambda: memory.reply("L04"), LevelReached(LadderGiven(1)))
        filler = small_disk / "filler"
        _fill(filler)
        radio(page, 3).locator("xpath=ancestor::label").click()
        expect(page.get_by_text("Non enregistré")).to_be_visible()
        assert memory.reply("L04") == LevelReached(LadderGiven(1))
        expect(radio(page, 3)).to_be_checked()
        filler.unlink()
        page.get_by_text("Très", exact=True).click()
        until(lambda: memory.reply("L04"), LevelReached(LadderGiven(3)))
        settled(page)
        expect(page.get_by_text("Non enregistré")).to_have_count(0)
    finally:
        served.kill()


def _fill(filler: Path) -> None:
    """Write until nothing more fits."""
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"0" * 4096)
        except OSError:
            return
