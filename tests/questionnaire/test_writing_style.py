from __future__ import annotations

import pytest

from questionnaire.writing_style import STYLES
from words.phrases import LANGUAGES


def test_every_language_of_the_program_has_a_style() -> None:
    assert set(STYLES) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "what", "text", "found"),
    [
        ("en", "either_or", "a port and / or an airport", True),
        ("en", "either_or", "a port or an airport", False),
        ("en", "joined", "A port AND an airport", True),
        ("en", "joined", "A candle of sand", False),
        ("en", "passive", "Cases are recorded", True),
        ("en", "passive", "Cases were formally handed over", True),
        ("en", "passive", "It was built in a year", True),
        ("en", "passive", "Officers record cases", False),
        ("en", "passive", "This recorded case", False),
        ("en", "unmeasured", "It has adequate staff", True),
        ("en", "unmeasured", "Staff as needed", True),
        ("en", "unmeasured", "It has a good rule", True),
        ("en", "unmeasured", "It acts in good faith", False),
        ("en", "unmeasured", "Inadequately staffed", False),
        ("en", "unmeasured", "A weekly count", False),
        ("fr", "either_or", "un port et/ou un aéroport", True),
        ("fr", "either_or", "un port ou un aéroport", False),
        ("fr", "joined", "Un port et un aéroport", True),
        ("fr", "joined", "Un projet", False),
        ("fr", "passive", "Les cas sont enregistrés", True),
        ("fr", "passive", "La liste était dûment tenue", True),
        ("fr", "passive", "Le service enregistre les cas", False),
        ("fr", "unmeasured", "Des moyens Suffisants", True),
        ("fr", "unmeasured", "Un avis donné en temps utile", True),
        ("fr", "unmeasured", "Un avis écrit en deux jours", False),
        ("fr", "unmeasured", "Une insuffisante", False),
    ],
)
def test_what_is_looked_for_is_found_as_whole_words(language: str, what: str, text: str, found: bool) -> None:
    assert (getattr(STYLES[language], what).search(text) is not None) is found
