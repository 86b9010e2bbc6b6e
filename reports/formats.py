"""Every document by its id: what paper it is, how its file ends, for whom it is offered, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.paper import Paper, PaperFigure
from reports.plain import csv_bytes, json_bytes
from reports.report import Audience, Report

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class DocumentFormat:
    """A document: how the name of its file ends, its media type, and for a text which paper is written."""

    ending: str
    media_type: str
    paper: str = ""


FORMATS: Mapping[str, DocumentFormat] = {
    "report_pdf": DocumentFormat(".pdf", "application/pdf", "report"),
    "report_docx": DocumentFormat(".docx", WORD, "report"),
    "briefing_pdf": DocumentFormat(".pdf", "application/pdf", "briefing"),
    "briefing_docx": DocumentFormat(".docx", WORD, "briefing"),
    "summary_pdf": DocumentFormat(".pdf", "application/pdf", "summary"),
    "summary_docx": DocumentFormat(".docx", WORD, "summary"),
    "xlsx": DocumentFormat(".xlsx", WORKBOOK),
    "csv": DocumentFormat(".csv.zip", "application/zip"),
    "json": DocumentFormat(".json", "application/json"),
}
"""CSV comes as several files in one zip."""

_OF_THE_PUBLIC = ("summary_pdf", "summary_docx")
_IN_FULL = tuple(id for id in FORMATS if id not in _OF_THE_PUBLIC)
OFFERED: Mapping[Audience, tuple[str, ...]] = {
    Audience.ADMINISTRATION: _IN_FULL,
    Audience.DONOR: _IN_FULL,
    Audience.PUBLIC: _OF_THE_PUBLIC,
}
"""What is written for whom: the public gets a summary, in which no single question is spoken of."""


Told = Callable[[int, int], None]
"""Is told how many of how many steps are done, while something takes long."""


def write_report(
    report: Report, format: str, *, template: bytes | None = None, told: Told = lambda done, of: None
) -> bytes:
    """The report as a file of that format, one of `FORMATS`. `template` is the look of a Word file.

    Raises ValueError for any other format, or one that is not offered to the report's audience; InputFault for a
    template that cannot be used.
    """
    if format not in FORMATS:
        raise ValueError(f"no report is written as {format!r}; known are {', '.join(FORMATS)}")
    if format not in OFFERED[report.audience]:
        raise ValueError(f"{format!r} is not written for the audience {report.audience.value!r}")
    known = FORMATS[format]
    if not known.paper:
        return _DATA[format](report)
    told(0, 1)
    paper = paper_of(report, known.paper)
    _draw(paper, known.ending, told)
    if known.ending == ".pdf":
        from reports.pdf import pdf_bytes  # noqa: PLC0415  the typesetter is heavy: only where a file is written

        return pdf_bytes(paper, report.made_at, report.program_version)
    from reports.document import document_bytes  # noqa: PLC0415  the same

    return document_bytes(paper, report.made_at, report.program_version, template)


def _draw(paper: Paper, ending: str, told: Told) -> None:
    """Draw the figures, which take longest, and tell how far it is; whoever writes the paper finds them drawn."""
    from reports.pictures import figure_png, figure_svg  # noqa: PLC0415  the same

    draw = figure_svg if ending == ".pdf" else figure_png
    figures = [part for part in paper.parts if isinstance(part, PaperFigure)]
    for number, figure in enumerate(figures, 1):
        draw(figure.drawn, figure.width)
        told(number, len(figures) + 1)


def paper_of(report: Report, paper: str) -> Paper:
    """The text of a report: "report", "briefing", or "summary" for the public."""
    from reports.diagnostic.briefing_paper import briefing_paper  # noqa: PLC0415  charts are heavy: not before a text
    from reports.diagnostic.diagnostic_paper import diagnostic_paper  # noqa: PLC0415  the same
    from reports.diagnostic.public_paper import public_paper  # noqa: PLC0415  the same

    papers = {"report": diagnostic_paper, "briefing": briefing_paper, "summary": public_paper}
    return papers[paper](report)


def _xlsx(report: Report) -> bytes:
    from reports.workbook.book import workbook_bytes  # noqa: PLC0415  openpyxl is heavy: only where it is written

    return workbook_bytes(report)


_DATA: Mapping[str, Callable[[Report], bytes]] = {"xlsx": _xlsx, "csv": csv_bytes, "json": json_bytes}
