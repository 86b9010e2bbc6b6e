"""Ballots: who may vote, whose reply is waited for, and how a round begins and ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.assessment import Participant
from questionnaire.ballot_moves import (
    ballot_for,
    expected_voters,
    may_vote,
    missing_by_function,
    open_ballot_on,
    opening,
    questions_of,
    revealed,
    seconds_left,
    timed,
    withdrawn,
)
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState, Group
from questionnaire.stages import Function, Role
from tests.examples import NOON, capability, framework, section


def person(id: str, role: Role = Role.ASSESSOR, function: Function | None = None, group: str = "") -> Participant:
    return Participant(id, role, function=function, group=group)


def ballot(question: str = "L01", *, group: str = WHOLE_ROOM, state: BallotState = BallotState.OPEN) -> Ballot:
    return Ballot(group, question, 1, state, NOON)


@pytest.mark.parametrize("role", Role)
def test_who_works_on_the_assessment_votes_and_who_looks_at_it_does_not(role: Role) -> None:
    votes = role in {Role.OWNER, Role.FACILITATOR, Role.ASSESSOR, Role.MANAGER}
    assert may_vote(person("P2", role), WHOLE_ROOM) is votes


def test_a_group_is_voted_in_by_its_members_only() -> None:
    assert may_vote(person("P2", group="G1"), "G1")
    assert may_vote(person("P2", group="G1"), WHOLE_ROOM)
    assert not may_vote(person("P2", group="G1"), "G2")
    assert not may_vote(person("P2"), "G1")


def test_nobody_waits_for_whoever_runs_the_room_but_their_reply_counts() -> None:
    people = [person("P1", Role.FACILITATOR), person("P2"), person("P3", Role.MANAGER), person("P4", Role.OBSERVER)]
    assert [one.id for one in expected_voters(people, WHOLE_ROOM, ())] == ["P2", "P3"]
    assert [one.id for one in expected_voters(people, WHOLE_ROOM, {"P1"})] == ["P1", "P2", "P3"]


def test_who_is_missing_is_told_by_function_the_largest_number_first() -> None:
    people = [
        person("P2"),
        person("P3", function=Function.POST),
        person("P4", function=Function.LEGAL),
        person("P5", function=Function.POST),
        person("P6", function=Function.TRAINING),
    ]
    assert list(missing_by_function(people, {"P6"}).items()) == [(Function.POST, 2), (Function.LEGAL, 1), (None, 1)]
    assert missing_by_function(people, {one.id for one in people}) == {}


def test_a_member_looks_at_what_is_open_first_at_their_own_group() -> None:
    own, whole = ballot("L01", group="G1"), ballot("O01")
    assert ballot_for({}, "G1") is None
    assert ballot_for({"G1": own, WHOLE_ROOM: whole}, "G1") is own
    assert ballot_for({"G1": own, WHOLE_ROOM: whole}, "G2") is whole
    shown = revealed(own)
    assert ballot_for({"G1": shown, WHOLE_ROOM: whole}, "G1") is whole
    assert ballot_for({"G1": shown}, "G1") is shown
    assert ballot_for({"G1": withdrawn(own)}, "G1") is None
    assert ballot_for({"G1": shown}, "") is None


def test_a_question_stands_open_in_one_group_at_a_time() -> None:
    there = ballot("L01", group="G1")
    assert open_ballot_on({"G1": there}, "L01") is there
    assert open_ballot_on({"G1": there}, "O01") is None
    assert open_ballot_on({"G1": revealed(there)}, "L01") is None


@given(st.lists(st.sampled_from(BallotState)))
def test_a_round_is_ended_by_its_reveal_alone(states: list[BallotState]) -> None:
    history = tuple(ballot("L01", state=state) for state in states)
    opened = opening(history, "G1", "L01", at=NOON)
    assert opened.round == 1 + states.count(BallotState.REVEALED)
    assert opening(history, "G1", "O01", at=NOON).round == 1
    assert (opened.group, opened.state, opened.ends_at) == ("G1", BallotState.OPEN, None)


def test_a_closed_ballot_is_not_closed_again() -> None:
    for closed in (revealed(ballot()), withdrawn(ballot())):
        with pytest.raises(ValueError, match="already"):
            revealed(closed)
        with pytest.raises(ValueError, match="already"):
            withdrawn(closed)


def test_the_clock_counts_down_and_stops_with_the_ballot() -> None:
    opened = opening((), WHOLE_ROOM, "L01", at=NOON, minutes=2)
    assert seconds_left(opened, NOON) == 120
    assert seconds_left(opened, NOON + timedelta(seconds=119, milliseconds=1)) == 1
    assert seconds_left(opened, NOON + timedelta(seconds=120)) == 0
    assert seconds_left(opened, NOON + timedelta(hours=1)) == 0
    assert seconds_left(revealed(opened), NOON) is None
    assert seconds_left(ballot(), NOON) is None
    longer = timed(opened, at=NOON + timedelta(seconds=100), minutes=1)
    assert seconds_left(longer, NOON + timedelta(seconds=100)) == 60
    assert seconds_left(timed(opened, at=NOON, minutes=None), NOON) is None


def test_a_group_works_on_the_questions_of_its_sections_that_are_asked() -> None:
    whole = framework(section("L", capability("L01"), capability("L02")), section("O", capability("O01")))
    asked = {"L01", "O01"}
    assert [one.id for one in questions_of(whole, None, asked)] == ["L01", "O01"]
    assert [one.id for one in questions_of(whole, Group("G1"), asked)] == ["L01", "O01"]
    assert [one.id for one in questions_of(whole, Group("G1", sections=frozenset("O")), asked)] == ["O01"]
