from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.agreement_indices import spread, tastle_wierman
from tests.examples import scale

LEVELS = st.lists(st.integers(0, 4).map(Fraction), min_size=2, max_size=9)


def test_fewer_than_two_levels_have_no_spread_and_no_index() -> None:
    assert spread([]) is None
    assert spread([Fraction(2)]) is None
    assert tastle_wierman([Fraction(2)], scale()) is None


@given(LEVELS)
def test_the_index_lies_between_none_and_full_agreement(levels: list[Fraction]) -> None:
    index = tastle_wierman(levels, scale())
    assert index is not None
    assert -1e-9 <= index <= 1
    assert (index == 1) == (len(set(levels)) == 1)


def test_the_index_as_its_authors_compute_it() -> None:
    # Tastle and Wierman (2007), five categories: half at either end has no consensus; neighbours have much.
    assert tastle_wierman([Fraction(0), Fraction(4)], scale()) == pytest.approx(0)
    assert tastle_wierman([Fraction(0), Fraction(1)], scale()) == pytest.approx(0.8074, abs=1e-4)


@given(LEVELS, st.data())
def test_an_equal_reply_never_raises_the_spread(levels: list[Fraction], data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(levels))
    assert spread([*levels, again]) == spread(levels)


@given(LEVELS, st.randoms())
def test_their_order_does_not_matter(levels: list[Fraction], order: st.DataObject) -> None:
    shuffled = list(levels)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert spread(shuffled) == spread(levels)
    assert tastle_wierman(shuffled, scale()) == tastle_wierman(levels, scale())
