from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.intentions import Target
from scoring.gaps import Gap
from scoring.priorities import Importance, rank_gaps
from tests.examples import capability, framework, section

TREE = framework(
    section("S", capability("A", weight=Fraction(3)), capability("B", gate=True), weight=Fraction(2)),
    section("T", capability("C")),
)


def gap(capability: str, share: Fraction) -> Gap:
    return Gap(capability, Fraction(0), Target(capability, 4), 4 * share, share)


def test_importance_is_weight_times_gate_times_threat() -> None:
    importance = Importance(TREE, {"A": 2})
    assert [importance.of(one) for one in "ABC"] == [12, 4, 1]


@pytest.mark.parametrize("threat", [0, 4])
def test_a_threat_out_of_bounds_is_an_error(threat: int) -> None:
    with pytest.raises(ValueError, match="not 1, 2 or 3"):
        Importance(TREE, {"A": threat}).of("A")


def test_gaps_without_size_are_no_priorities() -> None:
    assert rank_gaps([gap("A", Fraction(0)), Gap("B")], Importance(TREE)) == ()


@given(st.permutations([gap("A", Fraction(1, 4)), gap("B", Fraction(1, 2)), gap("C", Fraction(1))]))
def test_ranks_do_not_depend_on_the_order_of_gaps(gaps: list[Gap]) -> None:
    ranked = rank_gaps(gaps, Importance(TREE))
    assert [(one.rank, one.capability, one.points) for one in ranked] == [
        (1, "B", 2),
        (2, "A", Fraction(3, 2)),
        (3, "C", 1),
    ]
    for one in ranked:
        assert one.points == one.weight * one.gate_factor * one.threat * one.gap_share
