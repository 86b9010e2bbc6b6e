"""What stands before the parts of a Word file: its title, or a page of its own for it, and a list of contents."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.paper import Paper
from reports.word.look import LEAD, QUIET, begin_field, clean, end_field
from reports.word.parts import Writing, marks_of, turn_page
from reports.word.tables import write_pairs

CONTENTS_DEPTH = 2


def write_front(writing: Writing, paper: Paper) -> None:
    """The title and what stands under it; a page of its own, and the contents, where the paper asks for them."""
    document = writing.document
    if paper.cover is not None:
        issuer = document.add_paragraph()
        issuer.paragraph_format.space_after = Pt(150)
        run = issuer.add_run(clean(paper.cover.issuer))
        run.font.size, run.font.bold, run.font.color.rgb = Pt(13), True, RGBColor.from_string(QUIET)
    document.add_paragraph(clean(paper.title), style="Title")
    if paper.subtitle:
        document.add_paragraph(clean(paper.subtitle), style="Subtitle")
    if paper.cover is not None:
        _rest_of_cover(writing, paper)
    if paper.contents:
        _contents(writing, paper)
        writing.turned = True


def _rest_of_cover(writing: Writing, paper: Paper) -> None:
    assert paper.cover is not None
    document = writing.document
    if paper.cover.audience:
        audience = document.add_paragraph()
        audience.paragraph_format.space_before, audience.paragraph_format.space_after = Pt(150), Pt(24)
        run = audience.add_run(clean(paper.cover.audience))
        run.font.bold, run.font.color.rgb = True, RGBColor.from_string(LEAD)
    write_pairs(document, paper.cover.facts, writing.width, (30, 70))
    writing.turned = True


def _contents(writing: Writing, paper: Paper) -> None:
    """A list of the headings that leads to them. It is filled in already, and the reader's program can make it anew.

    It has no page numbers: only the program that lays the pages out knows them, and a wrong one is worse than none.
    """
    document = writing.document
    heading = document.add_paragraph()
    turn_page(writing, heading)
    heading.paragraph_format.space_after = Pt(10)
    run = heading.add_run(clean(paper.contents))
    run.font.size, run.font.bold = Pt(15), True
    entries = [one for one in marks_of(paper, writing.marks_before) if one[2] <= CONTENTS_DEPTH]
    for place, (mark, text, level) in enumerate(entries):
        line = document.add_paragraph()
        line.paragraph_format.left_indent = Cm(0.75 * (level - 1))
        line.paragraph_format.space_before = Pt(6 if level == 1 else 0)
        if place == 0:
            begin_field(line, f'TOC \\o "1-{CONTENTS_DEPTH}" \\n \\h \\z \\u')
        _link(line, mark, text, bold=level == 1)
        if place == len(entries) - 1:
            end_field(line)


def _link(paragraph: Any, mark: str, text: str, *, bold: bool) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), mark)
    link.set(qn("w:history"), "1")
    run = paragraph.add_run(text)
    run.font.bold = bold
    link.append(run._r)
    paragraph._p.append(link)
