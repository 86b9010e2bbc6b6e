from __future__ import annotations

from planning.program import Aim, Program, Solved


def test_columns_are_numbered_in_the_order_of_making() -> None:
    program = Program()
    assert [program.column(), program.column(2, 5, whole=False)] == [0, 1]
    assert (program.lower, program.upper, program.whole) == ([0, 2], [1, 5], [True, False])


def test_terms_of_one_column_are_added_up_and_empty_ones_dropped() -> None:
    program = Program()
    first, second = program.column(), program.column()
    assert program.row([(first, 2), (second, 1), (first, 3), (second, -1)], most=4) == 0
    assert program.rows == [(-float("inf"), 4, ((first, 5),))]


def test_at_most_the_sum_of_others() -> None:
    program = Program()
    one, two, three = program.column(), program.column(), program.column()
    program.at_most(one, [two, three])
    program.at_most(one, [one])
    assert program.rows[0] == (-float("inf"), 0, ((one, 1), (two, -1), (three, -1)))
    assert program.rows[1] == (-float("inf"), 0, ())


def test_a_copy_is_another_program() -> None:
    program = Program()
    program.row([(program.column(), 1)], most=1)
    twin = program.copy()
    twin.fix(0, 1)
    twin.row([(twin.column(), 1)], least=1)
    assert (program.lower, program.upper, len(program.rows)) == ([0], [1], 1)
    assert (twin.lower, twin.upper, len(twin.rows)) == ([1, 0], [1, 1], 2)


def test_an_aim_is_to_make_large_by_whole_units_unless_said() -> None:
    assert (Aim({}).largest, Aim({}).step) == (True, 1)
    assert not Solved(None, None, None, finished=False).impossible
