"""An organisation's template: its look is taken over, its words in double braces are filled, nothing in it is run."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from reports.paper import Paper
from reports.word.look import clean, our_look
from words.numbers import day
from words.phrases import load_phrases

PLACE = "report"
"""The word in braces at whose paragraph the report is written."""
WORDS = ("title", "subtitle", "issuer", "date", "audience")
MOST_WORDS = 1000
"""A template with more words to be filled was made to fill a disk."""
_BRACES = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")


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
    """Fill the words in braces wherever they stand: text, tables, boxes, heads and feet. Which were found is told.

    Raises ValueError where there are more than `MOST_WORDS`.
    """
    found: list[str] = []
    for element in _stories(document):
        for paragraph in element.iter(qn("w:p")):
            found += _fill(paragraph, words)
            if len(found) > MOST_WORDS:
                raise ValueError("far too many words in braces")
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


def _fill(paragraph: Any, words: Mapping[str, str]) -> list[str]:
    """Word cuts a text into runs wherever it likes: the words are looked for in all of them put together."""
    texts = [one for one in paragraph.iter(qn("w:t")) if _own(one, paragraph)]
    whole = "".join(one.text or "" for one in texts)
    hits = [one for one in _BRACES.finditer(whole) if one[1] in words]
    if hits:
        _replace(texts, [(one.start(), one.end(), words[one[1]]) for one in hits])
    return [one[1] for one in hits]


def _own(text: Any, paragraph: Any) -> bool:
    """Whether a text stands in this paragraph, and not in one inside a box that hangs on it."""
    return next(text.iterancestors(qn("w:p"))) is paragraph


def _replace(texts: list[Any], hits: list[tuple[int, int, str]]) -> None:
    """Put each value where its word begins, and take the rest of the word out of the texts that it goes through.

    `hits` say where each word begins and ends in all texts put together, in order.
    """
    begin, first = 0, 0
    for one in texts:
        text, kept, read = one.text or "", [], 0
        end = begin + len(text)
        while first < len(hits) and hits[first][0] < end:
            start, stop, value = hits[first]
            if start >= begin:
                kept += [text[read : start - begin], value]
            read = min(stop, end) - begin
            if stop > end:
                break
            first += 1
        if read:
            one.text = "".join((*kept, text[read:]))
            one.set(qn("xml:space"), "preserve")
        begin = end


def section_of(document: Any, place: Any | None) -> Any:
    """The section of the document that a paragraph of its body stands in; the last one for None."""
    sections = list(document.sections)
    if place is None:
        return sections[-1]
    ended = sum(
        1 for one in place.itersiblings(preceding=True) if one.find(f".//{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    )
    return sections[ended]


def take_out(place: Any) -> None:
    """Take the paragraph out; where a section ends with it, only its text."""
    if place.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        place.getparent().remove(place)
        return
    for one in list(place):
        if one.tag != qn("w:pPr"):
            place.remove(one)


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
