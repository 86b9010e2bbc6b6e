from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planning.checker import check_plan
from planning.plan import Plan
from questionnaire.following import ProgressReport, ProgressWord, Rater
from questionnaire.intentions import PlannedStart
from tests.examples import action, targets
from tests.planning.situations import Case, case, ladders
from words.phrases import load_phrases

ONE = case(
    *ladders(1, 0, 0),
    action("X1", "A1.1a"),
    action("X2", "A2.1a", after=("X1",), months=6),
    action("X3", "A2.2a", after=("X2",)),
    action("X4", "A3.1a", lead="risk", requires={"A2": 1}),
    action("X5", lead="risk"),
    targets=targets(A1=1, A2=2, A3=1),
).within(start=date(2027, 1, 1), quarters=6)
SOUND: Mapping[str, int] = {"X2": 0, "X3": 2, "X4": 2}


def codes(one: Case = ONE, today: date | None = None, **starts: int) -> set[str]:
    return one.breaches(one.starting(**(starts or SOUND)), today)


def test_a_prerequisite_that_the_assessment_shows_need_not_be_done_again() -> None:
    assert codes() == set()
    # It may be done again all the same, whenever that is.
    assert codes(X1=5, X2=0) == set()


def test_a_prerequisite_counts_as_done_only_when_it_brings_something_and_all_of_that_is_shown() -> None:
    more = replace(ONE.library.actions["X1"], meets=("A1.1a", "A1.2a"))
    nothing = replace(more, meets=())
    for first in (more, nothing):
        library = replace(ONE.library, actions={**ONE.library.actions, "X1": first})
        assert codes(replace(ONE, library=library)) == {"prerequisite_missing"}


def test_prerequisites_and_required_levels_come_first() -> None:
    assert codes(X3=0) == {"prerequisite_missing"}
    assert codes(X2=0, X3=1) == {"prerequisite_late"}
    assert codes(X2=0, X4=1) == {"required_level"}
    assert codes(X4=1) == {"required_level"}


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        ({"forced_in": {"X2"}}, set()),
        ({"forced_in": {"X5"}}, {"forced_in"}),
        ({"forced_in": {"X5"}, "forced_out": {"X5"}}, set()),
        ({"forced_in": {"X9"}}, set()),
        ({"forced_out": {"X4"}}, {"forced_out"}),
        ({"pinned": {"X3": 2}}, set()),
        ({"pinned": {"X3": 3}}, {"pinned"}),
        ({"pinned": {"X5": 0}}, {"forced_in"}),
        ({"pinned": {"X5": 0}, "forced_out": {"X5"}}, set()),
    ],
)
def test_what_people_decided_is_so(limits: Mapping[str, Any], found: set[str]) -> None:
    assert codes(ONE.within(**{name: frozenset(v) if isinstance(v, set) else v for name, v in limits.items()})) == found


def test_two_at_once_are_too_many_for_a_lead_of_one() -> None:
    busy = ONE.within(at_once={"risk": 1})
    assert codes(busy, **SOUND, X5=1) == set()
    assert codes(busy, **SOUND, X5=2) == {"at_once"}


# --- what has begun ---------------------------------------------------------------------------------------------


def begun(word: ProgressWord, on: date = date(2027, 8, 20), id: str = "X2", quarter: int = 1) -> Case:
    """X3 was to start in the second quarter, when X2, which takes two, is not done; so it may if it has begun."""
    dossier = replace(
        ONE.dossier,
        planned=(PlannedStart(id, quarter),),
        progress={(id, Rater.SELF): ProgressReport(id, Rater.SELF, word, on)},
    )
    return replace(ONE, dossier=dossier)


def lasting(one: Case, id: str, start: int, end: int, today: date | None = None) -> set[str]:
    """What is found where an action alone runs from quarter to quarter."""
    plan = one.starting(**{id: start})
    return one.breaches(_ending(plan, end), today) & {"length", "begun_moved", "horizon"}


def _ending(plan: Plan, end: int) -> Plan:
    return replace(plan, steps=tuple(replace(step, end=end) for step in plan.steps))


