"""Where a section would stand with its targets reached."""

from __future__ import annotations

from fractions import Fraction

from questionnaire.framework import Framework, Section
from questionnaire.intentions import Target
from questionnaire.policy import Aggregation
from scoring.scores import score_dossier
from scoring.section_targets import section_targets
from tests.examples import answer, capability, dossier, framework, question, section


def aims(one: Section, levels: dict[str, int], targets: dict[str, int], **more: object) -> Fraction | None:
    tree: Framework = framework(one, section("Z", capability("Z01")), **more)
    card = score_dossier(dossier(tree, *(answer(id, level) for id, level in levels.items())))
    return section_targets(card, {id: Target(id, level) for id, level in targets.items()}).get(one.id)


def test_a_mean_of_what_is_aimed_at_and_what_is_there() -> None:
    one = section("L", capability("L01", weight=Fraction(3)), capability("L02"))
    assert aims(one, {"L01": 1, "L02": 0}, {"L01": 3}) == Fraction(9, 4)


def test_what_is_above_its_target_stays() -> None:
    one = section("L", capability("L01"), capability("L02"))
    assert aims(one, {"L01": 4, "L02": 0}, {"L01": 2, "L02": 2}) == 3


def test_a_gate_holds_the_target_too() -> None:
    one = section("L", capability("L01", gate=True), capability("L02"), capability("L03"), capability("L04"))
    levels = {"L01": 0, "L02": 4, "L03": 4, "L04": 4}
    assert aims(one, levels, {"L02": 4}) == 1
    assert aims(one, levels, {"L01": 2}) == 3


def test_the_weakest_decides_where_the_section_says_so() -> None:
    one = section("L", capability("L01"), capability("L02"), aggregation=Aggregation.WEAKEST)
    assert aims(one, {"L01": 1, "L02": 2}, {"L01": 3}) == 2


def test_a_sum_weighs_by_what_each_can_add() -> None:
    one = section("L", capability("L01", weight=Fraction(2)), capability("L02"), aggregation=Aggregation.SUM)
    assert aims(one, {"L01": 1, "L02": 4}, {"L01": 2}) == 8


def test_no_mark_without_a_target_or_without_a_score_or_by_stages() -> None:
    one = section("L", capability("L01"), capability("L02"))
    assert aims(one, {"L01": 1}, {}) is None
    assert aims(one, {"L01": 1}, {"L02": 3}) is None
    staged = section("L", capability("L01", question("L01", stage=1)), aggregation=Aggregation.STAGED)
    assert aims(staged, {"L01": 1}, {"L01": 3}) is None
