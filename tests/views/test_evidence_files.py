"""Files and links of a piece of evidence, what hangs on recorded outcomes, homework given to functions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from access.seats import Place, Seat
from questionnaire.answers import EvidenceLink, NotKnown, RecordedAgreement
from questionnaire.ballots import Homework
from questionnaire.entries import agreement_of, evidence_for, homework_at, registered, reply_of
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.policy import Strength
from questionnaire.stages import Function, Role
from storage.evidence_store import EvidenceStore
from storage.memory_repository import MemoryRepository
from storage.settings import DATA_VARIABLE, open_evidence, read_settings
from tests.examples import at_level
from tests.views.one_page import AT, PRICED, TINY, kept, page, said
from views.desk import Desk
from views.widgets.evidence_files import attach, detach, web_address
from words.phrases import load_phrases

LAW = Evidence("E1", "Customs *Act*", EvidenceKind.LEGAL_TEXT, Strength.DOCUMENT_SEEN, "Gazette 12", date(2025, 6, 1))
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def repository() -> MemoryRepository:
    return MemoryRepository()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EvidenceStore:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return open_evidence(read_settings())


def desk(repository: MemoryRepository, id: str) -> Desk:
    return Desk(repository, TINY, PRICED, load_phrases("en"), {}, dossier_id=id, now=lambda: AT)


def opened(repository: MemoryRepository, id: str, **more: object) -> object:
    return page("evidence", repository, id, **more).button(key="open E1").click().run()  # type: ignore[arg-type]


class TestFiles:
    def test_one_is_attached_beside_the_others(self, repository: MemoryRepository, store: EvidenceStore) -> None:
        id = kept(repository, {registered("E1"): LAW})
        assert attach(desk(repository, id), store, "E1", "../act.pdf", PDF) == ()
        assert attach(desk(repository, id), store, "E1", "list.txt", b"one\ntwo\n") == ()
        held = repository.open(id, TINY).evidence["E1"]
        assert [one.kind for one in held.files] == ["pdf", "txt"]
        assert "/" not in held.files[0].name
        assert held.title == LAW.title
        assert store.open(id, held.files[0].content) == PDF

    def test_what_is_no_document_is_refused_with_a_sentence(
        self, repository: MemoryRepository, store: EvidenceStore
    ) -> None:
        id = kept(repository, {registered("E1"): LAW})
        (problem,) = attach(desk(repository, id), store, "E1", "act.pdf", b"<html><script>alert(1)</script></html>")
        assert problem.sentence(load_phrases("fr"))
        assert repository.open(id, TINY).evidence["E1"].files == ()

    def test_taken_off_it_is_no_longer_named(self, repository: MemoryRepository, store: EvidenceStore) -> None:
        id = kept(repository, {registered("E1"): LAW})
        attach(desk(repository, id), store, "E1", "act.pdf", PDF)
        (file,) = repository.open(id, TINY).evidence["E1"].files
        test = opened(repository, id)
        assert "act.pdf · PDF · 1 kB" in str([one.proto for one in test.get("link_button")])  # type: ignore[attr-defined]
        assert f"/evidence/{id}/{file.content}" in str([one.proto for one in test.get("link_button")])  # type: ignore[attr-defined]
        test.button(key=f"take off E1 {file.content}").click().run()  # type: ignore[attr-defined]
        said(test)  # type: ignore[arg-type]
        assert repository.open(id, TINY).evidence["E1"].files == ()
        assert [len(one.value.files) for one in repository.history(id, registered("E1"))] == [0, 1, 0]

    def test_somebody_else_attaches_at_the_same_time(self, repository: MemoryRepository, store: EvidenceStore) -> None:
        id = kept(repository, {registered("E1"): LAW})
        mine = desk(repository, id)
        _ = mine.dossier
        attach(desk(repository, id), store, "E1", "a.txt", b"theirs")
        attach(mine, store, "E1", "b.txt", b"mine")
        assert [one.name for one in repository.open(id, TINY).evidence["E1"].files] == ["a.txt", "b.txt"]

    def test_a_piece_that_is_gone_stays_gone(self, repository: MemoryRepository, store: EvidenceStore) -> None:
        id = kept(repository, {registered("E1"): LAW})
        repository.save(id, registered("E1"), None, by="P1", at=AT, expect=1)
        detach(desk(repository, id), store, "E1", "0" * 64)
        assert "E1" not in repository.open(id, TINY).evidence

    def test_the_other_facts_do_not_lose_the_files(self, repository: MemoryRepository, store: EvidenceStore) -> None:
        id = kept(repository, {registered("E1"): LAW})
        attach(desk(repository, id), store, "E1", "act.pdf", PDF)
        test = opened(repository, id)
        test.text_input(key=f"{id} {registered('E1')} en where").input("Shelf 3").run()  # type: ignore[attr-defined]
        held = repository.open(id, TINY).evidence["E1"]
        assert (held.where, len(held.files)) == ("Shelf 3", 1)

    def test_an_observer_can_neither_attach_nor_take_off(
        self, repository: MemoryRepository, store: EvidenceStore
    ) -> None:
        id = kept(repository, {registered("E1"): LAW})
        attach(desk(repository, id), store, "E1", "act.pdf", PDF)
        test = opened(repository, id, seat=Seat("s", "Obi", places={id: Place("P9", Role.OBSERVER)}))
        assert not [one for one in test.button if one.key.startswith("take off")]  # type: ignore[attr-defined]
        assert "No file is kept" not in said(test)  # type: ignore[arg-type]


class TestLinks:
    @pytest.mark.parametrize(
        ("typed", "led_to"),
        [
            ("https://example.org/act", "https://example.org/act"),
            (" HTTP://example.org ", "HTTP://example.org"),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("https://", None),
            ("//example.org", None),
            ("http://[broken", None),
            ("shelf 3", None),
            ("", None),
        ],
    )
    def test_only_pages_of_the_web_are_links(self, typed: str, led_to: str | None) -> None:
        assert web_address(typed) == led_to

    def test_kept_and_shown(self, repository: MemoryRepository) -> None:
        id = kept(repository, {registered("E1"): LAW})
        test = opened(repository, id)
        key = f"{id} {registered('E1')} en link"
        test.text_input(key=key).input("https://example.org/act").run()  # type: ignore[attr-defined]
        assert repository.open(id, TINY).evidence["E1"].link == "https://example.org/act"
        assert "https://example.org/act" in str([one.proto for one in test.get("link_button")])  # type: ignore[attr-defined]
        test.text_input(key=key).input("javascript:alert(1)").run()  # type: ignore[attr-defined]
        assert not test.get("link_button")  # type: ignore[attr-defined]
        assert "kept as text" in said(test)  # type: ignore[arg-type]


class TestOnRecordedOutcomes:
    def test_it_is_hung_on_the_outcome_and_taken_off_it(self, repository: MemoryRepository) -> None:
        outcome = RecordedAgreement("L02", at_level(3), rationale="so it is")
        values = {
            registered("E1"): LAW,
            agreement_of("self", "L02"): outcome,
            reply_of("P1", "L02"): at_level(3),
        }
        id = kept(repository, values)
        test = opened(repository, id)
        test.selectbox(key="hang E1 0").select("L02").run()  # type: ignore[attr-defined]
        test.button(key="hang on").click().run()  # type: ignore[attr-defined]
        held = repository.open(id, TINY)
        assert held.agreed["L02"].evidence == (EvidenceLink("E1"),)
        assert held.agreed["L02"].rationale == "so it is"
        assert "supports 1 answer" in said(test)  # type: ignore[arg-type]
        test.button(key="off L02").click().run()  # type: ignore[attr-defined]
        assert repository.open(id, TINY).agreed["L02"].evidence == ()

    def test_taken_off_it_leaves_ones_own_answer_too(self, repository: MemoryRepository) -> None:
        link = EvidenceLink("E1")
        values = {
            registered("E1"): LAW,
            agreement_of("self", "L02"): RecordedAgreement("L02", at_level(3), evidence=(link,)),
            reply_of("P1", "L02"): at_level(3),
            evidence_for("P1", "L02"): (link,),
        }
        id = kept(repository, values)
        opened(repository, id).button(key="off L02").click().run()  # type: ignore[attr-defined]
        held = repository.open(id, TINY)
        assert (held.agreed["L02"].evidence, held.answers["P1", "L02"].evidence) == ((), ())


class TestHomework:
    VALUES = {reply_of("P1", "L01.q2"): at_level(4), reply_of("P1", "L02"): NotKnown("ask the registry")}

    def test_what_nobody_knows_is_listed_and_leads_there(self, repository: MemoryRepository) -> None:
        test = page("evidence", repository, kept(repository, self.VALUES), language="fr")
        assert any("a reçu la réponse" in one.label for one in test.expander)
        test.button(key="unknown L02").click().run()
        assert "arrived at section L" in said(test)

    def test_it_is_given_to_a_function_field_by_field(self, repository: MemoryRepository) -> None:
        id = kept(repository, self.VALUES)
        test = page("evidence", repository, id)
        test.selectbox(key=f"homework of {id} en").select("L02").run()
        start = f"{id} {homework_at('L02')} en"
        test.selectbox(key=f"{start} function").select(Function.LEGAL).run()
        test.text_input(key=f"{start} task").input("Bring the *circular*").run()
        test.date_input(key=f"{start} due").set_value(date(2027, 4, 1)).run()
        held = repository.open(id, TINY).homework["L02"]
        assert held == Homework("L02", "Bring the *circular*", Function.LEGAL, date(2027, 4, 1))
        row = list(test.table[0].value.iloc[0])
        assert row == ["Legal affairs", r"Bring the \*circular\*", "L02 L02", "1 April 2027"]
        test.checkbox(key=f"{start} done").check().run()
        assert repository.open(id, TINY).homework["L02"].done
        assert "done" in str(list(test.table[0].value.iloc[0])).lower()

    def test_emptied_it_is_taken_back(self, repository: MemoryRepository) -> None:
        id = kept(repository, {**self.VALUES, homework_at("L02"): Homework("L02", "Bring it")})
        test = page("evidence", repository, id)
        test.selectbox(key=f"homework of {id} en").select("L02").run()
        test.text_input(key=f"{id} {homework_at('L02')} en task").input("").run()
        assert "L02" not in repository.open(id, TINY).homework
