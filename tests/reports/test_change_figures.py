"""The figure of change between rounds: its finding, its marks, its table."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from questionnaire.answers import NotKnown
from questionnaire.assessment import Dossier
from reports.change_figures import change_figure
from reports.charts import change_chart
from scoring.change import compare_rounds
from tests.examples import answer, capability, dossier, framework, section
from words.phrases import LANGUAGES, load_phrases

TREE = framework(section("L", capability("L01"), capability("L02")), section("O", capability("O01")))
BEFORE = dossier(TREE, answer("L01", 4), answer("L02", 2), answer("O01", 1))


def now(**levels: Any) -> Dossier:
    return dossier(TREE, *(answer(id, one) for id, one in levels.items()))


def figure(of: Dossier, language: str = "en") -> Any:
    return change_figure(compare_rounds(BEFORE, of), load_phrases(language))


def test_the_finding_names_the_section_that_changed_most() -> None:
    assert figure(now(L01=2, O01=2)).title == "L has changed most: it fell (\u22122.0)"
    assert figure(now(L01=4, O01=2)).title == "O has changed most: it rose (+1.0)"
    assert figure(now(L01=4)).title == "No section has changed on the questions that both rounds have a level for"
    assert figure(now(O01=NotKnown())).title == "No question has a level in both rounds"


def test_only_sections_that_can_be_compared_are_drawn() -> None:
    drawn = figure(now(L01=2))
    assert [(one.name, one.claimed, one.evidenced) for one in drawn.marks] == [("L", Fraction(4), Fraction(2))]
    assert "on the one question (of 3) that" in drawn.subtitle


def test_the_key_counts_one_several_and_none() -> None:
    for language, one, several, none in (
        ("en", "on the one question (of 3)", "on the 2 of 3 questions", "No question"),
        ("fr", "sur la seule question (de 3)", "sur les 2 questions (de 3)", "Aucune question"),
    ):
        assert one in figure(now(L01=2), language).subtitle
        assert several in figure(now(L01=2, O01=2), language).subtitle
        assert figure(now(O01=NotKnown()), language).subtitle.startswith(none)


def test_the_table_has_the_scores_as_reported_beside_like_for_like() -> None:
    found = figure(now(L01=2)).rows
    assert found[0] == ("section L", "3.0", "2.0 provisional", "4.0", "2.0", "\u22122.0", "1 of 2")
    assert found[1] == ("section O", "1.0", "\u2013", "\u2013", "\u2013", "\u2013", "0 of 1")
    assert found[2][0] == "The whole"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_can_be_drawn_of_it_even_of_nothing(language: str) -> None:
    say = load_phrases(language)
    for of in (now(L01=2, O01=4), now(O01=NotKnown())):
        assert len(change_chart(compare_rounds(BEFORE, of), say).chart.to_json()) > 100
