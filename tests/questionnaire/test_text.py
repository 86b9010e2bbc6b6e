from __future__ import annotations

from questionnaire.text import NO_TEXT, Text


def test_words_in_the_language_asked_for_or_in_the_source() -> None:
    text = Text({"en": "Law", "fr": "Droit"})
    assert (text("fr"), text("en"), text("de")) == ("Droit", "Law", "Law")
    assert Text({"fr": "Droit"}, "fr")("en") == "Droit"
    assert Text({"en": "Law", "fr": ""})("fr") == "Law", "an empty translation is none"


def test_no_words_are_no_words_in_any_language() -> None:
    assert NO_TEXT("fr") == ""
