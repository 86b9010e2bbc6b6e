"""What the figures of the scores say: the finding, the key, the table, in both languages."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import EvidenceLink, NotApplicable
from questionnaire.framework import Framework
from questionnaire.intentions import Target
from questionnaire.policy import Strength
from reports.figures import (
    evidenced_figure,
    extremes,
    level_said,
    radar_figure,
    radar_offered,
    said,
    section_figure,
    weakest_section,
)
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, evidence, framework, section
from words.phrases import load_phrases

EN, FR = load_phrases("en"), load_phrases("fr")


def sections(count: int, **more: object) -> Framework:
    """Sections A, B, C ... of one capability each."""
    names = "ABCDEFGHIJKLMNOP"[:count]
    return framework(*(section(name, capability(f"{name}01", **more), capability(f"{name}02")) for name in names))


def card(tree: Framework, **levels: int) -> ScoreCard:
    return score_dossier(dossier(tree, *(answer(id, level) for id, level in levels.items())))


def full(tree: Framework, levels: list[int]) -> ScoreCard:
    return card(tree, **{one.id: level for one, level in zip(tree.questions, levels, strict=False)})


def test_the_finding_names_the_weakest_and_the_strongest_section() -> None:
    shown = full(sections(3), [1, 0, 2, 2, 4, 3])
    assert extremes(shown, EN) == "A is the weakest section (0.5), C the strongest (3.5)"
    assert extremes(shown, FR).replace("\u00a0", " ").replace("\u202f", " ") == (
        "Section la plus faible : A (0,5) ; la plus forte : C (3,5)"
    )
    assert weakest_section(shown, EN) == "A is the weakest section (0.5)"


def test_sections_that_share_the_last_place_are_all_named() -> None:
    assert weakest_section(full(sections(3), [1, 1, 1, 1, 4, 4]), EN) == "A and B are the weakest sections (1.0)"


def test_level_sections_have_no_weakest() -> None:
    assert weakest_section(full(sections(3), [2] * 6), EN) == "A, B and C stand level at 2.0"
    assert extremes(full(sections(1), [2, 2]), EN) == "A stands at 2.0"


def test_without_a_score_there_is_no_finding() -> None:
    empty = card(sections(3))
    assert extremes(empty, EN) == "No score yet"
    assert evidenced_figure(empty, EN).title == "No score yet"
    assert [bar.value for bar in section_figure(empty, {}, EN).marks] == [None] * 3


def test_provisional_stands_after_every_number() -> None:
    shown = card(sections(3), A01=1, B01=2, B02=2, C01=3, C02=3)
    assert said(shown["A"], EN) == "1.0 provisional"
    assert said(shown["B"], EN) == "2.0"
    figure = section_figure(shown, {}, FR)
    assert "1,0 provisoire" in figure.title
    assert figure.marks[0].head == "A 1,0 provisoire"
    assert figure.rows[0][1] == "1,0 provisoire"


def test_a_gate_is_marked_and_told_with_what_it_holds_back() -> None:
    tree = framework(section("L", capability("L01", gate=True), capability("L02"), capability("L03")))
    figure = section_figure(card(tree, L01=0, L02=4, L03=4), {}, EN)
    assert figure.marks[0].head == "L 1.0 \u25b2"
    assert figure.rows[0][5] == "held by L01, otherwise 2.7"
    assert "held by a gate" in figure.subtitle


def test_the_target_is_in_the_key_only_where_one_is_drawn() -> None:
    shown = full(sections(2), [1, 1, 2, 2])
    assert "target" not in section_figure(shown, {}, EN).subtitle
    with_target = section_figure(shown, {"A01": Target("A01", 3)}, EN)
    assert "target" in with_target.subtitle
    assert [bar.target for bar in with_target.marks] == [2, None]


def test_the_table_holds_every_section_and_the_whole() -> None:
    figure = section_figure(full(sections(2), [1, 0, 2, 2]), {}, EN)
    assert [row[0] for row in figure.rows] == ["section A", "section B", "The whole"]
    assert all(len(row) == len(figure.heads) for row in figure.rows)
    assert figure.rows[0][3] == "A02 A02, 0"
    assert figure.rows[0][4] == "100% (2 of 2)"


def test_where_nothing_applies_it_is_said() -> None:
    tree = sections(2)
    answers = [answer(one, NotApplicable("no border")) for one in ("A01", "A02")] + [answer("B01", 1)]
    rows = section_figure(score_dossier(dossier(tree, *answers)), {}, EN).rows
    assert rows[0][4] == "nothing applies"
    assert rows[0][1] == "\u2013"


@pytest.mark.parametrize(("count", "offered"), [(2, False), (3, True), (12, True), (13, False)])
def test_a_radar_needs_three_to_twelve_sections(count: int, offered: bool) -> None:
    assert radar_offered(full(sections(count), [1] * 2 * count)) is offered


def test_a_radar_needs_a_score_on_every_axis() -> None:
    assert not radar_offered(card(sections(3), A01=1, B01=1))


def test_the_radar_holds_shares_of_the_scale() -> None:
    axes = radar_figure(full(sections(3), [1, 1, 2, 2, 4, 4]), EN).marks
    assert [axis.claimed for axis in axes] == [Fraction(1, 4), Fraction(1, 2), 1]
    assert [axis.evidenced for axis in axes] == [Fraction(1, 4)] * 3  # without evidence level 1 is the most that counts


def test_what_lacks_evidence_is_found_and_counted_once() -> None:
    tree = sections(2)
    link = (EvidenceLink("E1"),)
    answers = [answer("A01", 3, evidence=link), answer("A02", 3, evidence=link), answer("B01", 3), answer("B02", 2)]
    shown = score_dossier(dossier(tree, *answers, evidence=(evidence("E1", Strength.DOCUMENT_SEEN),)))
    figure = evidenced_figure(shown, EN)
    assert figure.title == "Without more evidence, B would drop most (\u22121.5)"
    assert [row[3] for row in figure.rows] == ["0", "\u22121.5"]


def test_all_evidenced_is_said() -> None:
    assert evidenced_figure(full(sections(2), [1, 1, 0, 0]), EN).title == "All that is claimed is backed by evidence"


def test_a_level_has_no_decimals() -> None:
    assert level_said(Fraction(2), EN) == "2"
    assert level_said(Fraction(3, 2), FR) == "1,5"


@given(st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_sentence_label_and_table_say_the_same_number(levels: list[int]) -> None:
    shown = full(sections(3), levels)
    figure = section_figure(shown, {}, EN)
    for one, bar, row in zip(shown.framework.sections, figure.marks, figure.rows[:-1], strict=True):
        number = said(shown[one.id], EN)
        assert bar.head.removesuffix(" \u25b2").endswith(number)
        assert row[1] == number
    lowest = min((shown[one.id] for one in shown.framework.sections), key=lambda one: one.share or 0)
    assert f"({said(lowest, EN)})" in figure.title or f"at {said(lowest, EN)}" in figure.title
