from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.book.lines import escaped, heading, jump, jumps, named, table


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words, 50 %.", "plain words, 50 %."),
        ("a*b_c`d", r"a\*b\_c\`d"),
        ("[x](http://a)", r"\[x\](http://a)"),
        ("<b>bold</b>", r"\<b\>bold\</b\>"),
        ("a|b # c", r"a\|b \# c"),
        ("one\\two", r"one\\two"),
        ("  two\n\nlines\there ", "two lines here"),
    ],
)
def test_signs_of_markdown_are_printed_as_they_are(text: str, written: str) -> None:
    assert escaped(text) == written


@given(st.text(max_size=40))
def test_a_text_is_one_line_and_nothing_of_it_is_lost(text: str) -> None:
    written = escaped(text)
    assert "\n" not in written
    assert re.sub(r"\\(.)", r"\1", written) == " ".join(text.split())


def test_a_heading_has_a_place_to_jump_to_where_it_is_named() -> None:
    assert heading(2, "Law", "section-L") == ['<a id="section-L"></a>', "", "## Law", ""]
    assert heading(4, "Law") == ["#### Law", ""]


def test_a_jump_leads_to_an_id() -> None:
    assert jump("L01") == "[L01](#L01)"
    assert jumps(["L01", "L02"]) == "[L01](#L01), [L02](#L02)"
    assert jumps([]) == ""


def test_a_named_paragraph_without_text_is_left_out() -> None:
    assert named("Why", "Because.") == ["**Why** Because.", ""]
    assert named("Why", "") == []


def test_a_table_has_its_heads_a_line_and_its_rows() -> None:
    assert table(["Id", "Name"], iter([["1", "One"], ["2", ""]])) == [
        "| Id | Name |",
        "|---|---|",
        "| 1 | One |",
        "| 2 |  |",
        "",
    ]


def test_a_table_without_rows_is_left_out() -> None:
    assert table(["Id"], []) == []
