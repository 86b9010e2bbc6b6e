"""A comment is for the group until somebody says that donors may read it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from questionnaire.entries import STAGE, comment_of, comment_shared_of, reply_of
from questionnaire.stages import Stage
from storage.memory_repository import MemoryRepository
from tests.examples import at_level
from tests.views.one_page import kept

REPLIED = {reply_of("P1", "L01.q1"): at_level(2)}
COMMENTED = {**REPLIED, comment_of("P1", "L01.q1"): "two of five"}


def section_page(repository: MemoryRepository, id: str) -> AppTest:
    """The page of the first section, drawn once."""
    return AppTest.from_function(_script, args=(repository, id), default_timeout=60).run()


def _script(repository: MemoryRepository, id: str) -> None:
    import streamlit as st  # noqa: PLC0415  it is run from its source

    from tests.views.one_page import PRICED, TINY  # noqa: PLC0415
    from views.desk import Desk  # noqa: PLC0415
    from views.section import show  # noqa: PLC0415
    from words.phrases import load_phrases  # noqa: PLC0415

    desk = Desk(repository, TINY, PRICED, load_phrases("en"), st.session_state, dossier_id=id)
    shown = st.Page(lambda: show(desk, "L"), title="shown", url_path="shown", default=True)
    names = ("home", "setup", "evidence", "results", "priorities", "explain", "section L", "section O", "documents")
    pages = {one: st.Page(lambda: None, title=one, url_path=one.replace(" ", "-")) for one in names}
    desk.pages = pages
    st.navigation([shown, *pages.values()], position="hidden").run()


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
    assert boxes(section_page(repository, kept(repository, REPLIED))) == []


def test_where_nothing_can_be_written_nobody_is_asked() -> None:
    repository = MemoryRepository()
    assert boxes(section_page(repository, kept(repository, {**COMMENTED, STAGE: Stage.AGREED}))) == []
