"""A comment is for the group until somebody says that donors may read it."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.testing.v1 import AppTest

from questionnaire.entries import STAGE, Address, comment_of, comment_shared_of
from questionnaire.stages import Stage
from storage.memory_repository import MemoryRepository
from tests.views.one_page import PAGES, PRICED, TINY, kept
from views.desk import Desk
from views.section import show
from words.phrases import load_phrases

BLANK: dict[Address, Any] = {}
COMMENTED = {comment_of("P1", "L01.q1"): "two of five"}


def section_page(repository: MemoryRepository, id: str) -> AppTest:
    """The page of the first section, drawn once."""
    return AppTest.from_function(_script, args=(repository, id), default_timeout=60).run()


def _script(*given: object) -> None:
    """What AppTest runs: its source alone, so it imports all it uses."""
    from tests.views.test_comment_field import draw  # noqa: PLC0415  it is run from its source

    draw(*given)  # type: ignore[arg-type]


def draw(repository: MemoryRepository, id: str) -> None:
    """The section in a frame of its own, with the pages that it leads to."""
    desk = Desk(repository, TINY, PRICED, load_phrases("en"), st.session_state, dossier_id=id)
    shown = st.Page(lambda: show(desk, "L"), title="shown", url_path="shown", default=True)
    names = (*PAGES, "section L", "section O")
    desk.pages = {one: st.Page(_nothing, title=one, url_path=one.replace(" ", "-")) for one in names}
    st.navigation([shown, *desk.pages.values()], position="hidden").run()


def _nothing() -> None:
    """Another page."""


def boxes(test: AppTest) -> list[object]:
    assert not test.exception, test.exception[0].stack_trace
    return [one for one in test.checkbox if "comment_shared" in str(one.key)]


def test_a_comment_can_be_released_and_taken_back() -> None:
    repository = MemoryRepository()
    id = kept(repository, COMMENTED)
    test = section_page(repository, id)
    assert len(boxes(test)) == 1
    for released in (True, False):
        box = next(one for one in test.checkbox if "comment_shared" in str(one.key))
        assert box.value is not released
        box.set_value(released).run()
        entry = repository.entry(id, comment_shared_of("P1", "L01.q1"))
        assert entry is not None
        assert bool(entry.value) is released


def test_without_a_comment_there_is_nothing_to_release() -> None:
    repository = MemoryRepository()
    assert boxes(section_page(repository, kept(repository, BLANK))) == []


def test_where_nothing_can_be_written_nobody_is_asked() -> None:
    repository = MemoryRepository()
    assert boxes(section_page(repository, kept(repository, {**COMMENTED, STAGE: Stage.AGREED}))) == []
