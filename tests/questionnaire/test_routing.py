from __future__ import annotations

from fractions import Fraction

import pytest

from questionnaire.answers import Agreement, Disputed, LevelReached, NotApplicable, NotKnown, Reply, TicksGiven
from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from questionnaire.routing import asked_questions
from tests.examples import at_level, capability, checklist, choice, framework, question, section


def stands(condition: Condition, reply: Reply | None, kind: object = None) -> tuple[bool, bool]:
    """Whether B is asked, and whether that is undecided, when A was replied to so."""
    first = capability("A", question("A", kind))  # type: ignore[arg-type]
    tree = framework(section("S", first, capability("B", question("B", asked_when=condition))))
    routing = asked_questions(tree, [] if reply is None else [Agreement("A", reply)])
    assert {*routing.asked, *routing.hidden} == set(tree.questions)
    return "B" in routing.asked_ids, "B" in routing.undecided


AT_LEAST_2, AT_MOST_1 = LevelCondition("A", at_least=Fraction(2)), LevelCondition("A", at_most=Fraction(1))


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (at_level(2), (True, False)),
        (at_level(1), (False, False)),
        (NotApplicable("none"), (False, False)),
        (None, (False, True)),
        (NotKnown(), (False, True)),
        (Disputed(Fraction(2), Fraction(4)), (True, False)),
        (Disputed(Fraction(1), Fraction(2)), (False, True)),
        (Disputed(Fraction(0), Fraction(1)), (False, False)),
    ],
)
def test_a_condition_on_a_level(reply: Reply | None, expected: tuple[bool, bool]) -> None:
    assert stands(AT_LEAST_2, reply) == expected


def test_a_condition_that_holds_at_the_lowest_end_only_is_undecided() -> None:
    assert stands(AT_MOST_1, Disputed(Fraction(1), Fraction(3))) == (True, True)


@pytest.mark.parametrize(
    ("reply", "word"),
    [
        (at_level(0), "asked"),
        (at_level(4), "hidden"),
        (Disputed(Fraction(1), Fraction(3)), "asked_so_far"),
        (NotKnown(), "hidden_so_far"),
    ],
)
def test_a_word_says_how_a_question_stands(reply: Reply, word: str) -> None:
    tree = framework(section("L", capability("L01", question("A"), question("B", asked_when=AT_MOST_1))))
    assert asked_questions(tree, [Agreement("A", reply)]).standing("B") == word


def test_a_dispute_on_a_choice_and_on_a_checklist() -> None:
    options = choice("A", {"a": 0, "b": 2, "c": 4})
    assert stands(OptionCondition("A", "a"), Disputed(Fraction(0), Fraction(2)), options) == (True, True)
    assert stands(OptionCondition("A", "c"), Disputed(Fraction(0), Fraction(2)), options) == (False, False)
    ticked = CriterionCondition("A.b")
    assert stands(ticked, Disputed(Fraction(1), Fraction(3)), checklist("A")) == (False, True)
    assert stands(ticked, LevelReached(TicksGiven(frozenset({"A.b"}))), checklist("A")) == (True, False)


def test_one_part_that_holds_decides_any_and_one_that_fails_decides_all() -> None:
    reply = Disputed(Fraction(1), Fraction(3))
    holds, fails = LevelCondition("A", at_least=Fraction(1)), LevelCondition("A", at_least=Fraction(4))
    assert stands(AnyOf((AT_LEAST_2, holds)), reply) == (True, False)
    assert stands(AllOf((AT_LEAST_2, fails)), reply) == (False, False)
    assert stands(AllOf((AT_LEAST_2, holds)), reply) == (False, True)


def test_without_conditions_everything_is_asked() -> None:
    tree = framework(section("S", capability("A")))
    assert asked_questions(tree, []).asked == tree.questions


def test_a_condition_may_read_a_later_question() -> None:
    first = capability("A", question("A", asked_when=LevelCondition("B", at_least=Fraction(1))))
    tree = framework(section("S", first, capability("B")))
    assert asked_questions(tree, [Agreement("B", at_level(1))]).asked_ids == {"A", "B"}


def test_a_circle_is_an_error_that_names_it() -> None:
    first = capability("A", question("A", asked_when=LevelCondition("B", at_least=Fraction(1))))
    second = capability("B", question("B", asked_when=LevelCondition("A", at_least=Fraction(1))))
    with pytest.raises(ValueError, match="A -> B -> A"):
        asked_questions(framework(section("S", first, second)), [])
