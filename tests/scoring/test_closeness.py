"""How close two sets of levels lie: by the definition of the kappa, and laws that hold for any levels."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.scales import Scale
from scoring.closeness import Closeness, closeness

MAIN, STEP = Scale(Fraction(0), Fraction(4)), Fraction(1, 4)
LEVELS = st.integers(0, 4).map(lambda level: Fraction(level, 4))
PAIRS = st.lists(st.tuples(LEVELS, LEVELS), max_size=12)

Pairs = Sequence[tuple[Fraction, Fraction]]


def of(*levels: tuple[int, int]) -> Closeness:
    return closeness([(Fraction(first, 4), Fraction(second, 4)) for first, second in levels], MAIN, STEP)


def by_table(pairs: Pairs) -> Fraction | None:
    """The kappa by its usual definition: squared weights over the cells of the table of both sets of levels."""
    steps = range(5)
    seen = {(a, b): sum(pair == (Fraction(a, 4), Fraction(b, 4)) for pair in pairs) for a in steps for b in steps}
    firsts = [sum(seen[a, b] for b in steps) for a in steps]
    seconds = [sum(seen[a, b] for a in steps) for b in steps]
    weighed = {(a, b): (a - b) ** 2 for a in steps for b in steps}
    chance = sum(weighed[a, b] * Fraction(firsts[a] * seconds[b], len(pairs)) for a, b in seen)
    return 1 - Fraction(sum(weighed[cell] * seen[cell] for cell in seen)) / chance if chance else None


def test_a_few_levels_by_hand() -> None:
    found = of((1, 1), (2, 1), (0, 3), (4, 4))
    assert (found.compared, found.same, found.lower, found.higher, found.within_one) == (4, 2, 1, 1, 3)
    assert (found.mean_difference, found.mean_distance) == (Fraction(1, 2), 1)
    # Squared distances 0, 1, 9, 0; by chance the mean of (21 + 27) / 4 - 2 * 7 * 9 / 16.
    assert found.kappa == 1 - Fraction(10, 4) / (Fraction(48, 4) - Fraction(126, 16))


def test_nothing_compared_has_no_number() -> None:
    found = of()
    assert (found.compared, found.same, found.within_one) == (0, 0, 0)
    assert (found.mean_difference, found.mean_distance, found.kappa) == (None, None, None)


def test_where_every_level_is_one_and_the_same_chance_alone_would_agree() -> None:
    assert of((2, 2), (2, 2)).kappa is None
    assert of((2, 3), (2, 3)).kappa == 0


def test_levels_the_other_way_round_are_worse_than_chance() -> None:
    assert of((0, 4), (4, 0)).kappa == -1


@pytest.mark.parametrize(("first", "second", "near"), [(0, 1, 0), (0, 0, 1)])
def test_yes_and_no_lie_as_far_apart_as_a_whole_scale(first: int, second: int, near: int) -> None:
    assert closeness([(Fraction(first), Fraction(second))], MAIN, STEP).within_one == near


@given(PAIRS)
def test_it_is_the_weighted_kappa_of_the_table(pairs: Pairs) -> None:
    assert closeness(pairs, MAIN, STEP).kappa == (by_table(pairs) if pairs else None)


@given(PAIRS)
def test_seen_from_the_other_side_only_signs_change(pairs: Pairs) -> None:
    there, back = closeness(pairs, MAIN, STEP), closeness([(b, a) for a, b in pairs], MAIN, STEP)
    assert (there.same, there.lower, there.higher, there.kappa) == (back.same, back.higher, back.lower, back.kappa)
    assert there.mean_difference == (None if back.mean_difference is None else -back.mean_difference)
    assert there.same + there.lower + there.higher == there.compared >= there.within_one >= there.same
