"""How wide the columns of a printed table are, and which rows may be cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.palette import LEVELS, ON_LEVELS
from reports.paper import PaperCell, PaperColumn, PaperTable
from reports.pdf_tables import laid_table, told_table


def shares(table: PaperTable) -> list[float]:
    widths = laid_table(table)["widths"]
    return [width / sum(widths) for width in widths]


def test_columns_are_as_wide_as_their_shares_say() -> None:
    table = PaperTable(("a", "b"), (("one", "two"),), (25, 75), "")
    assert shares(table) == pytest.approx([0.25, 0.75])


def test_a_table_of_few_lines_stays_whole_and_one_that_could_fill_a_page_does_not() -> None:
    def whole(rows: int, text: str = "one") -> bool:
        return bool(laid_table(PaperTable(("a",), ((text,),) * rows, (1,), ""))["whole"])

    assert whole(1)
    assert whole(16)
    assert not whole(30)
    assert not whole(2, "a longer word " * 300)


def test_a_column_too_narrow_for_its_words_takes_room_from_the_others() -> None:
    rows = (("Organisation", "x", "y"), ("Droit", "x", "y"))
    narrow = shares(PaperTable(("Section", "b", "c"), rows, (2, 49, 49), ""))
    assert narrow[0] * 1050 / 9 >= len("Organisation")
    assert narrow[1] == pytest.approx(narrow[2])


def test_no_break_spaces_hold_an_amount_together() -> None:
    table = PaperTable(("a", "b"), (("1\u202f234\u202f567\u00a0USD", "x"),), (1, 99), "")
    assert shares(table)[0] * 1050 / 9 >= len("1 234 567 USD")


def test_words_are_broken_only_where_there_is_no_room_at_all() -> None:
    heads = tuple("abcdefghijkl")
    table = PaperTable(heads, (("incomprehensibility",) * 12,), tuple(range(1, 13)), "")
    assert shares(table) == pytest.approx([place / 78 for place in range(1, 13)])


TEXTS = st.text(alphabet="ab -\n", max_size=30)


@given(
    st.integers(1, 14).flatmap(
        lambda n: st.tuples(
            st.lists(TEXTS, min_size=n, max_size=n), st.lists(st.integers(0, 99), min_size=n, max_size=n)
        )
    )
)
def test_the_columns_always_fill_the_table(told: tuple[list[str], list[int]]) -> None:
    texts, widths = told
    table = laid_table(PaperTable(tuple(texts), (tuple(texts),), tuple(widths), ""))
    whole = laid_table(PaperTable(tuple(texts), (), tuple(1 for _ in texts), ""))
    assert sum(table["widths"]) == pytest.approx(sum(whole["widths"]))
    assert all(width > 0 for width in table["widths"])


def test_more_columns_have_smaller_letters() -> None:
    sizes = [laid_table(PaperTable(("x",) * n, (), (1,) * n, ""))["size"] for n in (3, 7, 10, 14)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] >= 7


def test_only_a_very_tall_row_may_be_cut() -> None:
    rows = (("short",), ("word " * 1500,), ("\n" * 60,))
    assert [row["long"] for row in laid_table(PaperTable(("a",), rows, (1,), ""))["rows"]] == [False, True, True]


def test_a_level_has_its_ground_and_readable_ink() -> None:
    row = (PaperCell("0 Absent", 0), PaperCell("4 Sustained", 1, strong=True), PaperCell("none"), "plain")
    low, high, none, plain = laid_table(PaperTable(("a", "b", "c", "d"), (row,), (1, 1, 1, 1), ""))["rows"][0]["cells"]
    assert (low["fill"], low["ink"]) == (LEVELS[0], ON_LEVELS[0])
    assert (high["fill"], high["ink"], high["strong"]) == (LEVELS[-1], ON_LEVELS[-1], True)
    assert "fill" not in none
    assert "fill" not in plain


def test_the_table_of_a_figure_knows_its_numbers_and_stays_narrow() -> None:
    rows = (("L01", "1.5", "\u2013", "12\u202f%"), ("O01", "\u22122.0", "\u2013", "8\u202f%"))
    table = told_table(("Section", "Score", "Gate", "Share"), rows, "")
    assert table["numbers"] == [False, True, False, True]
    assert 0 < table["share"] < 0.7
    assert told_table(("a" * 50, "b" * 50), (("x", "y"),), "")["share"] == 1


def test_totals_and_number_columns_are_passed_on() -> None:
    table = PaperTable(
        ("a", "b"), (("x", "1"), ("y", "2")), (1, 1), "", (PaperColumn.TEXT, PaperColumn.NUMBER), frozenset({1})
    )
    laid = laid_table(table)
    assert laid["numbers"] == [False, True]
    assert [row["total"] for row in laid["rows"]] == [False, True]
