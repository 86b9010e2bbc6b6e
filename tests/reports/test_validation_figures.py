"""The figure of self-assessed and validated: its finding, its marks, its table."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from questionnaire.answers import NotKnown, RecordedAgreement
from questionnaire.assessment import Dossier
from reports.charts import validation_chart
from reports.validation_figures import validation_figure
from scoring.scores import score_dossier
from scoring.validation import compare_validation
from tests.examples import answer, at_level, capability, dossier, framework, section
from words.phrases import LANGUAGES, load_phrases

TREE = framework(section("L", capability("L01"), capability("L02")), section("O", capability("O01")))
OWN = dossier(TREE, answer("L01", 4), answer("L02", 2), answer("O01", 1))


def seen(**levels: Any) -> Dossier:
    outcomes = {id: at_level(one) if isinstance(one, int) else one for id, one in levels.items()}
    return replace(OWN, validated={id: RecordedAgreement(id, one) for id, one in outcomes.items()})


def figure(of: Dossier, language: str = "en") -> Any:
    return validation_figure(score_dossier(of), compare_validation(of), load_phrases(language))


def test_the_finding_names_the_section_that_was_corrected_most() -> None:
    assert figure(seen(L01=2, O01=2)).title == "The mission corrects L most: it holds a lower level (\u22122.0)"
    assert figure(seen(L01=4, O01=2)).title == "The mission corrects O most: it holds a higher level (+1.0)"
    title = "In every section the mission's score is the group's, on the questions that both have a level for"
    assert figure(seen(L01=4)).title == title
    assert figure(seen(O01=NotKnown())).title.startswith("No question has a level")


def test_only_sections_that_can_be_compared_are_drawn() -> None:
    drawn = figure(seen(L01=2))
    assert [(one.name, one.claimed, one.evidenced) for one in drawn.marks] == [("L", Fraction(4), Fraction(2))]
    assert "on the one question (of 3) that" in drawn.subtitle


def test_the_key_counts_one_several_and_none() -> None:
    for language, one, several, none in (
        ("en", "on the one question (of 3)", "on the 2 of 3 questions", "No question"),
        ("fr", "sur la seule question (de 3)", "sur les 2 questions (de 3)", "Aucune question"),
    ):
        assert one in figure(seen(L01=2), language).subtitle
        assert several in figure(seen(L01=2, O01=2), language).subtitle
        assert figure(seen(O01=NotKnown()), language).subtitle.startswith(none)


def test_the_table_has_the_scores_as_reported_beside_like_for_like() -> None:
    rows = figure(seen(L01=2)).rows
    assert rows[0] == ("section L", "3.0", "2.0 provisional", "4.0", "2.0", "\u22122.0", "1 of 2")
    assert rows[1] == ("section O", "1.0", "\u2013", "\u2013", "\u2013", "\u2013", "0 of 1")
    assert rows[2][0] == "The whole"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_can_be_drawn_of_it_even_of_nothing(language: str) -> None:
    say = load_phrases(language)
    for of in (seen(L01=2, O01=4), seen(O01=NotKnown())):
        drawn = validation_chart(score_dossier(of), compare_validation(of), say)
        assert len(drawn.chart.to_json()) > 100
