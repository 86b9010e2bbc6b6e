from __future__ import annotations

import pytest

from reports.diagnostic.annexes import filled_columns
from reports.diagnostic.wording import counted, listed, named, paragraph, sentence, tally
from reports.paper import PaperCell
from tests.examples import answer, capability, dossier, framework, section
from tests.reports.filled import report_on
from words.phrases import load_phrases

EN, FR = load_phrases("en"), load_phrases("fr")


@pytest.mark.parametrize(
    ("n", "english", "french"),
    [(2, "two", "deux"), (10, "ten", "dix"), (11, "11", "11"), (1234, "1,234", "1\u202f234")],
)
def test_small_numbers_are_written_in_letters(n: int, english: str, french: str) -> None:
    assert (tally(n, EN), tally(n, FR)) == (english, french)


@pytest.mark.parametrize(
    ("things", "most", "english", "french"),
    [
        ([], 5, "", ""),
        (["a"], 5, "a", "a"),
        (["a", "b"], 5, "a and b", "a et b"),
        (["a", "b", "c"], 5, "a, b and c", "a, b et c"),
        (["a", "b", "c"], 2, "a, b and one other", "a, b et une autre"),
        (["a", "b", "c", "d"], 2, "a, b and two others", "a, b et deux autres"),
    ],
)
def test_a_list_reads_as_in_speech(things: list[str], most: int, english: str, french: str) -> None:
    assert (listed(things, EN, most), listed(things, FR, most)) == (english, french)


def test_a_count_agrees_with_what_it_counts() -> None:
    assert counted("diagnostic.open.blank", 1, EN) == "One question has no answer yet"
    assert counted("diagnostic.open.blank", 3, EN) == "three questions have no answer yet"
    assert counted("diagnostic.open.blank", 1, FR) == "Une question est encore sans réponse"
    assert counted("diagnostic.open.blank", 3, FR) == "trois questions sont encore sans réponse"


def test_sentences_begin_with_a_capital_and_end_once() -> None:
    assert sentence("three are open") == "Three are open."
    assert sentence(" It ends already. ") == "It ends already."
    assert sentence("") == ""
    assert paragraph(["one", None, "", "Two."]) == "One. Two."


def test_a_capability_is_not_named_twice() -> None:
    report = report_on(dossier(framework(section("L", capability("L01"))), answer("L01", 2)))
    assert named(report, "L01") == "L01"


def test_columns_without_anything_are_left_out() -> None:
    report = report_on(dossier(framework(section("L", capability("L01"))), answer("L01", 2)))
    columns = (("function", 30), ("names", 40), ("people", 30))
    table = filled_columns(report, columns, [("Legal", "", "2"), ("", " ", PaperCell("1"))], "people")
    assert table.heads == ("Function", "People")
    assert table.widths == (30, 30)
    assert [len(row) for row in table.rows] == [2, 2]
