"""The organisation's look on the page of documents: kept with the assessment, told of, used, taken away."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from access.seats import LOCAL, Place, Seat
from questionnaire.entries import STAGE
from questionnaire.stages import Role, Stage
from reports.document import template_bytes
from storage.memory_repository import MemoryRepository
from tests.views.one_page import AT, kept, page, said
from tests.views.test_documents import ANSWERED
from views.made_documents import MadeDocument

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HOUSE = "General directorate, house copy"


def look(header: str = HOUSE) -> bytes:
    """A template with that header."""
    document, held = Document(io.BytesIO(template_bytes("en"))), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = header
    document.save(held)
    return held.getvalue()


def hand_in(test: AppTest, id: str, content: bytes, *, name: str = "house.docx", turn: int = 0) -> AppTest:
    test.file_uploader(key=f"template file {id} {turn}").set_value((name, content, DOCX)).run()
    return test


def made(test: AppTest, id: str, kind: str = "briefing_docx") -> bytes:
    """A Word file, made on the page."""
    test.button(key=f"make {kind}").click().run()
    held: Any = test.session_state[f"made {kind} {id}"]
    assert isinstance(held, MadeDocument)
    return held.content


def header_of(content: bytes) -> str:
    return str(Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text)


@pytest.fixture
def repository() -> MemoryRepository:
    return MemoryRepository()


def test_a_template_stays_for_the_next_session(repository: MemoryRepository) -> None:
    id = kept(repository, ANSWERED)
    hand_in(page("documents", repository, id), id, look())
    later = page("documents", repository, id)
    text = said(later)
    assert "house.docx" in text and "1 March 2027" in text
    assert header_of(made(later, id)) == HOUSE


def test_it_is_told_in_french(repository: MemoryRepository) -> None:
    id = kept(repository, ANSWERED)
    hand_in(page("documents", repository, id), id, look())
    text = said(page("documents", repository, id, language="fr"))
    assert "Déposé par" in text and "le 1er mars 2027" in text
    assert "Retirer le modèle" in text


def test_without_the_tick_the_look_is_the_programs(repository: MemoryRepository) -> None:
    id = kept(repository, ANSWERED)
    test = hand_in(page("documents", repository, id), id, look())
    (tick,) = [one for one in test.checkbox if str(one.key).startswith("use template")]
    assert tick.value and "house.docx" in tick.label
    tick.uncheck().run()
    assert header_of(made(test, id)) == ""


def test_another_takes_its_place_and_it_can_be_taken_away(repository: MemoryRepository) -> None:
    id = kept(repository, ANSWERED)
    test = hand_in(page("documents", repository, id), id, look())
    hand_in(test, id, look("Other"), name="other.docx", turn=1)
    assert header_of(made(test, id)) == "Other"
    test.button(key="remove template").click().run()
    assert repository.templates.of(id) is None
    assert "other.docx" not in said(test)
    assert not [one for one in test.checkbox if str(one.key).startswith("use template")]


def test_a_hostile_template_is_refused_when_it_is_handed_in(repository: MemoryRepository) -> None:
    id = kept(repository, ANSWERED)
    held = io.BytesIO(look())
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"run me")
    test = hand_in(page("documents", repository, id), id, held.getvalue())
    assert "vbaProject" in said(test)
    assert repository.templates.of(id) is None


def test_a_template_that_a_report_cannot_be_written_in_is_refused_too(repository: MemoryRepository) -> None:
    document, held = Document(), io.BytesIO()
    section = document.sections[0]
    section.left_margin = section.right_margin = section.page_width // 2
    document.save(held)
    id = kept(repository, ANSWERED)
    test = hand_in(page("documents", repository, id), id, held.getvalue())
    assert "cannot be read as a Word file" in said(test)
    assert repository.templates.of(id) is None


def test_what_is_gone_meanwhile_is_said(repository: MemoryRepository) -> None:
    id = kept(repository, ANSWERED)
    hand_in(page("documents", repository, id), id, look())
    test = page("documents", repository, id)
    content = repository.templates.content
    repository.templates.content = lambda *_: None  # type: ignore[method-assign]
    test.button(key="make briefing_docx").click().run()
    assert "no longer here" in said(test)
    repository.templates.content = content  # type: ignore[method-assign]


def test_a_donor_gets_the_look_and_not_the_door(repository: MemoryRepository) -> None:
    id = kept(repository, {**ANSWERED, STAGE: Stage.SHARED})
    repository.templates.keep(id, "house.docx", look(), by="P1", at=AT)
    donor = Seat("s", "Dora", account="a", places={id: Place("P9", Role.DONOR_READER)})
    test = page("documents", repository, id, seat=donor)
    text = said(test)
    assert "Ada" not in text and not test.get("file_uploader")
    assert header_of(made(test, id)) == HOUSE
    assert LOCAL is not donor
