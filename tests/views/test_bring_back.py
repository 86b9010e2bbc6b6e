"""What comes back is shown before it is taken: a filled workbook, another copy, a file that is none of these."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from questionnaire.answers import EvidenceLink, LadderGiven, LevelReached
from questionnaire.assessment import Participant
from questionnaire.bringing import Bringing, UnknownWriter
from questionnaire.entries import (
    STAGE,
    Entry,
    brought_at,
    comment_of,
    evidence_for,
    participant_at,
    registered,
    reply_of,
)
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.form_layout import ID_ROW_MARK
from questionnaire.incoming import ChangeStanding, Incoming, ProposedChange, Side
from questionnaire.policy import Strength
from questionnaire.stages import Role, Stage
from reports.forms.making import FormWish, form_bytes
from storage.arrival import receive
from storage.dossier_file import dossier_bytes, read_dossier
from storage.memory_repository import MemoryRepository
from tests.examples import at_level
from tests.views.one_page import AT, TINY, kept, page, said
from views.widgets.incoming_list import Decided, Followed, at_first, carried_over, follow, looked_at

LATER = AT + timedelta(hours=1)


def brought(repository: MemoryRepository, id: str, name: str, content: bytes, language: str = "en") -> AppTest:
    """The page of an assessment to which that file was handed."""
    test = page("bring_back", repository, id, language=language)
    test.session_state["brought file"] = (id, name, content)
    return test.run()


def workbook(repository: MemoryRepository, id: str, **cells: tuple[str, Any]) -> bytes:
    """The answer workbook of P1, with columns of the answers' rows filled: question -> (column, value)."""
    dossier = repository.open(id, TINY)
    book = load_workbook(io.BytesIO(form_bytes("form_xlsx", FormWish(TINY, ("en",), AT, "1", dossier, ("P1",)))))
    sheet = next(one for one in book.worksheets if _ids(one)[:2] == [ID_ROW_MARK, "answers"])
    ids = _ids(sheet)
    for row in sheet.iter_rows(min_row=1, max_row=40):
        question = str(row[ids.index("question")].value or "").replace(".", "_")
        if question in cells:
            column, value = cells[question]
            row[ids.index(column)].value = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _ids(sheet: Any) -> list[str]:
    for row in sheet.iter_rows(max_row=10, values_only=True):
        if row[0] == ID_ROW_MARK:
            return [str(one or "") for one in row]
    return []


class TestAWorkbook:
    def test_it_says_what_would_change_and_takes_it_when_told(self) -> None:
        repository = MemoryRepository()
        id = kept(repository, {reply_of("P1", "L02"): at_level(1)})
        test = brought(repository, id, "back.xlsx", workbook(repository, id, L01_q1=("reply", 3)))
        assert "proposes 1 change." in said(test)
        assert repository.entry(id, reply_of("P1", "L01.q1")) is None
        test.button(key="take brought").click().run()
        held = repository.entry(id, reply_of("P1", "L01.q1"))
        assert held is not None and held.value == LevelReached(LadderGiven(3))
        assert "1 change is taken" in said(test)

    def test_what_is_unticked_is_left(self) -> None:
        repository = MemoryRepository()
        id = kept(repository)
        content = workbook(repository, id, L01_q1=("reply", 3), O01=("comment", "twice a year"))
        test = brought(repository, id, "back.xlsx", content)
        assert "proposes 2 changes." in said(test)
        test.checkbox[0].uncheck().run()
        test.button(key="take brought").click().run()
        assert repository.entry(id, reply_of("P1", "L01.q1")) is None
        assert repository.entry(id, comment_of("P1", "O01")) is not None

    def test_nothing_new_is_said(self) -> None:
        repository = MemoryRepository()
        id = kept(repository, {reply_of("P1", "L02"): at_level(1)})
        test = brought(repository, id, "back.xlsx", workbook(repository, id))
        assert "Nothing new" in said(test)
        assert not test.get("checkbox")

    def test_what_was_changed_here_meanwhile_is_a_conflict_that_nobody_decides_for_one(self) -> None:
        repository = MemoryRepository()
        id = kept(repository, {reply_of("P1", "L02"): at_level(1)})
        content = workbook(repository, id, L02=("reply", 3))
        repository.save(id, reply_of("P1", "L02"), at_level(4), by="P1", at=LATER, expect=1)
        test = brought(repository, id, "back.xlsx", content, "fr")
        assert "les deux côtés ont écrit autre chose" in said(test)
        assert test.button(key="take brought").disabled
        test.radio[0].set_value("take_file").run()
        test.button(key="take brought").click().run()
        held = repository.entry(id, reply_of("P1", "L02"))
        assert held is not None and held.value == at_level(3)

    def test_a_wrong_value_is_named_with_its_cell_and_the_right_ones_can_be_taken(self) -> None:
        repository = MemoryRepository()
        id = kept(repository)
        content = workbook(repository, id, L01_q1=("reply", 9), O01=("reply", 2))
        test = brought(repository, id, "back.xlsx", content)
        text = said(test)
        assert "1 value cannot be taken" in text and "proposes 1 change." in text

    def test_what_is_locked_is_not_even_asked_for(self) -> None:
        repository = MemoryRepository()
        id = kept(repository, {STAGE: Stage.AGREED})
        test = brought(repository, id, "back.xlsx", b"")
        assert not test.get("file_uploader")


