from __future__ import annotations

from fractions import Fraction

from questionnaire.answers import Disputed, NotApplicable, NotKnown
from questionnaire.conditions import LevelCondition
from questionnaire.intentions import Target
from questionnaire.needs import Every, NothingNeeded
from questionnaire.policy import Aggregation
from scoring.gaps import current_level, find_gaps, is_plannable, step_needs
from scoring.scores import score_dossier
from tests.examples import answer, at_level, capability, dossier, framework, question, scale, section

TREE = framework(
    section(
        "S",
        capability("A", question("A.q1"), question("A.q2")),
        capability("B"),
        capability("C", aggregation=Aggregation.SUM, scale=scale()),
        capability("D", question("D", asked_when=LevelCondition("B", at_least=Fraction(1)))),
    )
)


def test_a_step_needs_each_asked_question_in_its_own_way() -> None:
    card = score_dossier(dossier(TREE, answer("A.q1", 3), answer("A.q2", 1)))
    needs = step_needs(card, "A", 2)
    assert [(one.question, one.need) for one in needs.questions] == [
        ("A.q1", NothingNeeded()),
        ("A.q2", Every(("A.q2.2a",))),
    ]
    assert needs.unmet == ("A.q2.2a",)
    assert not needs.nothing_needed
    assert not needs.blocked


def test_criteria_ticked_above_the_level_leave_a_new_look() -> None:
    ticked = at_level(1, met=["A.q2.1a", "A.q2.2a"])
    card = score_dossier(dossier(TREE, answer("A.q1", 3), answer("A.q2", ticked)))
    assert step_needs(card, "A", 2).nothing_needed


def test_what_does_not_apply_is_left_out_of_a_step() -> None:
    card = score_dossier(dossier(TREE, answer("A.q1", 1), answer("A.q2", NotApplicable("none"))))
    assert [one.question for one in step_needs(card, "A", 2).questions] == ["A.q1"]


def test_criteria_of_a_question_not_sure_to_be_asked_are_to_verify() -> None:
    card = score_dossier(dossier(TREE, answer("B", NotKnown()), answer("D", 3)))
    needs = step_needs(card, "D", 1)
    assert needs.unmet == ("D.1a",)
    assert needs.to_verify == {"D.1a"}


def test_criteria_of_an_answer_that_may_yet_be_hidden_are_to_verify() -> None:
    hanging = question("B", asked_when=LevelCondition("A", at_most=Fraction(1)))
    tree = framework(section("S", capability("A"), capability("B", hanging)))
    card = score_dossier(dossier(tree, answer("A", Disputed(Fraction(1), Fraction(3))), answer("B", 2)))
    needs = step_needs(card, "B", 3)
    assert needs.unmet == ("B.3a",)
    assert needs.to_verify == {"B.3a"}


def test_only_capabilities_on_the_main_scale_have_targets() -> None:
    assert [is_plannable(TREE, one) for one in TREE.capabilities] == [True, True, False, True]
    card = score_dossier(dossier(TREE, answer("C", 1)))
    targets = {"C": Target("C", 3), "gone": Target("gone", 2)}
    assert [gap.capability for gap in find_gaps(card, targets)] == ["A", "B", "D"]
    assert all(gap.unanswered for gap in find_gaps(card, targets))


def test_the_current_level_is_the_value_floored() -> None:
    card = score_dossier(dossier(TREE, answer("A.q1", 3), answer("A.q2", 2)))
    assert current_level(card, "A") == 2
    assert current_level(card, "B") is None


def test_no_target_no_gap_and_an_unanswered_one_keeps_its_target() -> None:
    card = score_dossier(dossier(TREE, answer("B", 2), answer("D", 0)))
    gaps = {gap.capability: gap for gap in find_gaps(card, {"A": Target("A", 3), "D": Target("D", 1)})}
    assert "B" not in gaps
    assert gaps["A"].unanswered and gaps["A"].target == Target("A", 3) and gaps["A"].size is None
    assert gaps["D"].size == 1 and gaps["D"].share == Fraction(1, 4)
