"""The figure of levels counts every capability once, and its sentence names the commonest level."""

from __future__ import annotations

from fractions import Fraction

from questionnaire.answers import Disputed, NotKnown
from reports.charts import levels_chart
from reports.level_figures import levels_figure
from reports.pictures import figure_svg
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, framework, section
from words.phrases import load_phrases

EN, FR = load_phrases("en"), load_phrases("fr")
TREE = framework(
    section("L", capability("L01"), capability("L02"), capability("L03")),
    section("O", capability("O01"), capability("O02")),
)


def figure(*levels: int | None):  # type: ignore[no-untyped-def]  # the figure's type is what is looked at
    replies = [
        answer(question.id, level) for question, level in zip(TREE.questions, levels, strict=False) if level is not None
    ]
    return levels_figure(score_dossier(dossier(TREE, *replies)), EN)


def test_every_capability_is_counted_once() -> None:
    made = figure(1, 1, 4, 2)
    assert [(one.row, one.column) for one in made.marks if one.count] == [(0, 1), (0, 4), (1, 2)]
    assert [row[1:] for row in made.rows] == [
        ("0", "2", "0", "0", "1", "0"),
        ("0", "0", "1", "0", "0", "1"),
        ("0", "2", "1", "0", "1", "1"),
    ]
    assert sum(int(cell) for cell in made.rows[-1][1:]) == len(TREE.capabilities)


def test_the_commonest_level_is_named() -> None:
    assert figure(1, 1, 4, 2).title == "The commonest level is 1 Initial (2 of 5 capabilities)"
    assert "levels are 1 Initial and 4 Sustained (2 of 5 capabilities each)" in figure(1, 1, 4, 4).title
    assert figure().title == EN("figures.no_score")


def test_what_has_no_level_stands_in_the_table_only() -> None:
    card = score_dossier(dossier(TREE, answer("L01", NotKnown()), answer("L02", 3)))
    made = levels_figure(card, FR)
    assert sum(one.count for one in made.marks) == 1
    assert made.rows[0][-2:] == ("1", "1"), "one not known, which counts as 0, and one not answered"
    assert made.title.endswith(" (1 capacité sur 5)\u202f; 1 autre compte au plus bas")


def test_where_all_is_disputed_no_level_is_claimed_nor_is_it_said_that_there_is_no_score() -> None:
    every = [answer(one.id, Disputed(Fraction(0), Fraction(4))) for one in TREE.questions]
    card = score_dossier(dossier(TREE, *every))
    assert card["*"].value == 0
    assert levels_figure(card, EN).title == (
        "No capability was found at a level; all 5 count at their lowest: in dispute"
    )
    one = score_dossier(dossier(TREE, answer("L01", NotKnown())))
    assert levels_figure(one, EN).title == (
        "No capability was found at a level; 1 of 5 counts at its lowest: not known"
    )


def test_it_can_be_drawn() -> None:
    card = score_dossier(dossier(TREE, answer("L02", 3)))
    assert "3 Established" in figure_svg(levels_chart(card, FR)).decode()
