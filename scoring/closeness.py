"""How close two sets of levels of the same questions lie to each other: counts, mean differences, a weighted kappa.

Levels are compared as shares of their question's scale, so that questions on unlike scales count alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.scales import Scale
from scoring.scorecard import ScoreCard
from scoring.scores import gate_step


@dataclass(frozen=True)
class Closeness:
    """How the second of two sets of levels lies to the first, question by question, all exact.

    Of the `compared` questions the second has the `same` level, or lies `lower` or `higher`; `within_one` of them
    differ by no more than one step of the main scale. `mean_difference` (second less first, with its sign) and
    `mean_distance` (without) are in levels of the main scale; None where nothing is compared.
    """

    compared: int
    same: int
    lower: int
    higher: int
    within_one: int
    mean_difference: Fraction | None
    mean_distance: Fraction | None
    kappa: Fraction | None
    """Cohen's kappa with squared weights: 1 where all levels are the same, 0 where they agree as often as chance would.

    None where nothing is compared, or where all levels of both sets are one and the same.
    """


def closeness(pairs: Sequence[tuple[Fraction, Fraction]], main: Scale, step: Fraction) -> Closeness:
    """Of the levels of each question in both sets, as shares; `step` is one step of the main scale as a share."""
    apart = [second - first for first, second in pairs]
    number = len(pairs)
    return Closeness(
        compared=number,
        same=sum(one == 0 for one in apart),
        lower=sum(one < 0 for one in apart),
        higher=sum(one > 0 for one in apart),
        within_one=sum(abs(one) <= step for one in apart),
        mean_difference=Fraction(sum(apart)) / number * main.width if number else None,
        mean_distance=Fraction(sum(map(abs, apart))) / number * main.width if number else None,
        kappa=_kappa(pairs) if number else None,
    )


def closeness_between(first: ScoreCard, second: ScoreCard, compared: Iterable[str]) -> Closeness:
    """Of the questions `compared` (by id) in two score cards of one framework; each must have a level in both."""
    framework = second.framework
    shares = [tuple(card.question_scores[id].share for card in (first, second)) for id in compared]
    pairs = [(one, other) for one, other in shares if one is not None and other is not None]
    return closeness(pairs, framework.main_scale, gate_step(framework))


def _kappa(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """One less the mean squared distance over the one of every level of one set with every level of the other."""
    number = len(pairs)
    firsts, seconds = zip(*pairs, strict=True)
    squares = sum(first * first + second * second for first, second in pairs)
    by_chance = Fraction(squares, number) - 2 * Fraction(sum(firsts) * sum(seconds), number * number)
    found = Fraction(sum((second - first) ** 2 for first, second in pairs), number)
    return None if by_chance == 0 else 1 - found / by_chance
