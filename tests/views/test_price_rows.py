"""What a row of the table of prices means, and what is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from questionnaire.entries import price_of, setup_field
from questionnaire.intentions import UnitPrice
from storage.memory_repository import MemoryRepository
from tests.views.one_page import AT, PRICED, TINY, kept
from views.desk import Desk
from views.kept_rows import UnreadableRow, keep_rows
from views.price_rows import PRICES, price_in, row_of, standings
from words.phrases import load_phrases

GLOVES = UnitPrice("gloves", Fraction("12.1"), "USD", "shop", 2026)


def desk(repository: MemoryRepository, id: str, language: str = "en") -> Desk:
    return Desk(repository, TINY, PRICED, load_phrases(language), {}, dossier_id=id, now=lambda: datetime.now(UTC))


def row(**cells: Any) -> Mapping[str, Any]:
    return {"item": "gloves", "amount": None, "currency": "EUR", "source": "", "year": None, **cells}


class TestARow:
    def test_an_amount_is_exact(self) -> None:
        price = price_in(row(amount=0.1, source=" shop ", year=2026))
        assert price == UnitPrice("gloves", Fraction(1, 10), "EUR", "shop", 2026)

    @pytest.mark.parametrize("blank", [None, float("nan")])
    def test_blank_is_no_price_and_never_zero(self, blank: float | None) -> None:
        assert price_in(row(amount=blank, year=blank)) is None
        assert price_in(row(amount=0.0)) == UnitPrice("gloves", Fraction(0), "EUR")

    @pytest.mark.parametrize(
        ("cells", "code"),
        [
            ({"source": "shop"}, "settings.no_amount"),
            ({"year": 2026}, "settings.no_amount"),
            ({"amount": -1.0}, "settings.bad_amount"),
            ({"amount": float("inf")}, "settings.bad_amount"),
            ({"amount": 1.0, "year": 26}, "settings.bad_year"),
            ({"amount": 1.0, "currency": "eur"}, "settings.bad_currency"),
            ({"amount": 1.0, "currency": "EURO"}, "settings.bad_currency"),
            ({"amount": 1.0, "currency": ""}, "settings.bad_currency"),
            ({"amount": 1.0, "currency": None}, "settings.bad_currency"),
        ],
    )
    def test_what_means_no_price(self, cells: Mapping[str, Any], code: str) -> None:
        with pytest.raises(UnreadableRow) as refused:
            price_in(row(**cells))
        assert refused.value.code == code
        assert code in load_phrases("fr")


class Table:
    """A table made now in one tab, into which rows are typed."""

    def __init__(self, at: Desk) -> None:
        self.at = at
        self.revision = at.dossier.revision
        self.mine: dict[str, int] = {}
        self.typed: dict[str, Mapping[str, Any]] = {}

    @property
    def held(self) -> Mapping[str, UnitPrice]:
        """The prices recorded now."""
        return self.at.repository.open(self.at.dossier.id, TINY).prices

    def type(self, name: str, **cells: Any) -> tuple[list[str], bool]:
        """Type into a row; the cells typed before stay, as they do on screen."""
        self.typed[name] = cells
        prices = standings(self.at, self.revision)
        before = [row_of(self.at, one, price.shown) for one, price in prices.items()]
        after = [{**one, **self.typed.get(one["item"], {})} for one in before]
        return keep_rows(self.at, PRICES, prices, self.mine, before, after)


class TestKeeping:
    def table(self, values: Mapping[Any, Any] | None = None, language: str = "en") -> Table:
        repository = MemoryRepository()
        return Table(desk(repository, kept(repository, values), language))

    def test_what_can_be_priced_stands_there_with_its_words(self) -> None:
        table = self.table({price_of("old thing"): UnitPrice("old thing", Fraction(3), "USD")}, "fr")
        assert list(standings(table.at, 1)) == ["gloves", "dog kennel", "old thing"]
        assert row_of(table.at, "dog kennel", None)["name"] == "chenil"

    def test_a_changed_row_alone_is_saved_in_the_currency_of_the_assessment(self) -> None:
        table = self.table({setup_field("currency"): "XAF", price_of("gloves"): GLOVES})
        assert table.type("dog kennel", amount=250.5) == ([], False)
        kennel = UnitPrice("dog kennel", Fraction("250.5"), "XAF")
        assert table.held == {"gloves": GLOVES, "dog kennel": kennel}
        assert table.at.repository.revision(table.at.dossier.id) == 2

    def test_a_price_that_no_decimal_says_stays_when_its_row_is_not_touched(self) -> None:
        table = self.table({price_of("gloves"): UnitPrice("gloves", Fraction(1, 3), "USD")})
        assert table.type("gloves") == ([], False)
        assert table.at.repository.revision(table.at.dossier.id) == 1

    def test_the_same_amount_keeps_its_currency(self) -> None:
        table = self.table({setup_field("currency"): "XAF", price_of("gloves"): GLOVES})
        table.type("gloves", amount=12.1, source="another shop", year=2026)
        assert table.held["gloves"] == replace(GLOVES, source="another shop")

    def test_a_price_keeps_the_currency_that_was_typed(self) -> None:
        table = self.table()
        assert table.type("gloves", currency="EUR") == ([], False), "the amount may come after the currency"
        assert table.held == {}
        table.type("gloves", currency="EUR", amount=9.5)
        assert table.held["gloves"] == UnitPrice("gloves", Fraction("9.5"), "EUR")

    def test_another_amount_stays_in_the_currency_that_its_row_shows(self) -> None:
        table = self.table({setup_field("currency"): "XAF", price_of("gloves"): GLOVES})
        table.type("gloves", amount=13.0)
        assert table.held["gloves"].currency == "USD"

    def test_a_word_that_is_no_currency_is_refused_with_the_name_of_its_row(self) -> None:
        table = self.table({price_of("gloves"): GLOVES})
        told, overtaken = table.type("gloves", currency="dollars")
        assert (len(told), overtaken) == (1, False)
        assert told[0].startswith("gloves: not saved")
        assert "three capital letters" in told[0]
        assert table.held["gloves"] == GLOVES

    def test_clearing_the_amount_clears_the_price(self) -> None:
        table = self.table({price_of("gloves"): GLOVES})
        table.type("gloves", amount=None, source="", year=None)
        assert table.held == {}

    def test_all_that_is_refused_is_told_and_the_rest_is_saved(self) -> None:
        table = self.table()
        table.type("gloves", source="shop")
        told, overtaken = table.type("dog kennel", amount=1.0)
        assert len(told) == 1
        assert told[0].startswith("gloves: not saved")
        assert not overtaken
        assert list(table.held) == ["dog kennel"]

    def test_typing_again_goes_on_from_the_own_last_saving(self) -> None:
        table = self.table()
        for amount in (5.0, 6.0, 5.0, None):
            assert table.type("gloves", amount=amount) == ([], False)
        history = table.at.repository.history(table.at.dossier.id, price_of("gloves"))
        assert [one.value and one.value.amount for one in history] == [5, 6, 5, None]

    def test_somebody_else_was_first(self) -> None:
        table = self.table()
        self.elsewhere(table, GLOVES)
        told, overtaken = table.type("gloves", amount=5.0)
        assert overtaken
        assert "somebody else changed this price first" in told[0]
        assert table.held["gloves"] == GLOVES

    def test_somebody_elses_price_is_brought_in_without_a_complaint(self) -> None:
        table = self.table()
        self.elsewhere(table, GLOVES)
        assert table.type("dog kennel", amount=2.0) == ([], True)
        assert set(table.held) == {"gloves", "dog kennel"}

    def test_after_a_restart_the_first_thing_typed_is_saved(self) -> None:
        table = self.table()
        table.type("gloves", amount=5.0)
        table.mine = {}  # the session is gone; the tab still shows what was typed, and its note says the revision
        assert table.type("dog kennel", amount=2.0) == ([], False)
        assert set(table.held) == {"gloves", "dog kennel"}

    def test_after_a_restart_nothing_newer_is_overwritten(self) -> None:
        table = self.table()
        table.type("gloves", amount=5.0)
        table.mine = {}
        self.elsewhere(table, GLOVES, expect=1)
        told, overtaken = table.type("dog kennel", amount=2.0)
        assert overtaken
        assert len(told) == 1
        assert table.held["gloves"] == GLOVES

    def elsewhere(self, table: Table, price: UnitPrice, *, expect: int = 0) -> None:
        table.at.repository.save(table.at.dossier.id, price_of(price.item), price, by="P2", at=AT, expect=expect)
