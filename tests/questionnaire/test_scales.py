from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.scales import Scale

exact = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    lowest = draw(exact)
    return Scale(lowest, lowest + draw(exact.filter(lambda value: value > 0)))


@given(scales(), exact)
def test_share_and_value_are_each_others_inverse(scale: Scale, value: Fraction) -> None:
    assert scale.at(scale.share(value)) == value
    assert isinstance(scale.share(value), Fraction)


@given(scales(), exact)
def test_what_is_clamped_lies_on_the_scale(scale: Scale, value: Fraction) -> None:
    held = scale.clamp(value)
    assert 0 <= scale.share(held) <= 1
    assert held == value or not scale.lowest <= value <= scale.highest


def test_the_ends_are_nothing_and_all() -> None:
    scale = Scale(Fraction(1), Fraction(5))
    assert (scale.share(Fraction(1)), scale.share(Fraction(5)), scale.width) == (0, 1, 4)
    assert scale.share(Fraction(2)) == Fraction(1, 4)


@pytest.mark.parametrize("ends", [(1, 1), (2, 1)])
def test_a_scale_rises(ends: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="must rise"):
        Scale(Fraction(ends[0]), Fraction(ends[1]))


@given(scales(), st.integers(-50, 50), st.integers(1, 50))
def test_a_ratio_need_not_be_in_lowest_terms(scale: Scale, numerator: int, denominator: int) -> None:
    assert scale.at_ratio(6 * numerator, 6 * denominator) == scale.at(Fraction(numerator, denominator))
