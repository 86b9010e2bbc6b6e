"""The memory of Word templates: one contract, met by SQLite, PostgreSQL and a memory that forgets."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from storage.dossier_file import dossier_bytes
from storage.evidence_store import EvidenceStore
from storage.repository import Repository, UnknownDossier
from storage.sql_repository import SqlRepository
from storage.word_templates import KeptTemplate
from tests import examples
from tests.examples import NOON
from tests.storage.conftest import NewRepository

FRAMEWORK = examples.framework(examples.section("S", examples.capability("C1")))
LOOK = b"PK the look of customs \0\xff" * 1000
NAME = "Douanes, modèle.docx"


@pytest.fixture
def repository(new_repository: NewRepository) -> Repository:
    """A memory of each kind with two dossiers."""
    made = new_repository()
    for id in ("D", "E"):
        made.create(FRAMEWORK, id=id)
    return made


def test_what_is_kept_is_given_back_with_who_put_it_there(repository: Repository) -> None:
    kept = repository.templates.keep("D", NAME, LOOK, by="P1", at=NOON)
    assert kept == KeptTemplate(NAME, len(LOOK), sha256(LOOK).hexdigest(), "P1", NOON)
    assert repository.templates.of("D") == kept
    assert repository.templates.content("D", kept.content_hash) == LOOK


def test_it_is_of_one_assessment_alone(repository: Repository) -> None:
    kept = repository.templates.keep("D", NAME, LOOK, by="P1", at=NOON)
    assert repository.templates.of("E") is None
    assert repository.templates.content("E", kept.content_hash) is None


def test_another_takes_its_place(repository: Repository) -> None:
    first = repository.templates.keep("D", NAME, LOOK, by="P1", at=NOON)
    second = repository.templates.keep("D", "b.docx", b"PK", by="P2", at=NOON)
    assert repository.templates.of("D") == second
    assert repository.templates.content("D", first.content_hash) is None
    assert repository.templates.content("D", second.content_hash) == b"PK"


def test_it_can_be_taken_away(repository: Repository) -> None:
    kept = repository.templates.keep("D", NAME, LOOK, by="P1", at=NOON)
    repository.templates.take_away("D")
    repository.templates.take_away("D")
    assert repository.templates.of("D") is None
    assert repository.templates.content("D", kept.content_hash) is None


def test_it_goes_with_its_assessment(repository: Repository) -> None:
    repository.templates.keep("D", NAME, LOOK, by="P1", at=NOON)
    repository.delete("D")
    assert repository.templates.of("D") is None
    repository.create(FRAMEWORK, id="D")
    assert repository.templates.of("D") is None


def test_there_is_none_without_an_assessment(repository: Repository) -> None:
    with pytest.raises(UnknownDossier):
        repository.templates.keep("nowhere", NAME, LOOK, by="P1", at=NOON)


def test_it_is_no_change_to_the_dossier_and_no_file_of_it_carries_it(repository: Repository, tmp_path: Path) -> None:
    before = repository.revision("D")
    repository.templates.keep("D", NAME, LOOK, by="P1", at=NOON)
    assert repository.revision("D") == before
    with zipfile.ZipFile(io.BytesIO(dossier_bytes(repository, "D", EvidenceStore(tmp_path)))) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    assert parts and not any(b"the look of customs" in part or "modèle.docx".encode() in part for part in parts)


@pytest.mark.parametrize(
    ("given", "told"), [("../../x/a\x00b.docx", "ab.docx"), ("C:\\look.docx", "look.docx"), ("..", "file.docx")]
)
def test_a_name_is_that_of_a_file_and_nothing_else(repository: Repository, given: str, told: str) -> None:
    assert repository.templates.keep("D", given, LOOK, by="P1", at=NOON).name == told


def test_it_is_there_after_the_program_was_ended(database_url: str) -> None:
    first = SqlRepository.at(database_url)
    first.create(FRAMEWORK, id="D")
    kept = first.templates.keep("D", NAME, LOOK, by="P1", at=NOON)
    first.close()
    second = SqlRepository.at(database_url)
    assert second.templates.of("D") == kept
    assert second.templates.content("D", kept.content_hash) == LOOK
    second.close()
