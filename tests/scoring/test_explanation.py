from __future__ import annotations

from fractions import Fraction

import pytest

from questionnaire.answers import Disputed, NotApplicable, NotKnown, Reply
from questionnaire.conditions import LevelCondition
from questionnaire.framework import WHOLE
from questionnaire.policy import NotApplicableRule, NotKnownRule, Policy
from scoring.explanation import NodeKind, Standing, explain
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, framework, question, section


@pytest.mark.parametrize(
    ("reply", "policy", "standing"),
    [
        (3, Policy(), Standing.LEVEL),
        (None, Policy(), Standing.BLANK),
        (Disputed(Fraction(1), Fraction(2)), Policy(), Standing.DISPUTED),
        (NotKnown(), Policy(), Standing.NOT_KNOWN_LOWEST),
        (NotKnown(), Policy(not_known=NotKnownRule.DROP), Standing.NOT_KNOWN_LEFT_OUT),
        (NotApplicable("none"), Policy(), Standing.NOT_APPLICABLE_DROPPED),
        (NotApplicable("none"), Policy(not_applicable=NotApplicableRule.LOWEST), Standing.NOT_APPLICABLE_LOWEST),
        (
            NotApplicable("none"),
            Policy(not_applicable=NotApplicableRule.AS_LEVEL, not_applicable_level=Fraction(2)),
            Standing.NOT_APPLICABLE_AS_LEVEL,
        ),
    ],
)
def test_a_question_says_which_policy_touched_it(reply: Reply | int | None, policy: Policy, standing: Standing) -> None:
    tree = framework(section("S", capability("A")), policy=policy)
    card = score_dossier(dossier(tree, answer("A", reply)))
    explanation = explain(card, "A", NodeKind.QUESTION)
    assert explanation.standing is standing
    assert explanation.score == card.question_scores["A"]


def test_the_tree_goes_down_to_the_questions_asked() -> None:
    undecided = question("A.q2", asked_when=LevelCondition("B", at_least=Fraction(1)))
    hidden = question("A.q3", asked_when=LevelCondition("A.q1", at_least=Fraction(3)))
    tree = framework(section("S", capability("A", question("A.q1"), undecided, hidden), capability("B")))
    explanation = explain(score_dossier(dossier(tree, answer("A.q1", 1))), WHOLE)
    assert [one.node for one in explanation.children] == ["S"]
    assert [leaf.node for leaf in explanation.leaves()] == ["A.q1", "A.q2", "B"]
    assert [leaf.standing for leaf in explanation.leaves()] == [Standing.LEVEL, Standing.UNDECIDED, Standing.BLANK]


def test_an_id_means_the_capability_unless_the_question_is_asked_for() -> None:
    card = score_dossier(dossier(framework(section("S", capability("A"))), answer("A", 1)))
    assert explain(card, "A").kind is NodeKind.CAPABILITY
    assert explain(card, "A", NodeKind.QUESTION).kind is NodeKind.QUESTION
    with pytest.raises(KeyError):
        explain(card, "Z")


def test_a_cap_is_told_with_the_value_before_it() -> None:
    tree = framework(section("S", capability("A", gate=True), capability("B"), capability("C")))
    card = score_dossier(dossier(tree, answer("A", 0), answer("B", 4), answer("C", 4)))
    explanation = explain(card, "S")
    assert explanation.before_cap == Fraction(8, 3)
    assert explanation.score.value == 1
    assert explanation.score.cap is not None and explanation.score.cap.gate == "A"
    assert sum(child.contribution or 0 for child in explanation.children) == Fraction(8, 3)
