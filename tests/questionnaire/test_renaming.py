from __future__ import annotations

from typing import Any

import pytest

from questionnaire.answers import (
    CriterionNotApplicable,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    RecordedAgreement,
)
from questionnaire.ballots import Homework
from questionnaire.entries import (
    Address,
    Entry,
    agreement_of,
    comment_of,
    evidence_for,
    hands_for,
    homework_at,
    reply_of,
    setup_field,
    target_of,
    threat_to,
)
from questionnaire.intentions import Target
from questionnaire.renaming import current_names, renamed
from questionnaire.stages import Function
from tests.examples import NOON, at_level, capability, framework, question, section

NAMES = current_names(
    framework(section("L", capability("C1", question("Q1", aliases=("OLD", "P1")), aliases=("PAST",))))
)
TASK = Homework("OLD", "ask", Function.LEGAL)


@pytest.mark.parametrize(
    ("address", "value", "new", "becomes"),
    [
        (reply_of("P1", "OLD"), at_level(1), reply_of("P1", "Q1"), at_level(1)),
        (
            *(agreement_of("self", "OLD"), RecordedAgreement("OLD", at_level(1))),
            *(agreement_of("self", "Q1"), RecordedAgreement("Q1", at_level(1))),
        ),
        (homework_at("OLD"), TASK, homework_at("Q1"), Homework("Q1", "ask", Function.LEGAL)),
        (hands_for("OLD"), None, hands_for("Q1"), None),
        (target_of("PAST"), Target("PAST", 3), target_of("C1"), Target("C1", 3)),
        (threat_to("PAST"), 2, threat_to("C1"), 2),
    ],
)
def test_what_stands_under_an_earlier_id_is_said_under_the_new_one(
    address: Address, value: Any, new: Address, becomes: Any
) -> None:
    entry = renamed(Entry(address, 3, value, "P1", NOON, 7), NAMES)
    assert entry == Entry(new, 3, becomes, "P1", NOON, 7)
    assert renamed(entry, NAMES) is entry


@pytest.mark.parametrize(
    "address",
    [comment_of("P1", "Q1"), comment_of("OLD", "Q1"), target_of("OLD"), reply_of("P1", "PAST"), setup_field("OLD")],
)
def test_an_alias_of_something_else_is_left_alone(address: Address) -> None:
    entry = Entry(address, 1, None, "P1", NOON, 1)
    assert renamed(entry, NAMES) is entry


def test_criteria_follow_the_id_of_their_question() -> None:
    tree = framework(section("L", capability("C1", question("Q1", aliases=("OLD",)))))
    excused = (CriterionNotApplicable("OLD.3a", "none"),)
    given = LadderGiven(2, frozenset({"OLD.1a", "GONE.1a"}), frozenset({"OLD.2a"}), excused)
    became = LadderGiven(
        *(2, frozenset({"Q1.1a", "GONE.1a"}), frozenset({"Q1.2a"}), (CriterionNotApplicable("Q1.3a", "none"),))
    )
    link, linked = EvidenceLink("E1", frozenset({"OLD.1a"})), EvidenceLink("E1", frozenset({"Q1.1a"}))
    outcome = RecordedAgreement("OLD", LevelReached(given), evidence=(link,))

    def said(address: Address, value: Any) -> Any:
        return renamed(Entry(address, 1, value, "P1", NOON, 1), current_names(tree)).value

    assert {"Q1.1a", "Q1.2a", "Q1.3a"} <= set(tree.home_of_criterion)
    assert said(reply_of("P1", "OLD"), LevelReached(given)) == LevelReached(became)
    assert said(evidence_for("P1", "OLD"), (link,)) == (linked,)
    assert said(agreement_of("self", "OLD"), outcome) == RecordedAgreement(
        "Q1", LevelReached(became), evidence=(linked,)
    )
    # What stands under the id of today already is not touched.
    assert said(reply_of("P1", "Q1"), LevelReached(given)) == LevelReached(given)


def test_a_criterion_that_is_so_called_today_keeps_its_id() -> None:
    tree = framework(section("L", capability("C1", question("Q1", aliases=("OLD",)), question("OLD.x"))))
    assert "OLD.1a" in current_names(tree).criteria
    both = framework(section("L", capability("C1", question("Q1", aliases=("Q",)), question("Q"))))
    assert current_names(both).criteria == {}
