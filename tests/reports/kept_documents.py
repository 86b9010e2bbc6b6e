"""Writes what the documentation keeps of the data files and the rules: `python -m tests.reports.kept_documents`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from reports.redaction_text import redaction_page
from reports.schema import json_schema
from reports.tables import all_tables
from tests.reports.filled import report_on
from tests.reports.planned import planned_dossier
from words.phrases import LANGUAGES, load_phrases

ROOT = Path(__file__).parents[2]
COLUMNS = Path(__file__).with_name("columns.json")
SCHEMA = ROOT / "docs" / "schema" / "iwt-report.schema.json"
RULES = {"en": ROOT / "docs" / "audiences.md", "fr": ROOT / "docs" / "audiences.fr.md"}


def columns_now() -> Mapping[str, list[str]]:
    """The columns of every table, in their order."""
    return {id: [one.id for one in table.columns] for id, table in all_tables(report_on(planned_dossier())).items()}


def schema_now() -> str:
    """The JSON Schema of the JSON document, described in English."""
    columns = {id: table.columns for id, table in all_tables(report_on(planned_dossier())).items()}
    return json.dumps(json_schema(columns, load_phrases("en")), ensure_ascii=False, indent=1) + "\n"


def rules_now(language: str) -> str:
    """The page of what is told to whom."""
    return redaction_page(load_phrases(language))


if __name__ == "__main__":
    COLUMNS.write_text(json.dumps(columns_now(), indent=1) + "\n", "utf-8")
    SCHEMA.parent.mkdir(exist_ok=True)
    SCHEMA.write_text(schema_now(), "utf-8")
    for code in LANGUAGES:
        RULES[code].write_text(rules_now(code), "utf-8")
