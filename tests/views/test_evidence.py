"""The register of evidence, and the answers that still lack it."""

from __future__ import annotations

from datetime import date

import pytest

from questionnaire.answers import EvidenceLink
from questionnaire.entries import evidence_for, registered, reply_of
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.policy import Strength
from storage.memory_repository import MemoryRepository
from tests.examples import at_level
from tests.views.one_page import AT, TINY, kept, page, said

LAW = Evidence("E1", "Customs *Act*", EvidenceKind.LEGAL_TEXT, Strength.DOCUMENT_SEEN, "Gazette 12", date(2025, 6, 1))
TALK = Evidence("E10", "A talk", EvidenceKind.INTERVIEW, Strength.STATED)
LATER = Evidence("E2", "Register of seizures", EvidenceKind.REGISTER, Strength.OBSERVED_IN_USE)
PARTLY = {
    registered("E1"): LAW,
    registered("E10"): TALK,
    registered("E2"): LATER,
    reply_of("P1", "L01.q1"): at_level(3),
    reply_of("P1", "L01.q2"): at_level(4),
    reply_of("P1", "L02"): at_level(1),
    evidence_for("P1", "L01.q1"): (EvidenceLink("E1"),),
}


@pytest.fixture
def repository() -> MemoryRepository:
    return MemoryRepository()


class TestTheRegister:
    @pytest.mark.parametrize(
        ("language", "words"), [("en", "Nothing is registered yet"), ("fr", "Rien n'est encore inscrit")]
    )
    def test_empty(self, repository: MemoryRepository, language: str, words: str) -> None:
        assert words in said(page("evidence", repository, kept(repository), language=language))

    def test_lines_in_the_order_of_numbers(self, repository: MemoryRepository) -> None:
        test = page("evidence", repository, kept(repository, PARTLY))
        lines = [one.label for one in test.button if one.key.startswith("open E")]
        assert [line.split()[0] for line in lines] == ["E1", "E2", "E10"]
        assert lines[0] == r"E1 Customs \*Act\* — **legal text · document seen · supports 1 answer**"

    def test_the_table_says_everything(self, repository: MemoryRepository) -> None:
        test = page("evidence", repository, kept(repository, PARTLY), language="fr")
        said(test)
        table = test.table[0].value
        assert list(table.iloc[0]) == [
            r"**E1** Customs \*Act\* (texte juridique, 1er juin 2025)",
            "document vu · Gazette 12",
            "L01.q1",
        ]

    def test_one_is_registered(self, repository: MemoryRepository) -> None:
        id = kept(repository)
        test = page("evidence", repository, id)
        start = f"{id} register"
        test.text_input(key=f"{start} title").input("New order")
        test.selectbox(key=f"{start} kind").select(EvidenceKind.INSTRUCTION)
        next(one for one in test.button if one.label == "Register").click().run()
        (made,) = repository.open(id, TINY).evidence.values()
        assert (made.id, made.title, made.kind) == ("E1", "New order", EvidenceKind.INSTRUCTION)


class TestTheOpenPiece:
    def opened(self, repository: MemoryRepository, id: str, piece: str = "E1") -> object:
        return page("evidence", repository, id).button(key=f"open {piece}").click().run()

    def test_its_facts_are_kept_one_by_one(self, repository: MemoryRepository) -> None:
        id = kept(repository, PARTLY)
        test = self.opened(repository, id)
        start = f"{id} {registered('E1')} en"
        test.text_input(key=f"{start} where").input("Shelf 3").run()
        test.selectbox(key=f"{start} strength").select(Strength.OBSERVED_IN_USE).run()
        test.date_input(key=f"{start} dated").set_value(None).run()
        said(test)
        held = repository.open(id, TINY).evidence["E1"]
        assert held == Evidence("E1", "Customs *Act*", EvidenceKind.LEGAL_TEXT, Strength.OBSERVED_IN_USE, "Shelf 3")

    def test_it_is_hung_on_another_answer_beside_what_hangs_there(self, repository: MemoryRepository) -> None:
        id = kept(repository, {**PARTLY, evidence_for("P1", "L02"): (EvidenceLink("E10", frozenset({"L02.1a"})),)})
        test = self.opened(repository, id)
        test.selectbox(key="hang E1 1").select("L02").run()
        test.button(key="hang on").click().run()
        links = repository.open(id, TINY).answers["P1", "L02"].evidence
        assert links == (EvidenceLink("E10", frozenset({"L02.1a"})), EvidenceLink("E1"))
        assert "supports 2 answers" in said(test)

    def test_only_answered_questions_are_offered(self, repository: MemoryRepository) -> None:
        test = self.opened(repository, kept(repository, PARTLY))
        assert test.selectbox(key="hang E1 1").options == ["L01.q2 L01", "L02 L02"]

    def test_it_is_taken_off_and_then_removed(self, repository: MemoryRepository) -> None:
        id = kept(repository, PARTLY)
        test = self.opened(repository, id)
        leave = f"{id} {registered('E1')} en leave"
        assert test.button(key=leave).disabled
        test.button(key="off L01.q1").click().run()
        assert repository.open(id, TINY).answers["P1", "L01.q1"].evidence == ()
        test.button(key=leave).click().run()
        assert "E1" not in repository.open(id, TINY).evidence
        assert "open E1" not in [one.key for one in test.button]

    def test_a_stale_change_is_refused_and_told(self, repository: MemoryRepository) -> None:
        id = kept(repository, PARTLY)
        test = self.opened(repository, id)
        theirs = Evidence("E1", "The new Act", EvidenceKind.LEGAL_TEXT, Strength.STATED)
        repository.save(id, registered("E1"), theirs, by="P2", at=AT, expect=1)
        test.text_input(key=f"{id} {registered('E1')} en title").input("Mine").run()
        assert repository.open(id, TINY).evidence["E1"] == theirs
        assert any("The new Act" in one.value and "Mine" in one.value for one in test.warning)

    def test_an_answer_it_supports_is_one_press_away(self, repository: MemoryRepository) -> None:
        test = self.opened(repository, kept(repository, PARTLY))
        test.button(key="go L01.q1").click().run()
        assert "arrived at section L" in said(test)
        assert test.session_state["question L"] == "L01.q1"


class TestHomework:
    def test_the_answer_that_would_lose_most_comes_first(self, repository: MemoryRepository) -> None:
        more = {**PARTLY, reply_of("P1", "O01"): at_level(2)}
        test = page("evidence", repository, kept(repository, more))
        lines = [one.label for one in test.button if one.key.startswith("homework")]
        assert lines == [
            "L01.q2 L01 — **4 Sustained** claimed, evidence supports **1 Initial**",
            "O01 O01 — **2 Developing** claimed, evidence supports **1 Initial**",
        ]
        assert "2 answers lack evidence" in said(test)

    def test_a_line_leads_to_its_question(self, repository: MemoryRepository) -> None:
        test = page("evidence", repository, kept(repository, PARTLY), language="fr")
        test.button(key="homework L01.q2").click().run()
        assert "arrived at section L" in said(test)
        assert test.session_state["question L"] == "L01.q2"

    def test_everything_supported(self, repository: MemoryRepository) -> None:
        test = page("evidence", repository, kept(repository, {reply_of("P1", "L02"): at_level(1)}))
        assert "Every answer is fully supported" in said(test)

    def test_nothing_answered_is_no_homework(self, repository: MemoryRepository) -> None:
        assert "Homework" not in said(page("evidence", repository, kept(repository)))
