"""Where pages begin and end in a Word file, and what stands at their foot."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from reports.document import document_bytes
from reports.paper import Paper, PaperCover, PaperHeading, PaperList, PaperPart, PaperTable, PaperText
from tests.reports.word.order import faults
from tests.reports.word.test_template import AT

TABLE = PaperTable(("a",), (("b",),), (1,), "")


def read(*parts: PaperPart, cover: bool = False, contents: str = "", foot: str = "") -> Any:
    paper = Paper(
        "Title",
        "",
        "en",
        parts,
        foot,
        "Page {n} of {of}",
        PaperCover("Issuer", (("a", "b"),)) if cover else None,
        contents,
    )
    content = document_bytes(paper, AT, "1")
    assert faults(content) == []
    return Document(io.BytesIO(content))


def begun(document: Any) -> list[str]:
    """The paragraphs that begin a page. No break stands in a paragraph of its own: it could make an empty page."""
    assert not [one for one in document.element.body.iter(qn("w:br")) if one.get(qn("w:type")) == "page"]
    return [one.text for one in document.paragraphs if one.paragraph_format.page_break_before]


def test_cover_contents_and_text_begin_a_page_each() -> None:
    document = read(PaperHeading("First", new_page=True), PaperHeading("Second"), cover=True, contents="Contents")
    assert begun(document) == ["Contents", "First"]


def test_what_comes_first_is_on_the_first_page_where_nothing_is_before_it() -> None:
    assert begun(read(PaperHeading("First", new_page=True), PaperHeading("Second", new_page=True))) == ["Second"]


@pytest.mark.parametrize("first", [PaperText("x"), TABLE])
def test_a_page_begins_after_the_cover_whatever_is_first(first: PaperPart) -> None:
    assert begun(read(first, PaperHeading("Then"), cover=True)) == [""]


@pytest.mark.parametrize(
    ("following", "held"), [(TABLE, True), (PaperList(("a",)), True), (PaperText("y"), False), (None, False)]
)
def test_a_text_stands_on_one_page_with_what_it_introduces(following: PaperPart | None, held: bool) -> None:
    document = read(PaperText("x"), *(() if following is None else (following,)))
    text = next(one for one in document.paragraphs if one.text == "x")
    assert bool(text.paragraph_format.keep_with_next) is held


def test_the_page_stands_beside_a_short_foot_and_below_a_long_one() -> None:
    short = read(foot="Customs").sections[0].footer.paragraphs[0]
    assert short.text == "Customs\tPage 1 of 1"
    long = read(foot="Customs " * 20).sections[0].footer.paragraphs[0]
    assert long.text == f"{'Customs ' * 20}\n\tPage 1 of 1"
