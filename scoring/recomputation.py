"""The numbers of a score made again from its explanation.

This shares no code with `scores`: it is plain arithmetic on the tree, as a reader would do it by hand, or a workbook by
formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from questionnaire.policy import Aggregation
from scoring.explanation import Explanation, NodeKind


class Numbers(NamedTuple):
    """The four numbers of a node on its own scale."""

    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    evidenced: Fraction | None


def recompute(explanation: Explanation) -> Numbers:
    """The four numbers of a node, made again from its questions by the rules that the tree states."""
    if explanation.kind is NodeKind.QUESTION:
        score = explanation.score
        return Numbers(score.value, score.low, score.high, score.evidenced)
    children = [(child, recompute(child)) for child in explanation.children]
    columns = [[(child, numbers[place]) for child, numbers in children] for place in range(4)]
    if explanation.rule is Aggregation.STAGED:
        leaves = [leaf for leaf in explanation.leaves() if leaf.stage is not None]
        shares = [_stage_share(explanation, [(leaf, recompute(leaf)[place]) for leaf in leaves]) for place in range(4)]
    else:
        shares = [_share_by_rule(explanation.rule, _shares(column)) for column in columns]
    capped = [_held_down(explanation, share, _shares(column)) for share, column in zip(shares, columns, strict=True)]
    low, high = explanation.scale.lowest, explanation.scale.highest
    return Numbers(*(None if share is None else low + share * (high - low) for share in capped))


_Shares = Sequence[tuple[Explanation, Fraction]]


def _shares(column: Sequence[tuple[Explanation, Fraction | None]]) -> _Shares:
    return [
        (child, (number - child.scale.lowest) / (child.scale.highest - child.scale.lowest))
        for child, number in column
        if number is not None
    ]


def _share_by_rule(rule: Aggregation | None, shares: _Shares) -> Fraction | None:
    if not shares:
        return None
    if rule is Aggregation.WEAKEST:
        return min(share for _, share in shares)
    by_width = rule is Aggregation.SUM
    weights = [child.weight * (child.scale.highest - child.scale.lowest if by_width else 1) for child, _ in shares]
    weighed = (weight * share for weight, (_, share) in zip(weights, shares, strict=True))
    return sum(weighed, Fraction(0)) / sum(weights)


def _stage_share(explanation: Explanation, leaves: Sequence[tuple[Explanation, Fraction | None]]) -> Fraction | None:
    shares = [(leaf.stage or 0, share) for leaf, share in _shares(leaves)]
    if not shares:
        return None
    passed = [
        stage for stage, _ in shares if all(share >= explanation.met_at for other, share in shares if other <= stage)
    ]
    return Fraction(max(passed, default=0)) / explanation.scale.highest


def _held_down(explanation: Explanation, share: Fraction | None, children: _Shares) -> Fraction | None:
    gates = [gate for child, gate in children if child.gate]
    return min(share, min(gates) + explanation.gate_step) if share is not None and gates else share
