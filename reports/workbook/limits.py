"""The sheet of limits: what bounds the plan, as it was when the file was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from reports.cells import Kind, Row
from reports.workbook.draft import Draft
from reports.workbook.grid import Grid, write_grid

WIDTHS = {"limit": 44, "node": 14, "name": 70, "value": 16, "unit": 30}


def write_limits(draft: Draft) -> None:
    """Write the sheet: one row a limit, each value written as what it is."""
    write_grid(draft, "limits", Grid(widths=WIDTHS, sortable=False, row_kinds=_kinds))


def _kinds(row: Row) -> Mapping[str, Kind]:
    """The kind of the value: a day, or money, which alone of the limits is an exact fraction."""
    if isinstance(row["value"], date):
        return {"value": Kind.DATE}
    return {"value": Kind.MONEY} if isinstance(row["value"], Fraction) else {}
