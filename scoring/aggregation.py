"""How the children of a node make the node: four rules, gates, coverage. All is a share of a scale, 0 to 1, and exact.

The same rule is applied four times: to the value, to the lowest and highest it may be, and to what is evidenced. Value
and evidenced look at the children that are scored, low and high at all that apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from questionnaire.framework import Aggregation, Scale
from scoring.scorecard import Coverage, Score

ZERO, ONE = Fraction(0), Fraction(1)

Weight = int | Fraction
Weighted = tuple[Weight, Fraction]
"""A weight and a share."""


class Shares(NamedTuple):
    """The four numbers of a node that applies. Value and evidenced are None where nothing below it is scored."""

    value: Fraction | None
    low: Fraction
    high: Fraction
    evidenced: Fraction | None


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A scored node with what its parent needs to know of it. `shares` is None where nothing in it applies.

    `weakest` is the lowest node of those among which it is looked for: questions in a capability, above that
    capabilities.
    """

    score: Score
    shares: Shares | None
    weight: Weight = 1
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


def weighted_mean(shares: Sequence[Weighted]) -> Fraction | None:
    """The weighted mean of shares; None of nothing. One common denominator: whole numbers add faster than fractions."""
    if not shares:
        return None
    ratios = [(weight, *share.as_integer_ratio()) for weight, share in shares]
    common = lcm(*[denominator for _, _, denominator in ratios])
    total = sum([weight * (numerator * (common // denominator)) for weight, numerator, denominator in ratios])
    return Fraction(total, common * sum([weight for weight, _, _ in ratios]))


def exact(weight: Fraction) -> Weight:
    """The same weight as a whole number where it is one."""
    return weight.numerator if weight.denominator == 1 else weight


def lowest(shares: Sequence[Weighted]) -> Fraction | None:
    """The lowest share, whatever the weights; None of nothing."""
    return min((share for _, share in shares), default=None)


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


def _four(rule: Callable[[Sequence[Weighted]], Fraction | None], weighted: Sequence[tuple[Weight, Shares]]) -> Shares:
    return Shares(
        rule([(weight, shares.value) for weight, shares in weighted if shares.value is not None]),
        rule([(weight, shares.low) for weight, shares in weighted]) or ZERO,
        rule([(weight, shares.high) for weight, shares in weighted]) or ZERO,
        rule([(weight, shares.evidenced) for weight, shares in weighted if shares.evidenced is not None]),
    )


def _mean(declared: Scale, applying: _Applying, _: Fraction) -> tuple[Scale, Shares]:
    return declared, _four(weighted_mean, [(child.weight, shares) for child, shares in applying])


def _weakest(declared: Scale, applying: _Applying, _: Fraction) -> tuple[Scale, Shares]:
    return declared, _four(lowest, [(child.weight, shares) for child, shares in applying])


def _sum(_: Scale, applying: _Applying, __: Fraction) -> tuple[Scale, Shares]:
    """A sum of values on their own scales is a mean of shares, each weighing as much as its child can add to the sum."""
    scales = [(child.weight, child.score.scale) for child, _ in applying]
    scale = Scale(
        sum((weight * one.lowest for weight, one in scales), ZERO),
        sum((weight * one.highest for weight, one in scales), ZERO),
    )
    return scale, _four(weighted_mean, [(sum_weight(child), shares) for child, shares in applying])


def sum_weight(child: Node) -> Weight:
    """How much a child can add to a sum: its weight times the width of its scale."""
    return exact(child.weight * (child.score.scale.highest - child.score.scale.lowest))


def _staged(declared: Scale, applying: _Applying, met_at: Fraction) -> tuple[Scale, Shares | None]:
    leaves = [leaf for child, _ in applying for leaf in child.leaves()]
    staged = [(leaf.stage, leaf.shares) for leaf in leaves if leaf.stage is not None and leaf.shares is not None]
    if not staged:
        return declared, None
    scale = Scale(ZERO, Fraction(max(stage for stage, _ in staged)))

    def reached(quantity: str) -> Fraction | None:
        known = [(stage, getattr(shares, quantity)) for stage, shares in staged]
        known = [(stage, share) for stage, share in known if share is not None]
        return scale.share(Fraction(stage_reached(known, met_at))) if known else None

    return scale, Shares(reached("value"), reached("low") or ZERO, reached("high") or ZERO, reached("evidenced"))


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
    values, lows, highs, evidenced = zip(*gates, strict=True)
    return Shares(
        _at_most(shares.value, values, step),
        _at_most(shares.low, lows, step) or ZERO,
        _at_most(shares.high, highs, step) or ZERO,
        _at_most(shares.evidenced, evidenced, step),
    )


def _at_most(share: Fraction | None, gates: Sequence[Fraction | None], step: Fraction) -> Fraction | None:
    known = [gate for gate in gates if gate is not None]
    return share if share is None or not known else min(share, min(known) + step)


def total_coverage(parts: Sequence[Coverage]) -> Coverage:
    """The coverage of a node: that of its children added up."""
    return Coverage(
        sum([part.counted for part in parts]),
        sum([part.asked for part in parts]),
        sum([part.answered for part in parts]),
        sum([part.not_applicable for part in parts]),
        sum([part.not_known for part in parts]),
        sum([part.disputed for part in parts]),
        sum([part.hidden for part in parts]),
    )
