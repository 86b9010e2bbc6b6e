"""The console of the room: ask, reveal, record; hidden until then; nobody's click overwrites another's."""

from __future__ import annotations

import re

import pytest

from questionnaire.answers import AgreementKind, Disputed, NotApplicable, NotKnown
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState, Disclosure, Group, HandCount, RoomRules
from questionnaire.entries import (
    ROOM,
    STAGE,
    agreement_of,
    ballot_of,
    comment_of,
    group_at,
    hands_for,
    parked_at,
    participant_at,
    reply_of,
    vote_of,
)
from questionnaire.stages import Function, Role, Stage
from tests.examples import at_level, capability, checklist, choice, framework, number, question, section
from tests.views.in_the_room import PEOPLE, Hall, asked, everything, press, revealed, told
from tests.views.one_page import AT

OUTCOME = agreement_of(AgreementKind.SELF, "L01.q1")
UNEVEN = {"P2": 1, "P3": 3, "P4": 3}


def test_a_question_is_asked_revealed_and_recorded() -> None:
    hall = Hall()
    console = hall.console()
    assert "question L01.q1" in told(console)
    console = press(console, "room-act ask")
    ballot = hall.ballot()
    assert ballot is not None
    assert (ballot.question, ballot.round, ballot.state) == ("L01.q1", 1, BallotState.OPEN)
    for participant, level in UNEVEN.items():
        hall.vote(participant, level)
    console = press(console.run(), "room-act reveal")
    assert hall.level("P2") == 1
    assert "Spread 2: from 1 Initial (1) to 3 Established (2)" in told(console)
    assert "3 replies · middle value 3 Established · agreement index" in told(console)
    assert "By function: 1 Legal affairs · 3 Enforcement" in told(console)
    assert hall.value(OUTCOME) is None
    console = press(console, "room-act record")
    assert hall.value(OUTCOME).reply == at_level(3)
    assert "Agreed: 3 Established" in told(console)
    assert "Next: L01.q2" in told(console)


def test_before_the_reveal_the_console_tells_how_many_and_never_what() -> None:
    hall = Hall()
    text = everything(asked(hall, {"P2": 1, "P3": 3}))
    assert "2 of 3 have replied; nobody sees what" in text
    assert "Not yet: Enforcement 1" in text
    assert "Spread" not in text
    assert "Record agreement" not in text


def test_no_page_of_anybody_changes_with_what_was_replied() -> None:
    """The same room with other replies: whatever the pages say cannot tell them apart."""
    seen = []
    for levels in ((0, 4), (2, 2)):
        hall = Hall()
        asked(hall, dict(zip(("P2", "P3"), levels, strict=True)))
        pages = [hall.console(), hall.page("projector"), hall.page("vote", "P4"), hall.page("vote", "P1")]
        seen.append([_without_chance(everything(one), hall) for one in pages])
    assert seen[0] == seen[1]


def _without_chance(text: str, hall: Hall) -> str:
    """A page without the id of its assessment, and without the time of its beat."""
    return re.sub(r"beat=\\?'[\d.]+|ID-[0-9a-f]+", "", text.replace(hall.id, "ID"))


def test_a_later_joiner_is_waited_for() -> None:
    hall = Hall()
    console = asked(hall, {"P2": 1, "P3": 3, "P4": 3})
    assert "3 of 3 have replied" in everything(console)
    late = PEOPLE["P2"].__class__("P5", Role.ASSESSOR, "Emil", function=Function.POST)
    hall.memory.save(hall.id, participant_at("P5"), late, by="P5", at=AT, expect=0)
    text = everything(console.run())
    assert "3 of 4 have replied" in text
    assert "Not yet: Port, airport or post 1" in text


def test_an_agreement_that_nobody_replied_needs_a_reason() -> None:
    hall = Hall()
    console = revealed(hall, UNEVEN)
    group = next(one for one in console.segmented_control if str(one.key).endswith(" level"))
    console = group.set_value(2).run()
    console = press(console, "room-act record")
    assert "nobody replied 2 Developing" in told(console)
    assert hall.value(OUTCOME) is None
    console = next(one for one in console.text_area if str(one.key).endswith("why")).input("The register exists.").run()
    console = press(console, "room-act record")
    recorded = hall.value(OUTCOME)
    assert (recorded.reply, recorded.rationale) == (at_level(2), "The register exists.")
    assert "The register exists." in told(console)


