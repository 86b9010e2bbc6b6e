"""What a stage locks is drawn as locked, says by whom, and is refused with a sentence when a late click comes in."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access.guarded_repository import GuardedRepository
from access.permissions import NotAllowed
from access.seats import LOCAL
from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.assessment import Site
from questionnaire.entries import PLANNED, STAGE, Address, reply_of, setup_field, signature_at, target_of
from questionnaire.intentions import PlannedStart, Target
from questionnaire.signatures import Signature
from questionnaire.stages import Role, Stage
from storage.memory_repository import MemoryRepository
from tests.views.one_page import AT, TINY, kept, page, said
from views.desk import Desk, WritingRefused
from words.phrases import load_phrases

TWO = LevelReached(LadderGiven(2))
SIGNED = Signature(Stage.AGREED, "Ada *Ngouabi*", Role.FACILITATOR, "We agree.", 1, "0" * 64, AT)


def at(stage: Stage, **more: Any) -> dict[Address, Any]:
    values: dict[Address, Any] = {reply_of("P1", one.id): TWO for one in TINY.questions}
    values |= {STAGE: stage, target_of("L01"): Target("L01", 3)}
    if stage is not Stage.DRAFT:
        values[signature_at(1)] = SIGNED
    return {**values, **more}


def opened(module: str, repository: MemoryRepository, id: str, language: str = "en") -> AppTest:
    guarded: Any = GuardedRepository(repository, LOCAL)
    return page(module, guarded, id, language=language)


def fields(test: AppTest) -> list[Any]:
    """The widgets that keep something, by their keys: those of fields begin with the dossier and an address."""
    boxes = (*test.text_input, *test.text_area, *test.radio, *test.checkbox, *test.selectbox, *test.date_input)
    addressed = ("answer/", "setup/", "participant/", "evidence/", "target/", "threat/", "limits", "step/")
    return [one for one in boxes if any(f" {part}" in str(one.key) for part in addressed)]


def notes(test: AppTest) -> list[Any]:
    return [one for one in fields(test) if str(one.key).startswith("stamp ")]


@pytest.mark.parametrize(
    ("module", "stage", "told"),
    [
        ("setup", Stage.AGREED, "Locked: Agreed on 1 March 2027 by Ada"),
        ("evidence", Stage.VALIDATED, "Locked at the stage “Validated”"),
        ("priorities", Stage.APPROVED, "Locked at the stage “Approved”"),
        ("budgets", Stage.APPROVED, "Locked at the stage “Approved”"),
        ("plan", Stage.SHARED, "Locked at the stage “Approved”"),
        ("settings", Stage.APPROVED, "Locked at the stage “Approved”"),
        ("sites", Stage.AGREED, "Locked: Agreed on 1 March 2027 by Ada"),
    ],
)
def test_a_page_that_writes_says_that_it_is_locked(module: str, stage: Stage, told: str) -> None:
    repository = MemoryRepository()
    id = kept(repository, at(stage))
    test = opened(module, repository, id)
    assert told in said(test)
    assert [one.key for one in fields(test) if not one.disabled and one not in notes(test)] == [
        one.key for one in fields(test) if " participant/" in str(one.key) and one not in notes(test)
    ]


def test_an_open_page_says_nothing_of_locks() -> None:
    repository = MemoryRepository()
    id = kept(repository, at(Stage.DRAFT))
    for module in ("setup", "evidence", "priorities", "budgets", "plan", "settings"):
        test = opened(module, repository, id)
        assert "Locked" not in said(test), module
        assert not [one for one in fields(test) if one.disabled], module


def test_names_in_the_note_are_text() -> None:
    repository = MemoryRepository()
    assert r"Ada \*Ngouabi\*" in said(opened("setup", repository, kept(repository, at(Stage.AGREED))))


def test_a_click_after_the_lock_is_told_and_taken_back() -> None:
    repository = MemoryRepository()
    id = kept(repository, at(Stage.DRAFT))
    test = opened("setup", repository, id)
    repository.save_all(id, [(STAGE, Stage.AGREED, 1), (signature_at(1), SIGNED, 0)], by="P1", at=AT)
    (box,) = [one for one in test.text_input if one.key == f"{id} setup/site en"]
    test = box.set_value("Port of Pointe-Noire").run()
    assert "Locked a moment ago" in said(test)
    assert "Locked a moment ago" not in said(test.run())
    assert repository.entry(id, setup_field("site")) is None
    (box,) = [one for one in test.text_input if one.key == f"{id} setup/site en"]
    assert (box.value, box.disabled) == ("", True)


def test_a_refusal_of_the_memory_becomes_a_sentence() -> None:
    repository = MemoryRepository()
    id = kept(repository, at(Stage.AGREED))
    guarded: Any = GuardedRepository(repository, LOCAL)
    desk = Desk(guarded, TINY, None, load_phrases("en"), {}, dossier_id=id, now=lambda: AT)  # type: ignore[arg-type]
    for write in (
        lambda: desk.save(reply_of("P1", "L01.q1"), TWO, expect=1),
        lambda: desk.save_all([(reply_of("P1", "L01.q1"), TWO, 1)]),
    ):
        with pytest.raises(WritingRefused) as refused:
            write()
        assert isinstance(refused.value, NotAllowed)
        assert desk.memo["fault"] is refused.value
        assert "Sign and stages" in desk.say(refused.value.code, **refused.value.facts)
    assert not desk.may_write(reply_of("P1", "L01.q1"), 1)
    assert desk.may_write(target_of("L01"), 1)


def test_a_plan_is_looked_at_and_followed_after_approval() -> None:
    repository = MemoryRepository()
    id = kept(repository, {**at(Stage.APPROVED), PLANNED: (PlannedStart("A-L01-1", 0),)})
    assert "Locked" in said(opened("plan", repository, id))
    test = opened("tracking", repository, id)
    assert "Locked" not in said(test)
    assert "Record" in [one.label for one in test.button]


def _unguarded_field(*given: object) -> None:
    """A page with one field whose widget does not look at `desk.closed`."""
    import streamlit as st  # noqa: PLC0415  it is run from its source

    from questionnaire.assessment import Site  # noqa: PLC0415
    from questionnaire.entries import setup_field  # noqa: PLC0415
    from tests.views.one_page import TINY  # noqa: PLC0415
    from views.desk import Desk  # noqa: PLC0415
    from views.widgets.kept import Field, keep  # noqa: PLC0415
    from words.phrases import load_phrases  # noqa: PLC0415

    desk = Desk(given[0], TINY, None, load_phrases("en"), st.session_state, dossier_id=str(given[1]))  # type: ignore[arg-type]
    field = Field(
        setup_field("site"),
        states=lambda value: {"site": value.name},
        draw=lambda value, states: {"site": st.text_input("site", states["site"], key="site")},
        pick=lambda base, drawn: Site(drawn["site"]),
        tell=lambda value: value.name,
        blank=Site(),
    )
    if keep(desk, field):
        st.rerun()


def test_a_field_that_stayed_open_is_refused_and_shows_what_is_kept() -> None:
    repository = MemoryRepository()
    id = kept(repository, {**at(Stage.AGREED), setup_field("site"): Site("Airport")})
    guarded: Any = GuardedRepository(repository, LOCAL)
    test = AppTest.from_function(_unguarded_field, args=(guarded, id), default_timeout=60).run()
    test.text_input(key="site").set_value("Port").run()
    assert "Not saved: this is locked at the stage" in said(test)
    assert test.text_input(key="site").value == "Airport"
    assert repository.open(id, TINY).setup.site == Site("Airport")
