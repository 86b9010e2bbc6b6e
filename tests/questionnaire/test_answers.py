from __future__ import annotations

from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest

from questionnaire.answers import (
    Answer,
    CriterionNotApplicable,
    Disputed,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    TicksGiven,
)


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_not_applicable_needs_its_reason(reason: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        NotApplicable(reason)


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_criterion_that_cannot_apply_needs_its_reason(reason: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        CriterionNotApplicable("L04.1a", reason)


@pytest.mark.parametrize("ends", [(2, 2), (3, 1)])
def test_a_dispute_has_two_ends(ends: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="two different levels"):
        Disputed(Fraction(ends[0]), Fraction(ends[1]))


def test_nothing_ticked_is_an_answer_and_no_reply_is_none() -> None:
    assert LevelReached(TicksGiven()) != Answer("P1", "L01").reply
    assert Answer("P1", "L01").reply is None
    assert LevelReached(LadderGiven(0)) != LevelReached(LadderGiven(None))
    assert NotKnown() != NotApplicable("no port")


def test_replies_compare_by_what_they_say_and_cannot_be_changed() -> None:
    one = LevelReached(LadderGiven(2, frozenset({"L04.1a", "L04.2a"})))
    assert one == LevelReached(LadderGiven(2, frozenset({"L04.2a", "L04.1a"})))
    with pytest.raises(FrozenInstanceError):
        one.given = LadderGiven(3)  # type: ignore[misc]
