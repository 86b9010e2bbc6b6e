"""The laws of the method, tried on random frameworks and replies."""

from __future__ import annotations

import os
from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from questionnaire.answers import LevelReached, NotApplicable
from questionnaire.framework import WHOLE, Framework
from questionnaire.levels import fits, level_of
from questionnaire.policy import Aggregation, NotApplicableRule
from scoring.explanation import Explanation, NodeKind, explain
from scoring.recomputation import recompute
from scoring.scorecard import Score, ScoreCard
from scoring.scores import score_dossier
from tests.scoring.trees import Case, cases, controlling, levels_reached

LAW = settings(
    max_examples=int(os.environ.get("IWT_EXAMPLES", "60")), deadline=None, suppress_health_check=list(HealthCheck)
)
NUMBERS = ("value", "low", "high", "evidenced")


def all_scores(card: ScoreCard) -> list[Score]:
    return [*card.scores.values(), *card.question_scores.values()]


@LAW
@given(cases())
def test_the_range_holds_the_value_and_no_evidence_exceeds_the_claim(case: Case) -> None:
    for score in all_scores(score_dossier(case.dossier())):
        if score.low is not None and score.high is not None:
            assert score.scale.lowest <= score.low <= score.high <= score.scale.highest, score.node
        if score.value is not None:
            assert score.low is not None and score.high is not None and score.evidenced is not None
            assert score.low <= score.value <= score.high, score.node
            assert score.scale.lowest <= score.evidenced <= score.value, score.node
            assert score.cap is None or score.cap.at == score.value < score.cap.before
        assert (score.value is None) == (score.evidenced is None)


@LAW
@given(cases())
def test_every_number_is_an_exact_fraction(case: Case) -> None:
    for score in all_scores(score_dossier(case.dossier())):
        for name in (*NUMBERS, "weakest_value"):
            assert isinstance(getattr(score, name), Fraction | None), (score.node, name)
        assert all(type(count) is int for count in score.coverage)


@LAW
@given(cases())
def test_coverage_counts_every_question_once(case: Case) -> None:
    card = score_dossier(case.dossier())
    coverage = card[WHOLE].coverage
    dropped = coverage.not_applicable if case.framework.policy.not_applicable is NotApplicableRule.DROP else 0
    assert coverage.counted <= coverage.asked
    assert coverage.asked + coverage.hidden + dropped == len(case.framework.questions)
    assert sum(card[one.id].coverage.asked for one in case.framework.sections) == coverage.asked


@LAW
@given(st.data())
def test_raising_a_level_never_lowers_a_score(data: st.DataObject) -> None:
    case = data.draw(cases())
    free = [
        one
        for one in case.framework.questions
        if one.id not in controlling(case.framework) and isinstance(case.replies[one.id], LevelReached)
    ]
    assume(free)
    question = data.draw(st.sampled_from(free))
    before = case.replies[question.id]
    assert isinstance(before, LevelReached)
    after = data.draw(levels_reached(question))
    if hasattr(before.given, "not_met"):  # What is marked as not met, or cannot apply, stays: only the level is raised.
        kept = {"not_met": before.given.not_met, "not_applicable": before.given.not_applicable}
        after = LevelReached(replace(after.given, **kept))
    assume(level_of(question, after.given) >= level_of(question, before.given))
    low = score_dossier(case.dossier())
    high = score_dossier(case.dossier(**{question.id.replace(".", "_"): after}))
    for first, second in zip(all_scores(low), all_scores(high), strict=True):
        for name in NUMBERS:
            one, other = getattr(first, name), getattr(second, name)
            assert (one is None and other is None) or one <= other, (first.node, name, one, other)


@LAW
@given(cases())
def test_the_order_of_answers_does_not_matter(case: Case) -> None:
    dossier = case.dossier()
    turned = replace(dossier, answers=dict(reversed(list(dossier.answers.items()))))
    assert score_dossier(turned).scores == score_dossier(dossier).scores


def without(framework: Framework, question: str) -> Framework:
    """The framework without a question, and without the nodes that it leaves empty."""
    sections = []
    for section in framework.sections:
        capabilities = [
            replace(one, questions=tuple(each for each in one.questions if each.id != question))
            for one in section.capabilities
        ]
        kept = tuple(one for one in capabilities if one.questions)
        if kept:
            sections.append(replace(section, capabilities=kept))
    return replace(framework, sections=tuple(sections))


@LAW
@given(st.data())
def test_dropping_a_question_that_does_not_apply_is_the_framework_without_it(data: st.DataObject) -> None:
    case = data.draw(cases())
    policy = replace(case.framework.policy, not_applicable=NotApplicableRule.DROP, not_applicable_level=None)
    framework = replace(case.framework, policy=policy)
    free = [one.id for one in framework.questions if one.id not in controlling(framework)]
    assume(len(free) > 1)
    question = data.draw(st.sampled_from(free))
    smaller = without(framework, question)
    assume(smaller.sections)
    dropped = score_dossier(case.dossier(framework, **{question.replace(".", "_"): NotApplicable("none here")}))
    absent = score_dossier(case.dossier(smaller))
    for node, score in absent.scores.items():
        for name in (*NUMBERS, "scale", "weakest", "weakest_value", "cap"):
            assert getattr(dropped[node], name) == getattr(score, name), (node, name)
        assert dropped[node].coverage.share == score.coverage.share


@LAW
@given(cases())
def test_explanations_make_the_scores_again(case: Case) -> None:
    card = score_dossier(case.dossier())
    explanation = explain(card, WHOLE)
    for node in walk(explanation):
        assert recompute(node) == tuple(getattr(node.score, name) for name in NUMBERS), node.node


@LAW
@given(cases())
def test_contributions_add_up_to_the_value_before_the_cap(case: Case) -> None:
    for node in walk(explain(score_dossier(case.dossier()), WHOLE)):
        counting = [child for child in node.children if child.contribution is not None]
        if node.kind is NodeKind.QUESTION or node.rule is Aggregation.STAGED or node.before_cap is None:
            assert not counting
            continue
        assert sum(child.part or 0 for child in counting) == 1
        assert sum(child.contribution or 0 for child in counting) == node.before_cap, node.node


@LAW
@given(cases())
def test_random_replies_fit_their_questions(case: Case) -> None:
    for question in case.framework.questions:
        reply = case.replies[question.id]
        assert reply is None or fits(question, reply)


def walk(explanation: Explanation) -> list[Explanation]:
    return [explanation, *(node for child in explanation.children for node in walk(child))]
