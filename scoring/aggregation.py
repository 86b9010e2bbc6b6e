"""How the children of a node make the node: four rules, gates, coverage. All is a share of a scale, 0 to 1, and exact.

The same rule is applied four times: to the value, to the lowest and highest it may be, and to what is evidenced. Value
and evidenced look at the children that are scored, low and high at all that apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import mul
from typing import NamedTuple

from questionnaire.policy import Aggregation
from questionnaire.scales import Scale
from scoring.scorecard import Coverage, Score

ZERO = Fraction(0)

Exact = int | Fraction
"""An exact number; a whole one is an int where `exact` gave it, for these are much faster."""


class Shares(NamedTuple):
    """The four numbers of a node that applies, as whole numbers over one common denominator.

    Whole numbers add and compare much faster than fractions; they need not be in lowest terms. Value and evidenced are
    None where nothing below the node is scored.
    """

    common: int
    value: int | None
    low: int
    high: int
    evidenced: int | None

    @staticmethod
    def of(value: Fraction | None, low: Fraction, high: Fraction, evidenced: Fraction | None) -> Shares:
        """The shares that these fractions are."""
        common = lcm(*[share.denominator for share in (value, low, high, evidenced) if share is not None])
        return Shares(
            common,
            None if value is None else int(value * common),
            int(low * common),
            int(high * common),
            None if evidenced is None else int(evidenced * common),
        )

    def over(self, multiple: int) -> tuple[int | None, int, int, int | None]:
        """The four numbers over a multiple of their denominator."""
        common, value, low, high, evidenced = self
        by = multiple // common
        return None if value is None else value * by, low * by, high * by, None if evidenced is None else evidenced * by


NO_SHARES = Shares(1, None, 0, 1, None)
"""A blank: no value, and anything from the lowest to the highest."""


@dataclass(frozen=True, eq=False)
class Node:
    """A scored node with what its parent needs to know of it. `shares` is None where nothing in it applies.

    `weakest` is the lowest node of those among which it is looked for: questions in a capability, above that
    capabilities.
    """

    score: Score
    shares: Shares | None
    weight: Exact = 1
    gate: bool = False
    stage: int | None = None
    children: tuple[Node, ...] = ()
    weakest: Node | None = None

    def leaves(self) -> Iterator[Node]:
        """The questions below the node, or the node itself where it is one."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


def exact(number: Fraction) -> Exact:
    """The same number as an int where it is whole."""
    return number.numerator if number.denominator == 1 else number


