"""The pictures of documents that are kept: all of them, small, and told of; and how a page is found."""

from __future__ import annotations

import pytest

from tests.reports.pages import FOLDER, MOST_BYTES, PAGES, page_with


def test_every_picture_is_kept_small_and_told_of() -> None:
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    kept = {file.stem: file.stat().st_size for file in FOLDER.glob("*.png")}
    assert kept.keys() == PAGES.keys()
    assert max(kept.values()) <= MOST_BYTES
    assert [name for name in PAGES if f"({name}.png)" not in told] == []


def test_a_page_is_found_by_its_words_or_by_its_head() -> None:
    texts = ["Sheets\nScores\n", "Scores\n1", ""]
    assert page_with(texts, "Scores\n") == 1
    assert page_with(texts, "Scores\n", first=True) == 2
    with pytest.raises(ValueError, match="on no page"):
        page_with(texts, "Gaps")
