"""How far the levels given to one question lie apart: the spread, and the consensus index of Tastle and Wierman."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from questionnaire.scales import Scale


def spread(levels: Sequence[Fraction]) -> Fraction | None:
    """The highest less the lowest of the levels given; None with fewer than two: one reply has no spread."""
    return max(levels) - min(levels) if len(levels) > 1 else None


def tastle_wierman(levels: Sequence[Fraction], scale: Scale) -> float | None:
    """The consensus index of Tastle and Wierman (2007): 1 where all levels are equal, 0 where half stand at either end.

    1 + sum p log2(1 - |level - mean| / width). A logarithm, hence a rounded number for the eye, which no score uses.
    None with fewer than two.
    """
    if len(levels) < 2:
        return None
    mean = sum(levels, Fraction(0)) / len(levels)
    width = scale.highest - scale.lowest
    counts = Counter(levels)
    terms = (count / len(levels) * math.log2(1 - abs(level - mean) / width) for level, count in sorted(counts.items()))
    return 1 + math.fsum(terms)
