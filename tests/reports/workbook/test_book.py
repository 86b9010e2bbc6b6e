"""The donor workbook as a file: what stands in it, for whom, and that it is the same every time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from questionnaire.assessment import Administration, Dossier, Setup
from reports.formats import write_report
from reports.report import Audience
from reports.tables import all_tables, column_name
from reports.workbook.book import NOT_IN_IT, OWN_LAYOUT, SHEETS
from reports.workbook.places import FIRST_ROW, HEAD_ROW, ID_ROW
from tests.examples import capability, framework, section
from tests.reports.filled import bank, filled, report_on
from tests.reports.workbook.ooxml import faults

FORBIDDEN = (
    "INDIRECT",
    "XLOOKUP",
    "LET(",
    "MAXIFS",
    "MINIFS",
    "FILTER(",
    "UNIQUE(",
    "SORT(",
    "TEXTJOIN",
    "AGGREGATE",
    "<>",
)


@cache
def written(language: str = "en", audience: Audience = Audience.ADMINISTRATION) -> bytes:
    chosen, library = bank()
    return write_report(report_on(filled(chosen, 1), library=library, language=language, audience=audience), "xlsx")


def opened(content: bytes, **more: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), **more)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_sheet_and_column_is_named_in_the_language_and_by_its_id(language: str) -> None:
    chosen, library = bank()
    report = report_on(filled(chosen, 1), library=library, language=language)
    book = opened(written(language))
    assert book.sheetnames == [report.say(f"workbook.sheets.{id}") for id in SHEETS]
    for id, table in all_tables(report).items():
        if id in (*OWN_LAYOUT, *NOT_IN_IT):
            continue
        sheet = book[report.say(f"workbook.sheets.{id}")]
        ids = [cell.value for cell in sheet[ID_ROW]][: len(table.columns)]
        heads = [cell.value for cell in sheet[HEAD_ROW]][: len(table.columns)]
        assert ids == [column.id for column in table.columns]
        assert heads == [column_name(report.say, id, column) for column in table.columns]
        rows = [sheet.cell(row, 1).value for row in range(FIRST_ROW, FIRST_ROW + len(table.rows))]
        assert len(rows) == len(table.rows)


def test_the_same_report_gives_the_same_bytes() -> None:
    chosen, library = bank()
    again = write_report(report_on(filled(chosen, 1), library=library), "xlsx")
    assert again == written()


def test_only_functions_that_every_spreadsheet_has() -> None:
    book = opened(written())
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) > 3000
    assert [one for one in formulas if any(word in one for word in FORBIDDEN)] == []


def test_a_second_reader_sees_the_same_results() -> None:
    ours = opened(written(), data_only=True)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(written()))
    compared = 0
    for title in ("Summary", "Scores", "Answers", "Gaps and priorities", "Checks"):
        sheet = theirs.get_sheet_by_name(title)
        rows = sheet.to_python(skip_empty_area=False)
        for number, row in enumerate(rows, 1):
            for position, value in enumerate(row, 1):
                mine = ours[title].cell(number, position).value
                if isinstance(mine, int | float):
                    assert value == pytest.approx(mine, abs=1e-12)
                    compared += 1
                elif isinstance(mine, str):
                    assert value == mine
    assert compared > 3000


def test_a_donors_copy_says_nothing_of_people_and_comments() -> None:
    with_names, without = (str(_texts(written("en", one))) for one in (Audience.ADMINISTRATION, Audience.DONOR))
    assert "Ada Secret" in with_names
    assert "12 cas sur 15" in with_names
    assert "Ada Secret" not in without
    assert "12 cas sur 15" not in without
    assert "ask the regional office" in without


def _texts(content: bytes) -> list[object]:
    return [
        cell.value for sheet in opened(content) for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]


def test_people_cannot_write_formulas() -> None:
    book = opened(written())
    comments = {
        cell.value: cell for row in book["Answers"].iter_rows() for cell in row if cell.value in {"=1+1", "+33 1"}
    }
    assert comments["=1+1"].data_type == "s"
    assert comments["=1+1"].quotePrefix
    title = next(
        cell
        for row in book["Evidence register"].iter_rows()
        for cell in row
        if str(cell.value).startswith("=HYPERLINK")
    )
    assert title.data_type == "s"


def test_heads_stay_in_sight_and_pages_are_set_up() -> None:
    for sheet in opened(written()):
        if sheet.title == "Lists":
            assert sheet.sheet_state == "hidden"
            continue
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text


def test_replies_are_offered_as_a_list() -> None:
    sheet = opened(written())["Answers"]
    offered = {one.formula1 for one in sheet.data_validations.dataValidation}
    assert "levels_0_1_2_3_4_and_states" in offered
    assert "confidence_words" in offered


def test_charts_are_described() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as book:
        drawing = book.read("xl/drawings/drawing1.xml").decode()
    assert drawing.count("descr=") == 3


def test_an_empty_dossier_has_a_workbook_too() -> None:
    chosen = framework(section("L", capability("L01")))
    book = opened(write_report(report_on(Dossier("D1", chosen)), "xlsx"), data_only=True)
    assert book["Scores"]["F5"].value is None
    assert {row[4].value for row in book["Checks"].iter_rows(min_row=5) if row[4].value} == {"OK"}


def test_where_everything_is_withheld_there_is_a_workbook_too() -> None:
    chosen = framework(section("L", replace(capability("L01"), sensitive=True)))
    held = Dossier("D1", chosen)
    content = write_report(report_on(held, audience=Audience.DONOR, earlier=held), "xlsx")
    book = opened(content, data_only=True)
    assert book["Scores"]["F5"].value is None
    assert {row[4].value for row in book["Checks"].iter_rows(min_row=5) if row[4].value} == {"OK"}
    assert faults(content) == []


def test_a_text_that_was_cut_is_counted() -> None:
    chosen = framework(section("L", capability("L01")))
    dossier = replace(Dossier("D1", chosen), setup=Setup(Administration("x" * 40_000)))
    book = opened(write_report(report_on(dossier), "xlsx"), data_only=True)
    lines = {row[0].value: (row[2].value, row[4].value) for row in book["Checks"].iter_rows(min_row=5)}
    assert lines["cut"][0] >= 1
    assert lines["cut"][1] == "NOTE"


def test_it_holds_outcomes_and_not_who_replied_what() -> None:
    sheet = opened(written(), data_only=True)["Data dictionary"]
    described = {row[0].value for row in sheet.iter_rows(min_row=FIRST_ROW)}
    assert "answers" in described
    assert not described & set(NOT_IN_IT)
