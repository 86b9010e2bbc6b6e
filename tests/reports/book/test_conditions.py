from __future__ import annotations

from fractions import Fraction

import pytest

from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from reports.book.conditions import condition_said
from words.phrases import load_phrases

MET = CriterionCondition("L04.3b")


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (MET, "L04.3b is met"),
        (OptionCondition("S12.q1", "b"), "S12.q1 is answered by b"),
        (LevelCondition("O02", at_least=Fraction(1)), "O02 stands at level 1 or above"),
        (LevelCondition("O02", at_most=Fraction(3)), "O02 stands at level 3 or below"),
        (
            AllOf((LevelCondition("O02", at_least=Fraction(1)), MET)),
            "O02 stands at level 1 or above, and L04.3b is met",
        ),
        (AnyOf((MET, OptionCondition("A", "c"))), "L04.3b is met, or A is answered by c"),
    ],
)
def test_a_condition_is_a_clause(condition: Condition, said: str) -> None:
    assert condition_said(condition, load_phrases("en")) == said


def test_a_condition_is_said_in_french() -> None:
    assert condition_said(MET, load_phrases("fr")) == "le critère L04.3b est rempli"


def test_parts_of_parts_stand_in_brackets_and_levels_are_not_rounded() -> None:
    either = AnyOf((MET, OptionCondition("A", "c")))
    said = condition_said(AllOf((either, LevelCondition("O02", at_least=Fraction(3, 2)))), load_phrases("en"))
    assert said == "(L04.3b is met, or A is answered by c), and O02 stands at level 1.50 or above"
