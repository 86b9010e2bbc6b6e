"""A paper as a Word file: A4, headings that can be navigated, tables whose heads repeat, pages numbered.

Without a template the look is ours. With one the look is the organisation's: its styles, page, head and foot.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Cm
from lxml.etree import LxmlError

from questionnaire.problems import InputFault, Problem
from reports.paper import Paper, PaperCover, PaperFacts, PaperHeading, PaperList, PaperNote, PaperTable, PaperText
from reports.word.front import write_front
from reports.word.look import add_missing_styles, clean, describe, our_look, write_foot
from reports.word.parts import Writing, marks_in, write_parts
from reports.word.template import fill_words, place_of_report, section_of, take_out, template_bytes, words_of
from reports.word.template_gate import checked_template

__all__ = ["clean", "document_bytes", "template_bytes", "usable_template"]

_NARROWEST = Cm(4)
"""A page whose text is narrower was not meant for a report."""
_REHEARSED = Paper(
    "",
    ".",
    "en",
    (
        *(PaperHeading(".", level) for level in (1, 2, 3)),
        *(
            PaperText("."),
            PaperNote("."),
            PaperList((".",)),
            PaperList((".",), numbered=True),
            PaperFacts(((".", "."),)),
        ),
        PaperTable((".",), ((".",),), (1,), "."),
    ),
    cover=PaperCover(".", ((".", "."),), "."),
    contents=".",
)
"""Every part that needs something of a template: where this cannot be written, the fault is the template's."""
_REHEARSED_AT = datetime(2000, 1, 1, tzinfo=UTC)
_UNREADABLE = (KeyError, IndexError, ValueError, AttributeError, TypeError, PackageNotFoundError, LxmlError)
"""What the reader of Word files raises for one that is not as it should be."""


def document_bytes(
    paper: Paper, made_at: datetime, author: str, template: bytes | None = None, template_name: str = ""
) -> bytes:
    """The paper as a Word file. The same paper made at the same moment gives the same bytes.

    `template` is a .docx whose look is taken over; people call it `template_name`. Raises InputFault where it cannot.
    """
    if template is not None:
        return _dated(_filled(usable_template(template, template_name), paper, made_at, author), made_at)
    document = Document()
    describe(document, paper, made_at, author)
    our_look(document, paper.language)
    write_foot(document, paper)
    _write(document, paper, document.sections[0], front=True)
    return _dated(_saved(document), made_at)


def usable_template(template: bytes, name: str) -> bytes:
    """The template, unchanged, when a paper can be written with it. Raises InputFault with all that is wrong with it.

    `name` is what people call the file. It goes through the gate, and then through a rehearsal with every part.
    """
    checked = checked_template(template, name)
    try:
        _filled(checked, _REHEARSED, _REHEARSED_AT, "")
    except _UNREADABLE as error:
        raise InputFault([Problem("template.damaged", name)]) from error
    return checked


def _filled(template: bytes, paper: Paper, made_at: datetime, author: str) -> bytes:
    """The template with the paper in it. Raises whatever reading and writing such a file raises."""
    document = Document(io.BytesIO(template))
    describe(document, paper, made_at, author)
    add_missing_styles(document)
    found = fill_words(document, words_of(paper, made_at.date()))
    _into(document, paper, front="title" not in found)
    return _saved(document)


def _saved(document: Any) -> bytes:
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _write(document: Any, paper: Paper, section: Any, *, front: bool) -> None:
    """The paper at the end of the document, as wide as the text of that section. Raises ValueError for no width."""
    width = int(section.page_width - section.left_margin - section.right_margin)
    if width < _NARROWEST:
        raise ValueError("the page leaves no room for text")
    writing = Writing(document, width, paper.language, marks_in(document))
    if front:
        write_front(writing, paper)
    write_parts(writing, paper)


def _into(document: Any, paper: Paper, *, front: bool) -> None:
    """The paper in the place that the template names; at its end where it names none."""
    body = document.element.body
    place = place_of_report(document)
    before = set(body.iterchildren())
    _write(document, paper, section_of(document, place), front=front)
    if place is None:
        return
    for element in [one for one in body.iterchildren() if one not in before]:
        place.addprevious(element)
    take_out(place)


def _dated(content: bytes, made_at: datetime) -> bytes:
    """The same archive with every member dated as the document is: a zip would carry the moment of its writing."""
    stamp = max(made_at.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for member in read.infolist():
            entry = zipfile.ZipInfo(member.filename, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, read.read(member))
    return packed.getvalue()
