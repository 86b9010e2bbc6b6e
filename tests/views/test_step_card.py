"""The card of one action: where a price of another currency came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import streamlit as st
from streamlit.testing.v1 import AppTest

from planning.follow_up import plan_from
from questionnaire.entries import LIMITS, own_action_at, price_of, rate_of, reply_of, target_of
from questionnaire.intentions import ExchangeRate, Limits, PlannedStart, Target, UnitPrice
from questionnaire.own_actions import OwnAction
from storage.memory_repository import MemoryRepository
from tests.examples import action, at_level, capability, framework, library, section
from tests.views.one_page import AT, kept, said
from views.desk import Desk
from views.widgets.step_card import step_card
from words.phrases import load_phrases

TREE = framework(section("L", capability("L01")))
LIBRARY = library(action("A1", "L01.1a", money=100))
START = date(2027, 4, 1)
OWN = OwnAction("OWN-1", "Signs", "awareness", "legal", 3, ("L01.1a",), one_off=Fraction(50), currency="EUR")
EURO = ExchangeRate("EUR", Fraction("1.08"), date(2027, 2, 1), "ECB", "USD")


def card(planned: str, *rates: ExchangeRate, language: str = "en") -> tuple[str, Sequence[str]]:
    """What the card of a planned action says, and its muted lines."""
    repository = MemoryRepository()
    values = {
        reply_of("P1", "L01"): at_level(0),
        target_of("L01"): Target("L01", 1),
        LIMITS: Limits(start=START),
        price_of("goods"): UnitPrice("goods", Fraction("12.5"), "EUR"),
        own_action_at("OWN-1"): OWN,
        **{rate_of(one.currency): one for one in rates},
    }
    id = kept(repository, values, framework=TREE)
    test = AppTest.from_function(_script, args=(repository, id, planned, language), default_timeout=60).run()
    tables = (cell for table in test.table for row in table.value.to_numpy().tolist() for cell in row)
    text = plainly("\n".join((said(test), *tables)))
    return text, [plainly(one.value) for one in test.caption]


def _script(*given: object) -> None:
    """What AppTest runs: its source alone, so it imports all it uses."""
    from tests.views.test_step_card import draw  # noqa: PLC0415  it is run from its source

    draw(*given)


def draw(repository: MemoryRepository, id: str, planned: str, language: str) -> None:
    """The card alone."""
    desk = Desk(repository, TREE, LIBRARY, load_phrases(language), st.session_state, dossier_id=id, now=lambda: AT)
    plan = plan_from(desk.dossier, desk.card, desk.library, (PlannedStart(planned, 0),), AT.date())
    step_card(desk, plan, plan.steps[0])


def plainly(text: str) -> str:
    """A text as people read it."""
    return text.replace("\\", "").replace("\u00a0", " ").replace("\u202f", " ")


def test_a_converted_price_tells_from_what_it_was_made() -> None:
    text, lines = card("A1", EURO)
    assert "1,350 USD" in text
    assert lines == ["goods: converted, 12.5 EUR × 1.08 (rate of 1 February 2027)"]


def test_a_rate_without_a_day_is_told_without_one() -> None:
    _, lines = card("A1", ExchangeRate("EUR", Fraction("655.957")), language="fr")
    assert lines == ["goods : converti, 12,5 EUR × 655,957"]


def test_without_a_rate_nothing_is_converted() -> None:
    text, lines = card("A1")
    assert "not costed" in text
    assert lines == []


def test_an_own_action_is_planned_and_its_money_converted() -> None:
    text, lines = card("OWN-1", EURO)
    assert "OWN-1 Signs" in text
    assert "54 USD" in text
    assert lines == ["Signs (once): converted, 50 EUR × 1.08 (rate of 1 February 2027)"]
