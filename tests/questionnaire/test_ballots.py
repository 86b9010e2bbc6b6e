from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.ballots import (
    WHOLE_ROOM,
    Ballot,
    BallotState,
    Disclosure,
    Group,
    HandCount,
    Homework,
    ParkedPoint,
    RoomRules,
    next_round,
)
from tests.examples import NOON

histories = st.lists(
    st.builds(
        Ballot,
        st.sampled_from([WHOLE_ROOM, "G1"]),
        st.sampled_from(["L04", "O08"]),
        st.integers(1, 5),
        st.sampled_from(BallotState),
        st.just(NOON),
    )
).map(tuple)


def asked(state: BallotState, question: str = "L04", round: int = 1) -> Ballot:
    return Ballot(WHOLE_ROOM, question, round, state, NOON)


def test_a_question_never_asked_is_in_its_first_round() -> None:
    assert next_round((), "L04") == 1
    assert next_round((asked(BallotState.REVEALED, "O08"),), "L04") == 1


def test_a_round_ends_with_its_reveal_only() -> None:
    opened = (asked(BallotState.OPEN), asked(BallotState.WITHDRAWN), asked(BallotState.OPEN))
    assert next_round(opened, "L04") == 1
    assert next_round((*opened, asked(BallotState.REVEALED)), "L04") == 2


@given(histories, st.sampled_from(BallotState))
def test_the_round_never_goes_back_and_rises_by_reveals(history: tuple[Ballot, ...], state: BallotState) -> None:
    before, after = next_round(history, "L04"), next_round((*history, asked(state)), "L04")
    assert after - before == (state is BallotState.REVEALED)
    assert next_round((*history, asked(state, "O08")), "L04") == before


def test_hands_are_counted() -> None:
    assert HandCount({"2": 7, "3": 5, "not_known": 1}).total == 13
    assert HandCount().total == 0


def test_names_are_shown_only_where_the_room_chose_so() -> None:
    assert RoomRules().disclosure is Disclosure.FUNCTIONS


def test_what_is_not_said_is_nothing() -> None:
    assert Group("G1").sections == frozenset()
    assert ParkedPoint("1", "the weekend shift").settled == ""
    assert (Homework("L04", "ask the port").function, Homework("L04", "ask the port").done) == (None, False)
    assert asked(BallotState.OPEN).ends_at is None
