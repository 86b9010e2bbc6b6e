"""The report without looks: a zip of CSV files for tables programs, and one JSON document with every number exact."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from questionnaire.policy import Policy
from reports.cells import Cell, Coded, Table
from reports.exact_table import DECIMALS
from reports.report import Report
from reports.schema import NAME, VERSION, data_package
from reports.tables import all_tables
from reports.withheld_words import withheld_said
from scoring.rank_certainty import DRAWS, SEED

SCHEMA = {"name": NAME, "version": VERSION}
RISKY = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A spreadsheet program may run a text cell that begins so; an apostrophe before it makes it text. The last four are
the wide forms, which the programs of East Asia read alike."""
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control signs other than tab and line ends: a terminal that shows the file would obey them."""


def csv_bytes(report: Report) -> bytes:
    """A zip with one UTF-8 CSV file a table: ids in the first row, codes for closed lists, blank for nothing known.

    What the columns mean stands in "dictionary.csv" for people, and in "datapackage.json" for programs. Where a decimal
    is cut, "exact.csv" has the fraction.
    """
    tables = all_tables(report)
    members = {f"{id}.csv": table_csv(table) for id, table in tables.items()}
    members["datapackage.json"] = _json(data_package(report, tables))
    stamp = report.made_at.timetuple()[:6]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, max(stamp, (1980, 1, 1, 0, 0, 0)))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def table_csv(table: Table) -> bytes:
    """One table alone as a UTF-8 CSV file that spreadsheet programs open rightly."""
    return _csv(table).encode("utf-8-sig")


def table_json(table: Table) -> bytes:
    """One table alone as JSON records."""
    return _json({"schema": SCHEMA, "table": table.id, "rows": records(table)})


def _json(said: Mapping[str, Any]) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _csv(table: Table) -> str:
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([column.id for column in table.columns])
    rows.writerows([csv_cell(row[column.id]) for column in table.columns] for row in table.rows)
    return written.getvalue()


def csv_cell(cell: Cell) -> str:
    """A cell as text: a decimal point in numbers, dates as 2027-03-01, flags as 1 or 0, no text that can be run."""
    match cell:
        case None:
            return ""
        case bool() | int():
            return str(int(cell))
        case Coded(code=code):
            return str(code)
        case Fraction():
            return decimal_text(cell)
        case date():
            return cell.isoformat()
        case str():
            clean = _STEERING.sub("", _encodable(cell))
            return f"'{clean}" if clean.startswith(RISKY) else clean


def decimal_text(value: Fraction) -> str:
    """An exact number as decimal text, cut after 18 decimals where it has no end; "39/20" is "1.95"."""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    digits = str(rest * 10**DECIMALS // value.denominator).rjust(DECIMALS, "0").rstrip("0")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def json_bytes(report: Report) -> bytes:
    """One JSON document: facts, policy, tables as records, what columns mean; fractions as decimals and exactly."""
    tables = dict(all_tables(report))
    dictionary = tables.pop("dictionary")
    del tables["exact"]
    said = {
        "schema": SCHEMA,
        **_facts(report),
        "policy": _policy(report.policy),
        "tables": {id: records(table) for id, table in tables.items()},
        "dictionary": [row for row in records(dictionary) if row["table"] in (*tables, "dictionary")],
    }
    return _json(said)


def _facts(report: Report) -> Mapping[str, Any]:
    dossier, framework, setup = report.dossier, report.framework, report.dossier.setup
    return {
        "made_at": report.made_at.isoformat(),
        "program_version": report.program_version,
        "language": report.language,
        "audience": report.audience.value,
        "administration": {
            "name": _encodable(setup.administration.name),
            "country": _encodable(setup.administration.country),
        },
        "site": _encodable(setup.site.name),
        "round": {"kind": setup.round.kind.value, "year": setup.round.year},
        "assessed_on": setup.assessed_on.isoformat() if setup.assessed_on else None,
        "stage": dossier.stage.value,
        "revision": report.revision,
        "draft": report.card.proposals,
        "rank_draws": {"draws": DRAWS, "seed": SEED},
        "framework": {"id": framework.id, "version": framework.version, "content_hash": framework.content_hash},
        "profile": {"id": framework.profile.id, "capabilities": [one.id for one in framework.capabilities]},
        "withheld": {"capabilities": report.withheld, "means": withheld_said(report)},
    }


def _policy(policy: Policy) -> Mapping[str, Any]:
    level = policy.not_applicable_level
    return {
        "not_applicable": policy.not_applicable.value,
        "not_applicable_level": None if level is None else _exact(level),
        "not_known": policy.not_known.value,
        "minimum_coverage": _exact(policy.minimum_coverage),
        "confidence_shift": {name.value: _exact(shift) for name, shift in policy.confidence_shift.items()},
        "evidence_caps": {name.value: _exact(cap) for name, cap in policy.evidence_caps.items()},
        "stage_met_at": _exact(policy.stage_met_at),
    }


def records(table: Table) -> list[dict[str, Any]]:
    """The rows for JSON: by column id, codes for closed lists, numbers exact, None for nothing known."""
    return [{column.id: _json_cell(row[column.id]) for column in table.columns} for row in table.rows]


def _json_cell(cell: Cell) -> Any:
    match cell:
        case Fraction():
            return _exact(cell)
        case Coded(code=code):
            return code
        case date():
            return cell.isoformat()
        case str():
            return _encodable(cell)
        case _:
            return cell


def _exact(value: Fraction) -> Mapping[str, str]:
    return {"decimal": decimal_text(value), "fraction": str(value)}


def _encodable(text: str) -> str:
    """The text without lone surrogates and NUL, which no file can carry."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
