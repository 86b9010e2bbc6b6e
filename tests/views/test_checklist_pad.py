"""What a move on a checklist means, without a page around it."""

from __future__ import annotations

from questionnaire.answers import CriterionNotApplicable, LevelReached, TicksGiven
from storage.memory_repository import MemoryRepository
from tests.examples import checklist, question
from tests.views.one_page import PRICED, TINY
from views.desk import Desk
from views.widgets.checklist_pad import CHECKLIST
from views.widgets.pad import Sheet
from words.phrases import load_phrases

EXCUSED = (CriterionNotApplicable("Q.d", "no rail here"),)
HELD = LevelReached(TicksGiven(frozenset({"Q.a"}), EXCUSED))


class _Box:
    said = ""

    def info(self, text: str, **_: object) -> None:
        self.said = text


def sheet() -> Sheet:
    desk = Desk(MemoryRepository(), TINY, PRICED, load_phrases("en"), {})
    return Sheet(desk, question("Q", checklist("Q")), "Q", None, None)


def test_an_item_that_cannot_apply_stays_excused_when_another_is_ticked() -> None:
    moved = {**CHECKLIST.states(sheet(), HELD), "Q tick Q.b": True}
    assert CHECKLIST.pick(sheet(), HELD, moved) == LevelReached(TicksGiven(frozenset({"Q.a", "Q.b"}), EXCUSED))


def test_none_of_these_keeps_what_cannot_apply() -> None:
    moved = {**CHECKLIST.states(sheet(), HELD), "Q none": True}
    assert CHECKLIST.pick(sheet(), HELD, moved) == LevelReached(TicksGiven(frozenset(), EXCUSED))


def test_the_level_told_is_the_level_scored() -> None:
    shown, box = sheet(), _Box()
    shown.places["gives"] = box
    CHECKLIST.tell(shown, HELD)
    assert "2 of 4" in box.said and "2 Developing" in box.said
