"""The parts of a paper in a Word file: headings, texts, lists, notes, tables, facts, figures."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.paper import (
    Paper,
    PaperFacts,
    PaperFigure,
    PaperHeading,
    PaperList,
    PaperNote,
    PaperNoteKind,
    PaperTable,
    PaperText,
)
from reports.word.look import INK, LINE, QUIET, clean
from reports.word.tables import write_pairs, write_table
from words.phrases import load_phrases

TALLEST = Cm(21)
"""A picture and its caption fit on one page."""
FULL_WIDTH = 680
"""The width in pixels of a picture that is as wide as the text."""
DEEPEST = 3


@dataclass
class Writing:
    """A document while it is written: how wide its text is (in EMU), which headings stand in it, by their mark."""

    document: Any
    width: int
    language: str
    headings: list[tuple[str, str, int]] = field(default_factory=list)


def marks_of(paper: Paper) -> tuple[tuple[str, str, int], ...]:
    """The mark, the words and the depth of every heading, in order: a list of contents leads to them."""
    headings = (one for one in paper.parts if isinstance(one, PaperHeading))
    return tuple((f"_Toc{n:06d}", clean(one.text), min(one.level, DEEPEST)) for n, one in enumerate(headings, 1))


def write_parts(writing: Writing, paper: Paper) -> None:
    """Write all parts, in order."""
    marks = iter(marks_of(paper))
    for place, part in enumerate(paper.parts):
        if isinstance(part, PaperHeading):
            _heading(writing, part, *next(marks), first=place == 0)
        else:
            _WRITERS[type(part)](writing, part)


def _heading(writing: Writing, part: PaperHeading, mark: str, text: str, level: int, *, first: bool) -> None:
    paragraph = writing.document.add_heading(text, level)
    paragraph.paragraph_format.page_break_before = part.new_page and not first
    number = str(int(mark.removeprefix("_Toc")))
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), mark)
    end.set(qn("w:id"), number)
    runs = paragraph._p.r_lst
    if runs:
        runs[0].addprevious(start)
        runs[-1].addnext(end)


def _text(writing: Writing, part: PaperText) -> None:
    run = writing.document.add_paragraph().add_run(clean(part.text))
    if part.quiet:
        run.font.color.rgb = RGBColor.from_string(QUIET)
    if part.lead:
        run.font.size, run.font.bold = Pt(13), True


def _list(writing: Writing, part: PaperList) -> None:
    """Points; numbers are written out, since numbered lists of a Word file go on counting from one to the next."""
    for number, point in enumerate(part.points, 1):
        if not part.numbered:
            writing.document.add_paragraph(clean(point), style="List Bullet")
            continue
        paragraph = writing.document.add_paragraph()
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.75), Cm(-0.75)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.75))
        paragraph.add_run(f"{number}.\t").font.bold = True
        paragraph.add_run(clean(point))


def _note(writing: Writing, part: PaperNote) -> None:
    """A frame; a warning has a heavier one, and says so in a word."""
    paragraph = writing.document.add_paragraph()
    warning = part.kind is PaperNoteKind.WARNING
    if warning:
        paragraph.add_run(f"{load_phrases(writing.language)('pdf.warning')} ").font.bold = True
    paragraph.add_run(clean(part.text))
    frame = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (
            ("val", "single"),
            ("sz", "12" if warning else "6"),
            ("space", "6"),
            ("color", INK if warning else LINE),
        ):
            line.set(qn(f"w:{name}"), value)
        frame.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(frame, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(6), Pt(10)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(0.2)


def _table(writing: Writing, part: PaperTable) -> None:
    write_table(writing.document, part, writing.width)


def _facts(writing: Writing, part: PaperFacts) -> None:
    write_pairs(writing.document, part.pairs, writing.width)


def _figure(writing: Writing, part: PaperFigure) -> None:
    """The finding and the key above the picture, which bears what is read aloud in its place."""
    from reports.pictures import alt_text, figure_png  # noqa: PLC0415  drawing is heavy: only where there is a figure

    figure = part.drawn.figure
    writing.document.add_paragraph(clean(figure.title), style="Caption")
    if figure.subtitle:
        key = writing.document.add_paragraph()
        key.paragraph_format.keep_with_next = True
        run = key.add_run(clean(figure.subtitle))
        run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(QUIET)
    if figure.marks:
        picture = writing.document.add_paragraph().add_run().add_picture(io.BytesIO(figure_png(part.drawn, part.width)))
        _fit(picture, int(writing.width * min(part.width / FULL_WIDTH, 1)))
        told = picture._inline.docPr
        told.set("descr", clean(alt_text(figure)))
        told.set("title", clean(figure.title))
    if part.with_table and figure.rows:
        widths = (2, *[1] * (len(figure.heads) - 1))
        write_table(writing.document, PaperTable(figure.heads, figure.rows, widths, figure.title), writing.width)


def _fit(picture: Any, width: int) -> None:
    """The picture as wide as wanted, or as high as a page allows."""
    scale = min(width / picture.width, TALLEST / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)


def page_break(document: Any) -> None:
    """What follows begins on a new page."""
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


_WRITERS: Mapping[type, Callable[[Writing, Any], None]] = {
    PaperText: _text,
    PaperList: _list,
    PaperNote: _note,
    PaperTable: _table,
    PaperFacts: _facts,
    PaperFigure: _figure,
}
