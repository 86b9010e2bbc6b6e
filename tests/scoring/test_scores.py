from __future__ import annotations

from fractions import Fraction

from questionnaire.answers import EvidenceLink, LevelReached, NotApplicable, OptionGiven
from questionnaire.conditions import LevelCondition
from questionnaire.framework import WHOLE
from questionnaire.policy import Aggregation, Strength
from scoring.scores import gate_step, score_agreements, score_dossier
from tests.examples import (
    answer,
    capability,
    choice,
    dossier,
    evidence,
    framework,
    question,
    scale,
    section,
)


def test_a_capability_and_its_only_question_may_share_an_id() -> None:
    yes_no = question("A", choice("A", {"no": 0, "yes": 1}), scale=scale(0, 1))
    tree = framework(section("S", capability("A", yes_no)))
    card = score_dossier(dossier(tree, answer("A", LevelReached(OptionGiven("yes")))))
    assert card["A"].value == 4
    assert card["A"].weakest == "A"
    assert card.question_scores["A"].value == 1


def test_the_quick_way_for_one_question_is_the_long_way() -> None:
    """A sum of one question on its own scale takes the long way: same numbers."""
    quick = framework(section("S", capability("A")))
    long = framework(section("S", capability("A", aggregation=Aggregation.SUM)))
    for reply in (3, NotApplicable("none"), None):
        first, second = (score_dossier(dossier(tree, answer("A", reply)))["A"] for tree in (quick, long))
        assert first == second


def test_a_hidden_question_is_not_on_the_card() -> None:
    hidden = question("B", asked_when=LevelCondition("A", at_least=Fraction(3)))
    card = score_dossier(
        dossier(framework(section("S", capability("A"), capability("B", hidden))), answer("A", 1), answer("B", 4))
    )
    assert card.asked == ("A",)
    assert "B" not in card.question_scores
    assert card["B"].value is None
    assert card[WHOLE].coverage.hidden == 1


def test_proposals_make_a_draft() -> None:
    tree = framework(section("S", capability("A")))
    alone = dossier(tree, answer("A", 2))
    room = dossier(tree, answer("A", 2), answer("A", 3, participant="P2"))
    assert not score_dossier(alone).proposals
    assert score_dossier(room).proposals
    assert score_dossier(room)["A"].value == 2


def test_the_register_of_evidence_is_read() -> None:
    tree = framework(section("S", capability("A")))
    given = answer("A", 4, evidence=[EvidenceLink("E1")])
    assert score_dossier(dossier(tree, given, evidence=[evidence("E1", Strength.STATED)]))["A"].evidenced == 2
    stronger = dossier(tree, given, evidence=[evidence("E1", Strength.OBSERVED_IN_USE)])
    assert score_dossier(stronger)["A"].evidenced == 4


def test_a_step_of_a_gate_is_one_level_of_the_main_scale() -> None:
    assert gate_step(framework(section("S", capability("A")))) == Fraction(1, 4)
    assert gate_step(framework(section("S", capability("A")), levels=2)) == 1


def test_nothing_answered_is_no_score_but_a_range() -> None:
    score = score_agreements(framework(section("S", capability("A"))), [])[WHOLE]
    assert (score.value, score.low, score.high, score.evidenced) == (None, 0, 4, None)
    assert score.provisional


def test_nothing_that_applies_is_nothing_provisional() -> None:
    card = score_dossier(dossier(framework(section("S", capability("A"))), answer("A", NotApplicable("no coast"))))
    assert card[WHOLE].coverage.share is None
    assert not card[WHOLE].provisional
