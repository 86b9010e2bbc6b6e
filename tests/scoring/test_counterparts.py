from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from questionnaire.answers import Agreement, LevelReached, NotKnown, TicksGiven
from questionnaire.framework import Checklist, Choice, Number, Question
from questionnaire.levels import level_of
from questionnaire.policy import Policy
from questionnaire.text import Text
from scoring.counterparts import asks_the_same, carried_over, question_before, scored_alike, with_common_gates
from tests.examples import capability, checklist, choice, framework, ladder, number, question, section, words
from tests.scoring.trees import Case, cases

KINDS: dict[str, Any] = {
    "ladder": ladder,
    "checklist": checklist,
    "choice": lambda id: choice(id, {"a": 0, "b": 2, "c": 4}),
    "number": lambda id: number(id, {0: 0, 2: 50, 4: 90}),
}


def test_a_question_is_found_by_id_before_any_alias() -> None:
    before = framework(section("S", capability("A", question("A.a"), question("A.b"))))
    assert question_before(question("A.b", aliases=("A.a",)), before) is before.question("A.b")
    assert question_before(question("A.c", aliases=("A.x", "A.a")), before) is before.question("A.a")
    assert question_before(question("A.c"), before) is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_words_ask_the_same_whatever_the_ids(kind: str) -> None:
    one = question("Q", KINDS[kind]("Q"))
    assert asks_the_same(one, one)
    assert asks_the_same(question("Q", KINDS[kind]("Q")), one)


def other_kinds() -> dict[str, tuple[Question, Question]]:
    """Two questions each, that differ in one thing that makes a level."""
    rung, ticks, pick, measured = ladder("Q"), checklist("Q"), KINDS["choice"]("Q"), KINDS["number"]("Q")
    assert isinstance(ticks, Checklist)
    assert isinstance(pick, Choice)
    assert isinstance(measured, Number)
    summary = replace(rung, levels=(replace(rung.levels[0], summary=words("other")), *rung.levels[1:]))
    items = replace(ticks, items=(replace(ticks.items[0], text=words("other")), *ticks.items[1:]))
    bands = replace(ticks, bands=tuple(replace(one, begins=one.begins + bool(one.begins)) for one in ticks.bands))
    option = replace(pick, options=(replace(pick.options[0], text=words("other")), *pick.options[1:]))
    value = replace(pick, options=(*pick.options[:-1], replace(pick.options[-1], value=Fraction(3))))
    bound = replace(
        measured, thresholds=(*measured.thresholds[:-1], replace(measured.thresholds[-1], bound=Fraction(95)))
    )
    turned, unit = replace(measured, higher_is_better=False), replace(measured, unit="days")
    pairs: dict[str, tuple[Any, Any]] = {
        "level": (rung, summary),
        "fewer levels": (rung, ladder("Q", levels=4)),
        "more criteria": (rung, ladder("Q", per_level=2)),
        "ticks": (ticks, items),
        "bands": (ticks, bands),
        "option": (pick, option),
        "value": (pick, value),
        "bound": (measured, bound),
        "direction": (measured, turned),
        "unit": (measured, unit),
        "kind": (rung, ticks),
    }
    return {name: (question("Q", one), question("Q", other)) for name, (one, other) in pairs.items()}


@pytest.mark.parametrize("differs", other_kinds())
def test_whatever_makes_a_level_must_be_unchanged(differs: str) -> None:
    one, other = other_kinds()[differs]
    assert not asks_the_same(one, other)


def test_a_translation_or_a_line_break_is_no_change() -> None:
    kind = ladder("Q")
    said = kind.levels[0].summary("en")
    text = Text({"en": "  " + said.replace(" ", "\n"), "fr": "autre chose"})
    other = replace(kind, levels=(replace(kind.levels[0], summary=text), *kind.levels[1:]))
    assert asks_the_same(question("Q", kind), question("Q", other))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_what_is_carried_over_is_the_same_level(case: Case) -> None:
    for one in case.framework.questions:
        reply = case.replies[one.id]
        if not isinstance(reply, LevelReached):
            continue
        moved = carried_over(Agreement(one.id, reply), one, replace(one, id="moved"))
        assert moved.question == "moved"
        assert isinstance(moved.reply, LevelReached)
        assert level_of(one, moved.reply.given) == level_of(one, reply.given)


def test_an_outcome_of_the_question_itself_stays_as_it_is() -> None:
    one = question("Q", checklist("Q"))
    held = Agreement("Q", LevelReached(TicksGiven(frozenset())))
    assert carried_over(held, one, one) is held
    unknown = Agreement("Q", NotKnown())
    assert carried_over(unknown, one, question("R")) is unknown


def test_gates_are_what_both_frameworks_have() -> None:
    before = framework(
        section("S", capability("A", gate=True), capability("B")), section("T", capability("C"), gate=True)
    )
    now = framework(
        section("S", capability("N", aliases=("A",), gate=True), capability("B", gate=True), gate=True),
        section("T", capability("C"), gate=True),
    )
    kept = with_common_gates(now, before)
    assert [one.id for one in kept.capabilities if one.gate] == ["N"]
    assert [one.id for one in kept.sections if one.gate] == ["T"]
    assert with_common_gates(now, now) is now
    assert with_common_gates(now, replace(now)) is now


def scoring_changes() -> dict[str, Any]:
    """One framework each that differs from the plain one in a thing that makes scores."""
    return {
        "weight": framework(section("S", capability("A", weight=Fraction(2)), capability("B"))),
        "gate": framework(section("S", capability("A", gate=True), capability("B"))),
        "section": framework(section("S", capability("A"), capability("B"), weight=Fraction(3))),
        "order": framework(section("S", capability("B"), capability("A"))),
        "stage": framework(section("S", capability("A", question("A", stage=1)), capability("B"))),
        "id": framework(section("S", capability("A", question("A.q")), capability("B"))),
        "policy": framework(section("S", capability("A"), capability("B")), policy=Policy(stage_met_at=Fraction(2, 3))),
    }


@pytest.mark.parametrize("what", scoring_changes())
def test_frameworks_that_score_otherwise_are_told_apart(what: str) -> None:
    plain = framework(section("S", capability("A"), capability("B")))
    assert not scored_alike(scoring_changes()[what], plain)


def test_other_words_score_alike() -> None:
    plain, again = (framework(section("S", capability("A"), capability("B"))) for _ in range(2))
    renamed = replace(again.sections[0].capabilities[0], name=words("other"))
    section_of = replace(again.sections[0], capabilities=(renamed, again.sections[0].capabilities[1]))
    assert scored_alike(replace(again, sections=(section_of,)), plain)
