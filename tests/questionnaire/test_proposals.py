from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import LadderGiven, LevelReached, NotApplicable, NotKnown, OptionGiven, Reply
from questionnaire.levels import level_of
from questionnaire.proposals import UNSAID, proposed_reply
from tests.examples import at_level, choice, question

LADDER = question("Q")


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


@given(st.lists(st.sampled_from(["0", "1", "3", "4", "na", "nk"]), max_size=8), st.randoms())
def test_a_proposal_is_one_of_the_replies_in_any_order(words: list[str], order: st.DataObject) -> None:
    kinds: dict[str, Reply] = {"na": NotApplicable("no port"), "nk": NotKnown("ask the registry")}
    replies = [kinds.get(word) or at_level(int(word)) for word in words]
    shuffled = list(replies)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    proposal = proposed_reply(LADDER, replies)
    assert proposal == proposed_reply(LADDER, shuffled)
    assert proposal is None or proposal in replies


def test_options_of_equal_value_are_proposed_alike_in_any_order() -> None:
    asked = question("Q", choice("Q", {"a": 0, "b": 2, "c": 2}))
    replies = [LevelReached(OptionGiven(option)) for option in "bc"]
    assert proposed_reply(asked, replies) == proposed_reply(asked, replies[::-1])


def test_reasons_are_put_together_and_a_hand_has_none() -> None:
    said = [NotApplicable("no port"), NotApplicable(UNSAID), NotApplicable("no airport"), NotApplicable("no port")]
    assert proposed_reply(LADDER, said) == NotApplicable("no airport; no port")
    assert proposed_reply(LADDER, [NotApplicable(UNSAID)] * 2) == NotApplicable(UNSAID)
    assert proposed_reply(LADDER, [NotKnown("ask P"), NotKnown()]) == NotKnown("ask P")
