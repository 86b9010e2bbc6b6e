"""LibreOffice as the second opinion: it recalculates workbooks, forced not to trust the results stored in them."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import to_excel

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""

Cells = Mapping[tuple[str, str], Any]
"""Values by sheet title and coordinate."""


def recalculated(files: Sequence[Path], work: Path) -> list[Path]:
    """The same workbooks after a full recalculation, made in one run. `work` holds the profile and the results."""
    profile, made = work / "profile", work / "recalculated"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(made), *map(str, files)], check=True, capture_output=True, timeout=280)
    return [made / file.name for file in files]


@cache
def formulas(file: Path) -> set[tuple[str, str]]:
    """Every formula cell of a workbook."""
    book = openpyxl.load_workbook(file)
    return {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


@cache
def values(file: Path) -> Cells:
    """Every value of a workbook, formulas by their stored result."""
    book = openpyxl.load_workbook(file, data_only=True)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def differences(one: Cells, other: Cells, cells: set[tuple[str, str]]) -> list[str]:
    """Where two sets of values differ by more than 1e-9, of the cells named; a blank and an empty text are alike.

    Of numbers beyond 100,000 fifteen digits are compared: a spreadsheet stores no more.
    """
    found = []
    for place in sorted(cells):
        first, second = _plain(one.get(place)), _plain(other.get(place))
        same = _close(first, second) if _number(first) and _number(second) else first == second
        if not same:
            found.append(f"{place[0]}!{place[1]}: {first!r} and {second!r}")
    return found


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= max(1e-9, 1e-14 * abs(one))


def _number(value: Any) -> bool:
    return isinstance(value, int | float)


def _plain(value: Any) -> Any:
    if hasattr(value, "year"):
        return to_excel(value)
    return "" if value is None else value
