from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from questionnaire.framework import WHOLE
from scoring.explanation import Explanation, explain
from scoring.recomputation import Numbers, recompute
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, framework, section

TREE = framework(section("S", capability("A"), capability("B", weight=Fraction(3))))
CARD = score_dossier(dossier(TREE, answer("A", 1), answer("B", 3)))


def test_the_numbers_are_made_from_the_leaves_not_copied() -> None:
    """A leaf that is changed changes the whole: the scores above it in the tree are not read."""
    explanation = explain(CARD, WHOLE)
    assert recompute(explanation) == Numbers(Fraction(5, 2), Fraction(2), Fraction(3), Fraction(1))
    assert recompute(raised(explanation, "A", Fraction(4))).value == Fraction(13, 4)


def raised(explanation: Explanation, node: str, value: Fraction) -> Explanation:
    if not explanation.children:
        return (
            replace(explanation, score=replace(explanation.score, value=value))
            if explanation.node == node
            else explanation
        )
    return replace(explanation, children=tuple(raised(child, node, value) for child in explanation.children))
