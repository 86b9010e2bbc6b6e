from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import Disputed, Given, LadderGiven, OptionGiven, QuantityGiven, TicksGiven
from questionnaire.framework import Ladder, Level, Question
from questionnaire.levels import level_of, met_criteria
from questionnaire.needs import (
    AtLeast,
    Blocked,
    Every,
    Hindrance,
    NothingNeeded,
    OneGroupOf,
    criteria_named,
    is_met,
    level_for_share,
    unmet_criteria,
    unmet_for,
)
from tests.examples import checklist, choice, ladder, number, question, scale, words
from tests.scoring.trees import levels_reached

LADDER = question("Q", ladder("Q", per_level=2))
CHECKLIST = question("Q", checklist("Q", items=6, bands={0: 0, 1: 1, 2: 3, 4: 6}))
NUMBER = question("Q", number("Q", {0: 0, 1: 10, 2: 50, 3: 75, 4: 90}))
CHOICE = question("Q", choice("Q", {"a": 0, "b": 2, "c": 4}))


def bare_at(level: int) -> Question:
    levels = [*ladder("Q").levels]
    levels[level] = Level(level, words("no criteria"))
    return question("Q", Ladder(tuple(levels)))


def test_a_level_without_criteria_blocks_unless_it_is_there_already() -> None:
    blocked = Blocked(Hindrance.WITHOUT_CRITERIA, "Q.2")
    assert unmet_for(bare_at(2), LadderGiven(1), Fraction(2)) == blocked
    assert unmet_for(bare_at(2), LadderGiven(1), Fraction(3)) == blocked
    assert unmet_for(bare_at(2), LadderGiven(2), Fraction(3)) == Every(("Q.3a",))


def test_an_option_without_criteria_blocks_unless_another_is_good_enough() -> None:
    assert unmet_for(CHOICE, None, Fraction(1)) == OneGroupOf((("Q.b1",), ("Q.c1",)))
    no_top = question("Q", choice("Q", {"a": 0, "b": 2}))
    assert unmet_for(no_top, OptionGiven("a"), Fraction(3)) == Blocked(Hindrance.NO_SUCH_LEVEL, "Q")


def test_criteria_met_above_the_chosen_level_leave_only_a_new_look() -> None:
    given = LadderGiven(1, frozenset({"Q.2a", "Q.2b"}))
    assert unmet_for(LADDER, given, Fraction(2)) == NothingNeeded()


def test_a_disputed_checklist_keeps_the_number_that_its_lowest_end_means() -> None:
    need = unmet_for(CHECKLIST, Disputed(Fraction(1), Fraction(4)), Fraction(2))
    assert need == AtLeast(2, tuple(f"Q.{letter}" for letter in "abcdef"))


def test_the_lowest_level_needs_nothing() -> None:
    assert all(unmet_for(one, None, Fraction(0)) == NothingNeeded() for one in (LADDER, CHECKLIST, NUMBER, CHOICE))


def test_criteria_to_show_are_in_framework_order() -> None:
    assert unmet_criteria(NUMBER, QuantityGiven(Fraction(20), "percent"), Fraction(4)) == ("Q.2", "Q.3", "Q.4")
    assert unmet_criteria(CHOICE, OptionGiven("a"), Fraction(1)) == ("Q.b1",)
    assert unmet_criteria(CHECKLIST, TicksGiven(frozenset({"Q.b"})), Fraction(2)) == ("Q.a", "Q.c", "Q.d", "Q.e", "Q.f")


def test_a_question_on_another_scale_goes_by_share() -> None:
    yes_no = question("Q", choice("Q", {"no": 0, "yes": 1}), scale=scale(0, 1))
    assert level_for_share(yes_no, Fraction(1, 4)) == 1
    assert level_for_share(yes_no, Fraction(0)) == 0
    low = question("Q", choice("Q", {"a": 0, "b": 2}))
    assert level_for_share(low, Fraction(3, 4)) is None


@pytest.mark.parametrize("asked", [LADDER, CHECKLIST, NUMBER, CHOICE], ids=["ladder", "checklist", "number", "choice"])
@given(data=st.data())
def test_meeting_the_need_reaches_the_level(asked: Question, data: st.DataObject) -> None:
    """The law that the plan rests on: everything named together meets the need, and what meets it makes the level."""
    given: Given = data.draw(levels_reached(asked)).given
    level = data.draw(st.sampled_from(asked.ordered_levels))
    need = unmet_for(asked, given, level)
    named = criteria_named(need)
    assert is_met(need, named)
    assert not named & met_criteria(asked, given)
    added = data.draw(st.frozensets(st.sampled_from(sorted(named)))) if named else frozenset()
    if is_met(need, added):
        assert level_by(asked, met_criteria(asked, given) | added, given) >= level


def level_by(asked: Question, met: frozenset[str], before: Given) -> Fraction:
    """The level of somebody who finds exactly these criteria met, and is at least where they were."""
    if asked is LADDER:
        return max(level_of(asked, LadderGiven(None, met)), level_of(asked, before))
    if asked is CHECKLIST:
        return level_of(asked, TicksGiven(met))
    if asked is NUMBER:
        bound = max(
            (step.bound for step in asked.kind.thresholds if step.criterion and step.criterion.id in met), default=0
        )  # type: ignore[union-attr]
        return level_of(asked, QuantityGiven(Fraction(bound), "percent"))
    reached = [one.value for one in asked.kind.options if {each.id for each in one.criteria} <= met]  # type: ignore[union-attr]
    return max(reached)
