"""How wide the columns of a printed table are, in the PDF and in the Word file alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.paper import PaperColumn, PaperTable
from reports.paper_widths import (
    column_letters,
    is_long_row,
    is_short_table,
    letter_size,
    row_lines,
    told_table,
)


def of_one_row(*cells: str, widths: tuple[int, ...]) -> PaperTable:
    return PaperTable(cells, (cells,), widths, "")


def test_a_column_has_its_share_unless_its_longest_word_needs_more() -> None:
    assert column_letters(of_one_row("a", "b", widths=(25, 75)), 100) == pytest.approx([25, 75])
    narrow, *others = column_letters(of_one_row("Renseignement", "b", "c", widths=(2, 49, 49)), 100)
    assert narrow > len("Renseignement")
    assert others == pytest.approx([others[0]] * 2)
    assert narrow + sum(others) == pytest.approx(100)


def test_words_are_broken_only_where_there_is_no_room_at_all() -> None:
    assert column_letters(of_one_row("x" * 18, "y" * 18, widths=(1, 3)), 20) == pytest.approx([5, 15])


@given(
    st.lists(st.tuples(st.text("ab -\n", max_size=30), st.integers(0, 99)), min_size=1, max_size=14),
    st.floats(20, 300),
)
def test_the_columns_always_fill_the_room(columns: list[tuple[str, int]], room: float) -> None:
    letters = column_letters(of_one_row(*(text for text, _ in columns), widths=tuple(one for _, one in columns)), room)
    assert sum(letters) == pytest.approx(room)
    assert all(one > 0 for one in letters)


def test_more_columns_have_smaller_letters() -> None:
    assert [letter_size(n) for n in (1, 6, 7, 9, 30)] == [9, 9, 8.5, 8, 7]


def test_lines_are_counted_in_the_tallest_cell() -> None:
    assert row_lines(("x" * 40, "y"), (10, 10)) == pytest.approx(5)
    assert row_lines(("a\nb\nc", ""), (10, 10)) == pytest.approx(3.3)


def test_what_is_longer_than_a_page_may_be_cut_and_what_is_short_may_not() -> None:
    assert not is_long_row(("a short text",), (40,))
    assert is_long_row(("\n".join("abc" * 10),), (40,))
    assert is_short_table(PaperTable(("a",), (("b",),) * 10, (1,), ""), [40])
    assert not is_short_table(PaperTable(("a",), (("b",),) * 40, (1,), ""), [40])


def test_the_table_of_a_figure_knows_its_numbers_and_stays_narrow() -> None:
    table, share = told_table(
        ("Section", "Score", "Cost"), (("Law", "2,0", "3\u202f100"), ("All", "1,5", "none")), "About"
    )
    assert table.columns == (PaperColumn.TEXT, PaperColumn.NUMBER, PaperColumn.TEXT)
    assert 0 < share < 0.5
    assert told_table(("Heading",), (("word " * 40,),) * 2, "")[1] == pytest.approx(40 / 75)
