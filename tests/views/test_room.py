"""The console of the room: ask, reveal, record; hidden until then; nobody's click overwrites another's."""

from __future__ import annotations

from questionnaire.ballots import BallotState
from questionnaire.entries import agreement_of, ballot_of
from tests.views.in_the_room import Hall, asked, everything, press, revealed
from tests.views.one_page import said


def test_a_question_is_asked_revealed_and_recorded() -> None:
    hall = Hall()
    console = hall.console()
    assert "question L01.q1" in said(console)
    console = press(console, "room act ask")
    ballot = hall.ballot()
    assert ballot is not None
    assert (ballot.question, ballot.round, ballot.state) == ("L01.q1", 1, BallotState.OPEN)
    for participant, level in {"P2": 1, "P3": 3, "P4": 3}.items():
        hall.vote(participant, level)
    console = press(console.run(), "room act reveal")
    assert hall.level("P2") == 1
    assert "Spread 2: 1 × 1 Initial, 2 × 3 Established" in said(console)
    console = press(console, "room act record")
    recorded = hall.value(agreement_of("self", "L01.q1"))
    assert recorded.reply.given.level == 3
    assert "Agreed: 3 Established" in said(console)


def test_before_the_reveal_the_console_tells_how_many_and_never_what() -> None:
    hall = Hall()
    console = asked(hall, {"P2": 1, "P3": 3})
    text = everything(console)
    assert "2 of 3 have replied; nobody sees what" in text
    assert "Not yet: Enforcement 1" in text
    assert "Spread" not in text
    assert hall.value(ballot_of("all")).state is BallotState.OPEN
