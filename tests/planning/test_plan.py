from __future__ import annotations

from fractions import Fraction

import pytest

from planning.plan import Cost, LevelStep, RankedBy, Reason
from words.phrases import LANGUAGES, load_phrases


def test_reasons_stand_in_the_order_in_which_they_are_looked_for() -> None:
    assert [reason.value for reason in Reason] == [
        "forced_out",
        "prerequisite_missing",
        "no_time",
        "not_needed",
        "level_blocked",
        "dominated",
        "already_met",
        "no_capacity",
        "money",
        "not_chosen",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("length", ["reason", "reason_bare", "reason_short"])
def test_every_reason_is_said_at_every_length(language: str, length: str) -> None:
    phrases = load_phrases(language)
    assert all(f"plan.{length}.{reason}" in phrases for reason in Reason)
    assert len({phrases.by_key[f"plan.{length}.{reason}"] for reason in Reason}) == len(Reason)


def test_a_cost_that_nobody_knows_is_not_a_cost_of_zero() -> None:
    assert Cost(None, ("meeting day",)) != Cost(Fraction(0))
    assert Cost(Fraction(5), ("vehicle",)) != Cost(Fraction(5)), "what has no price is part of what a cost says"


def test_a_level_step_that_is_not_taken_names_no_action() -> None:
    missed = LevelStep("L04", 3, ("L04.3a",), Fraction(1))
    assert missed.actions == missed.blocked_by == ()
    assert not missed.to_verify
    assert not missed.to_reassess


def test_worth_is_divided_by_money_or_by_months_and_nothing_else() -> None:
    assert {one.value for one in RankedBy} == {"money", "months"}
