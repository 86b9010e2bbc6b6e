"""Which currencies need a rate, what a row of the table of rates means, and what is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from questionnaire.entries import own_action_at, price_of, rate_of, setup_field
from questionnaire.intentions import ExchangeRate, UnitPrice
from questionnaire.own_actions import OwnAction
from storage.memory_repository import MemoryRepository
from tests.views.one_page import AT, PRICED, TINY, kept
from views.desk import Desk
from views.kept_rows import UnreadableRow, keep_rows
from views.rate_rows import currencies, rate_in, rate_row, rate_standings, rates_into
from words.phrases import load_phrases

EURO = ExchangeRate("EUR", Fraction("1.08"), date(2027, 2, 1), "ECB", "USD")


def desk(values: Mapping[Any, Any] | None = None) -> Desk:
    repository = MemoryRepository()
    id = kept(repository, values)
    return Desk(repository, TINY, PRICED, load_phrases("en"), {}, dossier_id=id, now=lambda: datetime.now(UTC))


def priced(currency: str, item: str = "gloves") -> Mapping[Any, Any]:
    return {price_of(item): UnitPrice(item, Fraction(9), currency)}


def row(**cells: Any) -> Mapping[str, Any]:
    return {"item": "EUR", "rate": None, "on": None, "source": "", **cells}


class TestARow:
    def test_a_rate_is_exact(self) -> None:
        rate = rate_in(row(rate=655.957, on=date(2027, 2, 1), source=" BEAC "))
        assert rate == ExchangeRate("EUR", Fraction("655.957"), date(2027, 2, 1), "BEAC")

    @pytest.mark.parametrize("blank", [None, float("nan")])
    def test_blank_is_no_rate_and_never_zero(self, blank: float | None) -> None:
        assert rate_in(row(rate=blank)) is None

    @pytest.mark.parametrize(
        ("cells", "code"),
        [
            ({"source": "ECB"}, "settings.no_rate"),
            ({"on": date(2027, 1, 1)}, "settings.no_rate"),
            ({"rate": 0.0}, "settings.bad_rate"),
            ({"rate": -1.08}, "settings.bad_rate"),
            ({"rate": 1e9 + 1}, "settings.bad_rate"),
            ({"rate": float("inf")}, "settings.bad_rate"),
        ],
    )
    def test_what_means_no_rate(self, cells: Mapping[str, Any], code: str) -> None:
        with pytest.raises(UnreadableRow) as refused:
            rate_in(row(**cells))
        assert refused.value.code == code
        assert code in load_phrases("fr")

    def test_it_shows_what_is_recorded(self) -> None:
        assert rate_row(desk(), "EUR", EURO) == {
            "item": "EUR",
            "name": "EUR",
            "rate": 1.08,
            "on": date(2027, 2, 1),
            "source": "ECB",
        }

    def test_a_rate_that_leads_to_another_currency_is_blank(self) -> None:
        at = desk({setup_field("currency"): "XAF"})
        assert rate_row(at, "EUR", EURO) == {**row(), "name": "EUR"}
        assert rate_row(at, "EUR", replace(EURO, into=""))["rate"] == 1.08


class TestWhichCurrencies:
    def test_the_plans_own_needs_none(self) -> None:
        assert currencies(desk(priced("USD"))) == []

    def test_those_of_prices_and_of_own_actions(self) -> None:
        own = OwnAction("OWN-1", "Signs at the port", "awareness", "legal", 3, one_off=Fraction(5), currency="CHF")
        assert currencies(desk({**priced("EUR"), own_action_at("OWN-1"): own})) == ["CHF", "EUR"]

    def test_one_with_a_rate_stays_although_nothing_is_priced_in_it(self) -> None:
        assert currencies(desk({rate_of("EUR"): EURO, rate_of("USD"): replace(EURO, currency="USD")})) == ["EUR"]

    def test_one_added_by_hand_has_a_row(self) -> None:
        assert list(rate_standings(desk(priced("EUR")), 1, ["CHF"])) == ["EUR", "CHF"]


class TestKeeping:
    def type(self, at: Desk, mine: dict[str, int], revision: int, **cells: Any) -> tuple[list[str], bool]:
        """Type into the row of the euro, in a table made at that revision."""
        standing = rate_standings(at, revision)
        before = [rate_row(at, one, rate.shown) for one, rate in standing.items()]
        after = [{**one, **(cells if one["item"] == "EUR" else {})} for one in before]
        return keep_rows(at, rates_into(at.dossier.setup.currency), standing, mine, before, after)

    def test_a_rate_is_saved_with_the_currency_it_leads_to(self) -> None:
        at, mine = desk(priced("EUR")), {}
        assert self.type(at, mine, 1, rate=1.08, on=date(2027, 2, 1), source="ECB") == ([], False)
        assert at.dossier.rates == {"EUR": EURO}

    def test_typing_again_goes_on_and_clearing_clears(self) -> None:
        at, mine = desk(priced("EUR")), {}
        for rate in (1.08, 1.1, None):
            assert self.type(at, mine, 1, rate=rate) == ([], False)
        assert at.dossier.rates == {}

    def test_what_is_refused_names_its_currency_and_keeps_what_was(self) -> None:
        at = desk({**priced("EUR"), rate_of("EUR"): EURO})
        told, overtaken = self.type(at, {}, 1, rate=0.0)
        assert (len(told), overtaken) == (1, False)
        assert told[0].startswith("EUR: not saved")
        assert at.dossier.rates == {"EUR": EURO}

    def test_somebody_else_was_first(self) -> None:
        at = desk(priced("EUR"))
        at.repository.save(at.dossier.id, rate_of("EUR"), EURO, by="P2", at=AT, expect=0)
        told, overtaken = self.type(at, {}, 1, rate=2.0)
        assert overtaken
        assert "somebody else changed this rate first" in told[0]
        at.forget()
        assert at.dossier.rates == {"EUR": EURO}

    def test_a_rate_into_an_earlier_currency_is_replaced_by_a_new_one(self) -> None:
        at = desk({setup_field("currency"): "XAF", **priced("EUR"), rate_of("EUR"): EURO})
        assert self.type(at, {}, 1) == ([], False), "what nobody touches stays recorded"
        assert at.dossier.rates["EUR"] == EURO
        self.type(at, {}, 1, rate=655.957)
        assert at.dossier.rates["EUR"] == ExchangeRate("EUR", Fraction("655.957"), into="XAF")
