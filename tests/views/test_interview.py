"""The interview under AppTest: every kind of question by its keys, what is hidden, what is refused, what is told."""

from __future__ import annotations

from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.answers import (
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    TicksGiven,
)
from questionnaire.conditions import LevelCondition
from questionnaire.entries import STAGE, comment_of, reply_of
from questionnaire.stages import Stage
from storage.memory_repository import MemoryRepository
from tests.examples import capability, checklist, choice, framework, number, question, section
from tests.views.one_page import AT, TINY, kept, page, said
from views.widgets.interview_presses import NOTE, PRESS, Glimpse, in_order

KINDS = framework(
    section(
        "L",
        capability(
            "L01", question("L01.q1", checklist("L01.q1")), question("L01.q2", choice("L01.q2", {"a": 0, "b": 4}))
        ),
        capability("L02", question("L02", asked_when=LevelCondition("L01.q2", at_least=Fraction(1)))),
        capability("L03"),
    )
)


def opened(repository: MemoryRepository, id: str, *, shape: object = TINY) -> AppTest:
    return page("interview", repository, id, framework=shape)  # type: ignore[arg-type]  # TINY or KINDS


def press(test: AppTest, key: str) -> AppTest:
    return test.button(key=PRESS + key).click().run()


def reply(repository: MemoryRepository, id: str, question_id: str) -> object:
    entry = repository.entry(id, reply_of("P1", question_id))
    return entry.value if entry else None


def note(test: AppTest) -> str:
    return str(test.text_input(key=NOTE).value)


def test_a_level_is_saved_and_stays_until_enter() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    test = opened(repository, id)
    assert "Question 1 of 4" in said(test)
    press(test, "2")
    assert reply(repository, id, "L01.q1") == LevelReached(LadderGiven(2))
    assert "Saved" in said(test) and "Question 1 of 4" in said(test)
    press(test, "3")
    assert reply(repository, id, "L01.q1") == LevelReached(LadderGiven(3))
    press(test, "enter")
    assert "Question 2 of 4" in said(test) and "1 of 4 answered" in said(test)
    press(test, "left")
    assert "Question 1 of 4" in said(test)


def test_the_ends_are_told_and_u_finds_what_is_open() -> None:
    repository = MemoryRepository()
    values = {reply_of("P1", one): LevelReached(LadderGiven(1)) for one in ("L01.q1", "L02", "O01")}
    id = kept(repository, values)
    test = opened(repository, id)
    assert note(test) == "L01.q2 0 "
    press(test, "2")
    press(test, "u")
    assert "Every question has a reply" in said(test)
    press(test, "left")
    press(test, "left")
    assert "This is the first question" in said(test)
    for _ in range(4):
        press(test, "right")
    assert "This is the last question" in said(test)


def test_not_applicable_waits_for_its_reason() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    test = press(opened(repository, id), "n")
    assert "Not kept yet. Write why" in said(test)
    assert reply(repository, id, "L01.q1") is None
    assert all(button.key in {PRESS + "sent", PRESS + "escape"} for button in test.button if button.key)
    box = next(one for one in test.text_input if one.key != NOTE and "stamp" not in str(one.key))
    box.set_value("no coast").run()
    assert reply(repository, id, "L01.q1") == NotApplicable("no coast")
    assert "no coast" in said(test) and test.button(key=PRESS + "enter")


def test_a_reason_can_be_given_up() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    test = press(opened(repository, id), "n")
    assert note(test) == "L01.q1 0 reason"
    press(test, "escape")
    assert note(test) == "L01.q1 0 "
    press(test, "k")
    assert reply(repository, id, "L01.q1") == NotKnown()


def test_a_comment_is_kept_with_the_key_that_closes_it() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    test = press(opened(repository, id), "m")
    test.text_area[0].set_value("seen at the *port*").run()
    entry = repository.entry(id, comment_of("P1", "L01.q1"))
    assert entry is not None and entry.value == "seen at the *port*"
    assert note(test) == "L01.q1 0 "


