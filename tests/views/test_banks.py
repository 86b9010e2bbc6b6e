"""Which framework and library belong to an assessment: those on the desk, or others shipped beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planning.actions import Library
from questionnaire.framework import Framework
from storage.memory_repository import MemoryRepository
from tests.views.one_page import PRICED, TINY
from views import memo
from views.banks import bank_at, banks
from views.desk import Desk
from words.phrases import load_phrases

OTHER = replace(TINY, id="other")
SHIPPED = {"tiny": (replace(TINY), Library({}, {}, {})), "other": (OTHER, Library({}, {}, {}))}


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two frameworks come with the program, one of them of the id of the one on the desk."""
    monkeypatch.setattr(memo, "framework_ids", lambda: tuple(SHIPPED))
    monkeypatch.setattr(memo, "bank", SHIPPED.__getitem__)


def desk(framework: Framework = TINY) -> Desk:
    return Desk(MemoryRepository(), framework, PRICED, load_phrases("en"), {})


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_what_is_on_the_desk_comes_before_what_is_shipped(self) -> None:
        assert bank_at(desk(), "tiny") == (TINY, PRICED)

    def test_another_one_is_taken_from_what_is_shipped(self) -> None:
        assert bank_at(desk(), "other") == SHIPPED["other"]

    @pytest.mark.parametrize("id", ["", "gone", "../tiny"])
    def test_one_that_is_nowhere_is_none(self, id: str) -> None:
        assert bank_at(desk(), id) is None

    def test_a_new_assessment_can_be_made_with_each_the_one_on_the_desk_first(self) -> None:
        assert banks(desk()) == (TINY, OTHER)
        assert banks(desk(OTHER)) == (OTHER, SHIPPED["tiny"][0])

    def test_where_the_desk_has_one_of_its_own_no_other_is_offered(self) -> None:
        own = replace(TINY, id="own")
        assert banks(desk(own)) == (own,)


def test_the_frameworks_that_come_with_the_program_are_found_the_standard_one_first() -> None:
    assert memo.framework_ids()[0] == memo.STANDARD_FRAMEWORK
    assert len(set(memo.framework_ids())) == len(memo.framework_ids())
    with pytest.raises(KeyError):
        memo.bank("../customs-iwt")
