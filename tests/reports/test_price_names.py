from __future__ import annotations

from planning.actions import Library
from questionnaire.text import Text
from reports.price_names import price_name
from words.phrases import load_phrases

KENNEL = Library({}, {}, {"dog kennel": Text({"en": "dog kennel", "fr": "chenil"})})


def test_usual_things_have_words_of_the_program() -> None:
    assert price_name(KENNEL, "venue day", load_phrases("en")) == "Meeting room"


def test_goods_have_the_words_of_their_framework() -> None:
    assert price_name(KENNEL, "dog kennel", load_phrases("fr")) == "chenil"


def test_what_nobody_names_is_called_by_itself() -> None:
    assert price_name(KENNEL, "radar", load_phrases("fr")) == "radar"