def test_a_number_is_typed_and_its_box_closes() -> None:
    repository = MemoryRepository()
    shape = framework(section("L", capability("L01", question("L01", number("L01", {1: 10, 4: 90})))))
    id = kept(repository, framework=shape)
    test = press(opened(repository, id, shape=shape), "v")
    test.number_input[0].set_value(40.0).run()
    assert reply(repository, id, "L01") == LevelReached(QuantityGiven(Fraction(40), "percent"))
    assert note(test) == "L01 1 " and test.button(key=PRESS + "enter")
    press(test, "k")
    assert reply(repository, id, "L01") == NotKnown()
    test.number_input[0].set_value(50.0).run()
    assert reply(repository, id, "L01") == LevelReached(QuantityGiven(Fraction(50), "percent"))


def test_the_keys_of_every_kind_and_a_hidden_question_is_skipped() -> None:
    repository = MemoryRepository()
    id = kept(repository, framework=KINDS)
    test = opened(repository, id, shape=KINDS)
    for key in ("1", "2", "1"):
        press(test, key)
    ids = [one.id for one in KINDS.question("L01.q1").criteria]
    assert reply(repository, id, "L01.q1") == LevelReached(TicksGiven(frozenset({ids[1]})))
    press(test, "0")
    assert reply(repository, id, "L01.q1") == LevelReached(TicksGiven())
    press(test, "enter")
    press(test, "1")
    first = KINDS.question("L01.q2").kind.options[0]  # type: ignore[union-attr]  # it is a choice
    assert reply(repository, id, "L01.q2") == LevelReached(OptionGiven(first.id))
    press(test, "enter")
    assert note(test).startswith("L03 ") and "Question 3 of 3" in said(test)


def test_somebody_elses_entry_is_never_overwritten_unseen() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    test = opened(repository, id)
    theirs = LevelReached(LadderGiven(4))
    repository.save(id, reply_of("P1", "L01.q1"), theirs, by="P2", at=AT, expect=0)
    press(test, "1")
    assert reply(repository, id, "L01.q1") == theirs
    assert "Somebody else answered first" in said(test)
    press(test, "1")
    assert reply(repository, id, "L01.q1") == LevelReached(LadderGiven(1))
    assert "Somebody else" not in said(test)


def test_a_key_pressed_before_the_page_turned_answers_nothing() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    test = press(opened(repository, id), "enter")
    test.text_input(key=NOTE).set_value("L01.q1 0 ")  # the tab still shows the question before
    press(test, "2")
    assert reply(repository, id, "L01.q1") is None and reply(repository, id, "L01.q2") is None
    assert "before the page had turned" in said(test)
    press(test, "2")
    assert reply(repository, id, "L01.q2") == LevelReached(LadderGiven(2))


def test_keys_of_one_message_count_where_their_order_is_plain() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    test = opened(repository, id)
    test.button(key=PRESS + "enter").click()
    press(test, "2")
    assert reply(repository, id, "L01.q1") == LevelReached(LadderGiven(2)) and note(test) == "L01.q2 0 "
    test.button(key=PRESS + "1").click()
    press(test, "3")
    assert reply(repository, id, "L01.q2") is None and "at the same moment" in said(test)


@pytest.mark.parametrize(
    ("keys", "answered", "ticking", "order"),
    [
        ("2", True, False, ("2",)),
        ("21", False, False, None),
        ("21", True, True, ("1", "2")),
        (("enter", "2"), False, False, ("2", "enter")),
        (("enter", "2"), True, False, None),
        (("enter", "2"), True, True, ("2", "enter")),
        (("left", "2"), False, False, None),
        (("left", "enter"), False, False, None),
        (("k", "u"), False, False, ("k", "u")),
    ],
)
def test_the_order_of_keys(keys: str, answered: bool, ticking: bool, order: tuple[str, ...] | None) -> None:
    assert in_order(frozenset(keys), answered=answered, ticking=ticking) == order


@pytest.mark.parametrize("text", ["", "L01", "L01 x ", "L01 3", "a b c d"])
def test_a_note_that_is_none_is_not_read(text: str) -> None:
    assert Glimpse.read(text) is None


def test_where_answers_are_closed_one_only_reads() -> None:
    repository = MemoryRepository()
    id = kept(repository, {STAGE: Stage.APPROVED})
    test = opened(repository, id)
    assert "Answers are closed" in said(test)
    assert {str(one.key).removeprefix(PRESS) for one in test.button} == {
        *("left", "enter", "u", "q", "right", "escape")
    }
    press(test, "enter")
    assert note(test) == "L01.q2 0 "


def test_q_leads_back_to_the_section() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    assert "arrived at section L" in said(press(opened(repository, id), "q"))
