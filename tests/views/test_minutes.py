"""The minutes on screen and as a Word file."""

from __future__ import annotations

import io

import pytest
from docx import Document

from access.seats import Place, Seat
from questionnaire.entries import reply_of
from questionnaire.stages import Role
from storage.memory_repository import MemoryRepository
from tests.examples import at_level
from tests.reports.workshop import MONDAY, TINY, monday
from tests.views.one_page import kept, page, said


@pytest.fixture
def repository() -> MemoryRepository:
    return MemoryRepository()


@pytest.fixture
def id(repository: MemoryRepository) -> str:
    return repository.create(TINY, monday().entries)


class TestThePage:
    @pytest.mark.parametrize(
        ("language", "title"), [("en", "Minutes of 16 March 2027"), ("fr", "Compte rendu du 16 mars 2027")]
    )
    def test_the_latest_day_is_open(self, repository: MemoryRepository, id: str, language: str, title: str) -> None:
        test = page("minutes", repository, id, language=language)
        said(test)
        assert [one.value.replace("\u202f", " ") for one in test.header] == [title]

    def test_another_day_and_all_days(self, repository: MemoryRepository, id: str) -> None:
        test = page("minutes", repository, id)
        test.selectbox[0].select(MONDAY.isoformat()).run()
        assert "Congo Customs" in said(test)
        cells = [str(cell) for one in test.table for cell in one.value.to_numpy().ravel()]
        assert any(r"The circular \<b\>is\</b\> out." in one for one in cells)
        test.selectbox[0].select("all").run()
        assert test.header[0].value == "Minutes of the workshop, 15 March 2027 to 16 March 2027"

    def test_nothing_to_tell(self, repository: MemoryRepository) -> None:
        assert "There is nothing to tell yet" in said(page("minutes", repository, kept(repository)))

    def test_one_person_alone(self, repository: MemoryRepository) -> None:
        test = page("minutes", repository, kept(repository, {reply_of("P1", "L02"): at_level(2)}), language="fr")
        assert "Une seule personne a enregistré" in said(test)


class TestTheWordFile:
    def test_it_says_the_same(self, repository: MemoryRepository, id: str) -> None:
        test = page("minutes", repository, id, language="fr")
        assert not test.get("download_button")
        test.button(key="make minutes").click().run()
        said(test)
        (button,) = test.get("download_button")
        assert button.label.startswith("Enregistrer (")
        place = test.session_state[f"made minutes {id}"]
        document = Document(io.BytesIO(place[1]))
        assert document.paragraphs[0].text == "Compte rendu du 16 mars 2027"
        assert document.core_properties.language == "fr-FR"

    def test_another_day_is_another_file(self, repository: MemoryRepository, id: str) -> None:
        test = page("minutes", repository, id)
        test.button(key="make minutes").click().run()
        test.selectbox[0].select(MONDAY.isoformat()).run()
        assert not test.get("download_button")


class TestWhoSeesThem:
    @pytest.mark.parametrize(
        ("role", "open"),
        [(Role.FACILITATOR, True), (Role.VALIDATOR, True), (Role.ASSESSOR, False), (Role.OBSERVER, False)],
    )
    def test_by_role(self, repository: MemoryRepository, id: str, role: Role, open: bool) -> None:
        test = page("minutes", repository, id, seat=Seat("s", "somebody", places={id: Place("P2", role)}))
        assert ("Minutes name what single people recorded" not in said(test)) is open
        assert bool(test.header) is open
