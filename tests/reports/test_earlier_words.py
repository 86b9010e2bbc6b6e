"""The earlier round is named with its day, and what speaks against it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from questionnaire.assessment import Administration, Round, RoundKind, Setup, Site
from reports.diagnostic.change_chapter import change_chapter
from reports.earlier_words import doubts_said, earlier_said, round_named
from reports.paper import PaperText
from tests.examples import answer, capability, dossier, framework, section
from tests.reports.filled import report_on
from words.phrases import LANGUAGES, load_phrases

TREE = framework(section("L", capability("L01"), capability("L02")))
THEN = Setup(Administration("Customs", "Aland"), round=Round(RoundKind.BASELINE, 2025), assessed_on=date(2025, 3, 12))
NOW = Setup(Administration("Customs", "Aland"), round=Round(RoundKind.FOLLOW_UP, 2027), assessed_on=date(2027, 5, 4))


@pytest.mark.parametrize(
    ("setup", "english", "french"),
    [
        (THEN, "Baseline 2025, assessed on 12 March 2025", "Situation de référence 2025, évaluation du 12 mars 2025"),
        (Setup(), "Baseline", "Situation de référence"),
    ],
)
def test_a_round_is_named_by_all_that_was_entered(setup: Setup, english: str, french: str) -> None:
    assert tuple(round_named(setup, load_phrases(one)) for one in ("en", "fr")) == (english, french)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_doubt_names_both_sides(language: str) -> None:
    say = load_phrases(language)
    assert doubts_said(THEN, NOW, say) == ()
    other = replace(THEN, administration=Administration("Border Guard", "Borduria"), site=Site("Port of Szohôd"))
    name, country, site = doubts_said(other, NOW, say)
    assert "Border Guard" in name and "Customs" in name
    assert "Borduria" in country and "Aland" in country
    assert "Port of Szohôd" in site and "–" in site
    (order,) = doubts_said(replace(THEN, assessed_on=NOW.assessed_on), NOW, say)
    assert order == say("earlier.doubt.no_order", earlier="", name="")


def test_the_chapter_begins_with_what_it_compares_with() -> None:
    before = dossier(TREE, answer("L01", 1), setup=THEN)
    report = report_on(dossier(TREE, answer("L01", 3), setup=NOW), earlier=before)
    text = next(part for part in change_chapter(report) if isinstance(part, PaperText))
    assert text.text == earlier_said(report) == "Compared with: Baseline 2025, assessed on 12 March 2025."
    abroad = report_on(dossier(TREE, setup=NOW), earlier=replace(before, setup=replace(THEN, site=Site("Port"))))
    assert "the site Port" in earlier_said(abroad)
