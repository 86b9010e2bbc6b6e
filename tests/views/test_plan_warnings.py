"""The amber box of a plan: nothing, a few lines, or a few lines and the others one click away."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from planning.actions import Action
from planning.follow_up import plan_from
from planning.plan import Plan
from questionnaire.answers import NotKnown
from questionnaire.assessment import Dossier
from questionnaire.entries import LIMITS
from questionnaire.intentions import Limits, PlannedStart, Target
from scoring.scores import score_dossier
from storage.memory_repository import MemoryRepository
from tests import examples
from tests.examples import action
from tests.planning.situations import TODAY
from tests.views.one_page import kept, said
from views.desk import Desk
from views.widgets.plan_warnings import draw_warnings
from words.phrases import load_phrases

TREE = examples.framework(examples.section("A", examples.capability("A1"), examples.capability("A2")))
LIMITS_OF_ALL = Limits(quarters=8, at_once_default=9)
BALANCED = (action("X1", "A1.1a", type="review"), action("X2", "A2.1a", type="audit"))
LOPSIDED = (
    action("X1", "A1.1a", type="training", money=90),
    action("X2", type="procurement", money=9),
    action("X3", type="training"),
    action("X4", type="training"),
    action("X5", type="training", upkeep=90),
)
"""One type; equipment without upkeep; training without measure; many starts; upkeep; money on an answer not known."""


def plan_of(*actions: Action) -> Plan:
    replies = (examples.answer("A1", NotKnown()), examples.answer("A2", 0))
    targets = {"A1": Target("A1", 1), "A2": Target("A2", 1)}
    dossier: Dossier = examples.dossier(TREE, *replies, targets=targets, limits=LIMITS_OF_ALL)
    starts = [PlannedStart(one.id, 0) for one in actions]
    return plan_from(dossier, score_dossier(dossier), examples.library(*actions), starts, TODAY)


def drawn(plan: Plan, language: str = "en") -> AppTest:
    return AppTest.from_function(_script, args=(plan, language), default_timeout=60).run()


def _script(*given: object) -> None:
    """What AppTest runs: its source alone, so it imports all it uses."""
    from tests.views.test_plan_warnings import draw  # noqa: PLC0415  it is run from its source

    draw(*given)  # type: ignore[arg-type]


def draw(plan: Plan, language: str) -> None:
    repository = MemoryRepository()
    id = kept(repository, {LIMITS: LIMITS_OF_ALL}, framework=TREE)
    desk = Desk(repository, TREE, examples.library(), load_phrases(language), st.session_state, dossier_id=id)
    draw_warnings(desk, plan)


def test_a_balanced_plan_shows_nothing() -> None:
    test = drawn(plan_of(*BALANCED))
    assert said(test) == "" and not test.expander


def test_a_few_are_lines_of_one_box() -> None:
    test = drawn(plan_of(*BALANCED, action("X3", type="procurement", money=1)))
    box, text = test.warning[0], said(test)
    assert len(test.warning) == 1 and box.value.count("\n- ") == 1 and not test.expander
    assert "Before this plan goes out, one thing to think about" in text and "X3 X3" in text


@pytest.mark.parametrize(("language", "more"), [("en", "and 2 more"), ("fr", "et 2 autres")])
def test_of_many_the_first_four_are_shown_and_the_others_one_click_away(language: str, more: str) -> None:
    test = drawn(plan_of(*LOPSIDED), language)
    assert test.warning[0].value.count("\n- ") == 4
    assert test.expander[0].label == more and test.expander[0].markdown[0].value.count("- ") >= 2


def test_names_of_people_are_shown_as_they_are_written() -> None:
    bold = Action("OWN-1", examples.words("a *new* boat"), "procurement", "legal", (), 3)
    assert r"a \*new\* boat" in drawn(plan_of(bold)).warning[0].value
