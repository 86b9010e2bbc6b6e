from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from planning.candidates import Candidates
from planning.reach import Reach
from planning.start_columns import StartColumns, periods_of
from questionnaire.following import ProgressReport, ProgressWord, Rater
from questionnaire.intentions import PlannedStart
from tests.examples import action
from tests.planning.situations import FEW, Case, case, ladders, tight_cases

ONE = case(
    *ladders(0), action("X1", "A1.1a", months=6), action("X2", "A1.2a", after=("X1",)), action("X3", "A1.3a")
).within(quarters=6, start=date(2027, 7, 1))


def columns(one: Case, longest: int = 1, only: frozenset[str] | None = None) -> StartColumns:
    situation = one.situation()
    return StartColumns.of(Candidates(Reach(situation)), periods_of(situation, longest), only)


def test_periods_end_with_the_year() -> None:
    assert periods_of(ONE.situation(), 4) == ((0, 1), (2, 5))
    assert periods_of(ONE.situation(), 3) == ((0, 1), (2, 4), (5, 5))
    assert periods_of(ONE.situation(), 1) == tuple((quarter, quarter) for quarter in range(6))
    assert periods_of(ONE.within(quarters=0).situation(), 4) == ()


def test_the_window_of_a_start() -> None:
    made = columns(ONE)
    assert made.actions == ("X1", "X2", "X3") and made.exact and not columns(ONE, 4).exact
    assert [made.window(one) for one in made.actions] == [(0, 4), (2, 5), (0, 5)]
    assert list(made.starts("X2", (0, 3))) == [2, 3] and list(made.starts("X2", (0, 1))) == []


def test_a_pin_leaves_one_quarter_or_none() -> None:
    assert columns(ONE.within(pinned={"X3": 2})).window("X3") == (2, 2)
    early = columns(ONE.within(pinned={"X2": 1}))
    assert early.program.upper[early.chosen("X2")] == 0


def test_what_has_begun_stays() -> None:
    planned = PlannedStart("X3", 1), PlannedStart("X1", 0)
    report = ProgressReport("X3", Rater.SELF, ProgressWord.ON_TRACK, date(2027, 12, 1))
    dossier = replace(ONE.dossier, planned=planned, progress={("X3", Rater.SELF): report})
    made = columns(replace(ONE, dossier=dossier).within(start=date(2026, 8, 1)))
    assert made.window("X3") == (1, 1)
    # Today is in the third quarter: nothing new before it.
    assert made.window("X1") == (2, 4)


def test_only_some_actions_may_be_looked_at() -> None:
    assert columns(ONE, only=frozenset({"X3", "X9"})).actions == ("X3",)


def test_what_can_have_ended_before_a_quarter_begins() -> None:
    made = columns(ONE)
    assert made.finished_by("X1", 1) is None
    assert made.finished_by("X1", 2) == made.started["X1"][0]
    assert made.finished_by("X1", 6) == made.started["X1"][4] == made.chosen("X1")
    coarse = columns(ONE, 4)
    assert coarse.finished_by("X1", 2) == coarse.started["X1"][0]
    assert coarse.finished_by("X1", 4) == coarse.chosen("X1")


@FEW
@given(tight_cases(4, 6), st.sampled_from([1, 2, 4]))
def test_an_action_starts_once_or_never(one: Case, longest: int) -> None:
    made = columns(one, longest)
    for id in made.actions:
        held = sorted({column for column in made.started[id] if column is not None})
        rows = [terms for _, _, terms in made.program.rows if {column for column, _ in terms} <= set(held)]
        for values in product((0, 1), repeat=len(held)):
            value = dict(zip(held, values, strict=True))
            if any(sum(value[column] * factor for column, factor in terms) > 0 for terms in rows):
                continue
            begun = [
                sum(value[column] * sign for column, sign in made.start_terms(id, place))
                for place in range(len(made.periods))
            ]
            assert sum(begun) == value[made.chosen(id)] and set(begun) <= {0, 1}
            assert all(made.starts(id, made.periods[place]) for place, many in enumerate(begun) if many) or (
                made.program.upper[made.chosen(id)] == 0
            )
