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


def test_the_money_of_an_own_action_has_its_name_and_its_side() -> None:
    library = Library(
        {}, {}, {"OWN-1 once": Text({"fr": "Panneaux"}, "fr"), "OWN-1 yearly": Text({"fr": "Panneaux"}, "fr")}
    )
    assert price_name(library, "OWN-1 once", load_phrases("en")) == "Panneaux (once)"
    assert price_name(library, "OWN-1 yearly", load_phrases("fr")) == "Panneaux (chaque année)"
    assert price_name(KENNEL, "OWN-1 once", load_phrases("en")) == "OWN-1 once", "it was withdrawn, its price was not"
