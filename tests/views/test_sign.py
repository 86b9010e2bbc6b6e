from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access.guarded_repository import GuardedRepository
from access.seats import LOCAL
from questionnaire.answers import LadderGiven, LevelReached, RecordedAgreement
from questionnaire.entries import STAGE, Address, agreement_of, reply_of, setup_field, signature_at
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Role, Stage
from storage.memory_repository import MemoryRepository
from storage.signed_content import signed_content
from tests.views.one_page import AT, TINY, kept, page, said

TWO = LevelReached(LadderGiven(2))


def answered() -> dict[Address, Any]:
    replies = {reply_of("P1", one.id): TWO for one in TINY.questions}
    return {**replies, setup_field("assessed_on"): date(2027, 3, 1)}


def opened(repository: MemoryRepository, id: str, language: str = "en") -> AppTest:
    """The page as somebody alone on this machine uses it: on the guarded memory, as in the application."""
    guarded: Any = GuardedRepository(repository, LOCAL)
    return page("sign", guarded, id, language=language)


def press(test: AppTest, start: str) -> AppTest:
    (button,) = [one for one in test.button if str(one.key).startswith(start)]
    return button.click().run()


def field(test: AppTest, start: str) -> Any:
    boxes = (*test.text_input, *test.text_area, *test.selectbox)
    (found,) = [one for one in boxes if str(one.key).startswith(start)]
    return found


def signed(repository: MemoryRepository, id: str, stage: Stage, name: str = "Ada Ngouabi") -> AppTest:
    """The page after somebody signed the next stage."""
    test = opened(repository, id)
    (name_box,) = [one for one in test.text_input if f"sign.done.{stage.value}" in str(one.key)]
    name_box.set_value(name).run()
    return press(test, f"act sign.done.{stage.value}")


def test_what_blocks_is_said_with_a_way_to_each_question() -> None:
    repository = MemoryRepository()
    values = answered()
    del values[reply_of("P1", "L02")], values[setup_field("assessed_on")]
    test = opened(repository, kept(repository, values))
    told = said(test)
    assert "Must be settled before anybody signs" in told
    assert "L02" in told
    assert not [one for one in test.button if str(one.key).startswith("act ")]
    assert "arrived at section L" in said(press(test, "block unanswered L02"))


def test_a_signature_moves_the_stage_and_says_what_was_signed() -> None:
    repository = MemoryRepository()
    id = kept(repository, answered())
    revision = repository.revision(id)
    test = opened(repository, id)
    told = said(test)
    assert "4 outcomes · 0 disputes" in told
    assert "With this signature the set-up, the replies" in told
    content = signed_content(repository.entries(id), Stage.AGREED)
    assert content in [one.value for one in test.code]
    told = said(signed(repository, id, Stage.AGREED))
    assert "The assessment is agreed" in told
    assert "Still as signed" in told
    dossier = repository.open(id, TINY)
    assert dossier.stage is Stage.AGREED
    (one,) = dossier.signatures
    assert one == Signature(Stage.AGREED, "Ada Ngouabi", Role.FACILITATOR, _statement(), revision, content, AT)


def _statement() -> str:
    return (
        "We replied to these questions together. The levels, reasons and disputes recorded here are those of the group."
    )


def test_nothing_is_signed_without_a_name() -> None:
    repository = MemoryRepository()
    id = kept(repository, answered())
    test = press(opened(repository, id), "act sign.done.agreed")
    assert "The field for the name is empty" in said(test)
    assert repository.open(id, TINY).signatures == ()


def test_what_changed_after_the_look_is_not_signed() -> None:
    repository = MemoryRepository()
    id = kept(repository, answered())
    test = opened(repository, id)
    field(test, "name ").set_value("Ada").run()
    address = reply_of("P1", "L01.q1")
    repository.save(id, address, LevelReached(LadderGiven(3)), by="P2", at=AT, expect=1)
    test = press(test, "act sign.done.agreed")
    assert "changed after you had looked" in said(test)
    assert repository.open(id, TINY).signatures == ()
    assert "is agreed" in said(press(test, "act sign.done.agreed"))


