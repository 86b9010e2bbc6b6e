from __future__ import annotations

from typing import Any

import pytest

from questionnaire.condition_checks import StatedCondition, check_conditions

QUESTIONS: dict[str, dict[str, Any]] = {"A": {}, "B": {"options": [{"id": "x"}]}, "C": {}}
CRITERIA = {"A.1a": "A", "C.1a": "C"}


def found(**conditions: dict[str, Any]) -> list[tuple[str, str]]:
    stated = [StatedCondition(question, raw, "s.yaml", 7) for question, raw in conditions.items()]
    problems = list(check_conditions(stated, QUESTIONS, CRITERIA))
    assert all((one.place, one.line) == ("s.yaml", 7) for one in problems)
    return [(one.code, str(one.facts["id"])) for one in problems]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"question": "A", "at_least": 1}, []),
        ({"question": "B", "option": "x"}, []),
        ({"criterion": "A.1a"}, []),
        ({"all": [{"question": "A", "at_least": 1}, {"any": [{"criterion": "A.1a"}]}]}, []),
        ({"question": "Z", "at_least": 1}, ["condition_unknown_question"]),
        ({"question": "B", "option": "z"}, ["condition_unknown_option"]),
        ({"criterion": "A.9z"}, ["condition_unknown_criterion"]),
        (
            {"any": [{"question": "Y"}, {"criterion": "Z.1a"}]},
            ["condition_unknown_question", "condition_unknown_criterion"],
        ),
        ({"question": "C", "at_least": 1}, ["condition_circle"]),
        ({"criterion": "C.1a"}, ["condition_circle"]),
    ],
)
def test_one_condition(condition: dict[str, Any], expected: list[str]) -> None:
    assert found(C=condition) == [(code, "C") for code in expected]


def test_a_circle_is_told_of_everyone_in_it_and_of_nobody_else() -> None:
    circle = found(A={"question": "B"}, B={"criterion": "A.1a"}, C={"question": "A"})
    assert circle == [("condition_circle", "A"), ("condition_circle", "B")]
