"""An organisation's template: its look is taken over, its words in double braces are filled, nothing in it is run."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from questionnaire.problems import InputFault, Problem
from reports.paper import Paper
from reports.word.look import clean, our_look
from reports.word.template_gate import checked_template
from words.numbers import day
from words.phrases import load_phrases

PLACE = "report"
"""The word in braces at whose paragraph the report is written."""
WORDS = ("title", "subtitle", "issuer", "date", "audience")
_BRACES = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")


def open_template(content: bytes, name: str) -> Any:
    """The template as a document to write into. Raises InputFault."""
    try:
        document = Document(io.BytesIO(checked_template(content, name)))
        document.styles["Normal"], document.sections[0]
    except (KeyError, IndexError, ValueError, AttributeError, PackageNotFoundError, LxmlError) as error:
        raise InputFault([Problem("template.damaged", name)]) from error
    return document


def words_of(paper: Paper, made_on: Any) -> Mapping[str, str]:
    """What the words in braces stand for."""
    cover = paper.cover
    return {
        "title": clean(paper.title),
        "subtitle": clean(paper.subtitle),
        "issuer": clean(cover.issuer) if cover else "",
        "date": day(made_on, paper.language),
        "audience": clean(cover.audience) if cover else "",
    }


def fill_words(document: Any, words: Mapping[str, str]) -> frozenset[str]:
    """Fill the words in braces wherever they stand: text, tables, boxes, heads and feet. Which were found is told."""
    found: set[str] = set()
    for element in _stories(document):
        for paragraph in element.iter(qn("w:p")):
            found |= _fill(paragraph, words)
    return frozenset(found)


def _stories(document: Any) -> Iterator[Any]:
    """The body, and every head and foot that the template itself has."""
    yield document.element.body
    for section in document.sections:
        for kind in ("", "first_page_", "even_page_"):
            for side in ("header", "footer"):
                story = getattr(section, f"{kind}{side}")
                if not story.is_linked_to_previous:
                    yield story._element


def _fill(paragraph: Any, words: Mapping[str, str]) -> set[str]:
    """Word cuts a text into runs wherever it likes: the words are looked for in all of them put together."""
    texts = [one for one in paragraph.iter(qn("w:t")) if _own(one, paragraph)]
    whole = "".join(one.text or "" for one in texts)
    hits = [one for one in _BRACES.finditer(whole) if one[1] in words]
    for hit in reversed(hits):
        _replace(texts, hit.start(), hit.end(), words[hit[1]])
    return {one[1] for one in hits}


def _own(text: Any, paragraph: Any) -> bool:
    """Whether a text stands in this paragraph, and not in one inside a box that hangs on it."""
    return next(text.iterancestors(qn("w:p"))) is paragraph


def _replace(texts: list[Any], start: int, end: int, value: str) -> None:
    """Put the value where the word begins, and take the rest of the word out of the texts that it goes through."""
    place = 0
    for one in texts:
        text = one.text or ""
        first, last = max(start - place, 0), min(end - place, len(text))
        if first < last:
            one.text = text[:first] + (value if start >= place else "") + text[last:]
            one.set(qn("xml:space"), "preserve")
        place += len(text)


def place_of_report(document: Any) -> Any | None:
    """The paragraph of the body in whose place the report is written; None where it goes at the end."""
    for paragraph in document.element.body.iterchildren(qn("w:p")):
        if any(
            one[1] == PLACE for one in _BRACES.finditer("".join(one.text or "" for one in paragraph.iter(qn("w:t"))))
        ):
            return paragraph
    return None


def template_bytes(language: str) -> bytes:
    """Our own look as a template to start from: the words in braces stand where they are filled."""
    say = load_phrases(language)
    document = Document()
    our_look(document, language)
    document.core_properties.title = say("documents.template.of_reports")
    document.core_properties.author = document.core_properties.comments = ""
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{issuer}}"
    section.footer.paragraphs[0].text = "{{title}} · {{date}} · {{audience}}"
    document.add_paragraph("{{title}}", style="Title")
    document.add_paragraph("{{subtitle}}", style="Subtitle")
    document.add_paragraph(f"{{{{{PLACE}}}}}")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()
