from __future__ import annotations

from fractions import Fraction

from questionnaire.policy import Confidence, NotApplicableRule, NotKnownRule, Policy, Strength


def test_what_holds_where_a_framework_says_nothing() -> None:
    policy = Policy()
    assert policy.not_applicable is NotApplicableRule.DROP
    assert policy.not_known is NotKnownRule.LOWEST
    assert policy.minimum_coverage == Fraction(8, 10)
    assert policy.stage_met_at == 1
    assert policy.confidence_shift == {Confidence.LOW: 1, Confidence.MEDIUM: Fraction(1, 2), Confidence.HIGH: 0}
    assert list(policy.evidence_caps.values()) == [1, 2, 3, 4]


def test_stronger_evidence_never_supports_less_and_surer_replies_never_shift_more() -> None:
    policy = Policy()
    caps = [policy.evidence_caps[strength] for strength in Strength]
    shifts = [policy.confidence_shift[confidence] for confidence in Confidence]
    assert caps == sorted(caps)
    assert shifts == sorted(shifts, reverse=True)
