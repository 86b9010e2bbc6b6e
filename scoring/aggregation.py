"""How the children of a node make the node: four rules, gates, coverage. All is a share of a scale, 0 to 1, and exact.

The same rule is applied four times: to the value, to the lowest and highest it may be, and to what is evidenced. Value
and evidenced look at the children that are scored, low and high at all that apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import NamedTuple

from questionnaire.policy import Aggregation
from questionnaire.scales import Scale
from scoring.scorecard import Coverage, Score

ZERO, ONE = Fraction(0), Fraction(1)

Weight = int | Fraction


class Shares(NamedTuple):
    """The four numbers of a node that applies. Value and evidenced are None where nothing below it is scored."""

    value: Fraction | None
    low: Fraction
    high: Fraction
    evidenced: Fraction | None


NO_SHARES = Shares(None, ZERO, ONE, None)
"""A blank: no value, and anything from the lowest to the highest."""


class Numerators(NamedTuple):
    """The four shares over one common denominator: whole numbers add and compare much faster than fractions."""

    common: int
    value: int | None
    low: int
    high: int
    evidenced: int | None


@dataclass(frozen=True, eq=False)
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

    @cached_property
    def numerators(self) -> Numerators:
        """The shares over their common denominator; a node that does not apply counts as blank."""
        ratios = [None if share is None else share.as_integer_ratio() for share in self.shares or NO_SHARES]
        common = lcm(*[ratio[1] for ratio in ratios if ratio is not None])
        value, low, high, evidenced = [ratio and ratio[0] * (common // ratio[1]) for ratio in ratios]
        return Numerators(common, value, low or 0, high or 0, evidenced)


def exact(weight: Fraction) -> Weight:
    """The same weight as a whole number where it is one."""
    return weight.numerator if weight.denominator == 1 else weight


def weighted_mean(children: Sequence[tuple[Weight, Node]]) -> Shares:
    """The weighted mean of each of the four shares; a child without a value counts in low and high only."""
    if len(children) == 1:
        return children[0][1].shares or NO_SHARES
    common = lcm(*[child.numerators.common for _, child in children])
    parts = [(weight * (common // child.numerators.common), child.numerators) for weight, child in children]
    total = common * sum([weight for weight, _ in children])
    low = Fraction(sum([weight * part.low for weight, part in parts]), total)
    high = Fraction(sum([weight * part.high for weight, part in parts]), total)
    scored = common * sum([weight for weight, child in children if child.numerators.value is not None])
    if not scored:
        return Shares(None, low, high, None)
    return Shares(
        Fraction(sum([weight * part.value for weight, part in parts if part.value is not None]), scored),
        low,
        high,
        Fraction(sum([weight * part.evidenced for weight, part in parts if part.evidenced is not None]), scored),
    )


def lowest_of(nodes: Sequence[Node]) -> Node | None:
    """The node with the lowest share, the first of equals; None where none is scored."""
    scored = [(node.numerators, node) for node in nodes if node.numerators.value is not None]
    if len(scored) <= 1:
        return scored[0][1] if scored else None
    common = lcm(*[numerators.common for numerators, _ in scored])
    return min(scored, key=lambda one: (one[0].value or 0) * (common // one[0].common))[1]


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
    applying = [child for child in children if child.shares is not None]
    return _RULES[rule](declared, applying, met_at) if applying else (declared, None)


def _mean(declared: Scale, applying: Sequence[Node], _: Fraction) -> tuple[Scale, Shares]:
    return declared, weighted_mean([(child.weight, child) for child in applying])


def _weakest(declared: Scale, applying: Sequence[Node], _: Fraction) -> tuple[Scale, Shares]:
    shares = [child.shares for child in applying if child.shares is not None]
    return declared, Shares(
        min((one.value for one in shares if one.value is not None), default=None),
        min(one.low for one in shares),
        min(one.high for one in shares),
        min((one.evidenced for one in shares if one.evidenced is not None), default=None),
    )


def _sum(_: Scale, applying: Sequence[Node], __: Fraction) -> tuple[Scale, Shares]:
    """A sum of values on their own scales: a mean of shares, each weighing as much as its child can add."""
    scales = [(child.weight, child.score.scale) for child in applying]
    scale = Scale(
        sum((weight * one.lowest for weight, one in scales), ZERO),
        sum((weight * one.highest for weight, one in scales), ZERO),
    )
    return scale, weighted_mean([(exact(child.weight * child.score.scale.width), child) for child in applying])


def _staged(declared: Scale, applying: Sequence[Node], met_at: Fraction) -> tuple[Scale, Shares | None]:
    leaves = [leaf for child in applying for leaf in child.leaves()]
    staged = [(leaf.stage, leaf.shares) for leaf in leaves if leaf.stage is not None and leaf.shares is not None]
    if not staged:
        return declared, None
    scale = Scale(ZERO, Fraction(max(stage for stage, _ in staged)))

    def reached(quantity: str) -> Fraction | None:
        known = [(stage, getattr(shares, quantity)) for stage, shares in staged]
        known = [(stage, share) for stage, share in known if share is not None]
        return scale.share(Fraction(stage_reached(known, met_at))) if known else None

    return scale, Shares(reached("value"), reached("low") or ZERO, reached("high") or ZERO, reached("evidenced"))


_RULES: Mapping[Aggregation, Callable[[Scale, Sequence[Node], Fraction], tuple[Scale, Shares | None]]] = {
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
    if share is None or not known:
        return share
    lowest = min(known)
    return share if share <= lowest else min(share, lowest + step)


def total_coverage(parts: Sequence[Coverage]) -> Coverage:
    """The coverage of a node: that of its children added up."""
    if len(parts) == 1:
        return parts[0]
    return Coverage(
        counted=sum([part.counted for part in parts]),
        asked=sum([part.asked for part in parts]),
        answered=sum([part.answered for part in parts]),
        not_applicable=sum([part.not_applicable for part in parts]),
        not_known=sum([part.not_known for part in parts]),
        disputed=sum([part.disputed for part in parts]),
        hidden=sum([part.hidden for part in parts]),
    )
