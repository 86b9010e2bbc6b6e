"""Documents are made on request, named for what they are, and told by their size."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.assessment import Administration, Round
from questionnaire.entries import WITHHELD, comment_of, reply_of, setup_field
from reports.report import Audience
from storage.dossier_file import read_dossier
from storage.memory_repository import MemoryRepository
from storage.repository import StorageFault
from tests.examples import at_level
from tests.views.one_page import AT, PRICED, TINY, kept, page, said
from views.desk import Desk
from views.made_documents import DocumentWish, make
from views.widgets.document_card import size_told
from words.phrases import load_phrases

ANSWERED = {reply_of("P1", "L01.q1"): at_level(2), comment_of("P1", "L01.q1"): "said Ada in confidence"}


def desk(repository: MemoryRepository, id: str, language: str = "en") -> Desk:
    return Desk(repository, TINY, PRICED, load_phrases(language), {}, dossier_id=id, now=lambda: AT)


def saves(test: AppTest) -> list[str]:
    """The buttons that save what was made."""
    return [one.label for one in test.get("download_button") if one.label != "Save our template"]


class TestThePage:
    @pytest.mark.parametrize(
        ("language", "words"),
        [("en", "1 of 4 questions is answered"), ("fr", "1 question sur 4 a une réponse")],
    )
    def test_what_is_missing_is_said(self, language: str, words: str) -> None:
        repository = MemoryRepository()
        text = said(page("documents", repository, kept(repository, ANSWERED), language=language))
        assert words in text

    def test_nothing_is_made_before_it_is_asked_for(self) -> None:
        repository = MemoryRepository()
        test = page("documents", repository, kept(repository, ANSWERED))
        asked = [one.key for one in test.button if str(one.key).startswith("make ")]
        papers = ["make report_docx", "make report_pdf", "make briefing_docx", "make briefing_pdf"]
        forms = ["make form_xlsx", "make form_pdf", "make form_xlsform"]
        assert asked == [*papers, "make xlsx", "make csv", "make json", *forms, "make dossier"]
        assert [one.label for one in test.get("download_button")] == ["Save our template"]

    def test_a_document_is_made_and_grows_old_with_the_next_change(self) -> None:
        repository = MemoryRepository()
        id = kept(repository, ANSWERED)
        test = page("documents", repository, id)
        test.button(key="make dossier").click().run()
        said(test)
        assert saves(test) == ["Save (2 kB)"]
        assert r"Congo-Customs\_Baseline-2027\_2027-03-01.dossier" in said(test)
        repository.save(id, reply_of("P1", "L02"), at_level(1), by="P1", at=AT, expect=0)
        test.run()
        assert not saves(test)

    def test_another_language_is_another_document(self) -> None:
        repository = MemoryRepository()
        test = page("documents", repository, kept(repository, ANSWERED))
        test.button(key="make json").click().run()
        assert len(saves(test)) == 1
        test.segmented_control(key="document language en").select("fr").run()
        assert not saves(test)

    def test_a_fault_of_the_memory_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: Any) -> bytes:
            raise StorageFault("storage.fault.dossier_too_large", place="D1")

        monkeypatch.setattr("views.made_documents.dossier_bytes", refuse)
        repository = MemoryRepository()
        test = page("documents", repository, kept(repository))
        test.button(key="make dossier").click().run()
        assert "larger than a file can be" in said(test)

    def test_the_public_gets_a_summary_and_nothing_to_count_with(self) -> None:
        repository = MemoryRepository()
        test = page("documents", repository, kept(repository, ANSWERED))
        test.segmented_control(key="document audience en").select(Audience.PUBLIC).run()
        asked = [one.key for one in test.button if str(one.key).startswith("make ")]
        assert asked[:2] == ["make summary_docx", "make summary_pdf"]
        assert not {"make xlsx", "make csv", "make json", "make report_pdf"} & set(asked)

    def test_who_decides_sees_what_a_copy_leaves_out_and_may_withhold_more(self) -> None:
        repository = MemoryRepository()
        id = kept(repository, ANSWERED)
        test = page("documents", repository, id)
        test.segmented_control(key="document audience en").select(Audience.DONOR).run()
        test.multiselect[0].select("O01").run()
        assert "One capability is withheld" in said(test)
        held = repository.entry(id, WITHHELD)
        assert held is not None and held.value == ("O01",)

    def test_an_earlier_round_is_offered_where_there_is_one(self) -> None:
        repository = MemoryRepository()
        earlier = kept(repository, {reply_of("P1", "L01.q1"): at_level(1)})
        id = kept(repository, ANSWERED)
        test = page("documents", repository, id)
        picked = next(one for one in test.selectbox if str(one.key).startswith("earlier"))
        picked.select(earlier).run()
        test.button(key="make json").click().run()
        assert saves(test), said(test)

    def test_a_later_round_is_not_offered_and_doubts_are_told(self) -> None:
        repository = MemoryRepository()
        own = setup_field("round")
        later = kept(repository, {own: Round(year=2031)})
        undated = kept(repository, {setup_field("administration"): Administration("Border Guard")})
        id = kept(repository, {**ANSWERED, own: Round(year=2027)})
        test = page("documents", repository, id)
        picked = next(one for one in test.selectbox if str(one.key).startswith("earlier"))
        assert later not in picked.options and len(picked.options) == 2
        picked.select(undated).run()
        (told,) = [one.value for one in test.warning if "came first" in one.value]
        assert "Border Guard" in told

    def test_a_document_grows_old_with_the_round_that_it_compares_with(self) -> None:
        repository = MemoryRepository()
        earlier = kept(repository, {reply_of("P1", "L01.q1"): at_level(1)})
        id = kept(repository, ANSWERED)
        test = page("documents", repository, id)
        next(one for one in test.selectbox if str(one.key).startswith("earlier")).select(earlier).run()
        test.button(key="make json").click().run()
        assert saves(test)
        written = repository.entry(earlier, reply_of("P1", "L01.q1"))
        assert written is not None
        repository.save(earlier, written.address, at_level(2), by="P1", at=AT, expect=written.stamp)
        test.run()
        assert not saves(test)


class TestWhatCannotBeMade:
    def test_the_button_stays_below_the_reason_and_the_reason_goes_with_the_next_try(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: Any) -> bytes:
            raise StorageFault("storage.fault.dossier_too_large", place="D1")

        repository = MemoryRepository()
        test = page("documents", repository, kept(repository))
        with monkeypatch.context() as broken:
            broken.setattr("views.made_documents.dossier_bytes", refuse)
            test.button(key="make dossier").click().run()
        assert "larger than a file can be" in said(test)
        test.button(key="make dossier").click().run()
        assert saves(test) and "larger than a file can be" not in said(test)


class TestMaking:
    def test_the_dossier_opens_again(self) -> None:
        repository = MemoryRepository()
        id = kept(repository, ANSWERED)
        made = make(desk(repository, id), DocumentWish("dossier"))
        assert read_dossier(made.content, TINY).dossier.answers == repository.open(id, TINY).answers

    @pytest.mark.parametrize("kind", ["form_xlsx", "form_xlsform", "form_pdf"])
    @pytest.mark.parametrize("whose", ["", "P1"])
    def test_a_questionnaire_is_made_blank_or_filled(self, kind: str, whose: str) -> None:
        repository = MemoryRepository()
        made = make(desk(repository, kept(repository, ANSWERED)), DocumentWish(kind, languages=("fr",), whose=whose))
        assert "_Questionnaire_2027-03-01." in made.name
        assert made.content.startswith(b"%PDF" if kind == "form_pdf" else b"PK")

    def test_every_step_is_told_while_a_report_is_made(self) -> None:
        steps: list[tuple[int, int]] = []
        repository = MemoryRepository()
        at = desk(repository, kept(repository, ANSWERED))
        made = make(at, DocumentWish("report_pdf", "en"), told=lambda done, of: steps.append((done, of)))
        assert made.content.startswith(b"%PDF") and made.name.endswith("_Report_2027-03-01.pdf")
        assert len(steps) > 2 and steps == sorted(steps)

    @pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
    def test_a_report_is_named_in_its_own_language(self, kind: str) -> None:
        repository = MemoryRepository()
        made = make(desk(repository, kept(repository, ANSWERED)), DocumentWish(kind, "fr"))
        assert made.name.startswith("Congo-Customs_Situation-de-référence-2027_2027-03-01.")
        assert made.content

    def test_a_donors_copy_leaves_out_comments(self) -> None:
        repository = MemoryRepository()
        at = desk(repository, kept(repository, ANSWERED))
        own = DocumentWish("json", "en", Audience.ADMINISTRATION)
        assert b"in confidence" in make(at, own).content
        donors = make(at, replace(own, audience=Audience.DONOR)).content
        assert b"in confidence" not in donors
        assert json.loads(donors)


@pytest.mark.parametrize(
    ("language", "size", "told"),
    [("en", 1, "1 kB"), ("en", 1024 * 1500, "1.5 MB"), ("fr", 1024 * 1500, "1,5 Mo"), ("fr", 2048, "2 ko")],
)
def test_sizes(language: str, size: int, told: str) -> None:
    repository = MemoryRepository()
    assert size_told(desk(repository, kept(repository), language), size).replace("\u202f", " ") == told
