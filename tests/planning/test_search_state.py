from __future__ import annotations

from fractions import Fraction

from planning.search_state import Found, SearchStage, SearchState


def test_a_gap_is_a_share_of_the_bound() -> None:
    assert SearchState(SearchStage.VALUE, Fraction(3), Fraction(4)).gap == Fraction(1, 4)
    assert SearchState(SearchStage.VALUE, Fraction(5), Fraction(4)).gap == 0
    assert SearchState(SearchStage.VALUE, None, Fraction(4)).gap is None
    assert SearchState(SearchStage.VALUE, Fraction(0), Fraction(0)).gap is None


def test_nothing_found_is_not_impossible() -> None:
    assert (Found().starts, Found().proof, Found().impossible) == (None, None, False)
    assert [stage.value for stage in SearchStage] == ["bound", "value", "cost", "finish"]
