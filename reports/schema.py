"""What programs may expect of the data files: a Table Schema for each CSV file, a JSON Schema for the JSON document.

Both are made from the columns of the tables, so that they cannot say anything else than what is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.cells import Column, Kind, Table
from reports.report import Audience, Report
from reports.tables import column_meaning, column_name
from words.phrases import Phrases

NAME, VERSION = "iwt-report", 1
"""What the data is called, and the version of its columns: a version only ever gets more of them."""
JSON_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"
_FRACTION = r"^-?[0-9]+(/[1-9][0-9]*)?$"
_EXACT = {
    "type": "object",
    "properties": {
        "decimal": {"type": "string", "pattern": _DECIMAL},
        "fraction": {"type": "string", "pattern": _FRACTION},
    },
    "required": ["decimal", "fraction"],
    "additionalProperties": False,
}
_IN_JSON: Mapping[Kind, tuple[Any, ...]] = {
    Kind.TEXT: ({"type": "string"},),
    Kind.ID: ({"type": "string"},),
    Kind.CODE: ({"type": "string"},),
    Kind.LEVEL: ({"$ref": "#/$defs/exact"}, {"type": "integer"}, {"type": "string"}),
    Kind.SCORE: ({"$ref": "#/$defs/exact"},),
    Kind.SHARE: ({"$ref": "#/$defs/exact"},),
    Kind.COUNT: ({"type": "integer"},),
    Kind.NUMBER: ({"$ref": "#/$defs/exact"}, {"type": "integer"}),
    Kind.MONEY: ({"$ref": "#/$defs/exact"},),
    Kind.PRICE: ({"$ref": "#/$defs/exact"},),
    Kind.DATE: ({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},),
    Kind.FLAG: ({"type": "boolean"},),
    Kind.ANY: ({"$ref": "#/$defs/exact"}, {"type": ["integer", "string", "boolean"]}),
}
_IN_CSV: Mapping[Kind, Mapping[str, Any]] = {
    **dict.fromkeys((Kind.TEXT, Kind.ID, Kind.CODE), {"type": "string"}),
    **dict.fromkeys((Kind.SCORE, Kind.SHARE, Kind.NUMBER, Kind.MONEY), {"type": "number"}),
    # A level can also be a word that stands for none, such as not_known.
    Kind.LEVEL: {"type": "string", "constraints": {"pattern": r"-?[0-9]+(\.[0-9]+)?|[a-z][a-z_]*"}},
    Kind.PRICE: {"type": "number", "constraints": {"minimum": 0}},
    Kind.COUNT: {"type": "integer"},
    Kind.DATE: {"type": "date", "format": "%Y-%m-%d"},
    Kind.FLAG: {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]},
    Kind.ANY: {"type": "any"},
}


def data_package(report: Report, tables: Mapping[str, Table]) -> Mapping[str, Any]:
    """The descriptor of the CSV files: a tabular data package, one resource a table."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "version": f"{VERSION}.0.0",
        "title": NAME,
        "created": report.made_at.isoformat(),
        "resources": [_resource(report.say, id, table) for id, table in tables.items()],
    }


def _resource(say: Phrases, id: str, table: Table) -> Mapping[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": id,
        "path": f"{id}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(say, id, one) for one in table.columns], "missingValues": [""]},
    }


def _field(say: Phrases, table: str, column: Column) -> Mapping[str, Any]:
    told = {"title": column_name(say, table, column), "description": column_meaning(say, table, column)}
    return {"name": column.id, **told, **_IN_CSV[column.kind]}


def json_schema(columns: Mapping[str, Sequence[Column]], say: Phrases) -> Mapping[str, Any]:
    """The JSON Schema of the JSON document, its columns described in one language.

    Tables and columns may be added within a version, so what is not known here is allowed; what is known must be there.
    """
    optional = ("replies",)
    tables = {id: _table(say, id, held) for id, held in columns.items() if id not in ("exact", "dictionary")}
    return {
        "$schema": JSON_SCHEMA_DIALECT,
        "title": NAME,
        "type": "object",
        "properties": {
            **_facts(),
            "tables": {
                "type": "object",
                "properties": tables,
                "required": [id for id in tables if id not in optional],
            },
            "dictionary": _table(say, "dictionary", columns["dictionary"]),
        },
        "required": [*_facts(), "tables", "dictionary"],
        "$defs": {"exact": _EXACT},
    }


def _table(say: Phrases, table: str, columns: Sequence[Column]) -> Mapping[str, Any]:
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                one.id: {
                    "title": column_name(say, table, one),
                    "description": column_meaning(say, table, one),
                    "anyOf": [*_IN_JSON[one.kind], {"type": "null"}],
                }
                for one in columns
            },
            "required": [one.id for one in columns],
        },
    }


def _record(**properties: Any) -> Mapping[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _facts() -> Mapping[str, Any]:
    """What the document says beside its tables."""
    text, count, exact = {"type": "string"}, {"type": "integer", "minimum": 0}, {"$ref": "#/$defs/exact"}
    by_name = {"type": "object", "additionalProperties": exact}
    return {
        "schema": _record(name={"const": NAME}, version={"const": VERSION}),
        "made_at": {"type": "string", "format": "date-time"},
        "program_version": text,
        "language": text,
        "audience": {"enum": [one.value for one in Audience]},
        "administration": _record(name=text, country=text),
        "site": text,
        "round": _record(kind=text, year={"type": ["integer", "null"]}),
        "assessed_on": {"type": ["string", "null"], "format": "date"},
        "stage": text,
        "revision": {"anyOf": [count, {"type": "null"}]},
        "draft": {"type": "boolean"},
        "rank_draws": _record(draws=count, seed={"type": "integer"}),
        "framework": _record(id=text, version=text, content_hash=text),
        "profile": _record(id=text, capabilities={"type": "array", "items": text}),
        "withheld": _record(capabilities=count, means={"type": ["string", "null"]}),
        "policy": _record(
            not_applicable=text,
            not_applicable_level={"anyOf": [exact, {"type": "null"}]},
            not_known=text,
            minimum_coverage=exact,
            confidence_shift=by_name,
            evidence_caps=by_name,
            stage_met_at=exact,
        ),
    }
