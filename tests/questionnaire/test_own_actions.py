from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from questionnaire.own_actions import LEADS, OWN_PREFIX, TYPES, OwnAction
from words.phrases import LANGUAGES, load_phrases

SCHEMA = Path(__file__).parents[2] / "questionnaire" / "bank" / "schema" / "actions.json"
SHAPE = json.loads(SCHEMA.read_text("utf-8"))["properties"]["actions"]["items"]["properties"]


def test_the_words_are_those_that_a_library_may_use() -> None:
    assert list(TYPES) == SHAPE["type"]["enum"]
    assert list(LEADS) == SHAPE["lead"]["enum"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_said(language: str) -> None:
    say = load_phrases(language)
    assert [one for one in TYPES if f"actions.type.{one}" not in say] == []
    assert [one for one in LEADS if f"actions.lead.{one}" not in say] == []


def test_its_ids_never_meet_those_of_a_library() -> None:
    assert SHAPE["id"]["pattern"].startswith("^A-")
    assert not OWN_PREFIX.startswith("A-")


def test_what_nobody_priced_is_not_free() -> None:
    action = OwnAction("OWN-1", "Signs", "awareness", "legal", 3)
    assert action.one_off is None
    assert action.one_off != Fraction(0)
