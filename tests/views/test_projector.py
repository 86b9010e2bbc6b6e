"""The wall of the hall: the question, how many have replied, what came of it; nothing to press, nothing hidden told."""

from __future__ import annotations

from questionnaire.ballots import Disclosure, RoomRules
from questionnaire.entries import ROOM
from tests.examples import capability, checklist, choice, framework, number, question, section
from tests.views.in_the_room import Hall, asked, everything, press, revealed, told
from views.projector import LARGEST, SMALLEST, type_size


def test_the_wall_shows_the_question_its_levels_and_how_many_replied() -> None:
    hall = Hall()
    asked(hall, {"P2": 1, "P3": 3})
    wall = hall.page("projector")
    text = told(wall)
    assert "L01.q1 · question L01.q1" in text
    assert "2 Developing. L01.q1 at 2" in text
    assert "2 of 3 have replied" in everything(wall)
    assert "criterion" not in text
    assert "Not yet" not in text
    assert not wall.button
    assert not wall.radio


def test_criteria_are_shown_where_the_room_wants_them() -> None:
    hall = Hall({ROOM: RoomRules(criteria=True)})
    asked(hall)
    assert "criterion L01.q1.2a" in told(hall.page("projector"))


def test_after_the_reveal_the_finding_and_then_what_was_agreed() -> None:
    hall = Hall()
    console = revealed(hall, {"P2": 1, "P3": 3, "P4": 3})
    wall = hall.page("projector")
    assert "Spread 2: from 1 Initial (1) to 3 Established (2)" in told(wall)
    assert "By function: 1 Legal affairs · 3 Enforcement" in told(wall)
    assert "44px" in everything(wall)
    press(console, "room-act record")
    assert "Agreed: 3 Established" in told(wall.run())


def test_names_are_on_the_wall_only_where_the_room_chose_so() -> None:
    for rules, named in ((RoomRules(), False), (RoomRules(Disclosure.NAMES), True)):
        hall = Hall({ROOM: rules})
        revealed(hall, {"P2": 1, "P3": 3})
        assert ("Berta" in told(hall.page("projector"))) is named


def test_between_two_questions_it_waits() -> None:
    wall = Hall().page("projector")
    assert "Congo Customs" in told(wall)
    assert "The first question comes by itself." in told(wall)


def test_a_withdrawn_question_leaves_the_wall() -> None:
    hall = Hall()
    press(asked(hall), "room-act withdraw")
    assert "question L01.q1" not in told(hall.page("projector"))


def test_other_kinds_of_question_stand_on_the_wall_too() -> None:
    kinds = {
        "L01": (checklist("L01"), "item a"),
        "L02": (choice("L02", {"no": 0, "yes": 4}), "option yes"),
        "L03": (number("L03", {0: 0, 2: 50, 4: 90}), "Value (%)"),
    }
    for id, (kind, words) in kinds.items():
        hall = Hall(framework=framework(section("L", capability(id, question(id, kind)))))
        press(hall.console(), "room-act ask")
        assert words in told(hall.page("projector"))


def test_long_questions_take_smaller_type() -> None:
    short = ["one line"] * 5
    long = ["a sentence of a checklist that runs over two lines of the wall, " * 3] * 8
    assert type_size(short, besides=150) == LARGEST
    assert SMALLEST <= type_size(long, besides=150) < LARGEST
    assert type_size(long * 9, besides=150) == SMALLEST
