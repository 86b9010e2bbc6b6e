"""A file that somebody brings back, told by what is in it and read as proposed changes. Nothing is stored by reading.

workbook     a filled answer workbook, or submissions of a form that were exported as one
tables       submissions as CSV, alone or several in a zip
dossier      another copy of the dossier, compared with the one here
"""

from __future__ import annotations

from datetime import datetime

from questionnaire.entries import Entry
from questionnaire.form_layout import ID_ROW_MARK
from questionnaire.framework import Framework
from questionnaire.incoming import Incoming
from storage.intake.answers_file import Receiver, read_answer_sheets
from storage.intake.findings import Findings, refusal
from storage.intake.sheet_cells import FoundSheet, found_sheets
from storage.intake.submission_tables import table_of_text, tables_of_sheets, tables_of_texts
from storage.intake.submissions import columns_of, read_submission_tables
from storage.intake.workbook_gate import FileKind, archive_parts, kind_of_file, workbook_parts

MOST_TABLES = 50
REPORT_COLUMNS = frozenset({"node", "value", "low", "high"})
"""Columns of the scores in the workbook that is written for donors."""
REPORT_TABLES = frozenset({"scores.csv", "answers.csv"})
"""Tables in the zip that is written for statisticians."""


def read_answers(
    data: bytes,
    *,
    framework: Framework,
    entries: tuple[Entry, ...],
    dossier_id: str,
    participant: str | None,
    by: str,
    at: datetime,
) -> Incoming:
    """What a filled answer workbook proposes to the dossier with this history.

    `framework` is the whole one, whatever is asked of it; `participant` is whose the rows are that name nobody. Raises
    InputFault, with everything that is wrong, where nothing of the file can be read.
    """
    return read_answer_sheets(
        found_sheets(workbook_parts(data)), Receiver(framework, entries, dossier_id, participant, by, at)
    )


def read_submissions(
    data: bytes,
    name: str,
    *,
    framework: Framework,
    entries: tuple[Entry, ...],
    dossier_id: str,
    participant: str | None,
    by: str,
    at: datetime,
) -> Incoming:
    """What submissions of a form propose: CSV, a workbook, or a zip of CSV tables. Raises InputFault as above."""
    here = Receiver(framework, entries, dossier_id, participant, by, at)
    look = Findings()
    match kind_of_file(data):
        case FileKind.WORKBOOK:
            tables = list(tables_of_sheets(found_sheets(workbook_parts(data))))
        case FileKind.TABLES:
            parts = archive_parts(data)
            names = sorted((one for one in parts if one.casefold().endswith(".csv")), key=lambda one: (len(one), one))
            tables = tables_of_texts(((one, parts[one]) for one in names[:MOST_TABLES]), look)
            # The table of the form itself, not of a repeated group in it, has the most fields.
            tables.sort(key=lambda table: -len(columns_of(table, framework).fields))
        case FileKind.DOSSIER:
            raise refusal("not_known")
        case FileKind.TEXT:
            tables = [table_of_text(data, name, look)]
    return read_submission_tables(tables, here, look)


def read_incoming(
    data: bytes,
    name: str,
    *,
    framework: Framework,
    entries: tuple[Entry, ...],
    dossier_id: str,
    participant: str | None,
    by: str,
    at: datetime,
) -> Incoming:
    """What a workbook or submissions propose, whichever the file is; its name is only for people.

    A dossier file is told by `workbook_gate.kind_of_file` and is compared by `storage.merging`. Raises InputFault.
    """
    if kind_of_file(data) is FileKind.WORKBOOK:
        sheets = found_sheets(workbook_parts(data))
        if _is_marked(sheets):
            return read_answer_sheets(sheets, Receiver(framework, entries, dossier_id, participant, by, at))
        if _is_report(sheets):
            raise refusal("report_workbook")
    if kind_of_file(data) is FileKind.TABLES and set(archive_parts(data)) >= REPORT_TABLES:
        raise refusal("report_tables")
    return read_submissions(
        data,
        name,
        framework=framework,
        entries=entries,
        dossier_id=dossier_id,
        participant=participant,
        by=by,
        at=at,
    )


def _is_marked(sheets: tuple[FoundSheet, ...]) -> bool:
    """Whether a sheet has a row of ids; workbooks of submissions have none."""
    return any(cell.text == ID_ROW_MARK for sheet in sheets for row in sheet.rows.values() for cell in row.values())


def _is_report(sheets: tuple[FoundSheet, ...]) -> bool:
    """Whether a sheet has the columns of a workbook that only tells results."""
    rows = (row for sheet in sheets for row in sheet.rows.values())
    return any({cell.text for cell in row.values()} >= REPORT_COLUMNS for row in rows)
