"""The donor workbook as bytes: every sheet written, saved, and given the results of its formulas."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reports.cells import Column, Table
from reports.report import Report
from reports.tables import FOR_PROGRAMS, all_tables
from reports.workbook import costs, gaps, scores
from reports.workbook.answers import working_columns, write_answers
from reports.workbook.budget import write_budget
from reports.workbook.cached import with_results
from reports.workbook.change import change_beside, write_change
from reports.workbook.checks import write_checks
from reports.workbook.costs import write_costs_by_year
from reports.workbook.draft import Draft
from reports.workbook.gaps import write_gaps
from reports.workbook.limits import write_limits
from reports.workbook.lists import write_lists
from reports.workbook.logframe import write_logframe
from reports.workbook.looks import Looks
from reports.workbook.places import SheetPlace
from reports.workbook.plan import write_plan
from reports.workbook.read_me import write_read_me
from reports.workbook.registers import (
    write_criteria,
    write_dictionary,
    write_evidence,
    write_signatures,
    write_unscored,
)
from reports.workbook.scores import write_scores
from reports.workbook.summary import write_summary
from reports.workbook.summary_charts import alt_texts
from reports.workbook.text import clean, sheet_title
from reports.workbook.timeline import write_timeline
from reports.workbook.tracking import write_tracking
from reports.workbook.unit_costs import write_cost_lines, write_unit_costs
from reports.workbook.validation import validation_beside, write_validation
from words.phrases import Phrases

SHEETS: Mapping[str, Callable[[Draft], None]] = {
    "read_me": write_read_me,
    "summary": write_summary,
    "scores": write_scores,
    "answers": write_answers,
    "criteria": write_criteria,
    "evidence": write_evidence,
    "unscored": write_unscored,
    "change": write_change,
    "validation": write_validation,
    "gaps": write_gaps,
    "plan": write_plan,
    "limits": write_limits,
    "budget": write_budget,
    "costs_by_year": write_costs_by_year,
    "timeline": write_timeline,
    "logframe": write_logframe,
    "tracking": write_tracking,
    "cost_lines": write_cost_lines,
    "unit_costs": write_unit_costs,
    "signatures": write_signatures,
    "checks": write_checks,
    "dictionary": write_dictionary,
    "lists": write_lists,
}
"""Every sheet by its id, in the order in which they stand."""
LAST_WRITTEN = ("checks",)
TABS = {
    "read_me": "4A5763",
    "summary": "0B5C8A",
    "scores": "0B5C8A",
    "answers": "2B6C90",
    "change": "2B6C90",
    "validation": "2B6C90",
    "gaps": "A3315B",
    "plan": "A3315B",
    "budget": "A3315B",
    "timeline": "A3315B",
    "logframe": "A3315B",
    "unit_costs": "2B6C90",
}
OWN_LAYOUT = ("summary", "budget", "proof", "donors")
"""The tables that are no plain rows of a sheet: what is proven of the plan stands on Read me, donors on Limits."""
NOT_IN_IT = ("replies", *FOR_PROGRAMS)
"""The tables that the workbook does not have: it holds outcomes, not who replied what; its formulas are its rules."""


def workbook_bytes(report: Report) -> bytes:
    """The donor workbook. The same report gives the same bytes."""
    draft = draft_of(report)
    for id, write in SHEETS.items():
        if id not in LAST_WRITTEN:
            write(draft)
    for id in LAST_WRITTEN:
        SHEETS[id](draft)
    _describe(draft)
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_STORED) as archive:  # It is packed once, when the results are in.
        ExcelWriter(draft.workbook, archive).save()
    return with_results(
        saved.getvalue(),
        {
            f"xl/worksheets/sheet{number}.xml": draft.results.get(title, {})
            for number, title in enumerate(draft.titles.values(), 1)
        },
        made_at=report.made_at,
        alt_texts={
            "xl/drawings/drawing1.xml": alt_texts(draft),
            "xl/drawings/drawing2.xml": (draft.say("workbook.budget.chart_alt"),),
        },
    )


def draft_of(report: Report) -> Draft:
    """An empty workbook with all its sheets, and the place of everything that will stand there."""
    tables = _tables(report)
    workbook = Workbook()
    scratch = workbook.active
    assert isinstance(scratch, Worksheet), "a new workbook opens with one sheet"
    titles = _titles(report.say)
    for id, title in titles.items():
        sheet = workbook.create_sheet(title)
        if id in TABS:
            sheet.sheet_properties.tabColor = TABS[id]
    looks = Looks(scratch)
    workbook.remove(scratch)
    found = (change_beside(report), validation_beside(report))
    beside = {one.sheet: one for one in found if one is not None}
    working = {
        "answers": working_columns(report),
        **{id: sheet.WORKING for id, sheet in _WITH_STEPS.items()},
        **{id: one.columns() for id, one in beside.items()},
    }
    places = {
        id: _place(titles[id], table, working.get(id, ())) for id, table in tables.items() if id not in OWN_LAYOUT
    }
    return Draft(report, tables, workbook, looks, titles, places, beside)


_WITH_STEPS = {"scores": scores, "gaps": gaps, "costs_by_year": costs}


def _tables(report: Report) -> Mapping[str, Table]:
    """The tables that the workbook has, and the dictionary of their columns alone."""
    tables = {id: table for id, table in all_tables(report).items() if id not in NOT_IN_IT}
    known = tables["dictionary"]
    rows = tuple(row for row in known.rows if row["table"] not in NOT_IN_IT)
    return {**tables, "dictionary": replace(known, rows=rows)}


def _titles(say: Phrases) -> Mapping[str, str]:
    titles: dict[str, str] = {}
    for id in SHEETS:
        titles[id] = sheet_title(say(f"workbook.sheets.{id}"), titles.values())
    return titles


def _place(title: str, table: Table, working: tuple[Column, ...]) -> SheetPlace:
    return SheetPlace.of(title, tuple(column.id for column in (*table.columns, *working)), len(table.rows))


def _describe(draft: Draft) -> None:
    """The document's properties, and that programs which calculate do so on opening."""
    report, properties = draft.report, draft.workbook.properties
    moment = report.made_at.astimezone(UTC).replace(tzinfo=None)
    administration = report.administration
    properties.title = clean(
        f"{administration.name or report.framework.name(report.language)}: {draft.say('workbook.document')}"
    )
    properties.subject = clean(report.framework.name(report.language))
    properties.creator = properties.lastModifiedBy = draft.say("workbook.program", version=report.program_version)
    properties.keywords = f"{report.framework.id} {report.framework.version} {report.framework.content_hash}"
    properties.language = report.language
    properties.created = properties.modified = moment
    draft.workbook.calculation.fullCalcOnLoad = True
    draft.workbook.active = 1
