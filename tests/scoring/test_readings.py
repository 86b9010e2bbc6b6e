from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from questionnaire.answers import Agreement, EvidenceLink, LadderGiven, LevelReached
from questionnaire.policy import NotApplicableRule, Policy, Strength
from questionnaire.routing import asked_questions
from scoring.certainty import evidence_cap
from scoring.readings import not_applicable_value, read_agreement, supports_of
from scoring.scores import score_dossier
from tests.examples import at_level, capability, choice, evidence, framework, question, scale, section
from tests.scoring.trees import Case, cases

TREE = framework(section("S", capability("A")))
QUESTION = TREE.question("A")
ROUTING = asked_questions(TREE, [])


def test_replies_that_count_alike_share_one_node() -> None:
    chosen = Agreement("A", at_level(2))
    ticked = Agreement("A", LevelReached(LadderGiven(None, frozenset({"A.1a", "A.2a"}))), rationale="counted twice")
    nodes = {id(read_agreement(TREE, QUESTION, one, {}, ROUTING)) for one in (chosen, ticked)}
    assert len(nodes) == 1
    higher = read_agreement(TREE, QUESTION, Agreement("A", at_level(3)), {}, ROUTING)
    assert id(higher) not in nodes


def test_the_same_reply_under_another_policy_is_another_node() -> None:
    strict = framework(section("S", capability("A")), policy=Policy(minimum_coverage=Fraction(1)))
    agreement = Agreement("A", at_level(2))
    first = read_agreement(TREE, QUESTION, agreement, {}, ROUTING)
    assert first is not read_agreement(strict, strict.question("A"), agreement, {}, asked_questions(strict, []))


def test_evidence_that_is_not_registered_supports_nothing() -> None:
    agreement = Agreement("A", at_level(4), evidence=(EvidenceLink("E1"), EvidenceLink("gone")))
    register = {"E1": evidence("E1", Strength.STATED)}
    assert [one.strength for one in supports_of(agreement, register)] == [Strength.STATED]
    assert read_agreement(TREE, QUESTION, agreement, register, ROUTING).score.evidenced == 2
    assert read_agreement(TREE, QUESTION, agreement, {}, ROUTING).score.evidenced == 1


def test_a_fixed_level_for_not_applicable_goes_by_share_on_another_scale() -> None:
    policy = Policy(not_applicable=NotApplicableRule.AS_LEVEL, not_applicable_level=Fraction(3))
    tree = framework(section("S", capability("A")), policy=policy)
    yes_no = question("Q", choice("Q", {"no": 0, "yes": 1}), scale=scale(0, 1))
    assert not_applicable_value(tree, yes_no) == Fraction(3, 4)
    assert not_applicable_value(tree, QUESTION) == 3


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_the_short_way_to_what_is_evidenced_gives_what_the_whole_rule_gives(case: Case) -> None:
    card = score_dossier(case.dossier())
    for id, agreement in card.agreements.items():
        score, reply = card.question_scores.get(id), agreement.reply
        if score is None or score.value is None or not isinstance(reply, LevelReached):
            continue
        asked, supports = case.framework.question(id), supports_of(agreement, card.evidence)
        not_met = reply.given.not_met if isinstance(reply.given, LadderGiven) else ()
        excused = [one.criterion for one in getattr(reply.given, "not_applicable", ())]
        cap = evidence_cap(case.framework, asked, supports, not_met=not_met, not_applicable=excused)
        assert score.evidenced == min(score.value, cap), id


def test_the_strongest_evidence_on_the_whole_counts_wherever_it_stands() -> None:
    register = {"E1": evidence("E1", Strength.OBSERVED_IN_USE), "E2": evidence("E2", Strength.STATED)}
    for order in (("E1", "E2"), ("E2", "E1")):
        agreement = Agreement("A", at_level(4), evidence=tuple(EvidenceLink(id) for id in order))
        assert read_agreement(TREE, QUESTION, agreement, register, ROUTING).score.evidenced == 4
