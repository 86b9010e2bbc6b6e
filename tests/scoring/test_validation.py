from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.answers import (
    AgreementKind,
    Disputed,
    LevelReached,
    NotApplicable,
    NotKnown,
    RecordedAgreement,
)
from questionnaire.assessment import Dossier
from questionnaire.conditions import LevelCondition
from questionnaire.framework import WHOLE, Framework
from scoring.scores import score_dossier
from scoring.validation import compare_validation
from tests.examples import answer, at_level, capability, dossier, framework, question, section
from tests.scoring.trees import Case, cases, replies

TREE = framework(
    section("S", capability("A"), capability("B", gate=True), capability("C")), section("T", capability("D"))
)


def validated(of: Dossier, **levels: Any) -> Dossier:
    found = {
        id: RecordedAgreement(id, at_level(reply) if isinstance(reply, int) else reply) for id, reply in levels.items()
    }
    return replace(of, validated=found)


OWN = dossier(TREE, answer("A", 4), answer("B", 3), answer("C", 2), answer("D", NotKnown()))


def test_the_mission_has_its_own_scores() -> None:
    of = validated(OWN, A=2, D=1)
    card = score_dossier(of, AgreementKind.VALIDATED)
    assert (card["A"].value, card["B"].value, card["D"].value, card["S"].value) == (2, None, 1, 2)
    assert not card.proposals
    assert score_dossier(of).scores == score_dossier(OWN).scores


def test_question_by_question() -> None:
    found = compare_validation(validated(OWN, A=2, C=3, D=1)).questions
    assert [(id, one.own_level, one.validated_level, one.difference) for id, one in found.items()] == [
        ("A", 4, 2, -2),
        ("B", 3, None, None),
        ("C", 2, 3, 1),
        ("D", None, 1, None),
    ]


def test_what_was_not_looked_at_is_listed() -> None:
    found = compare_validation(validated(OWN, A=2, D=NotKnown()))
    assert found.not_looked_at == ("B", "C")
    assert found.compared == ("A",)
    whole = found.nodes[WHOLE]
    assert (whole.both, whole.looked_at, whole.asked) == (1, 2, 4)


def test_like_for_like_stands_beside_as_reported() -> None:
    section_s = compare_validation(validated(OWN, A=2, C=3)).nodes["S"]
    assert (section_s.own, section_s.validated) == (3, Fraction(5, 2))
    assert (section_s.like_own, section_s.like_validated, section_s.difference) == (3, Fraction(5, 2), Fraction(-1, 2))
    assert (section_s.both, section_s.asked) == (2, 3)
    assert compare_validation(validated(OWN, A=2)).nodes["T"].difference is None


def test_a_gate_caps_only_where_both_have_it() -> None:
    of = dossier(TREE, answer("A", 4), answer("B", 0), answer("C", 4))
    assert compare_validation(of).nodes["S"].own == 1
    without = compare_validation(validated(of, A=4, C=3)).nodes["S"]
    assert (without.like_own, without.like_validated) == (4, Fraction(7, 2))
    both = compare_validation(validated(of, A=4, B=2, C=3)).nodes["S"]
    assert (both.like_own, both.like_validated) == (1, 3)


def test_a_question_that_hangs_on_one_not_looked_at_is_compared_all_the_same() -> None:
    hanging = question("B", asked_when=LevelCondition("A", at_least=Fraction(2)))
    tree = framework(section("S", capability("A"), capability("B", hanging), capability("C")))
    of = dossier(tree, answer("A", 3), answer("B", 4), answer("C", 1))
    found = compare_validation(validated(of, B=2))
    assert found.compared == ("B",)
    assert (found.nodes["S"].like_own, found.nodes["S"].like_validated) == (4, 2)
    hidden = compare_validation(validated(of, A=1, B=2))
    assert hidden.questions["B"].validated_level is None
    assert hidden.compared == ("A",)


def test_a_dispute_or_another_reply_is_no_level_to_compare() -> None:
    of = dossier(TREE, answer("A", Disputed(Fraction(1), Fraction(3))), answer("B", 3), answer("C", 2))
    found = compare_validation(validated(of, A=2, B=NotApplicable("none"), C=2))
    assert found.compared == ("C",)
    assert found.nodes[WHOLE].difference == 0


def test_the_same_outcomes_do_not_differ() -> None:
    of = dossier(TREE, answer("A", 1), answer("B", 3), answer("C", 2), answer("D", 4))
    found = compare_validation(validated(of, A=1, B=3, C=2, D=4))
    assert {one.difference for one in found.nodes.values()} == {0}
    assert all(one.own == one.validated == one.like_own for one in found.nodes.values())


LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def seen(draw: Any) -> tuple[Case, Dossier]:
    case = draw(cases())
    outcomes = {one.id: draw(replies(one)) for one in case.framework.questions}
    kept = {id: RecordedAgreement(id, reply) for id, reply in outcomes.items() if reply is not None}
    return case, replace(case.dossier(), validated=kept)


@LAW
@given(seen())
def test_both_sides_are_scored_on_the_same_questions(both: tuple[Case, Dossier]) -> None:
    case, of = both
    found = compare_validation(of)
    for id in found.compared:
        outcomes = found.questions[id]
        assert outcomes.own is not None and isinstance(outcomes.own.reply, LevelReached)
    for node in found.nodes.values():
        assert node.both <= node.looked_at <= node.asked
        assert (node.like_own is None) == (node.like_validated is None)
        assert node.both or node.like_own is None
        if node.like_own is not None and node.like_validated is not None:
            assert node.scale.lowest <= node.like_own <= node.scale.highest
            assert node.scale.lowest <= node.like_validated <= node.scale.highest


@LAW
@given(cases())
def test_outcomes_equal_to_the_groups_make_no_difference(case: Case) -> None:
    of = case.dossier()
    same = {one.question: RecordedAgreement(one.question, one.reply) for one in score_dossier(of).agreements.values()}
    for node in compare_validation(replace(of, validated=same)).nodes.values():
        assert node.difference in (None, 0)


@LAW
@given(cases())
def test_recorded_outcomes_keep_the_range_around_the_value(case: Case) -> None:
    tree: Framework = case.framework
    recorded = {id: RecordedAgreement(id, reply) for id, reply in case.replies.items() if reply is not None}
    of = dossier(tree, agreed=recorded)
    card = score_dossier(of)
    assert not card.proposals
    for score in card.scores.values():
        if score.value is not None:
            assert score.low is not None and score.high is not None
            assert score.low <= score.value <= score.high
