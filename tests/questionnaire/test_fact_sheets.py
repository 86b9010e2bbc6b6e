from __future__ import annotations

from questionnaire.fact_sheets import FactSheet
from tests.examples import words


def test_a_sheet_without_replies_gives_none_and_shares_none() -> None:
    first = FactSheet("A-1", "A", 3, 2, words("Facts"), words("Why"))
    second = FactSheet("A-1", "A", 3, 2, words("Facts"), words("Why"))
    assert first.given == {}
    assert first.given is not second.given


def test_two_sheets_are_told_apart_although_they_say_the_same() -> None:
    sheets = [FactSheet("A-1", "A", 3, 2, words("Facts"), words("Why")) for _ in range(2)]
    assert len(set(sheets)) == 2