def weighted_mean(children: Sequence[tuple[Exact, Shares]]) -> Shares:
    """The weighted mean of each of the four shares; a child without a value counts in low and high only."""
    if len(children) == 1:
        return children[0][1]
    weights = _whole(tuple([weight for weight, _ in children]))
    commons, values, lows, highs, evidenced = zip(*[shares for _, shares in children], strict=True)
    common = lcm(*commons)
    factors = [weight * (common // one) for weight, one in zip(weights, commons, strict=True)]
    total, low, high = sum(weights), _sumprod(factors, lows), _sumprod(factors, highs)
    if None not in values:
        return Shares(common * total, _sumprod(factors, values), low, high, _sumprod(factors, evidenced))
    scored = sum([weight for weight, value in zip(weights, values, strict=True) if value is not None])
    if not scored:
        return Shares(common * total, None, low, high, None)
    # The value is a mean over fewer children than the range is; over the product of their weights stand both.
    value, shown = [total * _sumprod(factors, [one or 0 for one in column]) for column in (values, evidenced)]
    return Shares(common * total * scored, value, low * scored, high * scored, shown)


def _sumprod(factors: Iterable[int], numbers: Iterable[int]) -> int:
    """The sum of the products, pair by pair."""
    return sum(map(mul, factors, numbers))


@lru_cache(maxsize=1 << 12)
def _whole(weights: tuple[Exact, ...]) -> tuple[int, ...]:
    """Whole numbers in the same proportion as the weights."""
    common = lcm(*[weight.denominator for weight in weights])
    return tuple(int(weight * common) for weight in weights)


def lowest_of(nodes: Iterable[Node]) -> Node | None:
    """The node with the lowest share, the first of equals; None where none is scored."""
    scored = [(node.shares, node) for node in nodes if node.shares is not None and node.shares.value is not None]
    if len(scored) <= 1:
        return scored[0][1] if scored else None
    common = lcm(*[shares.common for shares, _ in scored])
    values = [(shares.value or 0) * (common // shares.common) for shares, _ in scored]
    return scored[values.index(min(values))][1]


def stage_reached(shares: Sequence[tuple[int, Fraction]], met_at: Fraction) -> int:
    """The highest stage that has a question and at or below which every question reaches the share `met_at`; else 0."""
    failed = min((stage for stage, share in shares if share < met_at), default=None)
    return max((stage for stage, _ in shares if failed is None or stage < failed), default=0)


def combine(
    rule: Aggregation, declared: Scale, children: Sequence[Node], met_at: Fraction
) -> tuple[Scale, Shares | None]:
    """The scale of a node and its four shares before any cap; None where no child applies.

    The scale is the declared one, but for a sum (from the least to the most that the applying children can add up to)
    and for stages (from 0 to the highest stage that has an applying question).
    """
    applying = [(child, child.shares) for child in children if child.shares is not None]
    return _RULES[rule](declared, applying, met_at) if applying else (declared, None)


_Applying = Sequence[tuple[Node, Shares]]


def _mean(declared: Scale, applying: _Applying, _: Fraction) -> tuple[Scale, Shares]:
    return declared, weighted_mean([(child.weight, shares) for child, shares in applying])


def _weakest(declared: Scale, applying: _Applying, _: Fraction) -> tuple[Scale, Shares]:
    common = lcm(*[shares.common for _, shares in applying])
    values, lows, highs, evidenced = zip(*[shares.over(common) for _, shares in applying], strict=True)
    return declared, Shares(common, _least(values), min(lows), min(highs), _least(evidenced))


def _least(numbers: Iterable[int | None]) -> int | None:
    return min([number for number in numbers if number is not None], default=None)


def _sum(_: Scale, applying: _Applying, __: Fraction) -> tuple[Scale, Shares]:
    """A sum of values on their own scales: a mean of shares, each weighing as much as its child can add."""
    scales = [(child.weight, child.score.scale) for child, _ in applying]
    scale = Scale(
        sum((weight * one.lowest for weight, one in scales), ZERO),
        sum((weight * one.highest for weight, one in scales), ZERO),
    )
    return scale, weighted_mean([(child.weight * child.score.scale.width, shares) for child, shares in applying])


def _staged(declared: Scale, applying: _Applying, met_at: Fraction) -> tuple[Scale, Shares | None]:
    leaves = [leaf for child, _ in applying for leaf in child.leaves()]
    staged = [(leaf.stage, leaf.shares) for leaf in leaves if leaf.stage is not None and leaf.shares is not None]
    if not staged:
        return declared, None
    highest = max(stage for stage, _ in staged)
    scale = Scale(ZERO, Fraction(highest))

    def reached(quantity: str) -> int | None:
        numbers = [(stage, getattr(shares, quantity), shares.common) for stage, shares in staged]
        known = [(stage, Fraction(number, common)) for stage, number, common in numbers if number is not None]
        return stage_reached(known, met_at) if known else None

    shares = Shares(highest, reached("value"), reached("low") or 0, reached("high") or 0, reached("evidenced"))
    return scale, shares


_RULES: Mapping[Aggregation, Callable[[Scale, _Applying, Fraction], tuple[Scale, Shares | None]]] = {
    Aggregation.MEAN: _mean,
    Aggregation.WEAKEST: _weakest,
    Aggregation.SUM: _sum,
    Aggregation.STAGED: _staged,
}


def capped(shares: Shares, gates: Sequence[Shares], step: Fraction) -> Shares:
    """The four shares held down by the gates: each at most the lowest gate's plus one step of the main scale.

    A gate without a number (blank, dropped) does not cap that number.
    """
    if not gates:
        return shares
    common = lcm(shares.common, step.denominator, *[gate.common for gate in gates])
    one_step = step.numerator * (common // step.denominator)
    value, low, high, evidenced = shares.over(common)
    values, lows, highs, shown = zip(*[gate.over(common) for gate in gates], strict=True)
    return Shares(
        common,
        None if value is None else _at_most(value, values, one_step),
        _at_most(low, lows, one_step),
        _at_most(high, highs, one_step),
        None if evidenced is None else _at_most(evidenced, shown, one_step),
    )


def _at_most(share: int, gates: Sequence[int | None], step: int) -> int:
    lowest = _least(gates)
    return share if lowest is None else min(share, lowest + step)


def total_coverage(parts: Sequence[Coverage]) -> Coverage:
    """The coverage of a node: that of its children added up."""
    return parts[0] if len(parts) == 1 else Coverage(*map(sum, zip(*parts, strict=True)))