def _way(console: object, way: str) -> object:
    return next(one for one in console.segmented_control if str(one.key).endswith(" way")).set_value(way).run()  # type: ignore[attr-defined]


def test_a_dispute_is_recorded_with_both_levels_and_why() -> None:
    hall = Hall()
    console = _way(revealed(hall, UNEVEN), "disputed")
    console = press(console, "room-act record")  # type: ignore[arg-type]
    assert "why the room could not agree" in told(console)
    assert hall.value(OUTCOME) is None
    reason = next(one for one in console.text_input if str(one.key).endswith("reason disputed"))
    console = press(reason.input("Two posts differ.").run(), "room-act record")
    assert hall.value(OUTCOME).reply == Disputed(1, 3, "Two posts differ.")  # type: ignore[arg-type]
    assert "Disputed 1 to 3" in told(console)
    assert "Nothing waits for talk." in told(console)


def test_what_does_not_apply_or_is_not_known_is_an_outcome_too() -> None:
    hall = Hall()
    console = _way(revealed(hall, UNEVEN), "not_applicable")
    console = press(console, "room-act record")  # type: ignore[arg-type]
    assert "write why it does not apply" in told(console)
    reason = next(one for one in console.text_input if str(one.key).endswith("reason not_applicable"))
    press(reason.input("No sea border.").run(), "room-act record")
    assert hall.value(OUTCOME).reply == NotApplicable("No sea border.")


def test_where_nobody_can_say_that_is_proposed() -> None:
    hall = Hall()
    console = asked(hall)
    for participant in PEOPLE:
        hall.vote(participant, NotKnown())
    console = press(console.run(), "room-act reveal")
    assert "Nobody could say (3 replies)" in told(console)
    press(console, "room-act record")
    assert hall.value(OUTCOME).reply == NotKnown()


def test_a_different_view_is_recorded_beside_the_agreement() -> None:
    hall = Hall()
    console = press(revealed(hall, UNEVEN), "room-act record")
    text = next(one for one in console.text_area if "dissent" in str(one.key))
    console = text.input("Not at <b>our</b> port.").run()
    console = next(one for one in console.selectbox if "dissent" in str(one.key)).select(Function.POST).run()
    console = next(one for one in console.button if "dissent" in str(one.key)).click().run()
    (view,) = hall.value(OUTCOME).dissents
    assert (view.text, view.function) == ("Not at <b>our</b> port.", Function.POST)
    assert "Different view (Port, airport or post): Not at \\<b\\>our" in "\n".join(m.value for m in console.markdown)


def test_a_stale_console_is_told_who_was_first_and_opens_no_second_ballot() -> None:
    hall = Hall()
    mine, theirs = hall.console(), hall.console()
    mine = press(mine, "room-act ask")
    theirs = press(theirs, "room-act ask")
    assert "Ada has just asked L01.q1. Your click changed nothing." in told(theirs)
    assert len(hall.memory.history(hall.id, ballot_of(WHOLE_ROOM))) == 1
    hall.vote("P2", 2)
    mine = press(mine, "room-act reveal")
    theirs = press(theirs, "room-act reveal")
    assert "Ada has just revealed L01.q1" in told(theirs)
    press(mine, "room-act record")
    theirs = press(theirs, "room-act record")
    assert "Ada has just recorded 2 Developing for L01.q1" in told(theirs)
    assert len(hall.memory.history(hall.id, OUTCOME)) == 1
    assert "Agreed: 2 Developing" in told(theirs)


def test_a_second_round_keeps_the_first_in_the_history() -> None:
    hall = Hall()
    console = press(revealed(hall, UNEVEN), "room-act again")
    ballot = hall.ballot()
    assert ballot is not None
    assert (ballot.round, ballot.state) == (2, BallotState.OPEN)
    hall.vote("P2", 3, round=2)
    text = everything(console.run())
    assert "1 of 3 has replied" in text
    assert "Spread" not in text
    console = press(console, "room-act reveal")
    assert "All 3 say 3 Established" in told(console)
    given = [one.value.given.level for one in hall.memory.history(hall.id, reply_of("P2", "L01.q1"))]
    assert given == [1, 3]
    rounds = [(one.value.round, one.value.state) for one in hall.memory.history(hall.id, ballot_of(WHOLE_ROOM))]
    opened, shown = BallotState.OPEN, BallotState.REVEALED
    assert rounds == [(1, opened), (1, shown), (2, opened), (2, shown)]


