from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from questionnaire.conditions import (
    AllOf,
    AnyOf,
    Condition,
    CriterionCondition,
    LevelCondition,
    OptionCondition,
)
from questionnaire.framework_file import load_framework
from tests.framework_edits import copied, edit


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{question: L02, at_least: 1}", LevelCondition("L02", Fraction(1))),
        ("{question: L02, at_most: 2.5}", LevelCondition("L02", None, Fraction(5, 2))),
        ("{question: L02, at_least: 1, at_most: 3}", LevelCondition("L02", Fraction(1), Fraction(3))),
        ("{question: O01.q2, option: b}", OptionCondition("O01.q2", "b")),
        ("{criterion: L02.2b}", CriterionCondition("L02.2b")),
        (
            "{all: [{criterion: L02.2b}, {any: [{criterion: L01.a}, {question: L02, at_least: 4}]}]}",
            AllOf(
                (
                    CriterionCondition("L02.2b"),
                    AnyOf((CriterionCondition("L01.a"), LevelCondition("L02", Fraction(4)))),
                )
            ),
        ),
    ],
)
def test_a_condition_is_read_as_it_is_written(tmp_path: Path, written: str, read: Condition) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, "sections/O.yaml", "{question: L02, at_least: 1}", written)
    assert load_framework(folder).question("O02").asked_when == read


@pytest.mark.parametrize("written", ["{}", "{question: L02}", "{option: b}", "{all: []}", "{question: L02, is: 3}"])
def test_a_condition_that_says_nothing_is_refused(tmp_path: Path, written: str) -> None:
    from questionnaire.framework_file import check_framework  # noqa: PLC0415  beside its use

    folder = copied("kinds", tmp_path)
    line = edit(folder, "sections/O.yaml", "{question: L02, at_least: 1}", written)
    told = [one for one in check_framework(folder) if one.place == "sections/O.yaml" and abs(one.line - line) <= 1]
    assert told, written
