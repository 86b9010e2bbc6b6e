"""The donor workbook of a filled dossier against openpyxl alone writing the same cells, looks, lists, rules and charts.

The bare side is handed everything ready-made: every value, every look by its number, every chart. It computes nothing,
decides nothing and stores no results beside its formulas.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook

from planning.rule_of_thumb import build_plan
from reports.formats import write_report
from scoring.scores import score_dossier
from tests.bench.timing import Measured, against, in_turn
from tests.reports.filled import MADE_AT, bank, filled, report_on

MOST_TIMES = 1.5

Cells = Sequence[tuple[int, int, Any, Any]]
"""Row, column, value and look of each cell that has any."""


def rows() -> Iterator[Measured]:
    """One row: the whole workbook, from the dossier and its plan to the bytes."""
    framework, library = bank()
    dossier = filled(framework)
    plan = build_plan(dossier, score_dossier(dossier), library, today=MADE_AT.date())

    def ours() -> bytes:
        return write_report(report_on(dossier, library=library, plan=plan), "xlsx")

    like = load_workbook(io.BytesIO(ours()))
    cells = {sheet.title: _cells(sheet) for sheet in like.worksheets}
    took, bare = in_turn(ours, lambda: _written(like, cells), rounds=5, clock=time.process_time)
    yield against("donor workbook", took * 1000, bare * 1000, "ms", MOST_TIMES)


def _cells(sheet: Any) -> Cells:
    """What stands on a sheet, and how it looks."""
    return [
        (cell.row, cell.column, cell.value, cell._style)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
    ]


def _written(like: Any, cells: Mapping[str, Cells]) -> bytes:
    """A workbook with these cells and the looks, sizes, lists, rules, filters, names and charts of another."""
    workbook: Any = Workbook()
    workbook.remove(workbook.worksheets[0])
    for collection in LOOKS:
        setattr(workbook, collection, getattr(like, collection))
    for title, content in cells.items():
        sheet, other = workbook.create_sheet(title), like[title]
        for row, column, value, look in content:
            cell = sheet.cell(row, column, value)
            cell._style = look
        _lay_out(sheet, other)
    for name, defined in like.defined_names.items():
        workbook.defined_names[name] = defined
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


LOOKS = ("_fonts", "_fills", "_borders", "_alignments", "_protections", "_number_formats", "_cell_styles")
"""Where openpyxl keeps the looks that a cell names by number."""


def _lay_out(sheet: Any, other: Any) -> None:
    """Sizes of rows and columns, panes, filter, drop-downs, rules of colour, charts."""
    for letter, column in other.column_dimensions.items():
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.hidden
    for number, row in other.row_dimensions.items():
        sheet.row_dimensions[number].height = row.height
    sheet.freeze_panes, sheet.auto_filter.ref = other.freeze_panes, other.auto_filter.ref
    for offered in other.data_validations.dataValidation:
        sheet.add_data_validation(offered)
    for area in other.conditional_formatting:
        for rule in area.rules:
            sheet.conditional_formatting.add(str(area.sqref), rule)
    for chart in other._charts:
        sheet.add_chart(chart, chart.anchor)
