"""The desk: a writing that was made is always told to the page that made it."""

from __future__ import annotations

from typing import Any

from questionnaire.assessment import Site
from questionnaire.entries import Address, Entry, own_action_at, setup_field
from questionnaire.own_actions import OwnAction
from storage.memory_repository import MemoryRepository
from tests.views.one_page import AT, PRICED, TINY, kept
from views.desk import Desk
from words.phrases import load_phrases


class Waiting(Exception):
    """What Streamlit raises in a run that touches the session's state while the next click waits."""


class Session(dict[str, Any]):
    """The session's state as it is when a click arrives during the writing."""

    clicked = False

    def __setitem__(self, key: str, value: Any) -> None:
        if self.clicked:
            raise Waiting
        super().__setitem__(key, value)


class Slow(MemoryRepository):
    """A memory during whose writing the person clicks again."""

    session: Session

    def save(self, id: str, address: Address, value: Any, **more: Any) -> Entry:
        entry = super().save(id, address, value, **more)
        self.session.clicked = True
        return entry

    def save_all(self, id: str, changes: Any, **more: Any) -> tuple[Entry, ...]:
        entries = super().save_all(id, changes, **more)
        self.session.clicked = True
        return entries


def desk() -> Desk:
    repository = Slow()
    repository.session = Session()
    id = kept(repository)
    return Desk(repository, TINY, PRICED, load_phrases("en"), repository.session, dossier_id=id, now=lambda: AT)


def test_own_actions_stand_in_the_library_of_their_assessment() -> None:
    own = OwnAction("OWN-1", "Signs", "awareness", "legal", 3)
    repository = MemoryRepository()
    id = kept(repository, {own_action_at("OWN-1"): own})
    one = Desk(repository, TINY, PRICED, load_phrases("en"), {}, dossier_id=id)
    assert list(one.library.actions) == ["A-L01-1", "OWN-1"]
    assert Desk(repository, TINY, PRICED, load_phrases("en"), {}).library is PRICED
    one.save(own_action_at("OWN-1"), None, expect=1)
    assert one.library is PRICED


def test_a_click_during_the_writing_does_not_hide_the_entry_from_the_page() -> None:
    one = desk()
    assert one.save(setup_field("site"), Site("Port"), expect=0).stamp == 1
    assert one.dossier.setup.site == Site("Port")


def test_a_click_during_the_writing_of_several_does_not_hide_them_either() -> None:
    one = desk()
    (entry,) = one.save_all([(setup_field("site"), Site("Port"), 0)])
    assert entry.stamp == 1
    assert one.dossier.setup.site == Site("Port")
