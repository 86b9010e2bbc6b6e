"""How far a room agrees over all its questions: Krippendorff's alpha, ordinal, exact.

Krippendorff, K. (2011), Computing Krippendorff's alpha-reliability: 1 - observed / expected disagreement, where two
levels disagree by the square of how many replies lie between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from questionnaire.answers import LevelReached
from questionnaire.assessment import Dossier
from questionnaire.consensus import answers_by_question, replies_to
from questionnaire.levels import level_of
from questionnaire.routing import Routing


@dataclass(frozen=True)
class RoomAgreement:
    """Alpha of the revealed replies: 1 is full agreement, 0 what chance alone would give, below 0 worse than that.

    It is None where all levels are equal: nothing then tells agreement from chance. `questions` of the main scale have
    two or more levels, `replies` in all; the others take no part.
    """

    alpha: Fraction | None
    questions: int
    replies: int


def room_agreement(dossier: Dossier, routing: Routing) -> RoomAgreement:
    """The agreement of the room over the questions asked on the main scale. Recorded outcomes do not change it."""
    answers, main = answers_by_question(dossier), dossier.framework.main_scale
    units = []
    for question in dossier.framework.questions:
        if question.scale == main and question.id in routing.asked_ids:
            replies = replies_to(dossier, question, answers.get(question.id, ()))
            units.append([level_of(question, one.given) for one in replies if isinstance(one, LevelReached)])
    paired = [levels for levels in units if len(levels) > 1]
    return RoomAgreement(ordinal_alpha(paired), len(paired), sum(map(len, paired)))


def ordinal_alpha(units: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """Krippendorff's alpha of levels given to several units, by whomever; None where no two levels differ.

    A unit with fewer than two levels takes no part: nobody can agree or disagree there.
    """
    paired = [Counter(levels) for levels in units if len(levels) > 1]
    totals = sum(paired, Counter[Fraction]())
    if len(totals) < 2:
        return None
    ranks = _middle_ranks(totals)
    expected = _disagreement(totals, ranks) / (totals.total() - 1)
    observed = sum((_disagreement(unit, ranks) / (unit.total() - 1) for unit in paired), Fraction(0))
    return 1 - observed / expected


def _middle_ranks(totals: Counter[Fraction]) -> dict[Fraction, Fraction]:
    """Where the middle of each level lies among all levels given.

    Between two levels lie half of the replies of each and all those in between: the difference of their middles.
    """
    levels = sorted(totals)
    up_to = accumulate(totals[level] for level in levels)
    return {level: end - Fraction(totals[level], 2) for level, end in zip(levels, up_to, strict=True)}


def _disagreement(levels: Counter[Fraction], ranks: dict[Fraction, Fraction]) -> Fraction:
    """The squared distances between the ranks of all ordered pairs."""
    pairs = ((one, other) for one in levels for other in levels)
    return sum((levels[one] * levels[other] * (ranks[one] - ranks[other]) ** 2 for one, other in pairs), Fraction(0))
