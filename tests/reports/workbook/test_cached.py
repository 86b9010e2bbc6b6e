"""Results in formula cells: each cell gets its own, and nothing else changes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from openpyxl import Workbook

from reports.workbook.cached import UncachedFormula, Values, with_results

MADE_AT = datetime(2027, 3, 4, 9, 30, tzinfo=UTC)
SHEET = "xl/worksheets/sheet1.xml"


def saved() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"], sheet["B1"] = "=1/3", '="a"&"<b>"', "=1=1", '=""', 7
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def stored(values: Values) -> bytes:
    return with_results(saved(), {SHEET: values}, made_at=MADE_AT, alt_texts={})


GOOD: Values = {"A1": 1 / 3, "A2": "a<b>", "A3": True, "A4": None}


def test_every_kind_of_result_is_read_back() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(stored(GOOD)), data_only=True).active
    assert [sheet[place].value for place in ("A1", "A2", "A3", "A4", "B1")] == [1 / 3, "a<b>", True, None, 7]


def test_the_formulas_stay() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(stored(GOOD))).active
    assert sheet["A2"].value == '="a"&"<b>"'


def test_a_formula_without_result_is_refused() -> None:
    with pytest.raises(UncachedFormula, match="A4"):
        stored({place: value for place, value in GOOD.items() if place != "A4"})


def test_a_result_without_formula_is_refused() -> None:
    with pytest.raises(UncachedFormula, match="B1"):
        stored({**GOOD, "B1": 7})


def test_all_time_stamps_are_the_reports() -> None:
    with zipfile.ZipFile(io.BytesIO(stored(GOOD))) as book:
        assert {entry.date_time for entry in book.infolist()} == {(2027, 3, 4, 9, 30, 0)}
        assert b"2027-03-04T09:30:00Z" in book.read("docProps/core.xml")
