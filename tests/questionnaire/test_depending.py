from __future__ import annotations

from typing import Any

import pytest

from questionnaire.answers import EvidenceLink, RecordedAgreement
from questionnaire.assessment import Participant
from questionnaire.depending import named_by
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    Address,
    agreement_of,
    alternative_at,
    comment_of,
    details_of,
    evidence_for,
    own_action_at,
    participant_at,
    presence_of,
    progress_of,
    registered,
    target_of,
)
from questionnaire.following import ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import Alternative, Limits, PlannedStart, Target
from questionnaire.own_actions import OwnAction
from questionnaire.stages import Role
from tests.examples import NOON, at_level

LINK = EvidenceLink("E7", frozenset({"L01.1a"}))
SPLIT = Limits(quarters=4, forced_in=frozenset({"OWN-1"}), forced_out=frozenset({"A-1"}), pinned={"OWN-2": 3})
REPORT = ProgressReport("OWN-1", Rater.SELF, ProgressWord.ON_TRACK, NOON.date(), evidence=("E1", "E2"))


@pytest.mark.parametrize(
    ("address", "value", "named"),
    [
        (evidence_for("P1", "L01"), (LINK, EvidenceLink("E8")), ["evidence/E7", "evidence/E8", "participant/P1"]),
        (comment_of("P1", "L01"), "x", ["participant/P1"]),
        (comment_of("P1", "L01"), None, []),
        (presence_of("P2", "2027-03-15"), True, ["participant/P2"]),
        (agreement_of("self", "L01"), RecordedAgreement("L01", at_level(2), evidence=(LINK,)), ["evidence/E7"]),
        (progress_of("OWN-1", "self"), REPORT, ["evidence/E1", "evidence/E2", "own_action/OWN-1"]),
        (details_of("OWN-1"), StepDetails("OWN-1"), ["own_action/OWN-1"]),
        (participant_at("P1"), Participant("P1", Role.ASSESSOR, group="G2"), ["group/G2"]),
        (participant_at("P1"), Participant("P1", Role.ASSESSOR), []),
        (
            own_action_at("OWN-2"),
            OwnAction("OWN-2", "x", "training", "training", 3, after=("OWN-1",)),
            ["own_action/OWN-1"],
        ),
        (PLANNED, (PlannedStart("OWN-1", 0), PlannedStart("A-1", 2)), ["own_action/A-1", "own_action/OWN-1"]),
        (LIMITS, SPLIT, ["own_action/A-1", "own_action/OWN-1", "own_action/OWN-2"]),
        (target_of("L01"), Target("L01", 3), []),
        (registered("E1"), None, []),
    ],
)
def test_a_writing_names_what_it_rests_on(address: Address, value: Any, named: list[str]) -> None:
    assert sorted(map(str, named_by(address, value))) == named


def test_a_plan_put_aside_names_the_actions_of_its_plan_and_of_its_limits() -> None:
    aside = Alternative("Cheap", SPLIT, (PlannedStart("OWN-5", 0),))
    assert {"own_action/OWN-5", "own_action/OWN-1"} <= set(map(str, named_by(alternative_at("1"), aside)))
