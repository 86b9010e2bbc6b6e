from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.scorecard import Coverage, Score
from scoring.scores import score_agreements
from tests.examples import capability, framework, scale, section


def test_the_share_of_a_score_and_of_a_coverage() -> None:
    score = Score("A", scale(1, 5), Fraction(2), None, None, None, Coverage(counted=3, asked=4))
    assert score.share == Fraction(1, 4)
    assert score.coverage.share == Fraction(3, 4)
    assert Coverage().share is None


def test_a_card_knows_its_nodes_and_no_others() -> None:
    card = score_agreements(framework(section("S", capability("A"))), [])
    assert card["*"].value is None
    with pytest.raises(KeyError):
        card["Z"]
