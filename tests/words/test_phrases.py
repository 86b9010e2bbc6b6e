from __future__ import annotations

import pytest

from words.phrases import LANGUAGES, OWN_NAMES, Phrases, load_phrases


def test_a_phrase_is_filled_with_facts() -> None:
    say = Phrases("en", {"a.hello": "Hello {name}", "a.braces": "a {{gap}}"})
    assert say("a.hello", name="{value}") == "Hello {value}"
    assert say("a.braces", name="x") == "a {gap}"
    assert "a.hello" in say
    assert "a.bye" not in say
    with pytest.raises(KeyError):
        say("a.bye")


@pytest.mark.parametrize(
    ("language", "n", "form"),
    [("en", 0, "other"), ("en", 1, "one"), ("en", 2, "other"), ("fr", 0, "one"), ("fr", 1, "one"), ("fr", 2, "other")],
)
def test_a_number_chooses_its_form(language: str, n: int, form: str) -> None:
    say = Phrases(language, {"a.n": {"one": "one", "other": "other"}})
    assert say("a.n", n=n) == form


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_speaks(language: str) -> None:
    say = load_phrases(language)
    assert say is load_phrases(language)
    assert say.language == language
    assert OWN_NAMES[language]
    assert say("stage.draft")
