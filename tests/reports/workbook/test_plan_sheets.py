"""The sheets of the plan as a reader sees them: bars, bands, inputs, and nothing where there is no plan."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from planning.rule_of_thumb import build_plan
from questionnaire.following import StepDetails
from reports.formats import write_report
from reports.report import Audience, Report
from reports.workbook.places import FIRST_ROW, HEAD_ROW, ID_ROW
from scoring.scores import score_dossier
from tests.reports.filled import MADE_AT, bank, filled, report_on
from tests.reports.planned import planned_dossier, planned_report
from tests.reports.workbook.test_book import FORBIDDEN

SHEETS = ("Costs by year and donor", "Costs by action and year", "Timeline", "Logframe", "Tracking", "Unit costs")


def opened(report: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_report(report, "xlsx")))


@cache
def small() -> openpyxl.Workbook:
    return opened(planned_report())


def rules(sheet: Worksheet) -> list[tuple[str, str]]:
    return [(str(one.sqref), rule.formula[0]) for one in sheet.conditional_formatting for rule in one.rules]


def test_a_bar_follows_the_dates_under_the_quarters() -> None:
    sheet = small()["Timeline"]
    heads = [cell.value for cell in sheet[HEAD_ROW]][10:]
    assert [one.date() for one in heads[:2]] == [date(2027, 4, 1), date(2027, 7, 1)]
    assert [cell.value for cell in sheet[ID_ROW]][10:12] == ["q1", "q2"]
    assert len(heads) == 8
    bars = [formula for cells, formula in rules(sheet) if cells == "K5:R8"]
    assert any(formula.startswith('AND($C5="L",') and "$E5<EDATE(K$4,3),$F5>=K$4" in formula for formula in bars)
    assert any('$C5="O"' in formula for formula in bars)


def test_dates_on_the_timeline_come_from_the_plan() -> None:
    sheet = small()["Timeline"]
    assert str(sheet["E5"].value).startswith("=IF(ISNUMBER(INDEX('Plan'!")


def test_outcomes_stand_in_bands_outputs_in_bold_and_activities_set_in() -> None:
    sheet = small()["Logframe"]
    statements = {sheet.cell(row, 1).value: sheet.cell(row, 3) for row in range(FIRST_ROW, FIRST_ROW + 4)}
    assert statements["Outcome"].fill.fill_type == "solid"
    assert statements["Output"].font.bold
    assert statements["Output"].fill.fill_type is None
    assert (statements["Activity"].font.bold, statements["Activity"].alignment.indent) == (False, 3)


def test_every_amount_is_made_by_formula_from_one_price() -> None:
    book = small()
    lines = book["Cost lines"]
    ids = {cell.value: cell.column for cell in lines[ID_ROW]}
    priced = [row for row in range(FIRST_ROW, lines.max_row + 1) if lines.cell(row, ids["price"]).value]
    assert len(priced) == 9
    for row in priced:
        assert str(lines.cell(row, ids["amount"]).value).startswith("=IF(AND(ISNUMBER(")
        assert "'Unit costs'!" in str(lines.cell(row, ids["unit_cost"]).value)
    plan = book["Plan"]
    places = {cell.value: cell.column for cell in plan[ID_ROW]}
    for column in ("one_off", "recurrent", "upkeep_years", "own_days", "total"):
        assert str(plan.cell(FIRST_ROW, places[column]).value).startswith(
            "=IF(" if column != "own_days" else "=SUMIFS("
        )


def test_only_functions_that_every_spreadsheet_has() -> None:
    formulas = [cell.value for sheet in small() for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) > 200
    assert [one for one in formulas if any(word in one for word in FORBIDDEN)] == []
    assert max(len(one) for one in formulas) < 8192


def test_prices_can_be_typed_in_and_donors_named() -> None:
    book = small()
    prices, budget = book["Unit costs"], book["Costs by year and donor"]
    assert prices["D5"].fill.fgColor.rgb == budget["A6"].fill.fgColor.rgb == "FFEAF3F8"
    assert budget["A6"].value is None


def test_the_chart_of_costs_is_described() -> None:
    with zipfile.ZipFile(io.BytesIO(write_report(planned_report(), "xlsx"))) as book:
        drawing = book.read("xl/drawings/drawing2.xml").decode()
    assert drawing.count("descr=") == 1


@pytest.mark.parametrize("title", SHEETS)
def test_without_a_plan_a_sheet_says_that_there_is_nothing(title: str) -> None:
    sheet = without_plan()[title]
    assert "Nothing to list." in {cell.value for row in sheet.iter_rows() for cell in row}


@cache
def without_plan() -> openpyxl.Workbook:
    return opened(report_on(planned_dossier()))


def test_a_donors_copy_leaves_out_notes() -> None:
    held = planned_dossier(details={"A-1": StepDetails("A-1", owner="Head", notes="between us")})
    for audience, there in ((Audience.ADMINISTRATION, True), (Audience.DONOR, False)):
        book = opened(planned_report(held, audience=audience))
        texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
        assert ("between us" in texts) == there
        assert "Head" in texts


def test_a_real_plan_has_not_too_many_cells() -> None:
    chosen, library = bank()
    held = filled(chosen, 1)
    plan = build_plan(held, score_dossier(held), library, today=MADE_AT.date())
    book = opened(report_on(held, library=library, plan=plan))
    cells = sum(sheet.max_row * sheet.max_column for sheet in book)
    assert cells < 600 * len(plan.steps)
