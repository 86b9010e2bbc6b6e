from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.framework import Framework
from questionnaire.intentions import Target
from questionnaire.policy import Confidence
from scoring.gaps import find_gaps
from scoring.priorities import Importance, rank_gaps
from scoring.rank_certainty import FIRST, SEED, RankCertainty, rank_certainty
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, framework, section

HIGH = Confidence.HIGH
FEW = 400


def place(one: RankCertainty) -> tuple[int, int, int]:
    """From which rank to which, and percent of draws in the first ten."""
    return one.rank_from, one.rank_to, round(one.first_ten * 100)


def tree(*weights: int) -> Framework:
    return framework(section("S", *(capability(f"C{n:02}", weight=Fraction(one)) for n, one in enumerate(weights))))


def card_of(framework: Framework, levels: Mapping[str, int], confidence: Confidence = HIGH) -> ScoreCard:
    return score_dossier(
        dossier(framework, *(answer(id, level, confidence=confidence) for id, level in levels.items()))
    )


def certainties(
    card: ScoreCard, targets: Mapping[str, int], *, draws: int = FEW, seed: int = SEED, threats: Mapping[str, int] = {}
) -> dict[str, RankCertainty]:
    gaps = find_gaps(card, {id: Target(id, level) for id, level in targets.items()})
    found = rank_certainty(card, gaps, Importance(card.framework, threats), draws=draws, seed=seed)
    return {one.capability: one for one in found}


def equal_ones(count: int, value: int = 1, confidence: Confidence = HIGH) -> ScoreCard:
    made = tree(*(1 for _ in range(count)))
    return card_of(made, {one.id: value for one in made.capabilities}, confidence)


def all_to(card: ScoreCard, level: int) -> dict[str, int]:
    return {one.id: level for one in card.framework.capabilities}


def test_one_capability_alone_is_certainly_the_first() -> None:
    card = equal_ones(1)
    assert certainties(card, {"C00": 3}) == {"C00": RankCertainty("C00", Fraction(1), 1, 1, 1, FEW, SEED)}


def test_without_a_target_or_a_score_nobody_takes_part() -> None:
    card = card_of(tree(1, 1), {"C00": 1})
    assert certainties(card, {}) == {}
    assert certainties(card, {"C01": 3}) == {}
    assert list(certainties(card, {"C00": 3, "C01": 3})) == ["C00"]


def test_no_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        certainties(equal_ones(1), {"C00": 3}, draws=0)


def test_equals_share_the_places() -> None:
    card = equal_ones(20)
    found = certainties(card, all_to(card, 3), draws=4000)
    assert all(abs(one.first_ten - Fraction(1, 2)) < Fraction(1, 20) for one in found.values())
    assert {(one.rank_from, one.rank_to) for one in found.values()} <= {(a, b) for a in (1, 2) for b in (19, 20)}
    assert all(9 <= one.median <= 12 for one in found.values())


def test_a_very_large_weight_is_surely_the_first() -> None:
    made = tree(1, 10_000, 1)
    card = card_of(made, {one.id: 1 for one in made.capabilities})
    found = certainties(card, all_to(card, 3))
    assert (found["C01"].rank_from, found["C01"].rank_to) == (1, 1)
    assert next(iter(found)) == "C01"


def test_a_weight_too_small_to_draw_still_stands_before_those_without_a_gap() -> None:
    made = framework(section("S", capability("A", weight=Fraction(1, 10**9)), capability("B", weight=Fraction(10**9))))
    card = card_of(made, {"A": 1, "B": 4})
    found = certainties(card, {"A": 3, "B": 4})
    assert place(found["A"]) == (1, 1, 100)
    assert place(found["B"]) == (2, 2, 0)


def test_threats_and_gates_count_as_in_the_points() -> None:
    made = framework(section("S", *(capability(f"C{n}", gate=n == 0) for n in range(6))))
    card = card_of(made, {one.id: 1 for one in made.capabilities})
    found = certainties(card, all_to(card, 3), threats={"C0": 3}, draws=2000)
    assert found["C0"].rank_to == 1
    plain_one = certainties(card, all_to(card, 3), draws=2000)
    assert plain_one["C0"].rank_to > 1
    assert plain_one["C0"].median < plain_one["C3"].median


def test_without_a_gap_all_are_last_and_never_among_the_first() -> None:
    card = card_of(tree(1, 1, 1, 1), {"C00": 1, "C01": 3, "C02": 3, "C03": 4})
    found = certainties(card, all_to(card, 3))
    assert list(found) == ["C00", "C01", "C02", "C03"]
    assert place(found["C00"]) == (1, 1, 100)
    for id in ("C01", "C02", "C03"):
        assert place(found[id]) == (4, 4, 0)


