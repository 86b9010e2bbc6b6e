"""The parts of a paper in a Word file: headings, texts, lists, notes, tables, facts, figures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

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
from reports.paper_widths import told_table
from reports.word.look import INK, LINE, QUIET, clean
from reports.word.openings import hold_opening
from reports.word.tables import write_pairs, write_table
from words.phrases import load_phrases

TALLEST = Cm(21)
"""A picture and its caption fit on one page."""
FULL_WIDTH = 680
"""The width in pixels of a picture that is as wide as the text."""
DEEPEST = 3
_NUMBER = re.compile("[0-9]{1,9}")


@dataclass
class Writing:
    """A document while it is written: how wide its text is (in EMU), the marks of its headings.

    `marks_before` is the highest number of a mark that a template has already. What is written next begins a new page
    where `turned` says so.
    """

    document: Any
    width: int
    language: str
    marks_before: int = 0
    turned: bool = False


def marks_of(paper: Paper, before: int = 0) -> tuple[tuple[str, str, int], ...]:
    """The mark, the words and the depth of every heading, in order: a list of contents leads to them."""
    headings = (one for one in paper.parts if isinstance(one, PaperHeading))
    return tuple(
        (f"_Toc{n:06d}", clean(one.text), min(one.level, DEEPEST)) for n, one in enumerate(headings, before + 1)
    )


def marks_in(document: Any) -> int:
    """The highest number that a mark in the document has, as its id or as a part of its name."""
    numbers = [0]
    for mark in document.element.body.iter(qn("w:bookmarkStart")):
        numbers += map(int, _NUMBER.findall(f"{mark.get(qn('w:id'))} {mark.get(qn('w:name'))}"))
    return max(numbers)


def write_parts(writing: Writing, paper: Paper) -> None:
    """Write all parts, in order. A chapter stands on the page of the one before where its opening finds room there."""
    marks = iter(marks_of(paper, writing.marks_before))
    body, chapters = writing.document.element.body, []
    for part, following in zip(paper.parts, (*paper.parts[1:], None), strict=False):
        if isinstance(part, PaperHeading):
            if part.new_page:
                chapters.append(len(_written(body)))
            _heading(writing, *next(marks))
            continue
        if writing.turned:
            turn_page(writing, writing.document.add_paragraph())
        if isinstance(part, PaperText):
            _text(writing, part, introduces=isinstance(following, PaperTable | PaperList))
        else:
            _WRITERS[type(part)](writing, part)
    written = _written(body)
    for begin, end in pairwise((*chapters, len(written))):
        hold_opening(written[begin:end], writing.width)


def _written(body: Any) -> Sequence[Any]:
    """What stands in the document up to now, without the page at its end."""
    return [one for one in body.iterchildren() if one.tag != qn("w:sectPr")]


def turn_page(writing: Writing, paragraph: Any) -> None:
    """Begin a new page with the paragraph where one is due."""
    if writing.turned:
        paragraph.paragraph_format.page_break_before = True
    writing.turned = False


def _heading(writing: Writing, mark: str, text: str, level: int) -> None:
    paragraph = writing.document.add_heading(text, level)
    turn_page(writing, paragraph)
    number = str(int(mark.removeprefix("_Toc")))
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), mark)
    end.set(qn("w:id"), number)
    runs = paragraph._p.r_lst
    if runs:
        runs[0].addprevious(start)
        runs[-1].addnext(end)


def _text(writing: Writing, part: PaperText, *, introduces: bool) -> None:
    """A paragraph; one that introduces what follows stands on one page with its beginning."""
    paragraph = writing.document.add_paragraph()
    if introduces:
        paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(clean(part.text))
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
        for side in "TBLR":  # without a word, some programs leave room around it, and it hangs out of the text
            picture._inline.set(f"dist{side}", "0")
        told = picture._inline.docPr
        told.set("descr", clean(alt_text(figure)))
        told.set("title", clean(figure.title))
    if part.with_table and figure.rows:
        table, share = told_table(figure.heads, figure.rows, figure.title)
        write_table(writing.document, table, int(writing.width * share))


def _fit(picture: Any, width: int) -> None:
    """The picture as wide as wanted, or as high as a page allows."""
    scale = min(width / picture.width, TALLEST / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)


_WRITERS: Mapping[type, Callable[[Writing, Any], None]] = {
    PaperList: _list,
    PaperNote: _note,
    PaperTable: _table,
    PaperFacts: _facts,
    PaperFigure: _figure,
}
