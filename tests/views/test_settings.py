"""Settings: language, prices, where the data are, versions."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from questionnaire.entries import own_action_at, price_of, rate_of
from questionnaire.intentions import ExchangeRate, UnitPrice
from questionnaire.own_actions import OwnAction
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


def test_own_actions_can_be_priced_over(repository: MemoryRepository) -> None:
    own = OwnAction("OWN-1", "Signs at the port", "awareness", "legal", 3, one_off=Fraction(5), currency="USD")
    test = page("settings", repository, kept(repository, {own_action_at("OWN-1"): own}))
    assert "0 of 4 prices" in said(test)
    rows = test.dataframe[0].value
    assert list(rows["name"]) == ["gloves", "dog kennel", "Signs at the port (each year)", "Signs at the port (once)"]
    assert rows["shipped"].to_list() == ["", "", "", "5 USD"]


def test_without_another_currency_no_rate_is_asked(repository: MemoryRepository) -> None:
    test = page("settings", repository, kept(repository))
    assert "so no rate is needed" in said(test)
    assert len(test.dataframe) == 1


def test_a_currency_of_a_price_asks_for_its_rate(repository: MemoryRepository) -> None:
    price = UnitPrice("gloves", Fraction(9), "EUR")
    id = kept(repository, {price_of("gloves"): price})
    test = page("settings", repository, id)
    assert "No rate yet for: EUR" in said(test)
    assert test.dataframe[1].value["name"].to_list() == ["EUR"]
    repository.save(id, rate_of("EUR"), ExchangeRate("EUR", Fraction("1.08")), by="P2", at=AT, expect=0)
    test.run()
    assert "No rate yet" not in said(test)
    assert test.dataframe[1].value["rate"].to_list() == [1.08]
    assert repository.revision(id) == 2


def test_a_currency_is_added_by_hand(repository: MemoryRepository) -> None:
    test = page("settings", repository, kept(repository), language="fr")
    test.text_input(key="another currency").input("chf")
    test.button[-1].click().run()
    assert "trois lettres majuscules" in said(test)
    assert len(test.dataframe) == 1
    test.text_input(key="another currency").input("CHF")
    test.button[-1].click().run()
    said(test)
    assert test.dataframe[1].value["name"].to_list() == ["CHF"]


def test_the_language_is_changed(repository: MemoryRepository) -> None:
    test = page("settings", repository)
    test.button(key="speak fr").click().run()
    assert test.session_state["language"] == "fr"
