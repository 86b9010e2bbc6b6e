"""The frameworks as texts to be read, in docs/, are those that the program would print now."""

from __future__ import annotations

from pathlib import Path

import pytest

from planning.catalogue import load_bank
from reports.book.book import framework_book
from tests.framework_edits import BANKS
from words.phrases import load_phrases

DOCS = Path(__file__).resolve().parent.parent / "docs"
BOOKS = {
    "bank.md": ("customs-iwt", "en"),
    "bank.fr.md": ("customs-iwt", "fr"),
    "bank-environment.md": ("customs-environment", "en"),
    "bank-environment.fr.md": ("customs-environment", "fr"),
}


@pytest.mark.parametrize("name", BOOKS)
def test_the_book_is_up_to_date(name: str) -> None:
    bank, language = BOOKS[name]
    written = framework_book(*load_bank(BANKS / bank), load_phrases(language))
    kept = (DOCS / name).read_text("utf-8")
    assert kept == written, (
        f"run: python cli.py book questionnaire/bank/{bank} --language {language} --force --to docs/{name}"
    )
    assert written.count("\n### ") == len(load_bank(BANKS / bank)[0].capabilities)


@pytest.mark.parametrize("name", BOOKS)
def test_every_jump_lands(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    places = {part.split('"')[0] for part in text.split('<a id="')[1:]}
    jumps = {part.split(")")[0] for part in text.split("](#")[1:]}
    assert jumps <= places, sorted(jumps - places)