def test_a_withdrawn_question_keeps_its_hidden_replies_for_the_same_round() -> None:
    hall = Hall()
    console = press(asked(hall, {"P2": 1}), "room-act withdraw")
    assert hall.level("P2") is None
    console = press(console, "room-act ask")
    ballot = hall.ballot()
    assert ballot is not None
    assert ballot.round == 1
    assert "1 of 3 has replied" in everything(console)


def test_a_paper_reply_is_as_hidden_as_the_others() -> None:
    hall = Hall()
    console = asked(hall, {"P2": 1})
    console.session_state["paper"] = True
    console = console.run()
    who = next(one for one in console.selectbox if "paper" in str(one.key))
    console = who.select("P3").run()
    level = next(one for one in console.radio if "paper" in str(one.key))
    console = press(level.set_value(3).run(), "room-paper keep")
    assert "2 of 3 have replied" in everything(console)
    assert hall.value(vote_of("P3", "L01.q1", 1, "reply")) == at_level(3)
    assert all("P3" not in str(one.options) for one in console.selectbox if "paper" in str(one.key))
    press(console, "room-act reveal")
    assert hall.level("P3") == 3


def test_a_show_of_hands_counts_with_the_replies() -> None:
    hall = Hall()
    console = asked(hall, {"P2": 1})
    for level, n in (("1", 4), ("3", 2)):
        field = next(one for one in console.number_input if str(one.key).endswith(f" {level}"))
        console = field.set_value(n).run()
    assert hall.value(hands_for("L01.q1")) == HandCount({"1": 4, "3": 2})
    console = press(console, "room-act reveal")
    assert "7 replies" in told(console)
    assert "6 of them by show of hands" in told(console)
    press(console, "room-act again")
    assert hall.value(hands_for("L01.q1")) is None


def test_groups_work_in_parallel_each_with_its_own_question() -> None:
    groups = {group_at("G1"): Group("G1", "Law", frozenset("L")), group_at("G2"): Group("G2", "Rest", frozenset("O"))}
    people = {
        participant_at(id): one.__class__(id, one.role, one.name, function=one.function, group=group)
        for (id, one), group in zip(PEOPLE.items(), ("G1", "G2", "G2"), strict=True)
    }
    hall = Hall({**groups, **people})
    consoles = {}
    for group in ("G1", "G2"):
        console = hall.console()
        console = next(one for one in console.segmented_control if "pick" in str(one.key)).set_value(group).run()
        consoles[group] = press(console, "room-act ask")
    first, second = hall.ballot("G1"), hall.ballot("G2")
    assert first is not None
    assert second is not None
    assert (first.question, second.question) == ("L01.q1", "O01")
    hall.vote("P2", 1, "L01.q1")
    assert "1 of 1 has replied" in everything(consoles["G1"].run())
    assert "0 of 2 have replied" in everything(consoles["G2"].run())
    assert "question L01.q1" in told(hall.page("vote", "P2"))
    assert "question O01" in told(hall.page("vote", "P3"))
    press(consoles["G1"], "room-act reveal")
    assert hall.level("P2") == 1
    assert hall.ballot("G2") == second
    whole = next(one for one in hall.console().selectbox if "pick" in str(one.key)).select("O01").run()
    assert "stands open in another group: Rest" in told(whole)


def test_a_group_is_made_and_gets_its_members() -> None:
    hall = Hall()
    console = press(hall.console(), "room-add group")
    assert hall.value(group_at("G1")) == Group("G1", "Group G1")
    members = next(one for one in console.multiselect if one.label == "Who is in it")
    members.select("P2")
    console = next(one for one in console.button if one.label == "Keep").click().run()
    assert hall.value(participant_at("P2")).group == "G1"
    console = next(one for one in console.button if one.label == "Remove").click().run()
    assert hall.value(group_at("G1")) is None
    assert hall.value(participant_at("P2")).group == ""


