"""The data files are what their schemas say: every output validates, a wrong one does not; columns only ever grow."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reports.audience import Audience
from reports.formats import write_report
from reports.report import Report
from reports.schema import json_schema
from reports.tables import OF_THE_ADMINISTRATION, TABLES, all_tables
from tests.reports.filled import bank, filled, report_on
from tests.reports.kept_documents import COLUMNS, RULES, SCHEMA, columns_now, rules_now, schema_now
from tests.reports.planned import planned_report
from tests.reports.secrets import Salted
from words.phrases import LANGUAGES, load_phrases

WRITE = "run: python -m tests.reports.kept_documents"


def salted(audience: Audience) -> Report:
    held = Salted()
    return report_on(held.dossier, library=held.library(), plan=held.plan(held.library()), audience=audience)


def reports() -> dict[str, Report]:
    framework, library = bank()
    return {
        "bank": report_on(filled(framework, 2), library=library, language="fr"),
        "other": report_on(filled(framework, 3), library=library),
        "planned": planned_report(),
        "room": salted(Audience.ADMINISTRATION),
        "donor": salted(Audience.DONOR),
    }


REPORTS = reports()
VALIDATOR = Draft202012Validator(json.loads(schema_now()))


def said(report: Report) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(write_report(report, "json"))
    return read


# --- stable columns -------------------------------------------------------------------------------------------


def test_columns_are_added_and_never_renamed_or_dropped() -> None:
    kept, now = json.loads(COLUMNS.read_text("utf-8")), columns_now()
    lost = [f"{table}.{one}" for table, columns in kept.items() for one in columns if one not in now.get(table, ())]
    assert lost == [], (
        "programs read these columns by name: keep them, or raise VERSION in reports/schema.py, "
        "say in the documentation what became of them, and only then write the list anew"
    )
    assert kept == now, f"there are new columns: {WRITE}"


def test_the_schema_in_the_documentation_is_that_of_today() -> None:
    assert SCHEMA.read_text("utf-8") == schema_now(), WRITE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_in_the_documentation_are_those_of_today(language: str) -> None:
    assert RULES[language].read_text("utf-8") == rules_now(language), WRITE


# --- JSON -----------------------------------------------------------------------------------------------------


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(schema_now()))


@pytest.mark.parametrize("name", REPORTS)
def test_every_json_document_validates(name: str) -> None:
    assert [f"{one.json_path}: {one.message[:200]}" for one in VALIDATOR.iter_errors(said(REPORTS[name]))] == []


@pytest.mark.parametrize(
    ("table", "column", "wrong"),
    [
        ("scores", "value", 1.5),
        ("scores", "value", {"decimal": "1,5", "fraction": "3/2"}),
        ("scores", "value", {"decimal": "1.5"}),
        ("answers", "question", 7),
        ("answers", "gate", "yes"),
        ("answers", "answered_on", "1 March"),
        ("replies", "comment_shared", 1),
    ],
)
def test_a_wrong_cell_does_not(table: str, column: str, wrong: Any) -> None:
    document = deepcopy(said(REPORTS["room"]))
    document["tables"][table][0][column] = wrong
    assert not VALIDATOR.is_valid(document)


def test_what_is_missing_is_found() -> None:
    whole = said(REPORTS["room"])
    for key in ("schema", "audience", "withheld", "policy", "tables", "dictionary"):
        assert not VALIDATOR.is_valid({one: value for one, value in whole.items() if one != key}), key
    without = deepcopy(whole)
    del without["tables"]["scores"][0]["value"]
    assert not VALIDATOR.is_valid(without)
    other = {**whole, "schema": {"name": "iwt-report", "version": 2}}
    assert not VALIDATOR.is_valid(other)


def test_new_columns_and_tables_are_allowed() -> None:
    document = deepcopy(said(REPORTS["room"]))
    document["tables"]["weather"] = [{"sun": 1}]
    document["tables"]["scores"][0]["weather"] = "sun"
    assert VALIDATOR.is_valid(document)


def test_every_language_describes_the_same() -> None:
    columns = {id: table.columns for id, table in all_tables(REPORTS["planned"]).items()}
    one, other = (_bare(json_schema(columns, load_phrases(code))) for code in ("en", "fr"))
    assert one == other


def _bare(schema: Any) -> Any:
    if isinstance(schema, dict):
        told = {key: _bare(value) for key, value in schema.items()}
        return {
            key: value for key, value in told.items() if not (key in ("title", "description") and type(value) is str)
        }
    return [_bare(one) for one in schema] if isinstance(schema, list) else schema


# --- CSV ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
def test_every_csv_file_is_what_the_package_says(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(write_report(REPORTS[name], "csv"))) as packed:
        package = json.loads(packed.read("datapackage.json"))
        assert {one["path"] for one in package["resources"]} == {*packed.namelist()} - {"datapackage.json"}
        wrong = [
            f"{one['path']} {field['name']}: {cell!r}"
            for one in package["resources"]
            for field, cell in _cells(packed.read(one["path"]), one["schema"]["fields"])
            if cell and not _fits(field, cell)
        ]
    assert wrong == []


def _cells(content: bytes, fields: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert head == [field["name"] for field in fields]
    return [pair for row in rows for pair in zip(fields, row, strict=True)]


def _fits(field: dict[str, Any], cell: str) -> bool:
    """Whether a cell is what its field says, by the rules of Table Schema."""
    bounds = field.get("constraints", {})
    if "pattern" in bounds and not re.fullmatch(bounds["pattern"], cell):
        return False
    match field["type"]:
        case "integer":
            return re.fullmatch("-?[0-9]+", cell) is not None
        case "number":
            number = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell)
            return number is not None and Fraction(cell) >= bounds.get("minimum", Fraction(cell))
        case "date":
            return str(date.fromisoformat(cell)) == cell
        case "boolean":
            return cell in (*field["trueValues"], *field["falseValues"])
        case _:
            return True


@pytest.mark.parametrize(
    ("type", "cell"), [("integer", "1.5"), ("number", "1,5"), ("number", "not_known"), ("boolean", "yes")]
)
def test_a_cell_that_does_not_fit_is_seen(type: str, cell: str) -> None:
    assert not _fits({"type": type, "trueValues": ["1"], "falseValues": ["0"]}, cell)


def test_every_field_says_what_it_means() -> None:
    with zipfile.ZipFile(io.BytesIO(write_report(REPORTS["bank"], "csv"))) as packed:
        package = json.loads(packed.read("datapackage.json"))
    for one in package["resources"]:
        assert re.fullmatch(r"[-a-z0-9._/]+", one["name"])
        assert all(field["title"] and field["description"] for field in one["schema"]["fields"])


# --- single replies -------------------------------------------------------------------------------------------


def test_who_replied_what_is_for_the_administration_alone() -> None:
    assert {"replies"} == OF_THE_ADMINISTRATION <= TABLES.keys()
    assert "replies" not in said(REPORTS["donor"])["tables"]
    rows = said(REPORTS["room"])["tables"]["replies"]
    assert [(row["participant"], row["question"]) for row in rows][:2] == [("P1", "L01"), ("P2", "L01")]


def test_a_reply_is_told_as_it_was_given() -> None:
    rows = {(row["participant"], row["question"]): row for row in said(REPORTS["room"])["tables"]["replies"]}
    assert rows["P2", "L01"]["state"] == "level"
    assert rows["P2", "L01"]["level"] == {"decimal": "3", "fraction": "3"}
    assert rows["P2", "L01"]["comment_shared"] is True
    assert rows["P1", "L01"]["met"] == "L01.1a"
    assert rows["P1", "L01"]["reason"].startswith("L01.2a: qz")
    assert rows["P1", "L02"]["state"] == "not_applicable"
    assert rows["P1", "O01.q2"]["highest"] == {"decimal": "3", "fraction": "3"}
    assert rows["P1", "O01.q2"]["function"] == "legal"
