"""Documents and forms: each beside bare calls of the same library, or against the seconds that a person waits.

The text of a report is the same for Word and PDF. What it counts (how certain the ranks are) and its figures are made
anew each time; the scores and the plan are there before, as they are on the page.
"""

from __future__ import annotations

import io
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from docx import Document
from openpyxl import Workbook, load_workbook

from planning.rule_of_thumb import build_plan
from questionnaire.entries import Entry
from reports import pictures
from reports.formats import write_report
from reports.forms.making import FormWish, form_bytes
from reports.report import Report
from scoring.scores import score_dossier
from storage.intake.reading import read_answers
from tests.bench.dossiers import different_dossiers
from tests.bench.timing import Measured, below, in_turn
from tests.reports.filled import MADE_AT, bank, filled, report_on

COUNTRIES = 21
MOST_SECONDS = 3.0
PAGES = 25
ROUND_TRIP = 1.0


def rows() -> Iterator[Measured]:
    """PDF, Word, the round trip of a workbook, and documents for 21 countries one after the other."""
    report = _report()
    yield from _pdf(report)
    yield _word(report)
    yield _round_trip()
    yield _batch()


def _report(seed: int = 1) -> Report:
    framework, library = bank()
    dossier = filled(framework, seed)
    plan = build_plan(dossier, score_dossier(dossier), library, today=MADE_AT.date())
    return report_on(dossier, library=library, plan=plan)


def _anew(report: Report, format: str) -> bytes:
    """The document with its figures drawn anew, and all that a report counts for itself counted anew."""
    pictures.forget()
    return write_report(replace(report), format)


def _timed(call: Callable[[], bytes]) -> tuple[float, bytes]:
    started = time.perf_counter()
    made = call()
    return time.perf_counter() - started, made


def _pdf(report: Report) -> Iterator[Measured]:
    first, made = _timed(lambda: _anew(report, "report_pdf"))
    pages = _pages(made)
    again = min(_timed(lambda: _anew(report, "report_pdf"))[0] for _ in range(3))
    goal = MOST_SECONDS * pages / PAGES
    yield below(f"PDF of {pages} pages, the first in a process ({MOST_SECONDS:g} s for {PAGES})", first, "s", goal)
    yield below(f"PDF of {pages} pages, later ones ({MOST_SECONDS:g} s for {PAGES})", again, "s", goal)


def _pages(made: bytes) -> int:
    """How many pages a PDF has, as another program counts them."""
    told = subprocess.run(["pdfinfo", "-"], input=made, capture_output=True, check=True).stdout.decode()
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:")))


def _word(report: Report) -> Measured:
    read = Document(io.BytesIO(write_report(report, "report_docx")))
    texts = [one.text for one in read.paragraphs]
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in read.tables]

    def bare() -> bytes:
        document = Document()
        for text in texts:
            document.add_paragraph(text)
        for cells in tables:
            table = document.add_table(rows=len(cells), cols=len(cells[0]))
            for row, line in zip(table.rows, cells, strict=True):
                for cell, text in zip(row.cells, line, strict=True):
                    cell.text = text
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()

    ours, other = in_turn(lambda: write_report(report, "report_docx"), bare, rounds=3, clock=time.process_time)
    return Measured("Word report, its figures drawn already, against its texts bare", ours, other, "s", "-", True)


def _round_trip() -> Measured:
    framework, _ = bank()
    dossier = filled(framework)
    wish = FormWish(framework, ("en",), MADE_AT, "1", dossier, ("P1",))

    def ours() -> int:
        written = form_bytes("form_xlsx", wish)
        entries: tuple[Entry, ...] = ()
        read = read_answers(
            written, framework=framework, entries=entries, dossier_id=dossier.id, participant="P1", by="P1", at=MADE_AT
        )
        return len(read.changes)

    cells = [
        [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in load_workbook(io.BytesIO(form_bytes("form_xlsx", wish))).worksheets
    ]

    def bare() -> None:
        book = Workbook()
        for rows in cells:
            sheet = book.create_sheet()
            for row in rows:
                sheet.append(row)
        saved = io.BytesIO()
        book.save(saved)
        load_workbook(saved)

    if not ours():
        raise ValueError("a round trip that brings nothing back measures nothing")
    took, other = in_turn(ours, bare, rounds=3)
    name = f"answer workbook of {len(framework.capabilities)} capabilities, written and read back"
    goal = f"at most {ROUND_TRIP:g} s"
    return Measured(name, took, other, "s", goal, took <= ROUND_TRIP)


def _batch() -> Measured:
    framework, library = bank()
    dossiers = different_dossiers(framework, COUNTRIES)

    def ours() -> int:
        return sum(len(write_report(report_on(one, library=library), "xlsx")) for one in dossiers)

    started = time.perf_counter()
    if not ours():
        raise ValueError("no workbook was written")
    took = time.perf_counter() - started
    return Measured(f"donor workbooks of {COUNTRIES} countries, one after the other", took, None, "s", "-", True)
