"""Settings: language, prices, where the data are, versions."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from questionnaire.entries import price_of
from questionnaire.intentions import UnitPrice
from storage.memory_repository import MemoryRepository
from tests.views.one_page import AT, kept, page, said


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MemoryRepository:
    monkeypatch.setenv("IWT_DATA", str(tmp_path))
    monkeypatch.delenv("IWT_DATABASE_URL", raising=False)
    return MemoryRepository()


@pytest.mark.parametrize(("language", "words"), [("en", "Your data"), ("fr", "Vos données")])
def test_without_an_assessment_there_are_no_prices(
    repository: MemoryRepository, tmp_path: Path, language: str, words: str
) -> None:
    test = page("settings", repository, language=language)
    text = said(test)
    assert words in text
    assert "Unit prices" not in text
    assert "Prix unitaires" not in text
    assert str(tmp_path) in [one.value for one in test.code]


def test_the_copies_are_named(repository: MemoryRepository, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "assessments.20270301T000000Z.schema-0001.daily.sqlite3").write_bytes(b"")
    test = page("settings", repository)
    assert "One automatic copy" in said(test)
    assert str(tmp_path / "copies") in [one.value for one in test.code]


def test_a_database_on_a_server_is_not_spelled_out(
    repository: MemoryRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IWT_DATABASE_URL", "postgresql://me:secret@server/base")
    test = page("settings", repository)
    text = said(test)
    assert "on a server" in text
    assert "secret" not in text + str([one.value for one in test.code])


def test_versions(repository: MemoryRepository) -> None:
    test = page("settings", repository, kept(repository))
    said(test)
    assert ["Framework", "Tiny (tiny)"] in test.table[0].value.to_numpy().tolist()


def test_the_prices_of_the_open_assessment(repository: MemoryRepository) -> None:
    id = kept(repository, {price_of("gloves"): UnitPrice("gloves", Fraction("12.5"), "USD", "shop", 2026)})
    test = page("settings", repository, id)
    assert "1 of 2 prices are entered, in USD" in said(test)
    rows = test.dataframe[0].value
    assert list(rows["name"]) == ["gloves", "dog kennel"]
    assert rows["amount"][0] == 12.5
    assert rows["amount"].isna()[1]
    assert repository.revision(id) == 1


def test_a_price_from_elsewhere_is_shown(repository: MemoryRepository) -> None:
    id = kept(repository)
    test = page("settings", repository, id)
    repository.save(id, price_of("gloves"), UnitPrice("gloves", Fraction(7), "USD"), by="P2", at=AT, expect=0)
    test.run()
    said(test)
    assert test.dataframe[0].value["amount"][0] == 7


def test_the_language_is_changed(repository: MemoryRepository) -> None:
    test = page("settings", repository)
    test.button(key="speak fr").click().run()
    assert test.session_state["language"] == "fr"
