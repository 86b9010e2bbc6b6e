"""Text of people on its way into a typeset page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.typesetting import settable

BREAK = "\u200b"


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("plain", "plain"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("a\x00b\x07c\ud800d\ufffee\x7ff", "abcdef"),
        ("\u0e81\u0eb2\u0e99", "\u0e81\u0eb2\u0e99"),
        ("anticonstitutionnellement", "anticonstitutionnellement"),
    ],
)
def test_text_is_cleaned(given_text: str, expected: str) -> None:
    assert settable(given_text) == expected


def test_an_address_breaks_after_its_signs() -> None:
    assert settable("https://example.org/registry/permits") == BREAK.join(
        ("https://", "example.", "org/", "registry/", "permits")
    )


def test_what_is_too_long_breaks_everywhere_but_keeps_its_accents() -> None:
    word = "e\u0301" * 30
    pieces = settable(word).split(BREAK)
    assert "".join(pieces) == word
    assert max(map(len, pieces)) <= 6
    assert all(piece[0] == "e" for piece in pieces)


@given(st.text(max_size=300))
def test_nothing_but_breaks_is_added_and_no_latin_run_stays_long(text: str) -> None:
    made = settable(text)
    again = settable(made.replace(BREAK, ""))
    assert again.replace(BREAK, "") == made.replace(BREAK, "")
    runs = made.replace(BREAK, " ").split()
    assert all(len(run) <= 30 for run in runs if run.isascii())


@given(st.text(alphabet=st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=40, max_size=400))
def test_an_ascii_word_keeps_every_sign(word: str) -> None:
    assert settable(word).replace(BREAK, "") == word