def test_a_clock_runs_and_only_tells() -> None:
    hall = Hall()
    console = hall.console()
    console = next(one for one in console.button_group if "minutes" in str(one.key)).set_value(1).run()
    press(console, "room-act ask")
    assert "1:00 left" in told(hall.console())
    assert "0:10 left" in told(hall.page("projector", later=50))
    over = hall.console(later=61)
    assert "Time is over" in told(over)
    hall.vote("P2", 2)
    press(over, "room-act reveal")
    assert hall.level("P2") == 2


def test_points_are_put_aside_settled_and_opened_again() -> None:
    hall = Hall()
    console = hall.console()
    text = next(one for one in console.text_area if " park " in str(one.key))
    console = press(text.input("Ask the CITES authority").run(), "room-park it")
    assert hall.value(parked_at("1")).question == "L01.q1"
    how = next(one for one in console.text_input if "settle" in str(one.key))
    console = press(how.input("They confirmed.").run(), "room settle 1")
    assert hall.value(parked_at("1")).settled == "They confirmed."
    console = press(console, "room reopen 1")
    assert hall.value(parked_at("1")).settled == ""
    assert "Ask the CITES authority" in told(console)


def test_what_everybody_replied_alike_is_recorded_in_one_go_by_a_person() -> None:
    hall = Hall(
        {reply_of(id, one): at_level(2) for id in ("P2", "P3") for one in ("L01.q1", "L01.q2", "L02")}
        | {reply_of("P4", "L02"): at_level(4)}
    )
    console = hall.console()
    assert "spread 2 · L02" in told(console) or any("spread 2" in str(one.options) for one in console.button_group)
    press(console, "room equal L01.q1 L01.q2")
    dossier = hall.memory.open(hall.id, hall.framework)
    assert set(dossier.agreed) == {"L01.q1", "L01.q2"}


@pytest.mark.parametrize("disclosure", Disclosure)
def test_the_room_chose_what_a_reveal_shows(disclosure: Disclosure) -> None:
    hall = Hall({ROOM: RoomRules(disclosure)})
    text = told(revealed(hall, UNEVEN))
    assert ("By function" in text) is (disclosure is not Disclosure.NOTHING)
    assert ("Berta" in text.split("What came of it")[0]) is (disclosure is Disclosure.NAMES)


def test_other_kinds_of_question_are_agreed_with_their_own_pads() -> None:
    kinds = framework(
        section(
            "L",
            capability("L01", question("L01", checklist("L01"))),
            capability("L02", question("L02", choice("L02", {"no": 0, "yes": 4}))),
            capability("L03", question("L03", number("L03", {0: 0, 2: 50, 4: 90}))),
        )
    )
    hall = Hall(framework=kinds)
    console = press(hall.console(), "room-act ask")
    hall.vote("P2", hall_ticks("L01.a", "L01.b"), "L01")
    hall.vote("P3", hall_ticks("L01.a", "L01.b"), "L01")
    console = press(console.run(), "room-act reveal")
    console = press(console, "room-act record")
    assert hall.value(agreement_of(AgreementKind.SELF, "L01")).reply == hall_ticks("L01.a", "L01.b")


def hall_ticks(*met: str) -> object:
    """A reply to a checklist."""
    from questionnaire.answers import LevelReached, TicksGiven  # noqa: PLC0415

    return LevelReached(TicksGiven(frozenset(met)))


def test_who_does_not_run_the_room_has_no_console_and_a_closed_stage_none_either() -> None:
    hall = Hall()
    assert "The room is led by its facilitator" in told(hall.page("room", "P2"))
    hall.memory.save(hall.id, STAGE, Stage.AGREED, by="P1", at=AT, expect=0)
    assert "The room is led by its facilitator" in told(hall.console())


def test_a_comment_comes_with_the_reveal() -> None:
    hall = Hall()
    console = asked(hall, {"P2": 1})
    hall.memory.save(hall.id, vote_of("P2", "L01.q1", 1, "comment"), "No register.", by="P2", at=AT, expect=0)
    press(console, "room-act reveal")
    assert hall.value(comment_of("P2", "L01.q1")) == "No register."


def test_the_ballot_of_an_older_framework_is_left_alone() -> None:
    hall = Hall({ballot_of(WHOLE_ROOM): Ballot(WHOLE_ROOM, "gone", 1, BallotState.REVEALED, AT)})
    assert "question L01.q1" in told(hall.console())
