from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planning.actions import CostLine, Library, UnitCost
from planning.catalogue import load_library
from planning.costing import (
    Bill,
    Prices,
    bill_of,
    cost_of_lines,
    cost_parts,
    is_currency,
    items_used,
    own_days_of,
    prices_in_force,
    quantities_of,
)
from planning.plan import Cost
from questionnaire.assessment import Setup
from questionnaire.framework_file import load_framework
from questionnaire.intentions import ExchangeRate, UnitPrice
from tests import examples
from words.phrases import load_phrases

BANK = Path(__file__).parents[2] / "questionnaire" / "bank" / "customs-iwt"


@pytest.fixture(scope="module")
def bank() -> Library:
    return load_library(BANK, load_framework(BANK))


def line(block: str, name: str = "", existing: bool = False, **quantities: int | str) -> CostLine:
    return CostLine(block, {key: Fraction(value) for key, value in quantities.items()}, name, existing)


def prices(**amounts: int | None) -> Prices:
    known = {item.replace("_", " "): amount for item, amount in amounts.items()}
    costs = {
        item: UnitCost(item, None if amount is None else Fraction(amount), "USD", "unit")
        for item, amount in known.items()
    }
    return Prices("USD", costs)


def test_a_meeting() -> None:
    meeting = line("meeting", participants=12, from_away=4, days=3, trainers=2, trainer_days=4, times=2)
    assert dict(quantities_of(meeting)) == {
        "per diem": 8 * 3 * 2,
        "per diem away": 4 * (3 + 2) * 2,
        "venue day": 3 * 2,
        "catering": 12 * 3 * 2,
        "trainer day": 8 * 2,
        "trainer per diem": 8 * 2,
    }


def test_a_meeting_of_people_from_here_needs_no_travel_and_no_trainer() -> None:
    assert dict(quantities_of(line("meeting", participants=10, from_away=0, days="0.5"))) == {
        "per diem": 5,
        "venue day": Fraction(1, 2),
        "catering": 5,
    }


def test_a_consultant() -> None:
    assert dict(quantities_of(line("consultant", persons=2, days=30, trips=3))) == {
        "consultant day": 60,
        "consultant per diem": 60,
        "consultant trip": 6,
    }


def test_a_field_visit() -> None:
    assert dict(quantities_of(line("field", supervisors=2, vehicles=1, drivers=1, days=10))) == {
        "supervisor per diem": 20,
        "vehicle hire day": 10,
        "fuel day": 10,
        "driver per diem": 10,
    }


def test_new_posts_cost_months_and_existing_staff_costs_days() -> None:
    assert quantities_of(line("staff", "analyst", persons=8, months=12)) == (("analyst month", 96),)
    own = line("staff", "lawyer", existing=True, persons=2, days=10)
    assert quantities_of(own) == () and own_days_of(own) == 20
    assert own_days_of(line("staff", "lawyer", existing=True, persons=1, months=2)) == 40
    assert cost_of_lines([own], prices()) == Cost(Fraction(0), (), Fraction(20))


def test_goods_cost_by_their_name() -> None:
    assert cost_parts(line("procurement", "sampling kit", quantity=3), prices(sampling_kit=150))[0].amount == 450


def test_an_unknown_block_is_a_bug() -> None:
    with pytest.raises(KeyError):
        quantities_of(line("journey", days=1))


def test_what_has_no_price_is_named_and_never_zero() -> None:
    visit = line("field", supervisors=1, vehicles=0, drivers=0, days=2)
    assert cost_of_lines([visit], prices()) == Cost(None, ("supervisor per diem",))
    half = cost_of_lines([visit, line("procurement", "generator", quantity=2)], prices(generator=500))
    assert half == Cost(Fraction(1000), ("supervisor per diem",))
    own = line("staff", "officer", existing=True, persons=1, days=3)
    assert cost_of_lines([visit, own], prices()) == Cost(None, ("supervisor per diem",), Fraction(3))


