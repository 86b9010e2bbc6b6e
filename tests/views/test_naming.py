"""How an assessment and the files made of it are called."""

from __future__ import annotations

from datetime import date

import pytest

from questionnaire.assessment import Administration, Round, RoundKind, Setup, Site
from views.naming import assessment_name, file_name
from words.phrases import load_phrases

FRENCH, ENGLISH = load_phrases("fr"), load_phrases("en")
CONGO = Setup(Administration("Douanes du Congo"), Site("Pointe-Noire"), Round(RoundKind.MID_TERM, 2029))


def test_administration_site_and_round() -> None:
    assert assessment_name(FRENCH, CONGO) == "Douanes du Congo · Pointe-Noire · Mi-parcours 2029"
    assert assessment_name(ENGLISH, Setup()) == "Assessment without a name · Baseline"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Douanes du Congo", "Douanes-du-Congo"),
        ("Hải quan Việt Nam", "Hải-quan-Việt-Nam"),
        ("../../etc: <a|b>?*", "etc-a-b"),
        ("///", "-"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_file_name_that_every_system_keeps(name: str, written: str) -> None:
    setup = Setup(Administration(name), round=Round(year=2027))
    assert file_name(ENGLISH, setup, date(2027, 3, 1), "xlsx") == f"{written}_Baseline-2027_2027-03-01.xlsx"
