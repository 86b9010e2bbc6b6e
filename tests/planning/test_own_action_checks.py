from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.own_action_checks import MOST_MONEY, MOST_MONTHS, own_action_problems
from planning.own_actions import with_own_actions
from questionnaire.entries import own_action_at
from questionnaire.own_actions import LEADS, TYPES, OwnAction
from questionnaire.problems import Problem
from storage.encoding import decode, encode
from tests import examples
from words.phrases import LANGUAGES, load_phrases

TREE = examples.framework(examples.section("A", examples.capability("A1")))
OTHER = OwnAction("OWN-2", "Other", "audit", "legal", 1, after=("OWN-1",))
FIRST = OwnAction("OWN-1", "Signs", "awareness", "legal", 3)
LIBRARY = with_own_actions(
    examples.library(examples.action("A-1", "A1.1a")),
    examples.dossier(TREE, own_actions={"OWN-1": FIRST, "OWN-2": OTHER}),
)
GOOD = replace(FIRST, meets=("A1.1a",), after=("A-1",), one_off=Fraction(5), recurrent=Fraction(0), currency="USD")


def found(**changes: Any) -> tuple[Problem, ...]:
    return own_action_problems(replace(GOOD, **changes), LIBRARY, TREE)


def test_nothing_is_wrong_with_a_good_one() -> None:
    assert found() == ()
    assert found(meets=(), after=(), one_off=None, recurrent=None, currency="") == ()
    assert found(months=MOST_MONTHS, one_off=Fraction(MOST_MONEY)) == ()


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"id": "A-1", "after": ()}, "own_action_id", "id"),
        ({"id": "OWN-"}, "own_action_id", "id"),
        ({"name": " "}, "own_action_name", "name"),
        ({"name": "x" * 501}, "own_action_long", "name"),
        ({"risk": "x" * 5001}, "own_action_long", "risk"),
        ({"type": "magic"}, "own_action_type", "type"),
        ({"lead": "nobody"}, "own_action_lead", "lead"),
        ({"months": 0}, "own_action_months", "months"),
        ({"months": 121}, "own_action_months", "months"),
        ({"meets": ("A1.1a", "B1.1a")}, "own_action_unknown_criterion", "meets"),
        ({"after": ("A-9",)}, "own_action_unknown_prerequisite", "after"),
        ({"after": ("OWN-1",)}, "own_action_circle", "after"),
        ({"after": ("A-1", "OWN-2")}, "own_action_circle", "after"),
        ({"meets": ("A1.1a",) * 2001}, "own_action_links", "meets"),
        ({"one_off": Fraction(-1)}, "own_action_money", "one_off"),
        ({"recurrent": Fraction(MOST_MONEY + 1)}, "own_action_money", "recurrent"),
        ({"currency": "usd"}, "own_action_currency", "currency"),
        ({"currency": ""}, "own_action_currency", "currency"),
        ({"one_off": None, "recurrent": None, "currency": "$"}, "own_action_currency", "currency"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(changes: dict[str, Any], code: str, field: str) -> None:
    (problem,) = found(**changes)
    assert (problem.code, problem.facts["field"]) == (code, field)
    for language in LANGUAGES:
        assert len(problem.sentence(load_phrases(language))) > 20


def test_all_that_is_wrong_is_named_at_once() -> None:
    bad = OwnAction("X", "", "magic", "nobody", 0, ("B",), ("C", "X"), Fraction(-1), Fraction(-1), "euro")
    codes = [one.code.removeprefix("own_action_") for one in own_action_problems(bad, LIBRARY, TREE)]
    assert codes == [
        *("id", "name", "type", "lead", "months"),
        *("unknown_criterion", "unknown_prerequisite", "circle", "money", "money", "currency"),
    ]


texts = st.text(st.characters(codec="utf-8"), max_size=30)
actions = st.builds(
    OwnAction,
    st.just("OWN-1"),
    texts,
    st.sampled_from([*TYPES, "magic"]),
    st.sampled_from([*LEADS, "nobody"]),
    st.integers(-1, 130),
    st.lists(st.sampled_from(["A1.1a", "B1.1a"]), max_size=2).map(tuple),
    st.lists(st.sampled_from(["A-1", "OWN-1", "OWN-2", "A-9"]), max_size=2).map(tuple),
    st.none() | st.fractions(min_value=-1, max_value=100, max_denominator=100),
    st.none() | st.fractions(min_value=-1, max_value=100, max_denominator=100),
    st.sampled_from(["", "USD", "usd"]),
    texts,
)


@given(actions)
def test_what_passes_can_be_recorded_and_stands_in_the_library_as_it_is(action: OwnAction) -> None:
    if own_action_problems(action, LIBRARY, TREE):
        return
    assert decode(own_action_at("OWN-1"), encode(own_action_at("OWN-1"), action)) == action
    library = with_own_actions(LIBRARY, examples.dossier(TREE, own_actions={"OWN-9": replace(action, id="OWN-9")}))
    made = library.actions["OWN-9"]
    assert set(made.meets) == set(action.meets)
    assert set(made.after) == set(action.after)
