from __future__ import annotations

from collections.abc import Mapping

import pytest

from planning.candidates import Candidates
from planning.level_rows import LevelRows
from planning.program import Aim
from planning.reach import Reach
from planning.solver import solve
from planning.start_columns import StartColumns, periods_of
from questionnaire.answers import LevelReached, OptionGiven, TicksGiven
from tests import examples
from tests.examples import action, targets
from tests.planning.situations import KINDS, Case, case, ladders


def rows(one: Case) -> LevelRows:
    situation = one.situation()
    made = LevelRows(StartColumns.of(Candidates(Reach(situation)), periods_of(situation, 1)))
    made.write()
    return made


def reached(one: Case, **starts: int | None) -> set[int] | None:
    """The levels of A1 reached with these starts (None: not at all); None where the rows forbid them."""
    made = rows(one)
    for id, start in starts.items():
        first, last = made.columns.window(id)
        if start is not None and not first <= start <= last:
            return None
        for quarter, column in enumerate(made.columns.started[id]):
            if column is not None:
                started = float(start is not None and start <= quarter)
                made.columns.program.row([(column, 1)], least=started, most=started)
    found = solve(made.columns.program, Aim(dict.fromkeys(made.reached.values(), 1.0)))
    if found.values is None:
        return None
    return {level for (_, level), column in made.reached.items() if found.values[column] > 0.5}


@pytest.mark.parametrize(
    ("starts", "levels"), [({"X1": 0, "X2": 0}, {1, 2}), ({"X1": None, "X2": 0}, set()), ({"X1": 0, "X2": None}, {1})]
)
def test_a_level_needs_all_its_criteria_and_the_level_below(starts: Mapping[str, int | None], levels: set[int]) -> None:
    one = case(*ladders(0), action("X1", "A1.1a"), action("X2", "A1.2a"), targets=targets(A1=2))
    assert reached(one, **starts) == levels


def test_a_level_that_nothing_brings_has_no_column() -> None:
    one = case(*ladders(0), action("X1", "A1.1a"), action("X2", "A1.3a"))
    assert set(rows(one).reached) == {("A1", 1)}


def test_a_checklist_counts_different_ticks() -> None:
    framework = examples.framework(
        examples.section("A", examples.capability("A1", examples.question("A1", KINDS["checklist"]("A1"))))
    )
    answers = [examples.answer("A1", LevelReached(TicksGiven(frozenset())))]
    actions = action("X1", "A1.a", "A1.b"), action("X2", "A1.b", lead="risk"), action("X3", "A1.c")
    one = case(framework, answers, *actions, targets=targets(A1=2))
    assert reached(one, X1=0, X2=0, X3=None) == {1}
    assert reached(one, X1=0, X2=None, X3=0) == {1, 2}


def test_a_choice_needs_one_whole_option() -> None:
    values = {"a": 0, "b": 1, "c": 2}
    kind = examples.choice("A1", values)
    framework = examples.framework(examples.section("A", examples.capability("A1", examples.question("A1", kind))))
    answers = [examples.answer("A1", LevelReached(OptionGiven("a")))]
    actions = action("X1", "A1.b1"), action("X2", "A1.c1")
    one = case(framework, answers, *actions, targets=targets(A1=2))
    assert reached(one, X1=0, X2=None) == {1}
    assert reached(one, X1=None, X2=0) == {1, 2}


def test_what_comes_first_has_ended() -> None:
    one = case(*ladders(0), action("X1", months=6), action("X2", "A1.1a", after=("X1",)), targets=targets(A1=1))
    assert reached(one, X1=0, X2=1) is None
    assert reached(one, X1=0, X2=2) == {1}
    assert reached(one, X1=None, X2=4) is None


def test_what_is_shown_already_need_not_come_first() -> None:
    actions = action("X1", "A1.1a"), action("X2", "A1.2a", after=("X1",))
    assert reached(case(*ladders(1), *actions, targets=targets(A1=2)), X2=0) == {2}
    assert reached(case(*ladders(0), *actions, targets=targets(A1=2)), X1=None, X2=0) is None


def test_a_required_level_is_reached_by_what_ended_before() -> None:
    actions = (
        action("X1", "A2.1a"),
        action("X2", "A2.1a", months=6, lead="risk"),
        action("X3", "A1.1a", requires={"A2": 1}),
    )
    one = case(*ladders(0, 0), *actions, targets=targets(A1=1))
    assert reached(one, X1=1, X2=None, X3=1) is None
    assert reached(one, X1=1, X2=None, X3=2) == {1}
    assert reached(one, X1=2, X2=None, X3=2) is None
    assert reached(one, X1=2, X2=0, X3=2) == {1}


def test_what_people_want_is_so_or_nothing_is() -> None:
    one = case(*ladders(0), action("X1", "A1.1a"), action("X2", "A1.2a"), targets=targets(A1=1))
    assert reached(one.within(forced_in=frozenset({"X1"})), X1=None) is None
    assert reached(one.within(required={"A1": 1}), X1=None) is None
    assert reached(one.within(required={"A1": 1}), X1=3) == {1}
    assert reached(one.within(required={"A1": 3}), X1=3) is None
    assert reached(one.within(forced_in=frozenset({"X1"}), forced_out=frozenset({"X1"}))) == set()
