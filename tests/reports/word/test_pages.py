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


def test_no_chapter_begins_a_page_where_the_one_before_leaves_room() -> None:
    assert begun(read(PaperHeading("First", new_page=True), PaperHeading("Second", new_page=True))) == []


CHAPTER = (PaperHeading("Second", new_page=True), *(PaperText("x" * 200) for _ in range(20)))


def held(document: Any) -> list[str]:
    """The first letters of the paragraphs that stand on one page with the next."""
    return [one.text[:6] for one in document.paragraphs if one.paragraph_format.keep_with_next]


def test_the_opening_of_a_chapter_is_held_together_and_the_rest_is_not() -> None:
    document = read(PaperText("before"), *CHAPTER)
    assert held(document)[:2] == ["Second", "xxxxxx"]
    assert 3 < len(held(document)) < 9


def test_a_chapter_without_a_page_of_its_own_is_not_held() -> None:
    assert held(read(PaperHeading("Second"), *CHAPTER[1:])) == []


def test_a_short_chapter_is_not_held_to_the_next() -> None:
    document = read(
        PaperHeading("One", new_page=True), PaperText("a"), PaperText("b"), PaperHeading("Two", new_page=True)
    )
    assert held(document) == ["One", "a"]


def test_the_rows_of_a_table_and_a_picture_count_as_what_they_take() -> None:
    rows = tuple((f"{number}",) for number in range(40))
    document = read(PaperHeading("One", new_page=True), PaperTable(("a",), rows, (1,), ""), PaperText("after"))
    kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in document.tables[0].rows]
    assert all(kept[:10]) and not any(kept[30:])


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
