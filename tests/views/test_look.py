"""What the style sheet says in words, in the language of the page."""

from __future__ import annotations

import re

import pytest

from views.bring_back import ENDINGS as BROUGHT
from views.look import UPLOADED, upload_words
from views.widgets.evidence_files import ENDINGS as ATTACHED
from words.phrases import LANGUAGES, load_phrases


def test_every_ending_that_a_page_takes_is_known() -> None:
    assert {*BROUGHT, *ATTACHED, "docx", "dossier"} <= {*UPLOADED}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_place_for_a_file_speaks_the_language_of_the_page(language: str) -> None:
    say = load_phrases(language)
    written = [
        re.sub(r"\\([0-9a-f]{6})", lambda one: chr(int(one[1], 16)), text)
        for text in re.findall(r'(?:content|--why): "((?:[^"])*)"', upload_words(say))
    ]
    assert written == [say(f"uploads.{key}") for key in ("choose", "drop", "drag", "wrong_kind", "not_taken")]
