"""The card of one action: where a price of another currency came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from questionnaire.entries import LIMITS, PLANNED, own_action_at, price_of, rate_of, reply_of, target_of
from questionnaire.intentions import ExchangeRate, Limits, PlannedStart, Target, UnitPrice
from questionnaire.own_actions import OwnAction
from storage.memory_repository import MemoryRepository
from tests.examples import action, at_level, capability, framework, library, section
from tests.views.one_page import kept, page, said

TREE = framework(section("L", capability("L01")))
LIBRARY = library(action("A1", "L01.1a", money=100))
START = date(2027, 4, 1)
OWN = OwnAction("OWN-1", "Signs", "awareness", "legal", 3, ("L01.1a",), one_off=Fraction(50), currency="EUR")
EURO = ExchangeRate("EUR", Fraction("1.08"), date(2027, 2, 1), "ECB", "USD")


def card(planned: str, *rates: ExchangeRate, language: str = "en") -> tuple[str, Sequence[str]]:
    """What the plan's page says where one action is planned, and its muted lines."""
    repository = MemoryRepository()
    values = {
        reply_of("P1", "L01"): at_level(0),
        target_of("L01"): Target("L01", 1),
        LIMITS: Limits(start=START),
        PLANNED: (PlannedStart(planned, 0),),
        price_of("goods"): UnitPrice("goods", Fraction("12.5"), "EUR"),
        own_action_at("OWN-1"): OWN,
        **{rate_of(one.currency): one for one in rates},
    }
    test = page(
        "plan", repository, kept(repository, values, framework=TREE), framework=TREE, library=LIBRARY, language=language
    )
    text = said(test)
    lines = [one.value.replace("\\", "").replace("\u00a0", " ").replace("\u202f", " ") for one in test.caption]
    return text.replace("\\", ""), [one for one in lines if "×" in one]


def test_a_converted_price_tells_from_what_it_was_made() -> None:
    text, lines = card("A1", EURO)
    assert "One-off cost: 1,350 USD." in text
    assert lines == ["goods: converted, 12.5 EUR × 1.08 (rate of 1 February 2027)"]


def test_a_rate_without_a_day_is_told_without_one() -> None:
    _, lines = card("A1", ExchangeRate("EUR", Fraction("655.957")), language="fr")
    assert lines == ["goods : converti, 12,5 EUR × 655,957"]


def test_without_a_rate_nothing_is_converted() -> None:
    text, lines = card("A1")
    assert "One-off cost: not costed." in text
    assert lines == []


def test_an_own_action_is_planned_and_its_money_converted() -> None:
    text, lines = card("OWN-1", EURO)
    assert "OWN-1 Signs" in text
    assert "One-off cost: 54 USD." in text
    assert lines == ["Signs (once): converted, 50 EUR × 1.08 (rate of 1 February 2027)"]