def test_one_at_its_target_has_a_gap_where_its_value_is_drawn_below() -> None:
    card = card_of(tree(1, 1), {"C00": 1, "C01": 3}, Confidence.MEDIUM)
    found = certainties(card, {"C00": 4, "C01": 3}, draws=2000)
    assert abs(found["C01"].first_ten - Fraction(1, 2)) < Fraction(1, 20)
    assert found["C01"].rank_to == 2


def test_the_same_seed_gives_the_same_and_another_nearly_so() -> None:
    card = equal_ones(15, confidence=Confidence.LOW)
    targets = all_to(card, 3)
    assert certainties(card, targets) == certainties(card, targets)
    again = certainties(card, targets, seed=SEED + 1)
    assert again != certainties(card, targets)
    assert {one.seed for one in again.values()} == {SEED + 1}


def test_these_numbers_stay_as_they_are() -> None:
    """The draws are part of every report: another order of drawing, or another generator, is seen here."""
    made = tree(3, 2, 1)
    card = card_of(made, {"C00": 2, "C01": 1, "C02": 0}, Confidence.MEDIUM)
    found = certainties(card, all_to(card, 3), draws=1000)
    assert [(one.capability, one.rank_from, one.median, one.rank_to) for one in found.values()] == [
        ("C01", 1, 1, 3),
        ("C02", 1, 3, 3),
        ("C00", 1, 2, 3),
    ]


def test_the_order_of_the_gaps_given_does_not_matter() -> None:
    card = equal_ones(12, confidence=Confidence.LOW)
    gaps = find_gaps(card, {id: Target(id, level) for id, level in all_to(card, 3).items()})
    importance = Importance(card.framework)
    given_order = rank_certainty(card, gaps, importance, draws=FEW)
    assert rank_certainty(card, gaps[::-1], importance, draws=FEW) == given_order


weights = st.lists(st.integers(1, 5), min_size=1, max_size=16)


@st.composite
def cards(draw: st.DrawFn) -> ScoreCard:
    made = tree(*draw(weights))
    confidence = draw(st.sampled_from(Confidence))
    return card_of(made, {one.id: draw(st.integers(0, 4)) for one in made.capabilities}, confidence)


@settings(max_examples=40, deadline=None)
@given(cards(), st.integers(0, 4), st.integers(0, 2**32))
def test_shares_and_ranks_stay_within_their_bounds(card: ScoreCard, target: int, seed: int) -> None:
    found = certainties(card, all_to(card, target), draws=60, seed=seed)
    count = len(found)
    assert count == len(card.framework.capabilities)
    for one in found.values():
        assert 0 <= one.first_ten <= 1
        assert 1 <= one.rank_from <= one.median <= one.rank_to <= count
        assert (one.first_ten * 60).denominator == 1
    assert sum(one.first_ten for one in found.values()) <= min(FIRST, count)


@settings(max_examples=40, deadline=None)
@given(weights, st.sampled_from(Confidence), st.integers(0, 2**32))
def test_where_all_lack_something_the_first_places_are_all_taken(
    weights: list[int], confidence: Confidence, seed: int
) -> None:
    made = tree(*weights)
    card = card_of(made, {one.id: 1 for one in made.capabilities}, confidence)
    found = certainties(card, all_to(card, 4), draws=60, seed=seed)
    assert sum(one.first_ten for one in found.values()) == min(FIRST, len(weights))
    ranked = rank_gaps(find_gaps(card, {id: Target(id, 4) for id in found}), Importance(made))
    assert list(found) == [one.capability for one in ranked]


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 3), st.sampled_from(Confidence))
def test_a_wider_range_of_others_below_cannot_push_the_surely_first(level: int, confidence: Confidence) -> None:
    """The first stays the first however its own range is: even at its best it lacks more than the others can."""
    made = tree(10_000, 1, 1)
    card = card_of(made, {"C00": 0, "C01": level, "C02": level}, confidence)
    one = certainties(card, all_to(card, 4))["C00"]
    assert place(one) == (1, 1, 100)


def test_a_wider_range_makes_a_rank_less_sure() -> None:
    made = tree(*[4] * 12)
    levels = {one.id: 1 for one in made.capabilities}
    narrow = card_of(made, levels)
    node = narrow["C00"]
    wide = replace(narrow, scores={**narrow.scores, "C00": replace(node, low=Fraction(0), high=Fraction(4))})
    sure, unsure = (certainties(card, all_to(card, 4), draws=4000)["C00"] for card in (narrow, wide))
    assert unsure.first_ten < sure.first_ten
