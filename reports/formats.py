"""A report in the format that a file extension names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reports.plain import csv_bytes, json_bytes
from reports.report import Report


def _xlsx(report: Report) -> bytes:
    from reports.workbook.book import workbook_bytes  # noqa: PLC0415  openpyxl is heavy: only where a workbook is written

    return workbook_bytes(report)


_WRITERS: Mapping[str, Callable[[Report], bytes]] = {"xlsx": _xlsx, "csv": csv_bytes, "json": json_bytes}

EXTENSIONS = tuple(_WRITERS)
FILE_ENDINGS: Mapping[str, str] = {"xlsx": ".xlsx", "csv": ".csv.zip", "json": ".json"}
"""How the file of each format ends: CSV comes as several files in one zip."""


def write_report(report: Report, extension: str) -> bytes:
    """The report as a file: "xlsx", "csv" (a zip of tables) or "json". Raises ValueError for any other extension."""
    if extension not in _WRITERS:
        raise ValueError(f"no report is written as {extension!r}; known are {', '.join(EXTENSIONS)}")
    return _WRITERS[extension](report)
