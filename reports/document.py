"""A paper as a Word file: A4, headings that can be navigated, tables whose heads repeat, pages numbered.

Without a template the look is ours. With one the look is the organisation's: its styles, page, head and foot.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document

from reports.paper import Paper
from reports.word.front import write_front
from reports.word.look import add_missing_styles, clean, describe, our_look, write_foot
from reports.word.parts import Writing, write_parts
from reports.word.template import fill_words, open_template, place_of_report, template_bytes, words_of

__all__ = ["clean", "document_bytes", "template_bytes"]


def document_bytes(
    paper: Paper, made_at: datetime, author: str, template: bytes | None = None, template_name: str = ""
) -> bytes:
    """The paper as a Word file. The same paper made at the same moment gives the same bytes.

    `template` is a .docx whose look is taken over; people call it `template_name`. Raises InputFault where it cannot.
    """
    document = Document() if template is None else open_template(template, template_name)
    describe(document, paper, made_at, author)
    if template is None:
        our_look(document, paper.language)
        write_foot(document, paper)
        _write(document, paper, front=True)
    else:
        add_missing_styles(document)
        found = fill_words(document, words_of(paper, made_at.date()))
        _into(document, paper, front="title" not in found)
    packed = io.BytesIO()
    document.save(packed)
    return _dated(packed.getvalue(), made_at)


def _write(document: Any, paper: Paper, *, front: bool) -> None:
    """The paper at the end of the document."""
    section = document.sections[0]
    width = int(section.page_width - section.left_margin - section.right_margin)
    writing = Writing(document, width, paper.language)
    if front:
        write_front(writing, paper)
    write_parts(writing, paper)


def _into(document: Any, paper: Paper, *, front: bool) -> None:
    """The paper in the place that the template names; at its end where it names none."""
    body = document.element.body
    place = place_of_report(document)
    before = set(body.iterchildren())
    _write(document, paper, front=front)
    if place is None:
        return
    for element in [one for one in body.iterchildren() if one not in before]:
        place.addprevious(element)
    body.remove(place)


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
