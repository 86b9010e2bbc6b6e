from __future__ import annotations

from random import Random

import pytest

from planning.program import Aim, Program
from planning.solver import solve, solver_name

INFINITE = float("inf")


def knapsack(room: float, *weights: float) -> Program:
    """A yes or no for each weight, and room for so much."""
    program = Program()
    program.row([(program.column(), weight) for weight in weights], most=room)
    return program


def hard(many: int = 60) -> tuple[Program, Aim]:
    """Rows that leave a search much to do."""
    dice = Random(5)
    program = Program()
    columns = [program.column() for _ in range(many)]
    for _ in range(30):
        weights = [dice.randint(10, 99) for _ in columns]
        program.row(zip(columns, weights, strict=True), most=sum(weights) / 2)
    return program, Aim({one: dice.randint(10, 99) for one in columns})


def test_the_best_of_a_tiny_program() -> None:
    found = solve(knapsack(10, 6, 5, 5), Aim({0: 3, 1: 2, 2: 2}))
    assert found.values == pytest.approx([0, 1, 1])
    assert (found.value, found.bound, found.finished, found.impossible) == (4, 4, True, False)


def test_the_least_of_a_tiny_program() -> None:
    program = Program()
    program.row([(program.column(), 1), (program.column(), 1)], least=1)
    found = solve(program, Aim({0: 5, 1: 3}, largest=False))
    assert (found.values, found.value, found.bound) == (pytest.approx([0, 1]), 3, 3)


def test_a_program_that_nothing_solves_is_told_from_one_that_was_cut_short() -> None:
    program = knapsack(1, 1, 1)
    program.row([(0, 1), (1, 1)], least=2)
    found = solve(program, Aim({0: 1}))
    assert (found.values, found.impossible, found.finished) == (None, True, True)
    cut = solve(*hard(), watch=lambda value, bound: True)
    assert not cut.impossible and not cut.finished


@pytest.mark.parametrize(("least", "impossible"), [(0, False), (1, True)])
def test_a_program_without_columns(least: float, impossible: bool) -> None:
    program = Program()
    program.row([], least=least)
    found = solve(program, Aim({}))
    assert (found.impossible, found.finished, found.values is None) == (impossible, True, impossible)


def test_a_program_without_rows_or_whole_columns() -> None:
    free = Program()
    free.column()
    assert solve(free, Aim({0: 2})).value == 2
    flow = Program()
    flow.row([(flow.column(upper=INFINITE, whole=False), 2)], most=3)
    found = solve(flow, Aim({0: 4}))
    assert (found.value, found.bound, found.finished) == (6, 6, True)
    flow.row([(0, 1)], least=2)
    assert solve(flow, Aim({0: 4})).impossible


def test_time_that_is_over_leaves_no_bound_below_the_value() -> None:
    program, aim = hard()
    cut, proven = solve(program, aim, seconds=0.3), solve(program, aim, share=0.05)
    assert not cut.finished
    assert cut.value is None or cut.bound is None or cut.bound >= cut.value
    assert proven.finished and proven.value is not None and proven.bound is not None
    assert proven.value < proven.bound <= proven.value * 1.0501
    assert cut.bound is None or cut.bound >= proven.value  # a busy machine may not have found any by then


def test_a_watcher_hears_values_and_bounds_and_stops_the_search() -> None:
    heard: list[tuple[float | None, float | None]] = []

    def watch(value: float | None, bound: float | None) -> bool:
        heard.append((value, bound))
        return value is not None

    cut = solve(*hard(), watch=watch)
    assert not cut.finished and heard[-1][0] is not None
    assert all(value <= bound for value, bound in heard if value is not None and bound is not None)


def test_a_start_is_taken_where_it_holds_and_passed_over_where_it_does_not() -> None:
    aim = Aim({0: 3, 1: 2, 2: 2})
    for start in ([1, 0, 0], [1, 1, 1], [0.5, 0.5, 0.5]):
        assert solve(knapsack(10, 6, 5, 5), aim, start=start).value == 4
    program, far = hard()
    nothing = solve(program, far, start=[0.0] * len(program.lower), watch=lambda value, bound: value is not None)
    assert nothing.value is not None


def test_a_gap_below_a_step_is_a_proof() -> None:
    # Either answer is right where values differ by ten: the second is no whole step better.
    found = solve(knapsack(1, 1, 1), Aim({0: 10, 1: 10}, step=10))
    assert found.finished and found.value == 10


def test_answers_repeat() -> None:
    program, aim = hard(30)
    first, second = solve(program, aim, share=0.02), solve(program, aim, share=0.02)
    assert first == second


def test_the_solver_is_named_with_its_version() -> None:
    name, version = solver_name().split()
    assert name == "HiGHS" and version[0].isdigit()
