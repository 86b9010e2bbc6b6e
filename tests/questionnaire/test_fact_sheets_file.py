from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from questionnaire.answers import Given, LadderGiven, OptionGiven, QuantityGiven, TicksGiven
from questionnaire.fact_sheets_file import given_of
from questionnaire.framework import Question
from questionnaire.framework_file import load_framework
from tests.examples import checklist, choice, ladder, number, question
from tests.framework_edits import FRAMEWORKS, copied, put

LAW = """\
sheets:
  - id: L02-1
    capability: L02
    tempting: 3
    expected: 2
    text: An act lets officers seize goods.
    account: Transit is not named.
    replies: {L02: {met: [1a, 2a, 2b]}}
  - {id: L01-1, capability: L01, tempting: 2, expected: 1, text: One., account: Two., replies: {L01: {met: [c]}}}
"""
ORG = """\
sheets:
  - id: O01-1
    capability: O01
    tempting: 4
    expected: 2
    text: Most seizures are reported.
    account: Nobody else looks.
    replies: {O01.q1: {value: 62.5}, O01.q2: {option: b}}
"""
FRENCH = "sheets: {L02-1: {text: Une loi permet la saisie., account: Le transit manque.}}\n"


@pytest.mark.parametrize(
    ("asked", "raw", "given"),
    [
        (question("A", ladder("A")), {"met": ["1a", "2b"]}, LadderGiven(None, frozenset({"A.1a", "A.2b"}))),
        (question("A", ladder("A")), {"met": []}, LadderGiven()),
        (question("A", checklist("A")), {"met": ["a"]}, TicksGiven(frozenset({"A.a"}))),
        (question("A", number("A", {0: 0, 1: 9}, unit="days")), {"value": 7}, QuantityGiven(Fraction(7), "days")),
        (question("A", choice("A", {"low": 0, "high": 4})), {"option": "high"}, OptionGiven("high")),
    ],
)
def test_a_reply_takes_the_form_of_its_question(asked: Question, raw: dict[str, object], given: Given) -> None:
    assert given_of(asked, raw) == given


def test_sheets_are_read_section_by_section_in_file_order(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "fact_sheets/O.yaml", ORG)
    put(folder, "fact_sheets/L.yaml", LAW)
    read = load_framework(folder).fact_sheets
    assert [one.id for one in read] == ["L02-1", "L01-1", "O01-1"]
    assert [(one.capability, one.tempting, one.expected) for one in read[::2]] == [("L02", 3, 2), ("O01", 4, 2)]
    assert read[1].given == {"L01": TicksGiven(frozenset({"L01.c"}))}
    assert read[2].given == {"O01.q1": QuantityGiven(Fraction(125, 2), "percent"), "O01.q2": OptionGiven("b")}


def test_facts_and_account_are_translated(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "fact_sheets/L.yaml", LAW)
    put(folder, "languages/fr/fact_sheets/L.yaml", FRENCH)
    first, second = load_framework(folder).fact_sheets
    assert (first.text("fr"), first.account("fr")) == ("Une loi permet la saisie.", "Le transit manque.")
    assert (first.text("en"), second.account("fr")) == ("An act lets officers seize goods.", "Two.")


def test_a_framework_without_sheets_has_none() -> None:
    assert load_framework(FRAMEWORKS / "kinds").fact_sheets == ()
