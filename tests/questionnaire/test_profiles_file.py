from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from questionnaire.framework_file import load_framework
from questionnaire.framework_folder import SCHEMAS
from questionnaire.profile import FULL, Covers, SiteCount
from tests.framework_edits import FRAMEWORKS, copied, put

FULL_LENGTH = "id: full\nname: Full\nabout: Everything.\nhours: 8\ncapabilities: all\n"
RAPID = "id: rapid\nname: Rapid\nabout: A first look.\nhours: 1.5\ncapabilities: [O01, L02]\n"
SITE = """\
id: site
name: One site
about: What a post can answer.
hours: 12
covers: site
capabilities: [L02]
questions: {L02: Which article lets this post seize?}
levels: {L02.1: Import only here.}
criteria:
  L02.1a: {text: The post holds the article., counts: most}
  L02.2a: {text: The post names the article.}
  L02.3a: {text: The post used the article., counts: any}
  L02.4a: {text: The post read the article., counts: each}
"""
FRENCH = """\
name: Un site
questions: {L02: Quel article ?}
levels: {L02.1: Importation seulement.}
criteria: {L02.1a: Le poste détient l'article.}
"""


def test_a_profile_is_read_in_every_language(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "profiles/rapid.yaml", RAPID)
    put(folder, "languages/fr/profiles/rapid.yaml", "name: Rapide\nabout: Un premier regard.\n")
    rapid = load_framework(folder).profiles[-1]
    assert (rapid.name("en"), rapid.name("fr"), rapid.about("fr")) == ("Rapid", "Rapide", "Un premier regard.")
    assert (rapid.hours, rapid.covers, rapid.capabilities) == (Fraction(3, 2), Covers.ADMINISTRATION, ("O01", "L02"))
    assert (rapid.questions, rapid.levels, rapid.criteria) == ({}, {}, {})


def test_the_words_for_a_site_are_read_by_id(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "profiles/site.yaml", SITE)
    put(folder, "languages/fr/profiles/site.yaml", FRENCH)
    site = load_framework(folder).profiles[-1]
    assert site.covers is Covers.SITE
    assert site.questions["L02"]("fr") == "Quel article\u202f?"
    assert site.levels["L02.1"]("fr") == "Importation seulement."
    assert site.criteria["L02.1a"].text("fr") == "Le poste détient l'article."
    assert {id: one.counts for id, one in site.criteria.items()} == {
        "L02.1a": SiteCount.MOST,
        "L02.2a": None,
        "L02.3a": SiteCount.ANY,
        "L02.4a": SiteCount.EACH,
    }


def test_the_one_that_asks_everything_comes_first_and_that_of_a_site_last(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    long = RAPID.replace("rapid", "long").replace("1.5", "9")
    for name, text in (("full", FULL_LENGTH), ("long", long), ("rapid", RAPID), ("site", SITE)):
        put(folder, f"profiles/{name}.yaml", text)
    framework = load_framework(folder)
    assert [one.id for one in framework.profiles] == ["full", "long", "rapid", "site"]
    assert framework.profile is framework.profiles[0]


@pytest.mark.parametrize("written", [{}, {"rapid": RAPID}, {"site": SITE}])
def test_everything_can_be_asked_although_no_profile_says_so(tmp_path: Path, written: dict[str, str]) -> None:
    folder = copied("kinds", tmp_path)
    for name, text in written.items():
        put(folder, f"profiles/{name}.yaml", text)
    framework = load_framework(folder)
    assert [one.id for one in framework.profiles] == [FULL, *written]
    assert framework.profile.asks_everything


def test_a_framework_without_profiles_has_the_nameless_one() -> None:
    (only,) = load_framework(FRAMEWORKS / "kinds").profiles
    assert (only.id, only.name("en")) == (FULL, "")


def test_the_shape_of_the_file_knows_the_same_quantity_words() -> None:
    shape = json.loads((SCHEMAS / "profile.json").read_text("utf-8"))["properties"]
    counts = shape["criteria"]["additionalProperties"]["properties"]["counts"]["enum"]
    assert counts == [one.value for one in SiteCount]
    assert shape["covers"]["enum"] == [one.value for one in Covers]
