"""What the workbook says of how the plan was made: on Read me, on Limits of the plan, and on Checks."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Any

import openpyxl
import pytest

from questionnaire.intentions import Limits, Proof
from reports.formats import write_report
from reports.report import Report
from reports.workbook.places import FIRST_ROW
from tests.reports.filled import report_on
from tests.reports.planned import START, planned, planned_dossier, planned_report

WORTH = planned(planned_dossier()).value
PLAN = planned(planned_dossier())
COST = (PLAN.one_off.amount or 0) + 2 * (PLAN.recurrent.amount or Fraction(0))
PROVEN = Proof(WORTH, WORTH, COST, COST, one_of_several=False, solver="Solver 1.2")


def report(proof: Proof | None = PROVEN, language: str = "en", **more: Any) -> Report:
    return replace(planned_report(planned_dossier(proof=proof), language=language), **more)


def opened(one: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_report(one, "xlsx")), data_only=True)


def read_me(one: Report) -> list[str]:
    """Everything that stands on the first sheet, cell by cell."""
    sheet = opened(one)[one.say("workbook.sheets.read_me")]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def checks(one: Report) -> Mapping[str, tuple[Any, ...]]:
    return {row[0]: row[2:5] for row in opened(one)["Checks"].iter_rows(min_row=FIRST_ROW, values_only=True)}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_sheet_says_how_good_the_plan_is_and_how_to_check_it(language: str) -> None:
    one = report(language=language)
    said = read_me(one)
    for key in ("title", "aims", "money", "search", "check"):
        assert one.say(f"workbook.read_me.plan.{key}") in said
    assert one.say("workbook.read_me.plan.months") not in said
    assert any(text.startswith(one.say("budgets.proof.best").replace("**", "")) for text in said)
    assert "Solver 1.2" in said
    assert not [text for text in said if "**" in text]


def test_the_first_sheet_says_how_the_ranks_were_drawn() -> None:
    (said,) = [text for text in read_me(report()) if text.startswith("How sure the ranks are")]
    assert "10,000 times" in said
    assert "seed 2027" in said


def test_months_are_explained_where_they_are_the_aim() -> None:
    one = report(replace(PROVEN, in_months=True))
    assert one.say("workbook.read_me.plan.months") in read_me(one)


@pytest.mark.parametrize(("changes", "aims"), [({"by_hand": True}, False), ({"outdated": True}, True)])
def test_what_no_longer_holds_is_not_promised(changes: Mapping[str, Any], aims: bool) -> None:
    one = report(**changes)
    said = read_me(one)
    assert (one.say("workbook.read_me.plan.aims") in said) is aims
    assert not [text for text in said if "No plan within these limits" in text or text == "Solver 1.2"]


def test_without_a_plan_the_first_sheet_promises_none() -> None:
    one = report_on(planned_dossier())
    assert one.say("workbook.read_me.plan.title") not in read_me(one)


def test_each_limit_is_written_as_what_it_is() -> None:
    held = planned_dossier()
    held = replace(held, limits=Limits(START, 8, money=Fraction(5000), at_once={"legal": 1}))
    sheet = opened(planned_report(held, PLAN))["Limits of the plan"]
    found = {row[0].value: row[3] for row in sheet.iter_rows(min_row=FIRST_ROW)}
    start, quarters, money = (
        found[one] for one in ("First day of the plan", "Length of the plan", "Ceiling of all money")
    )
    assert (start.value, start.number_format) == (datetime(2027, 4, 1), "d\\ mmm\\ yyyy")
    assert (quarters.value, quarters.number_format) == (8, "General")
    assert (money.value, money.number_format) == (5000, "#,##0")


def test_what_the_plan_is_worth_and_costs_is_made_a_second_time() -> None:
    found = checks(report())
    assert found["worth"] == (float(WORTH), float(WORTH), "OK")
    first, second, result = found["proven_cost"]
    assert (first, result) == (second, "OK")
    assert second == pytest.approx(float(COST))


@pytest.mark.parametrize("one", [report(None), report(replace(PROVEN, in_months=True)), report(outdated=True)])
def test_no_proven_cost_is_compared_where_none_is_known_in_money(one: Report) -> None:
    assert "proven_cost" not in checks(one)


def test_a_cost_that_is_not_the_proven_one_is_noted() -> None:
    assert checks(report(replace(PROVEN, cost=COST + 1, cost_bound=COST + 1)))["proven_cost"][2] == "NOTE"
