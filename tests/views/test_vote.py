"""The phone in the room: what is asked, one's own hidden reply, and what became of it."""

from __future__ import annotations

from questionnaire.answers import AgreementKind, LevelReached, NotApplicable, NotKnown, RecordedAgreement, TicksGiven
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState
from questionnaire.entries import STAGE, agreement_of, ballot_of, presence_of, vote_of
from questionnaire.stages import Role, Stage
from tests.examples import at_level, capability, checklist, framework, question, section
from tests.views.in_the_room import Hall, asked, everything, press, revealed, told
from tests.views.one_page import AT

VOTE = vote_of("P2", "L01.q1", 1, "reply")


def test_a_reply_is_kept_hidden_and_said_to_be_kept_only_then() -> None:
    hall = Hall()
    asked(hall)
    phone = hall.page("vote", "P2")
    assert "question L01.q1" in told(phone)
    assert "Not replied yet" in told(phone)
    phone = phone.radio[0].set_value(2).run()
    assert hall.value(VOTE) == at_level(2)
    assert "Your vote is recorded; you can change it" in told(phone)
    assert hall.level("P2") is None
    phone = phone.radio[0].set_value(3).run()
    assert hall.value(VOTE) == at_level(3)
    assert "Your vote is recorded" in told(phone)


def test_a_phone_that_was_away_finds_its_reply_again() -> None:
    hall = Hall()
    asked(hall)
    hall.page("vote", "P2").radio[0].set_value(2).run()
    back = hall.page("vote", "P2")
    assert back.radio[0].value == 2
    assert "Your vote is recorded" in told(back)


def test_nobody_else_finds_it() -> None:
    hall = Hall()
    asked(hall)
    hall.page("vote", "P2").radio[0].set_value(2).run()
    other = hall.page("vote", "P3")
    assert other.radio[0].value is None
    assert "Not replied yet" in told(other)


def test_who_cannot_say_says_so_and_can_still_think_again() -> None:
    hall = Hall()
    asked(hall)
    phone = hall.page("vote", "P2")
    phone = phone.radio[0].set_value(2).run()
    ways = next(one for one in phone.button_group if str(one.key).endswith(" way"))
    phone = ways.set_value("not_known").run()
    assert hall.value(VOTE) == NotKnown()
    assert phone.radio[0].value is None
    phone = phone.radio[0].set_value(1).run()
    assert hall.value(VOTE) == at_level(1)


def test_what_does_not_apply_needs_a_reason() -> None:
    hall = Hall()
    asked(hall)
    phone = hall.page("vote", "P2")
    ways = next(one for one in phone.button_group if str(one.key).endswith(" way"))
    phone = ways.set_value("not_applicable").run()
    assert hall.value(VOTE) is None
    assert "Write why it does not apply" in told(phone)
    reason = next(one for one in phone.text_input if str(one.key).endswith(" reason"))
    phone = reason.input("No port here.").run()
    assert hall.value(VOTE) == NotApplicable("No port here.")


def test_a_comment_is_kept_with_the_vote_and_hidden_with_it() -> None:
    hall = Hall()
    asked(hall)
    phone = hall.page("vote", "P2")
    phone.text_area[0].input("Ask the registry.").run()
    assert hall.value(vote_of("P2", "L01.q1", 1, "comment")) == "Ask the registry."
    assert "Ask the registry" not in everything(hall.console())


def test_after_the_reveal_the_phone_shows_the_room_and_ones_own_reply() -> None:
    hall = Hall()
    revealed(hall, {"P2": 1, "P3": 3, "P4": 3})
    phone = hall.page("vote", "P2")
    assert "Your reply: 1 Initial" in told(phone)
    assert "Spread 2: from 1 Initial (1) to 3 Established (2)" in told(phone)
    assert "the next question comes by itself" in told(phone)
    assert not phone.radio


def test_once_it_is_agreed_the_phone_says_what_was_agreed() -> None:
    hall = Hall()
    press(revealed(hall, {"P2": 1, "P3": 3, "P4": 3}), "room-act record")
    assert "Agreed: 3 Established" in told(hall.page("vote", "P2"))


def test_an_outcome_of_an_earlier_talk_is_not_shown_as_that_of_a_new_round() -> None:
    hall = Hall({agreement_of(AgreementKind.SELF, "L01.q1"): RecordedAgreement("L01.q1", at_level(0))})
    again = Ballot(WHOLE_ROOM, "L01.q1", 2, BallotState.REVEALED, AT.replace(hour=15))
    hall.memory.reveal(hall.id, "L01.q1", 2, [(ballot_of(WHOLE_ROOM), again, 0)], by="P1", at=AT)
    assert "Agreed" not in told(hall.page("vote", "P2"))


def test_people_reply_ahead_and_the_reply_waits_hidden_for_its_question() -> None:
    hall = Hall()
    phone = hall.page("vote", "P2")
    assert "the next question comes by itself" in told(phone)
    phone.session_state["ahead"] = True
    phone = phone.run()
    pick = next(one for one in phone.button_group if "ahead pick" in str(one.key))
    phone = pick.set_value("L01.q2").run()
    assert "question L01.q2" in told(phone)
    phone = phone.radio[0].set_value(3).run()
    assert hall.value(vote_of("P2", "L01.q2", 1, "reply")) == at_level(3)
    phone = press(phone, "vote back")
    pick = next(one for one in phone.button_group if "ahead pick" in str(one.key))
    assert str(pick.proto).count("check_circle") == 1
    asked(hall)
    assert "question L01.q1" in told(phone.run())


def test_a_vote_that_comes_after_the_reveal_is_refused_and_nothing_is_overwritten() -> None:
    hall = Hall()
    console = asked(hall)
    phone = hall.page("vote", "P2")
    phone = phone.radio[0].set_value(1).run()
    press(console, "room-act reveal")
    phone = phone.radio[0].set_value(4).run()
    assert hall.level("P2") == 1
    assert "Your reply: 1 Initial" in told(phone)


def test_checklists_are_voted_on_with_their_own_pad() -> None:
    ticks = framework(section("L", capability("L01", question("L01", checklist("L01")))))
    hall = Hall(framework=ticks)
    press(hall.console(), "room-act ask")
    phone = hall.page("vote", "P2")
    phone = phone.checkbox[0].check().run()
    phone = phone.checkbox[2].check().run()
    kept = hall.value(vote_of("P2", "L01", 1, "reply"))
    assert kept == LevelReached(TicksGiven(frozenset({"L01.a", "L01.c"})))
    assert "2 of 4 ticked" in told(phone)


def test_who_only_looks_is_not_asked_and_a_closed_stage_takes_no_votes() -> None:
    hall = Hall()
    asked(hall)
    assert not hall.page("vote", "P2", Role.OBSERVER).radio
    hall.memory.save(hall.id, STAGE, Stage.AGREED, by="P1", at=AT, expect=0)
    closed = hall.page("vote", "P2")
    assert "Replies are closed" in told(closed)
    assert not closed.radio


def test_whoever_opens_the_page_is_present_that_day() -> None:
    hall = Hall()
    hall.page("vote", "P2")
    assert hall.value(presence_of("P2", AT.date().isoformat())) is True
    assert "2 people here today: Facilitator 1, Legal affairs 1" in told(hall.console())
