from __future__ import annotations

from dataclasses import replace

import pytest

from questionnaire.answers import Given, LadderGiven
from questionnaire.conditions import LevelCondition
from questionnaire.fact_sheets import FactSheet
from questionnaire.framework import Framework
from questionnaire.problems import Severity
from scoring.fact_sheet_checks import check_fact_sheets, sheet_agreements, sheet_value
from tests.examples import capability, fraction, framework, question, section, words

TREE = framework(
    section("K", capability("B")),
    section(
        "S",
        capability(
            "A",
            question("A.q1"),
            question("A.q2"),
            question("A.q3", asked_when=LevelCondition("A.q1", at_least=fraction(3))),
        ),
    ),
)


def ticked(question: str, upto: int) -> LadderGiven:
    return LadderGiven(None, frozenset(f"{question}.{level}a" for level in range(1, upto + 1)))


def sheet(*levels: int, expected: int = 2, tempting: int = 3) -> FactSheet:
    """Facts that put the questions of A at these levels, one after the other."""
    replies: dict[str, Given] = {f"A.q{n}": ticked(f"A.q{n}", level) for n, level in enumerate(levels, 1)}
    return FactSheet("A-1", "A", tempting, expected, words("Facts"), words("Why"), replies)


def with_sheet(one: FactSheet) -> Framework:
    return replace(TREE, fact_sheets=(one,))


def codes(one: FactSheet) -> set[str]:
    return {problem.code for problem in check_fact_sheets(with_sheet(one))}


def test_the_facts_of_a_sheet_make_agreements_and_a_score() -> None:
    assert [one.question for one in sheet_agreements(sheet(2, 3))] == ["A.q1", "A.q2"]
    assert sheet_value(TREE, sheet(2, 3)) == fraction("5/2")
    assert sheet_value(TREE, sheet()) is None


@pytest.mark.parametrize(("levels", "expected"), [((2, 2), 2), ((2, 3), 2), ((0, 1), 0), ((3, 4, 4), 3)])
def test_a_sound_sheet_expects_the_last_level_that_is_reached(levels: tuple[int, ...], expected: int) -> None:
    assert codes(sheet(*levels, expected=expected, tempting=4)) == set()


def test_another_level_than_expected_is_told_with_both() -> None:
    (problem,) = check_fact_sheets(with_sheet(sheet(1, 1)))
    assert (problem.code, problem.place, problem.severity) == ("sheet_level", "fact_sheets/S.yaml", Severity.GAP)
    assert problem.facts == {"id": "A-1", "found": "1", "expected": "2"}


def test_a_sheet_without_a_fact_is_at_no_level() -> None:
    told = {one.code: one.facts["found"] for one in check_fact_sheets(with_sheet(sheet()))}
    assert told["sheet_level"] == "-"


def test_a_question_that_is_asked_must_be_answered() -> None:
    open = [one.facts["found"] for one in check_fact_sheets(with_sheet(sheet(2))) if one.code == "sheet_unanswered"]
    assert open == ["A.q2"], "the third is not asked at this level"
    assert "sheet_unanswered" in codes(sheet(3, 3, expected=3, tempting=4))


def test_a_sheet_that_tempts_nobody_teaches_nothing() -> None:
    assert codes(sheet(2, 2, tempting=2)) == {"sheet_not_tempting"}