class TestAnotherCopy:
    def test_both_copies_come_together_with_who_wrote_what(self) -> None:
        repository, elsewhere = MemoryRepository(), MemoryRepository()
        id = kept(repository, {reply_of("P1", "L02"): at_level(1)})
        receive(elsewhere, read_dossier(dossier_bytes(repository, id), TINY))
        elsewhere.save(id, reply_of("P1", "O01"), at_level(2), by="P1", at=LATER, expect=0)
        elsewhere.save(id, reply_of("P1", "L02"), at_level(3), by="P1", at=LATER, expect=1)
        repository.save(id, reply_of("P1", "L02"), at_level(2), by="P1", at=LATER, expect=1)
        test = brought(repository, id, "copy.dossier", dossier_bytes(elsewhere, id))
        text = said(test)
        assert "proposes 2 changes." in text and "1 where both sides wrote something else" in text
        test.button(key="take brought").click().run()
        held = repository.open(id, TINY)
        assert held.answers["P1", "O01"].reply == at_level(2)
        assert held.answers["P1", "L02"].reply == at_level(2), "undecided: what is here stays"

    def test_a_copy_of_another_assessment_is_refused_with_a_sentence(self) -> None:
        repository, elsewhere = MemoryRepository(), MemoryRepository()
        id = kept(repository)
        begun = [Entry(reply_of("P1", "L02"), 1, at_level(1), "P1", LATER, 1)]
        content = dossier_bytes(elsewhere, elsewhere.create(TINY, begun))
        test = brought(repository, id, "copy.dossier", content)
        assert "cannot be read" in said(test)


