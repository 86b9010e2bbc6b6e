"""How sure the ranking of the gaps is: ranked again and again with other weights, and values from their ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import NDArray

from scoring.gaps import Gap
from scoring.priorities import Importance, rank_gaps
from scoring.scorecard import Score, ScoreCard

FIRST = 10
"""The places that are asked about: what an administration can take up at once, and what fits on a page."""

DRAWS = 10_000
"""With so many, a share is known to about one percent in a hundred (twice its standard error, at most 0.01)."""

SEED = 2027
"""Any number would do; it never changes, so that a report can be made again."""

CONCENTRATION = 10
"""Of the Dirichlet distribution, a capability: an average weight then varies by about 30 % around what is written."""

LOWEST_PART, MIDDLE, HIGHEST_PART = Fraction(5, 100), Fraction(1, 2), Fraction(95, 100)
"""Between the first and the last of these parts lie nine of ten ranks."""


@dataclass(frozen=True)
class RankCertainty:
    """Where a capability ranks when weights and values move.

    `first_ten` is the share of draws in which it has a gap and is among the first ten. `rank_from`, `median` and
    `rank_to` are the least ranks that are not exceeded in 5, 50 and 95 % of the draws. They need not contain the rank
    printed: values often can move to one side only. `draws` and `seed` say how to get the same numbers again.
    """

    capability: str
    first_ten: Fraction
    rank_from: int
    median: int
    rank_to: int
    draws: int
    seed: int


def rank_certainty(
    card: ScoreCard, gaps: Iterable[Gap], importance: Importance, *, draws: int = DRAWS, seed: int = SEED
) -> tuple[RankCertainty, ...]:
    """How sure the ranks of these gaps are: the priorities in their order, then those at their target.

    Every capability with a score and a target takes part: one at its target today has a gap where its value is drawn
    below. In a draw the weights are Dirichlet distributed around those written (alpha = 10 n w / sum of w, for n
    capabilities that take part), each value is uniform in its score's range, and points = weight x gate factor x threat
    x gap share. A rank is one more than how many have more points; equal points, which only happen where a weight is
    too small to draw, stand in framework order. Those without a gap in a draw all have the last rank, n, and are not
    among the first ten, however few take part: there is nothing to do about them. Ranks are as in stochastic
    acceptability analysis (SMAA-2, Lahdelma and Salminen 2001). Raises ValueError for fewer than one draw.
    """
    if draws < 1:
        raise ValueError(f"{draws} draws: at least one is needed")
    gaps = tuple(gaps)
    order = {capability.id: place for place, capability in enumerate(importance.framework.capabilities)}
    known = sorted((gap for gap in gaps if gap.size is not None), key=lambda gap: order[gap.capability])
    if not known:
        return ()
    lacking, points = _drawn_points(card, known, importance, draws, np.random.Generator(np.random.PCG64(seed)))
    drawn = _ranks(points, lacking)
    first = np.count_nonzero((drawn <= FIRST) & lacking, axis=0)
    found = [_certainty(gap.capability, int(first[at]), drawn[:, at], seed) for at, gap in enumerate(known)]
    ranked = {one.capability: one.rank for one in rank_gaps(gaps, importance)}
    return tuple(sorted(found, key=lambda one: ranked.get(one.capability, len(order) + 1)))


def _drawn_points(
    card: ScoreCard, gaps: Sequence[Gap], importance: Importance, draws: int, generator: np.random.Generator
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Of each gap (column) in each draw (row): whether it is above zero, and its points."""
    capabilities = [gap.capability for gap in gaps]
    weights = _drawn_weights([importance.weight(one) for one in capabilities], draws, generator)
    values = _drawn_values([card[one] for one in capabilities], draws, generator)
    targets = np.array([float(gap.target.level) for gap in gaps if gap.target is not None])
    factors = np.array([float(importance.gate_factor(one) * importance.threat(one)) for one in capabilities])
    missing = np.maximum(targets - values, 0.0) / float(card.framework.main_scale.width)
    return missing > 0, weights * factors * missing


def _drawn_weights(weights: Sequence[Fraction], draws: int, generator: np.random.Generator) -> NDArray[np.float64]:
    part = CONCENTRATION * len(weights) / sum(weights, Fraction(0))
    drawn: NDArray[np.float64] = generator.dirichlet([float(weight * part) for weight in weights], size=draws)
    return drawn


def _drawn_values(scores: Sequence[Score], draws: int, generator: np.random.Generator) -> NDArray[np.float64]:
    low = np.array([float(one.low) for one in scores if one.low is not None])
    high = np.array([float(one.high) for one in scores if one.high is not None])
    places: NDArray[np.float64] = generator.random((draws, len(scores)))
    drawn: NDArray[np.float64] = low + (high - low) * places
    return drawn


def _ranks(points: NDArray[np.float64], lacking: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Ranks from 1 by points, row by row; equal ones in the order of their columns; without a gap the last of all."""
    count = points.shape[1]
    # A tiny weight may be drawn as nothing at all: what lacks something still stands before what lacks nothing.
    order = np.argsort(np.where(lacking, -points, 1.0), axis=1, kind="stable")
    ranks = np.empty(points.shape, dtype=np.int64)
    np.put_along_axis(ranks, order, np.broadcast_to(np.arange(1, count + 1), points.shape), axis=1)
    return np.where(lacking, ranks, count)


def _certainty(capability: str, first: int, ranks: NDArray[np.int64], seed: int) -> RankCertainty:
    draws = len(ranks)
    upto = np.cumsum(np.bincount(ranks))
    low, median, high = (int(np.searchsorted(upto, ceil(part * draws))) for part in (LOWEST_PART, MIDDLE, HIGHEST_PART))
    return RankCertainty(capability, Fraction(first, draws), low, median, high, draws, seed)
