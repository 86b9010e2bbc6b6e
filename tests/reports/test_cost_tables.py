"""Every quantity at its price, and where each price comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from planning.rule_of_thumb import build_plan
from questionnaire.assessment import Setup
from reports.cells import Coded, Row
from reports.cost_tables import cost_lines_table, unit_costs_table
from scoring.scores import score_dossier
from tests.reports.filled import MADE_AT, bank, filled, report_on
from tests.reports.planned import entered, planned_dossier, planned_report


def lines_of(rows: tuple[Row, ...], action: str, side: str) -> list[Row]:
    return [row for row in rows if row["action"] == action and row["side"] == Coded("reports.side", side)]


def test_a_meeting_is_taken_apart_into_its_prices() -> None:
    found = {row["price"]: row for row in lines_of(cost_lines_table(planned_report()).rows, "A-1", "one_off")}
    assert found["per diem"]["quantity"] == 40
    assert found["per diem"]["amount"] == 600
    assert found["venue day"]["amount"] == 1100
    assert found["catering"]["unit_cost"] == Fraction("20.5")
    assert found["venue day"]["basis"] == "10 participants, 2 days, 2 times"
    assert found["venue day"]["block"] == Coded("actions.block", "meeting")


def test_time_of_people_already_paid_has_days_and_no_money() -> None:
    found = [row for row in cost_lines_table(planned_report()).rows if row["own_days"] is not None]
    assert [(row["action"], row["bought"], row["own_days"], row["amount"]) for row in found] == [
        ("A-1", "lawyer", 10, None),
        ("A-4", "lawyer", 10, None),
    ]
    assert not any(row["not_costed"] for row in found)


def test_what_has_no_price_is_marked_and_blank() -> None:
    (scanner,) = lines_of(cost_lines_table(planned_report()).rows, "A-3", "one_off")
    assert (scanner["unit_cost"], scanner["amount"], scanner["not_costed"]) == (None, None, True)


def test_what_comes_back_every_three_years_counts_with_a_third() -> None:
    (lamp,) = lines_of(cost_lines_table(planned_report()).rows, "A-1", "recurrent")
    assert lamp["quantity"] == Fraction(2, 3)
    assert lamp["basis"] == "2, every 3 years"


def test_the_lines_add_up_to_the_costs_of_the_plan() -> None:
    chosen, library = bank()
    held = filled(chosen, 1)
    plan = build_plan(held, score_dossier(held), library, today=MADE_AT.date())
    rows = cost_lines_table(report_on(held, library=library, plan=plan)).rows
    for step in plan.steps:
        for side, cost in (("one_off", step.one_off), ("recurrent", step.recurrent)):
            mine = lines_of(rows, step.action.id, side)
            known = [row["amount"] for row in mine if isinstance(row["amount"], Fraction)]
            assert sum(known) == (cost.amount or 0)
            assert any(row["not_costed"] for row in mine) == bool(cost.not_costed)
            days = [row["own_days"] for row in mine if isinstance(row["own_days"], Fraction)]
            assert sum(days) == cost.own_days


def prices(**more: object) -> dict[object, Row]:
    held = planned_dossier(**more)
    return {row["price"]: row for row in unit_costs_table(planned_report(held)).rows}


def test_only_prices_that_the_plan_uses_are_listed() -> None:
    found = prices()
    assert set(found) == {"per diem", "venue day", "catering", "evidence box", "lamp*", "scanner"}
    assert found["evidence box"]["actions"] == 2


def test_an_entered_price_stands_beside_the_shipped_one() -> None:
    row = prices(prices=entered("venue day", "180"))["venue day"]
    assert (row["amount"], row["shipped"], row["assumption"]) == (180, 275, False)
    assert prices()["venue day"]["assumption"] is True


def test_a_converted_price_shows_what_it_was_made_of() -> None:
    row = prices()["lamp*"]
    assert row["amount"] == Fraction("12.96")
    assert (row["original_amount"], row["original_currency"], row["rate"]) == (12, "EUR", Fraction("1.08"))
    assert (row["rate_date"], row["rate_source"]) == (date(2027, 1, 15), "a bank")
    assert prices()["venue day"]["original_amount"] is None


def test_without_a_rate_there_is_no_price() -> None:
    row = prices(rates={})["lamp*"]
    assert (row["amount"], row["original_amount"], row["rate"]) == (None, 12, None)


def test_in_another_currency_every_shipped_price_needs_a_rate() -> None:
    found = prices(setup=Setup(currency="XOF"), rates={})
    assert {row["amount"] for row in found.values()} == {None}
    assert found["venue day"]["original_currency"] == "USD"
    assert found["scanner"]["original_currency"] is None, "nobody knows a price"


def test_without_a_plan_there_is_nothing() -> None:
    report = replace(planned_report(), plan=None)
    assert cost_lines_table(report).rows == unit_costs_table(report).rows == ()
