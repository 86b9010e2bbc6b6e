from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.strict_yaml import read_yaml


def codes(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in read_yaml(text, "file.yaml")[1]]


def data(text: str) -> Any:
    document, problems = read_yaml(text, "file.yaml")
    assert document is not None
    assert not problems
    return document.data


def test_what_is_written_well_is_read() -> None:
    text = "id: L04\nweight: 3\nshare: 0.8\ngate: true\nbands: {0: 0, 1: 2}\nlist: [a, -1]\ntext: >-\n  one\n  two\n"
    assert data(text) == {
        "id": "L04",
        "weight": 3,
        "share": Fraction(4, 5),
        "gate": True,
        "bands": {"0": 0, "1": 2},
        "list": ["a", -1],
        "text": "one two",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("yaml_key_twice", 3)]),
        ("a: &x [1]\nb: *x\n", [("yaml_anchor", 1), ("yaml_alias", 2)]),
        ("&x a: 1\n", [("yaml_anchor", 1)]),
        ("a: {}\nb:\n  <<: *x\n", [("yaml_alias", 3)]),
        ("a: !!python/object/apply:os.system [ls]\n", [("yaml_tag", 1)]),
        ("a: !!str 1\n", [("yaml_tag", 1)]),
        ("!!str a: 1\n", [("yaml_tag", 1)]),
        ("[a]: 1\n", [("yaml_key", 1)]),
        ("a: 1\n---\nb: 2\n", [("yaml_two_documents", 1)]),
        ("", [("yaml_empty", 1)]),
        ("# nothing but this\n", [("yaml_empty", 1)]),
        ("a: [1\nb: 2\n", [("yaml_unreadable", 2)]),
        ("a: 1\n b: 2\n", [("yaml_unreadable", 2)]),
        ("a:\t1\n\tb: 2\n", [("yaml_unreadable", 2)]),
        ("a: \x00\n", [("yaml_unreadable", 1)]),
        ("a: 1\nb: \ud800\n", [("yaml_unreadable", 2)]),
    ],
)
def test_traps_are_refused(text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "word",
    [
        *("no", "NO", "yes", "on", "Off", "y", "N", "null", "Null", "~", ""),
        *("1.10", "0.0", "010", "0o17", "0x1F", "0b1", "1e3", "1E-3", "1_000e2", "12:30", "1:02:03", ".5", "5."),
        *("2027-01-31", "2027-1-5 10:00", ".inf", "-.INF", ".nan"),
    ],
)
def test_words_that_programs_read_differently_are_refused(word: str) -> None:
    assert codes(f"a: {word}\n") == [("yaml_ambiguous", 1)]


@pytest.mark.parametrize("word", ["no", "1.10", "2027-01-31", "null", "on", "010"])
def test_in_quotes_they_are_text(word: str) -> None:
    assert data(f'a: "{word}"\n') == {"a": word}


def test_an_ambiguous_key_is_refused() -> None:
    assert codes("on: 1\n") == [("yaml_ambiguous", 1)]


def test_the_line_of_a_thing_is_that_of_its_key() -> None:
    document, _ = read_yaml("a: 1\nb:\n  c:\n    - x\n    -\n      d: y\n", "file.yaml")
    assert document is not None
    assert document.line(("b",)) == 2
    assert document.line(("b", "c", 0)) == 4
    assert document.line(("b", "c", 1, "d")) == 6
    assert document.line(("b", "not there")) == 2
    assert document.line(("nothing",)) == 1


def test_an_alias_bomb_stays_small() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    document, problems = read_yaml("\n".join(lines), "bomb.yaml")
    assert document is not None
    assert document.data["a39"] == [None, None]
    assert {one.code for one in problems} == {"yaml_anchor", "yaml_alias"}


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 5_000, "[" * 30 + "]" * 30, "\n".join("  " * n + "a:" for n in range(50))]
)
def test_what_is_nested_deep_is_refused(text: str) -> None:
    document, problems = read_yaml(text, "deep.yaml")
    assert document is None
    assert [one.code for one in problems] == ["yaml_unreadable"]


@pytest.mark.parametrize("number", ["9" * 10_000, "1." + "9" * 10_000])
def test_a_number_too_long_is_refused(number: str) -> None:
    assert codes(f"a: {number}\n") == [("yaml_long_number", 1)]


def test_crlf_and_a_byte_order_mark_change_nothing() -> None:
    assert data("\ufeffa: 1\r\nb: two words\r\n") == {"a": 1, "b": "two words"}


@given(st.text(alphabet=st.characters(codec=None, categories=None), max_size=200))
def test_no_text_crashes_the_reader(text: str) -> None:
    document, problems = read_yaml(text, "any.yaml")
    assert document is not None or problems


@given(st.text(alphabet=" \n\t-:?[]{},&*!|>'\"%@`#ab10.~", max_size=120))
def test_no_text_of_signs_crashes_the_reader(text: str) -> None:
    document, problems = read_yaml(text, "signs.yaml")
    assert document is not None or problems
    assert all(problem.line >= 1 for problem in problems)