def test_a_file_that_is_none_of_these_is_refused() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    test = brought(repository, id, "picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert "cannot be read" in said(test) or "no answers" in said(test)
    assert not test.exception


def test_a_choice_made_on_one_part_stays_while_another_is_shown() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    content = workbook(repository, id, L01_q1=("reply", 3), L02=("reply", 1), O01=("reply", 2))
    test = brought(repository, id, "back.xlsx", content)
    test.checkbox[1].uncheck().run()
    test.segmented_control[0].select("O").run()
    test.segmented_control[0].select("L").run()
    assert [one.value for one in test.checkbox] == [False, False, True]
    test.button(key="take brought").click().run()
    answers = repository.open(id, TINY).answers
    assert {question for _, question in answers} == {"L02", "O01"}


class TestSomebodySavesMeanwhile:
    def test_the_press_takes_nothing_and_what_was_left_out_stays_out(self) -> None:
        repository = MemoryRepository()
        id = kept(repository)
        content = workbook(repository, id, L01_q1=("reply", 3), L02=("reply", 1), O01=("reply", 2))
        test = brought(repository, id, "back.xlsx", content)
        [box] = [one for one in test.checkbox if "L02" in one.label]
        box.uncheck().run()
        picked = next(one for one in test.segmented_control if str(one.key).startswith("brought part"))
        picked.select("O").run()
        repository.save(id, reply_of("P1", "O01"), at_level(4), by="P1", at=LATER, expect=0)
        test.button(key="take brought").click().run()
        assert "Somebody saved meanwhile" in said(test)
        assert repository.entry(id, reply_of("P1", "L01.q1")) is None, "the press was meant for what stood here before"
        assert test.button(key="take brought").label == "Take 1 change"
        test.button(key="take brought").click().run()
        held = repository.open(id, TINY)
        assert held.answers["P1", "L01.q1"].reply == at_level(3)
        assert held.answers["P1", "O01"].reply == at_level(4)
        assert repository.entry(id, reply_of("P1", "L02")) is None

    def test_what_has_nothing_to_do_with_the_file_stops_nobody(self) -> None:
        repository = MemoryRepository()
        id = kept(repository)
        test = brought(repository, id, "back.xlsx", workbook(repository, id, L01_q1=("reply", 3)))
        repository.save(id, comment_of("P1", "O01"), "aside", by="P1", at=LATER, expect=0)
        test.button(key="take brought").click().run()
        assert repository.entry(id, reply_of("P1", "L01.q1")) is not None

    def test_a_conflict_that_became_another_one_is_decided_anew(self) -> None:
        change = ProposedChange(
            *(reply_of("P1", "L02"), ChangeStanding.CONFLICTING, Side(at_level(1)), Side(at_level(2))),
            *(Side(at_level(3)), at_level(3), 2),
        )
        before, decided = looked_at(Incoming((change,))), Decided({change.address})
        assert carried_over(decided, before, Incoming((change,))).taken == {change.address}
        later = replace(change, here=Side(at_level(4)), stamp=3)
        assert carried_over(decided, before, Incoming((later,))) == Decided()


def test_a_text_of_several_lines_is_shown_in_lines() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    test = brought(repository, id, "back.xlsx", workbook(repository, id, O01=("comment", "first\nsecond")))
    assert "**first**  \n**second**" in said(test)


def test_another_copy_says_itself_whose_its_answers_are() -> None:
    repository = MemoryRepository()
    id = kept(repository)
    form = brought(repository, id, "back.xlsx", workbook(repository, id, L01_q1=("reply", 3)))
    copy = brought(repository, id, "copy.dossier", dossier_bytes(repository, id))
    assert [one.label for one in form.selectbox] == ["Whose answers are these, where the file does not say?"]
    assert not copy.selectbox


class TestWhatGoesTogether:
    """A link makes no sense without the evidence that it names, where that comes with the same file."""

    LINK, PIECE = evidence_for("P1", "L02"), registered("E1")

    def form(self, repository: MemoryRepository, id: str) -> bytes:
        """A form into which a piece of evidence was typed, with a link to it."""
        book = load_workbook(io.BytesIO(workbook(repository, id, L02=("evidence", "E1"))))
        sheet = next(one for one in book.worksheets if _ids(one)[:2] == [ID_ROW_MARK, "evidence"])
        ids = _ids(sheet)
        row = next(cells for cells in sheet.iter_rows() if any(cell.value == "E1" for cell in cells))
        for column, text in {"title": "Patrol log", "kind": "register", "strength": "stated"}.items():
            row[ids.index(column)].value = text
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    def shown(self, language: str = "en") -> tuple[MemoryRepository, str, AppTest]:
        """The page with that form."""
        repository = MemoryRepository()
        id = kept(repository)
        return repository, id, brought(repository, id, "back.xlsx", self.form(repository, id), language)

    def test_leaving_the_evidence_leaves_the_link_and_that_is_said(self) -> None:
        repository, id, test = self.shown()
        picked = next(one for one in test.segmented_control if str(one.key).startswith("brought part"))
        picked.select("").run()
        [box] = [one for one in test.checkbox if "E1" in one.label]
        box.uncheck().run()
        assert "Left out with it" in said(test)
        assert test.button(key="take brought").disabled, "nothing is left to be taken"
        assert repository.entry(id, self.LINK) is None

    def test_taking_the_link_takes_the_evidence_and_that_is_said_before_and_after(self) -> None:
        repository, id, test = self.shown()
        assert "Goes with" in said(test) and "E1" in said(test)
        test.button(key="brought none").click().run()
        [box] = [one for one in test.checkbox if "L02" in one.label]
        box.check().run()
        assert "Taken along" in said(test)
        assert test.button(key="take brought").label == "Take 2 changes"
        test.button(key="take brought").click().run()
        held = repository.open(id, TINY)
        assert held.answers["P1", "L02"].evidence == (EvidenceLink("E1"),)
        assert held.evidence["E1"].title == "Patrol log"

    def test_it_is_said_in_french_too(self) -> None:
        assert "Va avec" in said(self.shown("fr")[2])


def test_a_choice_takes_what_it_needs_and_leaves_what_leans_on_what_was_left() -> None:
    piece, link = registered("E1"), evidence_for("P1", "L02")
    made = Evidence("E1", "Log", EvidenceKind.REGISTER, Strength.STATED)
    nothing = Side(None)
    incoming = Incoming(
        (
            ProposedChange(piece, ChangeStanding.CONFLICTING, nothing, nothing, Side(made), made, 0),
            ProposedChange(link, ChangeStanding.ADDED, nothing, nothing, Side(()), (EvidenceLink("E1"),), 0),
        )
    )
    assert at_first(incoming) == Decided(), "it leans on a conflict that nobody decided"
    chosen = Decided({link}, {piece})
    assert follow(incoming, chosen, Decided(set(), {piece})) == Followed(frozenset({piece}), frozenset())
    assert chosen == Decided({piece, link}, set())
    chosen = Decided({link}, {piece})
    assert follow(incoming, chosen, Decided({piece, link})) == Followed(frozenset(), frozenset({link}))
    assert chosen == Decided(set(), {piece})
    # Somebody saved meanwhile, and now the piece is in doubt: the link waits with it.
    before = {link: (ChangeStanding.ADDED, 0, (EvidenceLink("E1"),))}
    assert carried_over(Decided({piece, link}), before, incoming) == Decided()


@pytest.mark.parametrize(
    ("language", "told", "first"),
    [
        ("en", "Binta (P7) is not known here: 1 writing comes under this name, as told by the file.", "stand in"),
        ("fr", "Personne ici ne connaît Binta (P7)", "répond"),
    ],
)
def test_what_comes_under_a_name_that_nobody_knows_is_taken_only_by_who_stands_in_for_it(
    language: str, told: str, first: str
) -> None:
    repository, elsewhere = MemoryRepository(), MemoryRepository()
    id = kept(repository, {reply_of("P1", "L02"): at_level(1)})
    receive(elsewhere, read_dossier(dossier_bytes(repository, id), TINY))
    binta = Participant("P7", Role.ASSESSOR, "Binta")
    elsewhere.save(id, participant_at("P7"), binta, by="P1", at=LATER, expect=0)
    elsewhere.save(id, comment_of("P1", "O01"), "as seen", by="P7", at=LATER, expect=0)
    test = brought(repository, id, "copy.dossier", dossier_bytes(elsewhere, id), language)
    text = said(test).replace("\\", "").replace("\u2019", "'")
    assert told in text and first in text
    assert "Participant P7" not in text, "whoever wrote is called by the name in the file"
    assert test.button(key="take brought").disabled
    [vouch] = [one for one in test.checkbox if str(one.key).startswith("vouch")]
    assert "Binta (P7)" in vouch.label.replace("\\", "")
    vouch.check().run()
    test.button(key="take brought").click().run()
    assert repository.open(id, TINY).answers["P1", "O01"].comment == "as seen"
    record = repository.entry(id, brought_at(repository.revision(id)))
    assert record is not None
    assert (record.by, record.value) == ("P1", Bringing((UnknownWriter("P7", "Binta", 1),)))


def test_somebody_who_gets_another_number_here_is_still_called_by_name() -> None:
    repository, elsewhere = MemoryRepository(), MemoryRepository()
    id = kept(repository, {reply_of("P1", "L02"): at_level(1)})
    receive(elsewhere, read_dossier(dossier_bytes(repository, id), TINY))
    for copy, name in ((repository, "Ada"), (elsewhere, "Binta")):
        copy.save(id, participant_at("P7"), Participant("P7", Role.ASSESSOR, name), by="P1", at=LATER, expect=0)
    elsewhere.save(id, comment_of("P1", "O01"), "as seen", by="P7", at=LATER, expect=0)
    text = said(brought(repository, id, "copy.dossier", dossier_bytes(elsewhere, id))).replace("\\", "")
    assert "Participant P7 of the other copy became P8" in text
    assert "Binta (P8) is not known here" in text
