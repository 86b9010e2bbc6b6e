from __future__ import annotations

from pathlib import Path

from questionnaire.framework_folder import read_folder
from questionnaire.framework_words import FileWords, Words
from tests.framework_edits import copied, put

FRENCH = "section: {name: Droit}\nquestions: {L02: 'Quel article ?'}\n"


def words(folder: Path) -> Words:
    return Words(read_folder(folder)[0], "en", ("en", "fr"))


def test_words_are_found_in_the_file_of_the_same_name(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/sections/L.yaml", FRENCH)
    said = words(folder).of("sections/L.yaml").text("Law", "section", "name")
    assert (said("en"), said("fr"), said.source) == ("Law", "Droit", "en")
    elsewhere = words(folder).of("sections/O.yaml").text("Organisation", "section", "name")
    assert elsewhere.by_language == {"en": "Organisation"}


def test_spaces_are_set_as_each_language_sets_them(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/sections/L.yaml", FRENCH)
    said = words(folder).of("sections/L.yaml").text("Which article ?", "questions", "L02")
    assert said("fr") == "Quel article\u202f?"
    assert said("en") == "Which article ?"


def test_what_is_not_said_in_a_language_is_not_there() -> None:
    said = FileWords("en", {"fr": {"questions": {"L01": "", "L02": {"a": "b"}}, "levels": "none"}, "de": {}})
    for path in (("questions", "L01"), ("questions", "L02"), ("questions", "L09"), ("levels", "L01.1"), ("names",)):
        assert said.text("Which?", *path).by_language == {"en": "Which?"}, path


def test_nothing_said_is_an_empty_text() -> None:
    assert FileWords("en", {"fr": {"about": "Au sujet"}}).text("", "notes")("fr") == ""
