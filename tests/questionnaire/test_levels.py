from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import (
    Disputed,
    LadderGiven,
    LevelReached,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    TicksGiven,
)
from questionnaire.framework import Ladder, Level
from questionnaire.levels import (
    contradictions,
    criteria_up_to,
    fits,
    level_of,
    level_of_criterion,
    met_criteria,
)
from tests.examples import at_level, checklist, choice, ladder, number, question, words

LADDER = question("Q")
CHOICE = question("Q", choice("Q", {"a": 0, "b": 2, "c": 4}))
CHECKLIST = question("Q", checklist("Q"))
NUMBER = question("Q", number("Q", {0: 0, 1: 10, 2: 50, 3: 75, 4: 90}))
SHARE = question("Q", replace(number("Q", {0: 0, 1: 10, 2: 50, 3: 75, 4: 90}), maximum=Fraction(100)))


@pytest.mark.parametrize(
    ("asked", "reply"),
    [
        (LADDER, at_level(5)),
        (LADDER, LevelReached(OptionGiven("a"))),
        (CHOICE, LevelReached(OptionGiven("z"))),
        (CHECKLIST, at_level(1)),
        (NUMBER, LevelReached(QuantityGiven(Fraction(5), "days"))),
        (NUMBER, LevelReached(QuantityGiven(Fraction(-1), "percent"))),
        (SHARE, LevelReached(QuantityGiven(Fraction(1001, 10), "percent"))),
        (LADDER, Disputed(Fraction(2), Fraction(5))),
        (LADDER, Disputed(Fraction(3, 2), Fraction(3))),
        (CHOICE, Disputed(Fraction(0), Fraction(3))),
    ],
)
def test_a_reply_to_another_question_does_not_fit(asked: object, reply: object) -> None:
    assert not fits(asked, reply)  # type: ignore[arg-type]
    if isinstance(reply, LevelReached):
        with pytest.raises(ValueError, match="Q: .* does not answer"):
            level_of(asked, reply.given)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [0, 100])
def test_the_ends_of_what_can_be_measured_fit(value: int) -> None:
    assert fits(SHARE, LevelReached(QuantityGiven(Fraction(value), "percent")))


def test_a_dispute_between_two_levels_of_the_question_fits() -> None:
    assert fits(CHOICE, Disputed(Fraction(0), Fraction(2)))
    assert fits(LADDER, Disputed(Fraction(0), Fraction(4)))


def test_a_reply_without_a_level_fits_every_question() -> None:
    assert all(fits(asked, NotKnown()) for asked in (LADDER, CHOICE, CHECKLIST, NUMBER))


def test_a_level_without_criteria_is_chosen_never_ticked() -> None:
    levels = [*ladder("Q").levels]
    levels[2] = Level(2, words("no criteria"))
    bare = question("Q", Ladder(tuple(levels)))
    assert level_of(bare, LadderGiven(None, frozenset({"Q.1a", "Q.3a"}))) == 1
    assert level_of(bare, LadderGiven(2)) == 2


def test_criteria_of_another_question_are_not_met() -> None:
    assert met_criteria(LADDER, LadderGiven(None, frozenset({"Q.1a", "Z.1a"}))) == {"Q.1a"}
    assert met_criteria(CHECKLIST, TicksGiven(frozenset({"Q.a", "Z.b"}))) == {"Q.a"}
    assert level_of(CHECKLIST, TicksGiven(frozenset({"Q.a", "Z.b"}))) == 1


def test_an_option_meets_its_own_criteria_only() -> None:
    assert met_criteria(CHOICE, OptionGiven("c")) == {"Q.c1"}
    assert criteria_up_to(CHOICE, Fraction(4)) == {"Q.c1"}
    two_alike = question("Q", choice("Q", {"a": 0, "b": 2, "c": 2}))
    assert criteria_up_to(two_alike, Fraction(2)) == frozenset()


def test_only_ladders_contradict_themselves() -> None:
    assert contradictions(CHECKLIST, TicksGiven(frozenset({"Q.b"}))) == ()


def test_each_criterion_stands_at_a_level_but_the_items_of_a_checklist() -> None:
    assert level_of_criterion(LADDER, "Q.3a") == 3
    assert level_of_criterion(CHOICE, "Q.b1") == 2
    assert level_of_criterion(NUMBER, "Q.4") == 4
    assert level_of_criterion(CHECKLIST, "Q.a") is None
    with pytest.raises(KeyError):
        level_of_criterion(LADDER, "Q.9z")


@given(st.frozensets(st.sampled_from([one.id for one in LADDER.criteria])))
def test_a_ladder_by_ticks_is_where_all_it_implies_is_ticked(ticked: frozenset[str]) -> None:
    level = level_of(LADDER, LadderGiven(None, ticked))
    assert criteria_up_to(LADDER, level) <= ticked
    assert level == 4 or f"Q.{level + 1}a" not in ticked


@given(st.fractions(0, 100), st.fractions(0, 100), st.booleans())
def test_a_better_number_is_never_a_lower_level(one: Fraction, other: Fraction, higher: bool) -> None:
    bounds = {0: 0, 1: 10, 2: 50, 3: 75, 4: 90} if higher else {0: 90, 1: 60, 2: 30, 3: 14, 4: 7}
    asked = question("Q", number("Q", bounds, higher=higher))
    worse, better = sorted((one, other), reverse=not higher)
    levels = [level_of(asked, QuantityGiven(value, "percent")) for value in (worse, better)]
    assert levels == sorted(levels)
