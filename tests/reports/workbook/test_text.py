"""What people write stays text, whatever it looks like, and no character of it can break the file."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from reports.workbook.text import CUT, LONGEST, clean, exactly, fitted, literal, put_text, sheet_title

DANGEROUS = (
    "=1+1",
    '=HYPERLINK("http://example.org";"click")',
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "#N/A",
    "#REF!",
    "=",
    "'text",
    "TRUE",
    "2027-03-01",
)
ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("=+-@#'\"\t\r\n\x00\x07\ud800é😀{}"), max_size=20
)


def read_back(text: str) -> tuple[object, str]:
    book = Workbook()
    put_text(book.active.cell(1, 1), text)
    saved = io.BytesIO()
    book.save(saved)
    cell = openpyxl.load_workbook(io.BytesIO(saved.getvalue())).active.cell(1, 1)
    return cell.value, cell.data_type


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    assert read_back(text) == (text, "s")


@settings(deadline=None)  # Each example makes a whole file, and a busy machine is slow now and then.
@given(ANY_TEXT)
def test_any_text_is_written_and_read_back(text: str) -> None:
    value, kind = read_back(text)
    assert (value or "") == clean(text)
    assert kind == "s" or not clean(text)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_control_characters_and_lone_surrogates_go() -> None:
    assert clean("a\x00b\x07c\ud800d\ufffe") == "abcd"
    assert clean("one\r\ntwo\rthree") == "one\ntwo\nthree"


def test_a_text_too_long_is_cut_with_a_mark() -> None:
    assert fitted("x" * LONGEST) == ("x" * LONGEST, False)
    cut, was_cut = fitted("x" * (LONGEST + 1))
    assert was_cut
    assert cut.endswith(CUT)
    assert len(cut) == LONGEST


def test_a_sign_of_two_units_is_never_halved() -> None:
    cut, was_cut = fitted("😀" * LONGEST)
    assert was_cut
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert set(cut.removesuffix(CUT)) == {"😀"}


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("a/b:c*d?[e]\\f", "a b c d  e  f"),
        ("'quoted'", "quoted"),
        ("History", "History_"),
        ("", "Sheet"),
        ("x" * 40, "x" * 31),
    ],
)
def test_a_sheet_title_is_one_that_every_program_accepts(wanted: str, title: str) -> None:
    assert sheet_title(wanted) == title


def test_two_sheets_never_share_a_title() -> None:
    assert sheet_title("Plan", ["plan"]) == "Plan 2"
    assert sheet_title("x" * 31, ["x" * 31]) == "x" * 29 + " 2"


def test_a_literal_cannot_leave_its_quotes() -> None:
    assert literal('a"&B1&"') == '"a""&B1&"""'


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("plain", "A1"),
        ("a*", 'SUBSTITUTE(A1,"*","~*")'),
        ("a?", 'SUBSTITUTE(A1,"?","~?")'),
        ("~*", 'SUBSTITUTE(SUBSTITUTE(A1,"~","~~"),"*","~*")'),
    ],
)
def test_signs_that_stand_for_others_are_looked_for_themselves(text: str, formula: str) -> None:
    assert exactly("A1", text) == formula