def test_a_price_of_zero_is_a_price() -> None:
    assert cost_of_lines([line("procurement", "room", quantity=2)], prices(room=0)) == Cost(Fraction(0))


def test_nothing_to_pay_is_zero() -> None:
    assert cost_of_lines([], prices()) == Cost(Fraction(0))


def test_an_entered_price_goes_before_the_shipped_one() -> None:
    library = examples.library(price=1, kit=Fraction(5))
    dossier = examples.dossier(
        examples.framework(examples.section("A", examples.capability("A1"))),
        prices={"kit": UnitPrice("kit", Fraction("7.25"), "USD", "offer", 2027)},
    )
    known = prices_in_force(dossier, library)
    assert (known.amount("kit"), known.amount("goods"), known.amount("boat")) == (Fraction("7.25"), 1, None)
    assert (known.unit_costs["kit"].per, known.unit_costs["kit"].assumption) == ("unit", False)


def test_a_price_in_another_currency_is_no_price() -> None:
    framework = examples.framework(examples.section("A", examples.capability("A1")))
    entered = {"kit": UnitPrice("kit", Fraction(9), "EUR")}
    known = prices_in_force(examples.dossier(framework, prices=entered), examples.library(kit=Fraction(5)))
    assert known.amount("kit") is None
    setup = replace(examples.dossier(framework).setup, currency="XAF")
    in_francs = prices_in_force(examples.dossier(framework, setup=setup), examples.library())
    assert in_francs.amount("goods") is None


def in_euros(*rates: ExchangeRate, currency: str = "USD") -> Prices:
    """A kit at 12 EUR in an assessment of this currency, with these rates."""
    framework = examples.framework(examples.section("A", examples.capability("A1")))
    dossier = examples.dossier(
        framework,
        setup=Setup(currency=currency),
        prices={"kit": UnitPrice("kit", Fraction(12), "EUR", "offer", 2027)},
        rates={one.currency: one for one in rates},
    )
    return prices_in_force(dossier, examples.library(kit=None))


EURO = ExchangeRate("EUR", Fraction("1.08"), date(2027, 2, 1), "ECB", "USD")


def test_a_price_is_converted_at_the_rate_of_its_currency_exactly() -> None:
    known = in_euros(EURO)
    assert known.amount("kit") == Fraction("12.96")
    assert known.conversion("kit") == (Fraction(12), "EUR", EURO)
    assert in_euros(replace(EURO, rate=Fraction(1, 3))).amount("kit") == 4


def test_a_price_in_the_plans_own_currency_is_not_converted() -> None:
    known = in_euros(EURO, replace(EURO, currency="USD", rate=Fraction(5)))
    assert (known.amount("goods"), known.conversion("goods")) == (1, None)
    assert in_euros(EURO, currency="EUR").amount("kit") == 12


def test_without_a_rate_there_is_no_price_and_its_currency_is_named() -> None:
    known = in_euros(replace(EURO, currency="CHF"))
    assert (known.amount("kit"), known.conversion("kit"), known.foreign) == (None, None, ("EUR",))
    assert cost_of_lines([line("procurement", "kit", quantity=2)], known) == Cost(None, ("kit",))
    assert known.conversion("radar") is None


def test_shipped_prices_are_converted_too() -> None:
    into_francs = ExchangeRate("USD", Fraction(600), into="XAF")
    assert in_euros(into_francs, currency="XAF").amount("goods") == 600
    assert in_euros(currency="XAF").foreign == ("EUR", "USD")


@pytest.mark.parametrize("rate", [replace(EURO, rate=Fraction(0)), replace(EURO, rate=Fraction(-1))])
def test_a_rate_that_would_make_things_free_is_none(rate: ExchangeRate) -> None:
    assert in_euros(rate).amount("kit") is None


def test_a_rate_from_before_the_plans_currency_was_changed_leads_elsewhere() -> None:
    assert in_euros(EURO, currency="XAF").amount("kit") is None
    assert in_euros(replace(EURO, into=""), currency="XAF").amount("kit") == Fraction("12.96")


