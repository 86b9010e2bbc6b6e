"""Every code that the storage can raise has its sentence, in every language, with the same facts."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import storage
from storage.bad_values import BadValue, bad, wrong_value
from words.phrases import LANGUAGES, load_phrases

FOLDER = Path(storage.__file__).parent
# How the key of a sentence is written: in full, or as the last part of it.
WRITTEN = {
    "": r'"(storage\.[a-z_]+(?:\.[a-z_]+)?)"',
    "problems.": r'"(file\.[a-z_0-9]+)"|\bProblem\("([a-z_]+)"',
    "problems.value.": r'(?:\bbad|\bwrong|\bwrong_value|\bRefused)\(\s*"([a-z_0-9]+)"|matching\([^\n]*?, "([a-z_]+)"\)',
    "problems.file.": r'(?:\.report|\b_note)\(\s*"([a-z_0-9]+)"',
    "problems.attached.": r'\b_wrong\(\s*"([a-z_]+)"|return "", "([a-z_]+)"|\("", "([a-z_]+)"\)',
    "storage.fault.": r'^    [0-9]+: "([a-z_]+)"|"[0-9A-Z]{2,5}": "([a-z_]+)"|word = "([a-z]+)"',
}
OF_FORMS = {
    "problems.intake.": r'\b(?:wrong|refuse|refusal|note)\(\s*"([a-z_]+)"',
}
"""The same where forms are read back: there a code stands alone."""
OF_FILES_AND_VALUES = ("problems.file.", "problems.value.", "problems.attached.")


def keys_in_code() -> set[str]:
    found: set[str] = set()
    for file in FOLDER.rglob("*.py"):
        text = file.read_text("utf-8")
        for before, pattern in (OF_FORMS if file.parent.name == "intake" else WRITTEN).items():
            for groups in re.findall(pattern, text, re.MULTILINE):
                names = [groups] if isinstance(groups, str) else groups
                found |= {before + name for name in names if name}
    return found


def gaps(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


def keys() -> set[str]:
    return {key for key in load_phrases("en").by_key if key.startswith(("storage.", *OF_FILES_AND_VALUES))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentence(language: str) -> None:
    modules = {f"storage.{file.stem}" for file in FOLDER.glob("*.py")}
    ours = keys_in_code() - modules
    assert len(ours) > 60
    assert sorted(key for key in ours if key not in load_phrases(language)) == []


def test_every_sentence_is_said_somewhere() -> None:
    assert sorted(keys() - keys_in_code()) == []


def test_the_sentences_have_the_same_facts_in_all_languages() -> None:
    for key in keys():
        facts = {frozenset(gaps(str(load_phrases(language).by_key[key]))) for language in LANGUAGES}
        assert len(facts) == 1, key


def test_a_problem_says_where_and_what() -> None:
    problem = wrong_value("twice", "answer/P1/L04/reply.met")
    assert problem.sentence(load_phrases("en")) == "answer/P1/L04/reply.met: something is named twice."
    assert "answer/P1/L04/reply.met" in problem.sentence(load_phrases("fr"))


def test_a_bad_value_is_a_value_error_that_names_the_place() -> None:
    broken = bad("not_text", "stage", found="7")
    assert isinstance(broken, ValueError)
    assert isinstance(broken, BadValue)
    assert "stage" in str(broken)
