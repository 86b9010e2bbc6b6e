"""CSV and JSON: they read back to the very numbers, and no cell can be run."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.framework import WHOLE
from reports.cells import Cell, Coded
from reports.formats import write_report
from reports.plain import DECIMALS, csv_cell, decimal_text
from reports.report import Audience, Report
from reports.tables import all_tables
from tests.reports.filled import bank, filled, report_on


@pytest.fixture(scope="module")
def report() -> Report:
    framework, library = bank()
    return report_on(filled(framework, 2), library=library, language="fr")


def read_csv(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def test_one_csv_file_a_table_with_ids_as_heads(report: Report) -> None:
    files = read_csv(write_report(report, "csv"))
    tables = all_tables(report)
    assert list(files) == [f"{id}.csv" for id in tables]
    for id in tables:
        rows = files[f"{id}.csv"]
        assert len(rows) == len(tables[id].rows)
        assert not rows or list(rows[0]) == [column.id for column in tables[id].columns]


def test_scores_read_back_from_csv(report: Report) -> None:
    rows = {row["node"]: row for row in read_csv(write_report(report, "csv"))["scores.csv"]}
    for node, score in report.card.scores.items():
        if node not in rows:
            continue
        if score.value is None:
            assert rows[node]["value"] == ""
        else:
            assert abs(Fraction(rows[node]["value"]) - score.value) < Fraction(1, 10**17)


def test_comments_in_csv_cannot_run(report: Report) -> None:
    comments = {row["comment"] for row in read_csv(write_report(report, "csv"))["answers.csv"]}
    assert "'=1+1" in comments
    assert "=1+1" not in comments


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "1"),
        (False, "0"),
        (Fraction(39, 20), "1.95"),
        (Fraction(-1, 3), "-0." + "3" * DECIMALS),
        (Fraction(4), "4"),
        (7, "7"),
        (date(2027, 3, 1), "2027-03-01"),
        (Coded("answer.state", "not_known"), "not_known"),
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        ("a\ud800\0b", "ab"),
        ("\0=1+1", "'=1+1"),
    ],
)
def test_cells_in_csv(cell: Cell, text: str) -> None:
    assert csv_cell(cell) == text


@given(st.text())
def test_no_csv_text_begins_like_a_formula(text: str) -> None:
    assert not csv_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000))
def test_decimal_text_is_the_number(value: Fraction) -> None:
    assert abs(Fraction(decimal_text(value)) - value) < Fraction(1, 10**DECIMALS)


def test_json_holds_every_number_exactly(report: Report) -> None:
    said = json.loads(write_report(report, "json"))
    assert said["schema"] == {"name": "iwt-report", "version": 1}
    rows = {row["node"]: row for row in said["tables"]["scores"]}
    assert Fraction(rows[WHOLE]["value"]["fraction"]) == report.card[WHOLE].value
    for capability in report.framework.capabilities:
        value, written = report.card[capability.id].value, rows[capability.id]["value"]
        assert (None if written is None else Fraction(written["fraction"])) == value
    assert said["policy"]["confidence_shift"]["medium"] == {"decimal": "0.5", "fraction": "1/2"}
    assert said["framework"]["content_hash"] == report.framework.content_hash


def test_a_donors_json_names_nobody() -> None:
    framework, library = bank()
    donor = report_on(filled(framework, 2), library=library, audience=Audience.DONOR)
    content = write_report(donor, "json").decode()
    assert "Ada Secret" not in content
    assert "12 cas sur 15" not in content


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    for extension in ("csv", "json"):
        assert write_report(report, extension) == write_report(report, extension)


def test_an_unknown_format_is_refused(report: Report) -> None:
    with pytest.raises(ValueError, match="docx"):
        write_report(report, "docx")


def test_json_explains_every_column_of_its_tables(report: Report) -> None:
    said = json.loads(write_report(report, "json"))
    explained = {(row["table"], row["column"]) for row in said["dictionary"] if row["means"]}
    columns = {(id, column) for id, rows in said["tables"].items() for row in rows for column in row}
    assert columns <= explained
    assert {"proof", "limits", "donors"} <= said["tables"].keys()


@given(st.text())
def test_csv_text_holds_no_sign_that_steers_a_terminal(text: str) -> None:
    # An escape sequence in a remark would run in the window of whoever looks at the file there.
    assert not [one for one in csv_cell(text) if unicodedata.category(one) == "Cc" and one not in "\t\n\r"]


@pytest.mark.parametrize("text", ["\x1b=1+1", "\x0b@SUM(1)", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20A1"])
def test_no_disguise_of_a_formula_is_missed(text: str) -> None:
    assert csv_cell(text).startswith("'")
