"""What a row of the table of prices means, and what is saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from questionnaire.entries import price_of, setup_field
from questionnaire.intentions import UnitPrice
from storage.memory_repository import MemoryRepository
from tests.views.one_page import AT, PRICED, TINY, kept
from views.desk import Desk
from views.price_rows import UnreadableRow, keep_rows, known_prices, price_in, price_name, row_of
from words.phrases import load_phrases

GLOVES = UnitPrice("gloves", Fraction("12.1"), "USD", "shop", 2026)


def desk(repository: MemoryRepository, id: str, language: str = "en") -> Desk:
    return Desk(repository, TINY, PRICED, load_phrases(language), {}, dossier_id=id, now=lambda: datetime.now(UTC))


def row(**cells: Any) -> Mapping[str, Any]:
    return {"item": "gloves", "amount": None, "source": "", "year": None, **cells}


class TestARow:
    def test_an_amount_is_exact(self) -> None:
        price = price_in(row(amount=0.1, source=" shop ", year=2026), "EUR")
        assert price == UnitPrice("gloves", Fraction(1, 10), "EUR", "shop", 2026)

    @pytest.mark.parametrize("blank", [None, float("nan")])
    def test_blank_is_no_price_and_never_zero(self, blank: float | None) -> None:
        assert price_in(row(amount=blank, year=blank), "EUR") is None
        assert price_in(row(amount=0.0), "EUR") == UnitPrice("gloves", Fraction(0), "EUR")

    @pytest.mark.parametrize(
        ("cells", "code"),
        [
            ({"source": "shop"}, "settings.no_amount"),
            ({"year": 2026}, "settings.no_amount"),
            ({"amount": -1.0}, "settings.bad_amount"),
            ({"amount": float("inf")}, "settings.bad_amount"),
            ({"amount": 1.0, "year": 26}, "settings.bad_year"),
        ],
    )
    def test_what_means_no_price(self, cells: Mapping[str, Any], code: str) -> None:
        with pytest.raises(UnreadableRow) as refused:
            price_in(row(**cells), "EUR")
        assert refused.value.code == code
        assert code in load_phrases("fr")


class TestKeeping:
    def test_what_can_be_priced_stands_there_with_its_words(self) -> None:
        repository = MemoryRepository()
        at = desk(
            repository, kept(repository, {price_of("old thing"): UnitPrice("old thing", Fraction(3), "USD")}), "fr"
        )
        assert list(known_prices(at)) == ["gloves", "dog kennel", "old thing"]
        assert price_name(at, "dog kennel") == "chenil"

    def keep(self, at: Desk, edits: Mapping[str, Mapping[str, Any]]) -> tuple[list[str], bool]:
        known = known_prices(at)
        before = [row_of(at, item, one.price) for item, one in known.items()]
        after = [{**one, **edits.get(one["item"], {})} for one in before]
        return keep_rows(at, known, dict(known), before, after)

    def test_a_changed_row_alone_is_saved_in_the_currency_of_the_assessment(self) -> None:
        repository = MemoryRepository()
        id = kept(repository, {setup_field("currency"): "XAF", price_of("gloves"): GLOVES})
        assert self.keep(desk(repository, id), {"dog kennel": {"amount": 250.5}}) == ([], False)
        prices = repository.open(id, TINY).prices
        assert prices == {"gloves": GLOVES, "dog kennel": UnitPrice("dog kennel", Fraction("250.5"), "XAF")}
        assert repository.revision(id) == 2

    def test_a_price_that_no_decimal_says_stays_when_its_row_is_not_touched(self) -> None:
        repository = MemoryRepository()
        id = kept(repository, {price_of("gloves"): UnitPrice("gloves", Fraction(1, 3), "USD")})
        assert self.keep(desk(repository, id), {}) == ([], False)
        assert repository.revision(id) == 1

    def test_clearing_the_amount_clears_the_price(self) -> None:
        repository = MemoryRepository()
        id = kept(repository, {price_of("gloves"): GLOVES})
        self.keep(desk(repository, id), {"gloves": {"amount": None, "source": "", "year": None}})
        assert repository.open(id, TINY).prices == {}

    def test_all_that_is_refused_is_told_and_the_rest_is_saved(self) -> None:
        repository = MemoryRepository()
        id = kept(repository)
        told, overtaken = self.keep(desk(repository, id), {"gloves": {"source": "shop"}, "dog kennel": {"amount": 1.0}})
        assert len(told) == 1
        assert told[0].startswith("gloves: not saved")
        assert not overtaken
        assert list(repository.open(id, TINY).prices) == ["dog kennel"]

    def test_somebody_else_was_first(self) -> None:
        repository = MemoryRepository()
        id = kept(repository)
        at = desk(repository, id)
        known = known_prices(at)
        before = [row_of(at, item, one.price) for item, one in known.items()]
        repository.save(id, price_of("gloves"), GLOVES, by="P2", at=AT, expect=0)
        after = [{**one, "amount": 5.0} for one in before]
        told, overtaken = keep_rows(at, known, dict(known), before, after)
        assert overtaken
        assert "somebody else changed this price first" in told[0]
        assert repository.open(id, TINY).prices["gloves"] == GLOVES

    def test_typing_again_goes_on_from_the_own_last_saving(self) -> None:
        repository = MemoryRepository()
        id = kept(repository)
        at = desk(repository, id)
        shown = known_prices(at)
        known = dict(shown)
        before = [row_of(at, item, one.price) for item, one in shown.items()]
        for amount in (5.0, 6.0, None):
            after = [{**one, "amount": amount if one["item"] == "gloves" else None} for one in before]
            assert keep_rows(at, shown, known, before, after) == ([], False)
        assert [one.value and one.value.amount for one in repository.history(id, price_of("gloves"))] == [5, 6, None]
