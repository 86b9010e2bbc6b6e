from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.policy import Aggregation
from scoring.aggregation import (
    NO_SHARES,
    Node,
    Shares,
    capped,
    combine,
    exact,
    lowest_of,
    total_coverage,
    weighted_mean,
)
from scoring.scorecard import Coverage, Score
from tests.examples import scale

ONE = Fraction(1)
SHARES = st.fractions(0, 1, max_denominator=60)
WEIGHTS = st.fractions(Fraction(1, 9), 9, max_denominator=9)


def node(value: Fraction | None, *, weight: Fraction = ONE, stage: int | None = None, name: str = "") -> Node:
    shares = NO_SHARES if value is None else Shares.of(value, value, value, value)
    score = Score(name, scale(), None, None, None, None, Coverage())
    return Node(score, shares, exact(weight), stage=stage)


def fractions(shares: Shares | None) -> list[Fraction | None]:
    assert shares is not None
    common, *numbers = shares
    return [None if number is None else Fraction(number, common) for number in numbers]


@given(st.lists(st.tuples(WEIGHTS, SHARES), min_size=1, max_size=6))
def test_whole_numbers_give_the_mean_that_fractions_give(pairs: list[tuple[Fraction, Fraction]]) -> None:
    found = weighted_mean([(exact(weight), Shares.of(share, share, share, share)) for weight, share in pairs])
    expected = sum(weight * share for weight, share in pairs) / sum(weight for weight, _ in pairs)
    assert fractions(found) == [expected] * 4


@given(st.lists(st.one_of(st.none(), SHARES), min_size=1, max_size=6))
def test_the_lowest_is_the_first_of_the_lowest(shares: list[Fraction | None]) -> None:
    nodes = [node(share, name=str(place)) for place, share in enumerate(shares)]
    known = [share for share in shares if share is not None]
    lowest = lowest_of(nodes)
    assert (lowest is None) == (not known)
    if lowest is not None:
        assert lowest is nodes[shares.index(min(known))]


def test_children_that_do_not_apply_are_nowhere() -> None:
    gone = replace(node(ONE), shares=None)
    for rule in Aggregation:
        assert combine(rule, scale(1, 5), [gone], ONE) == (scale(1, 5), None)
        with_gone = combine(rule, scale(), [gone, node(Fraction(1, 2), stage=1)], ONE)
        assert with_gone == combine(rule, scale(), [node(Fraction(1, 2), stage=1)], ONE)


def test_only_blanks_give_a_range_and_no_value() -> None:
    for rule in (Aggregation.MEAN, Aggregation.WEAKEST, Aggregation.SUM):
        assert fractions(combine(rule, scale(), [node(None), node(None)], ONE)[1]) == [None, 0, 1, None]


def test_questions_without_a_stage_are_no_part_of_a_staged_node() -> None:
    assert combine(Aggregation.STAGED, scale(), [node(ONE)], ONE) == (scale(), None)


def test_a_gate_without_a_value_caps_no_value() -> None:
    full = Shares.of(ONE, ONE, ONE, ONE)
    found = capped(full, [NO_SHARES], Fraction(1, 4))
    assert fractions(found) == [ONE, Fraction(1, 4), ONE, ONE]
    assert capped(full, [], Fraction(1, 4)) == full


def test_coverages_add_up() -> None:
    assert total_coverage([]) == Coverage()
    assert total_coverage([Coverage(1, 2, 3, 4, 5, 6, 7)] * 2) == Coverage(2, 4, 6, 8, 10, 12, 14)
