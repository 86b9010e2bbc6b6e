from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import (
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    OptionGiven,
    Reply,
)
from questionnaire.consensus import proposed_reply, reach_consensus, spread, tastle_wierman
from questionnaire.levels import level_of
from questionnaire.policy import Confidence
from tests.examples import answer, at_level, capability, choice, dossier, framework, question, scale, section

TREE = framework(section("S", capability("A"), capability("B"), capability("C")))
LADDER = question("Q")


def test_one_person_alone_agrees_by_answering() -> None:
    dispute = Disputed(Fraction(1), Fraction(2), "two views")
    link = EvidenceLink("E1")
    given = answer("A", 2, confidence=Confidence.HIGH, evidence=[link], comment="seen")
    agreements = reach_consensus(dossier(TREE, answer("C", dispute), given))
    assert [(one.question, one.proposed) for one in agreements] == [("A", False), ("C", False)]
    assert agreements[0].confidence is Confidence.HIGH
    assert agreements[0].evidence == (link,)
    assert agreements[0].rationale == "seen"
    assert agreements[1].reply == dispute


def test_a_reply_that_does_not_fit_takes_no_part() -> None:
    wrong = LevelReached(OptionGiven("a"))
    assert reach_consensus(dossier(TREE, answer("A", wrong), answer("B", 1)))[0].question == "B"


def test_no_replies_no_agreements() -> None:
    assert reach_consensus(dossier(TREE)) == ()
    assert reach_consensus(dossier(TREE, answer("A", None))) == ()


def test_several_people_make_proposals() -> None:
    agreements = reach_consensus(
        dossier(
            TREE,
            answer("A", 1, participant="P1", confidence=Confidence.HIGH, evidence=[EvidenceLink("E2")]),
            answer("A", 3, participant="P2", confidence=Confidence.LOW, evidence=[EvidenceLink("E1")]),
            answer("B", 3, participant="P1"),
            answer("B", NotApplicable("none"), participant="P2"),
        )
    )
    assert [(one.question, one.reply, one.proposed) for one in agreements] == [("A", at_level(1), True)]
    assert agreements[0].confidence is Confidence.LOW
    assert [link.evidence for link in agreements[0].evidence] == ["E1", "E2"]


def test_a_dispute_recorded_for_the_group_is_the_outcome() -> None:
    dispute = Disputed(Fraction(1), Fraction(3))
    agreements = reach_consensus(
        dossier(TREE, answer("A", dispute, participant="P1"), answer("A", 3, participant="P2"))
    )
    assert [(one.reply, one.proposed) for one in agreements] == [(dispute, False)]


def test_criteria_ticked_by_more_than_half_are_ticked_in_the_proposal() -> None:
    proposal = proposed_reply(
        LADDER,
        [at_level(2, met=["Q.1a", "Q.2a"]), at_level(2, met=["Q.1a"], not_met=["Q.3a"]), at_level(3, not_met=["Q.3a"])],
    )
    assert proposal == LevelReached(LadderGiven(2, frozenset({"Q.1a"}), frozenset({"Q.3a"})))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=7), st.randoms())
def test_the_proposal_is_the_lower_median_whatever_the_order(levels: list[int], order: st.DataObject) -> None:
    replies: list[Reply] = [at_level(level) for level in levels]
    shuffled = list(replies)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    proposal = proposed_reply(LADDER, replies)
    assert proposal == proposed_reply(LADDER, shuffled)
    assert isinstance(proposal, LevelReached)
    assert level_of(LADDER, proposal.given) == sorted(levels)[(len(levels) - 1) // 2]


def test_options_of_equal_value_are_proposed_alike_in_any_order() -> None:
    asked = question("Q", choice("Q", {"a": 0, "b": 2, "c": 2}))
    replies = [LevelReached(OptionGiven(option)) for option in "bc"]
    assert proposed_reply(asked, replies) == proposed_reply(asked, replies[::-1])


def test_fewer_than_two_levels_have_no_spread_and_no_index() -> None:
    assert spread([]) is None
    assert spread([Fraction(2)]) is None
    assert tastle_wierman([Fraction(2)], scale()) is None


@given(st.lists(st.integers(0, 4), min_size=2, max_size=9))
def test_the_index_lies_between_none_and_full_agreement(levels: list[int]) -> None:
    index = tastle_wierman([Fraction(level) for level in levels], scale())
    assert index is not None
    assert -1e-9 <= index <= 1
    assert (index == 1) == (len(set(levels)) == 1)