def test_all_the_way_to_the_donors_and_back() -> None:
    repository = MemoryRepository()
    id = kept(repository, answered())
    signed(repository, id, Stage.AGREED)
    assert "has not validated anything" in said(opened(repository, id)) or "validated" in said(opened(repository, id))
    seen = RecordedAgreement("L01.q1", TWO, seen="the register")
    repository.save(id, agreement_of("validated", "L01.q1"), seen, by="P1", at=AT, expect=0)
    signed(repository, id, Stage.VALIDATED, "Mission")
    signed(repository, id, Stage.APPROVED, "The Director General")
    told = said(signed(repository, id, Stage.SHARED, "The Director General"))
    assert "shared with donors" in told
    signatures = repository.open(id, TINY).signatures
    assert [one.stage for one in signatures] == [Stage.AGREED, Stage.VALIDATED, Stage.APPROVED, Stage.SHARED]
    assert [one.role for one in signatures if isinstance(one, Signature)] == [
        Role.FACILITATOR,
        Role.VALIDATOR,
        Role.MANAGER,
        Role.MANAGER,
    ]
    test = opened(repository, id)
    field(test, "reopen-to").set_value(Stage.AGREED).run()
    assert "unlocks the mission's levels" in said(test)
    assert "The reason is empty" in said(press(test, "reopen-act"))
    assert repository.open(id, TINY).stage is Stage.SHARED
    field(test, "reopen-reason").set_value("A level was misread")
    field(test, "reopen-name").set_value("Ada")
    told = said(press(test, "reopen-act"))
    assert "back at the stage “Agreed”" in told
    assert "Reason: A level was misread" in told
    assert told.count("Stands no more") == 3
    dossier = repository.open(id, TINY)
    assert dossier.stage is Stage.AGREED
    assert dossier.signatures[-1] == Reopening(Stage.SHARED, Stage.AGREED, "Ada", Role.OWNER, "A level was misread", AT)


def test_a_later_change_is_told_beside_the_signature() -> None:
    repository = MemoryRepository()
    id = kept(repository, answered())
    signed(repository, id, Stage.AGREED)
    repository.save(id, reply_of("P1", "L01.q1"), LevelReached(LadderGiven(3)), by="P1", at=AT, expect=1)
    assert "Changed since: replies (L01.q1)." in said(opened(repository, id))


def test_a_signature_that_does_not_fit_the_history_is_told() -> None:
    repository = MemoryRepository()
    id = kept(repository, answered())
    forged = Signature(Stage.AGREED, "Eve", Role.OWNER, "We agree.", 1, "0" * 64, AT)
    changes = [(STAGE, Stage.AGREED, 0), (signature_at(1), forged, 0)]
    repository.save_all(id, changes, by="P1", at=AT)
    assert "does not match the history" in said(opened(repository, id))


def test_a_co_signature_moves_nothing() -> None:
    repository = MemoryRepository()
    id = kept(repository, answered())
    signed(repository, id, Stage.AGREED)
    test = opened(repository, id)
    (box,) = [one for one in test.text_input if "co_signed" in str(one.key)]
    box.set_value("Bob").run()
    assert "stands beside the others" in said(press(test, "act sign.co_signed"))
    dossier = repository.open(id, TINY)
    assert (dossier.stage, [one.name for one in dossier.signatures]) == (Stage.AGREED, ["Ada Ngouabi", "Bob"])


def test_text_of_people_is_shown_as_text() -> None:
    repository = MemoryRepository()
    id = kept(repository, answered())
    signed(repository, id, Stage.AGREED, "<b>Ada</b> :red[x]")
    assert r"\<b\>Ada\</b\> \:red\[x\]" in said(opened(repository, id))


@pytest.mark.parametrize("stage", list(Stage))
def test_it_is_drawn_in_french_at_every_stage(stage: Stage) -> None:
    repository = MemoryRepository()
    id = kept(repository, {**answered(), STAGE: stage})
    assert "Signatures et réouvertures" in said(opened(repository, id, "fr"))