RUNS, ENDED, WAITS = ProgressWord.ON_TRACK, ProgressWord.ACHIEVED, ProgressWord.NOT_COMMENCED
MARCH, AUGUST, LATE = date(2027, 3, 31), date(2027, 8, 20), date(2029, 1, 1)


@pytest.mark.parametrize(
    ("word", "on", "today", "ends"),
    [
        (WAITS, AUGUST, AUGUST, {2}),
        (RUNS, AUGUST, MARCH, {2}),
        (RUNS, MARCH, AUGUST, {2}),
        (RUNS, AUGUST, date(2027, 10, 1), {3}),
        (RUNS, AUGUST, LATE, {5}),
        (RUNS, AUGUST, None, {2, 3, 4, 5}),
        (ENDED, AUGUST, LATE, {2}),
        (ENDED, date(2027, 4, 1), LATE, {1}),
        (ENDED, MARCH, LATE, {1}),
        (ENDED, MARCH, None, {1}),
        (ENDED, LATE, LATE, {5}),
    ],
)
def test_what_has_begun_takes_as_long_as_it_really_does(
    word: ProgressWord, on: date, today: date | None, ends: set[int]
) -> None:
    one = begun(word, on)
    assert {end for end in range(1, 8) if not lasting(one, "X2", 1, end, today)} == ends


def test_what_has_begun_stays_where_it_is() -> None:
    one = begun(RUNS)
    assert codes(one, AUGUST, X2=1) == set()
    assert codes(one, AUGUST, X2=2) == {"begun_moved"}
    assert codes(one, AUGUST, X5=3) == {"begun_moved"}
    assert codes(one, X2=2) == set()
    assert codes(begun(WAITS), AUGUST, X5=3) == set()


def test_nothing_new_starts_in_the_past_once_something_has_begun() -> None:
    assert codes(begun(RUNS), AUGUST, X2=1, X5=2) == set()
    assert codes(begun(RUNS), AUGUST, X2=1, X5=1) == {"in_the_past"}
    assert codes(begun(RUNS), X2=1, X5=1) == set()
    assert codes(begun(WAITS), AUGUST, X2=1, X5=1) == set()


@pytest.mark.parametrize("word", [RUNS, ENDED, WAITS])
def test_what_has_begun_needs_nothing_first_and_nobody_decides_on_it(word: ProgressWord) -> None:
    early = begun(word, MARCH, "X3", 0)
    found = {"prerequisite_missing"} if word is WAITS else set()
    assert codes(early, MARCH, X3=0) == found
    assert codes(early.within(forced_out=frozenset({"X3"})), MARCH, X3=0) == found | (found and {"forced_out"})
    assert codes(early.within(pinned={"X3": 1}), MARCH, X3=0) == found | (found and {"pinned"})
    level = begun(word, MARCH, "X4", 0)
    assert codes(level, MARCH, X4=0) == (found and {"required_level"})
    busy = early.within(at_once={"legal": 0})
    # What runs does so whatever the limit says.
    assert codes(busy, MARCH, X3=0) == found | (found and {"at_once"})


def told(one: Case, today: date | None = None, **starts: int) -> list[str]:
    """The sentences of what is found."""
    found = check_plan(one.starting(**starts), one.dossier, one.card, one.library, today=today)
    return [breach.sentence(load_phrases("en")) for breach in found]


def test_people_count_quarters_from_one() -> None:
    assert told(ONE.within(pinned={"X5": 3}), X5=2) == ["X5 starts in quarter 3; it was set to quarter 4."]
    assert told(begun(RUNS), AUGUST, X2=2) == [
        "X2 has begun, so it must stay where it is: in the plan, from quarter 2."
    ]
    assert told(begun(RUNS), AUGUST, X2=1, X5=1) == ["X5 starts in quarter 2, which is over; today is in quarter 3."]
    assert told(ONE.within(at_once={"risk": 0}), X5=0) == [
        "In quarter 1 the lead “risk” has 1 actions at once; it can carry 0."
    ]
