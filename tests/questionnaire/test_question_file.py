from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from questionnaire.framework import Band, Checklist, Choice, Ladder, Number, Question
from questionnaire.framework_words import FileWords
from questionnaire.policy import Strength
from questionnaire.question_file import read_caps, read_question, read_scale
from questionnaire.scales import Scale
from tests.examples import scale

FRENCH = {
    "questions": {"A": "Quoi"},
    "levels": {"A.1": "Un"},
    "criteria": {"A.1a": "Un acte", "A.b": "Deux", "A.high1": "Une note"},
    "options": {"A.high": "Haut"},
    "thresholds": {"A": "Au moins {value} cas"},
}
LADDER = {
    "kind": "ladder",
    "levels": [
        {"level": 0, "summary": "None"},
        {"level": 1, "summary": "One", "criteria": {"a": "An act", "b": "A decree"}},
    ],
}
CHECKLIST = {"kind": "checklist", "items": {"a": "One", "b": "Two"}, "bands": {"4": 2, "0": 0, "2": 1}}
CHOICE = {
    "kind": "choice",
    "options": [
        {"id": "low", "level": 0, "text": "Low"},
        {"id": "high", "level": Fraction(7, 2), "text": "High", "criteria": {"1": "A note"}},
    ],
}
NUMBER = {
    "kind": "number",
    "unit": "cases",
    "thresholds": {"2": Fraction(5, 2), "0": 0, "10": 90},
    "threshold_text": "At least {value} cases",
}


def read(raw: dict[str, Any], **more: Any) -> Question:
    return read_question({"id": "A", "text": "What", **raw, **more}, FileWords("en", {"fr": FRENCH}), scale())


def test_a_ladder_has_criteria_named_by_level_and_letter() -> None:
    kind = read(LADDER).kind
    assert isinstance(kind, Ladder)
    lowest, first = kind.levels
    assert (lowest.value, lowest.criteria) == (0, ())
    assert [(one.id, one.text("fr")) for one in first.criteria] == [("A.1a", "Un acte"), ("A.1b", "A decree")]
    assert (first.summary("en"), first.summary("fr")) == ("One", "Un")


def test_bands_are_read_in_the_order_in_which_they_begin() -> None:
    kind = read(CHECKLIST).kind
    assert isinstance(kind, Checklist)
    assert kind.bands == (Band(0, 0), Band(2, 1), Band(4, 2))
    assert [(one.id, one.text("fr")) for one in kind.items] == [("A.a", "One"), ("A.b", "Deux")]


def test_an_option_has_an_exact_value_and_its_criteria() -> None:
    kind = read(CHOICE).kind
    assert isinstance(kind, Choice)
    low, high = kind.options
    assert (low.value, low.criteria) == (0, ())
    assert (high.value, high.text("fr")) == (Fraction(7, 2), "Haut")
    assert [(one.id, one.text("fr")) for one in high.criteria] == [("A.high1", "Une note")]


def test_thresholds_are_read_by_level_and_say_their_number_in_each_language() -> None:
    kind = read(NUMBER).kind
    assert isinstance(kind, Number)
    assert [(one.level, one.bound) for one in kind.thresholds] == [(0, 0), (2, Fraction(5, 2)), (10, 90)]
    lowest, *higher = (one.criterion for one in kind.thresholds)
    assert lowest is None
    said = [(one.id, one.text("en"), one.text("fr")) for one in higher if one]
    assert said == [
        ("A.2", "At least 2.5 cases", "Au moins 2,5 cas"),
        ("A.10", "At least 90 cases", "Au moins 90 cas"),
    ]


def test_a_number_is_unbounded_and_better_when_higher_unless_told_otherwise() -> None:
    free = read(NUMBER).kind
    bound = read(NUMBER, better="lower", minimum=1, maximum=Fraction(99, 2)).kind
    assert isinstance(free, Number)
    assert isinstance(bound, Number)
    assert (free.higher_is_better, free.minimum, free.maximum) == (True, Fraction(0), None)
    assert (bound.higher_is_better, bound.minimum, bound.maximum) == (False, 1, Fraction(99, 2))


def test_what_a_question_does_not_say_it_has_from_the_framework() -> None:
    plain = read(LADDER)
    assert (plain.text("fr"), plain.scale, plain.weight) == ("Quoi", scale(), Fraction(1))
    assert (plain.asked_when, plain.stage, plain.evidence_caps, plain.aliases) == (None, None, None, ())


def test_what_it_says_holds() -> None:
    caps = {strength.value: place for place, strength in enumerate(Strength)}
    own = read(LADDER, scale=[0, 1], weight=Fraction(3, 2), stage=2, aliases=["OLD"], evidence_caps=caps)
    assert (own.scale, own.weight, own.stage, own.aliases) == (scale(0, 1), Fraction(3, 2), 2, ("OLD",))
    assert own.evidence_caps == read_caps(caps) == {strength: place for place, strength in enumerate(Strength)}


def test_a_scale_is_declared_or_that_of_the_node_above() -> None:
    assert read_scale({"scale": [1, Fraction(5, 2)]}, scale()) == Scale(Fraction(1), Fraction(5, 2))
    assert read_scale({}, scale(0, 9)) == scale(0, 9)


@pytest.mark.parametrize(
    ("raw", "condition"),
    [
        ({"question": "B", "at_least": 2}, LevelCondition("B", Fraction(2), None)),
        ({"question": "B", "at_most": 1}, LevelCondition("B", None, Fraction(1))),
        ({"question": "B", "at_least": 1, "at_most": 3}, LevelCondition("B", Fraction(1), Fraction(3))),
        ({"question": "B", "option": "c"}, OptionCondition("B", "c")),
        ({"criterion": "B.1a"}, CriterionCondition("B.1a")),
        (
            {"all": [{"criterion": "B.1a"}, {"any": [{"criterion": "C.a"}, {"question": "D", "at_most": 0}]}]},
            AllOf(
                (CriterionCondition("B.1a"), AnyOf((CriterionCondition("C.a"), LevelCondition("D", None, Fraction(0)))))
            ),
        ),
    ],
)
def test_conditions_are_read_however_deep(raw: dict[str, Any], condition: Condition) -> None:
    assert read(LADDER, asked_when=raw).asked_when == condition
