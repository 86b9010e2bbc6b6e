"""The donor workbook of a filled dossier against openpyxl writing the same cells bare: no styles, widths or charts."""

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

Sheets = Mapping[str, Sequence[Sequence[Any]]]


def rows() -> Iterator[Measured]:
    """One row: the whole workbook, from the dossier and its plan to the bytes."""
    framework, library = bank()
    dossier = filled(framework)
    plan = build_plan(dossier, score_dossier(dossier), library, today=MADE_AT.date())

    def ours() -> bytes:
        return write_report(report_on(dossier, library=library, plan=plan), "xlsx")

    sheets = _cells(ours())
    took, bare = in_turn(ours, lambda: _written(sheets), rounds=5, clock=time.process_time)
    yield against("donor workbook", took * 1000, bare * 1000, "ms", MOST_TIMES)


def _cells(workbook: bytes) -> Sheets:
    """What stands in the cells of each sheet, values and formulas, row by row."""
    opened = load_workbook(io.BytesIO(workbook))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in opened.worksheets}


def _written(sheets: Sheets) -> bytes:
    """A workbook with these cells and nothing else."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, content in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in content:
            sheet.append(row)
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()