@given(st.fractions(min_value="1/1000", max_value=1000), st.integers(0, 9), st.integers(0, 9))
def test_converting_a_sum_is_summing_what_was_converted(rate: Fraction, kits: int, more: int) -> None:
    known = in_euros(replace(EURO, rate=rate))
    parts = [line("procurement", "kit", quantity=many) for many in (kits, more)]
    assert cost_of_lines(parts, known).amount == 12 * rate * (kits + more)


@pytest.mark.parametrize(
    ("code", "is_one"), [("USD", True), ("usd", False), ("US", False), ("USDT", False), ("", False), ("USD\n", False)]
)
def test_a_currency_is_three_capital_letters(code: str, is_one: bool) -> None:
    assert is_currency(code) is is_one


@given(
    st.dictionaries(
        st.sampled_from(["participants", "days", "trainers", "trainer_days"]), st.integers(0, 9), min_size=2
    ),
    st.sets(st.sampled_from(["per diem", "venue day", "catering", "trainer day"])),
)
def test_the_parts_make_the_cost(quantities: dict[str, int], priced: set[str]) -> None:
    known = prices(**{item.replace(" ", "_"): 3 for item in priced})
    meeting = line("meeting", **quantities)
    parts = cost_parts(meeting, known)
    cost = cost_of_lines([meeting], known)
    assert sum(part.amount for part in parts if part.amount is not None) == (cost.amount or 0)
    assert set(cost.not_costed) == {part.item for part in parts if part.amount is None}
    assert all(part.amount == part.price * part.quantity for part in parts if part.price is not None)
    assert all(part.quantity for part in parts)


def test_shares_of_a_bill_add_up() -> None:
    bill = Bill.of([line("procurement", "kit", quantity=1), line("procurement", "boat", quantity=1)], prices(kit=100))
    thirds = Bill.total([bill.times(Fraction(1, 3))] * 3)
    assert thirds.cost == bill.cost == Cost(Fraction(100), ("boat",))
    assert bill.times(Fraction(0)) == Bill()


def test_an_action_is_fully_costed_or_not() -> None:
    action = examples.action("A-1", money=10, upkeep=4)
    assert bill_of(action, prices(goods=2)).money(Fraction(3)) == 20 + 3 * 8
    assert bill_of(action, prices(goods=2)).fully_costed
    assert not bill_of(action, prices()).fully_costed


def test_the_bank_lists_a_price_for_everything_its_actions_use(bank: Library) -> None:
    used = items_used(bank)
    assert sorted(bank.unit_costs) == sorted(used)
    currencies = {cost.currency for cost in bank.unit_costs.values()}
    assert currencies == {"USD"}


def test_a_shipped_amount_says_where_it_comes_from(bank: Library) -> None:
    given_amounts = [cost for cost in bank.unit_costs.values() if cost.amount is not None]
    assert given_amounts and all("https://" in cost.source or "http://" in cost.source for cost in given_amounts)
    raw = yaml.safe_load((BANK / "unit_costs.yaml").read_text("utf-8"))["unit_costs"]
    assert all("assumption" in one for one in raw if "amount" in one)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_price_has_a_name_and_a_unit_in_every_language(bank: Library, language: str) -> None:
    phrases = load_phrases(language)
    unnamed = [one for one in bank.unit_costs if f"costs.items.{one}" not in phrases and one not in bank.goods]
    assert not unnamed
    assert all(f"costs.per.{cost.per}" in phrases for cost in bank.unit_costs.values())
    assert all(language in bank.goods[one].by_language for one in bank.unit_costs if one in bank.goods)


def test_what_comes_back_every_few_years_is_put_aside_for_each_year() -> None:
    kits = CostLine("procurement", {"quantity": Fraction(6), "every": Fraction(3)}, "exercise kit")
    assert quantities_of(kits) == (("exercise kit", Fraction(2)),)
    course = CostLine(
        "staff", {"persons": Fraction(2), "days": Fraction(5), "every": Fraction(4)}, "trainer", existing=True
    )
    assert own_days_of(course) == Fraction(5, 2)
