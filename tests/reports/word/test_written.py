"""What is written as Word: every part of a paper, in the order that strict readers want, told in words too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from questionnaire.intentions import Target
from reports.charts import levels_chart, section_chart
from reports.document import document_bytes
from reports.formats import write_report
from reports.paper import (
    Paper,
    PaperCell,
    PaperColumn,
    PaperCover,
    PaperFacts,
    PaperFigure,
    PaperHeading,
    PaperList,
    PaperNote,
    PaperNoteKind,
    PaperTable,
    PaperText,
)
from reports.pictures import alt_text
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, framework, section
from tests.reports.filled import bank, filled, report_on
from tests.reports.word.order import faults
from words.phrases import LANGUAGES, load_phrases

AT = datetime(2027, 3, 4, 9, 30, tzinfo=UTC)
EN = load_phrases("en")
TREE = framework(*(section(one, capability(f"{one}01")) for one in "LOS"))
CARD = score_dossier(dossier(TREE, *(answer(f"{one}01", n) for n, one in enumerate("LOS", 1))))
DRAWN = section_chart(CARD, {"L01": Target("L01", 3)}, EN)
TABLE = PaperTable(
    ("Capability", "Level", "Cost"),
    (
        ("L01", PaperCell("1 Initial", 0.25), "1,000"),
        ("O01", PaperCell("4 Sustained", 1.0, strong=True), "20"),
        ("All", "", "1,020"),
    ),
    (4, 2, 1),
    "Levels and costs",
    (PaperColumn.TEXT, PaperColumn.TEXT, PaperColumn.NUMBER),
    frozenset({2}),
)
FULL = Paper(
    "Report",
    "Baseline",
    "en",
    (
        PaperHeading("One", 1, new_page=True),
        PaperText("Lead", lead=True),
        PaperText("Quiet", quiet=True),
        PaperNote("Know this"),
        PaperNote("Mind this", PaperNoteKind.WARNING),
        PaperHeading("One and a half", 2),
        PaperList(("a", "b")),
        PaperList(("first", "second"), numbered=True),
        PaperFacts((("Country", "Bandoré"),)),
        PaperHeading("Two", 1, new_page=True),
        PaperFigure(DRAWN, with_table=True),
        PaperFigure(levels_chart(CARD, EN), width=400),
        PaperHeading("Deep", 3),
        TABLE,
    ),
    foot="Issuer",
    page_of="Page {n} of {of}",
    cover=PaperCover("Issuer", (("Country", "Bandoré"),), "For everybody"),
    contents="Contents",
)
CONTENT = document_bytes(FULL, AT, "1")
READ: Any = Document(io.BytesIO(CONTENT))


def paragraph(text: str) -> Any:
    return next(one for one in READ.paragraphs if one.text == text)


def test_nothing_is_in_an_order_that_strict_readers_refuse() -> None:
    assert faults(CONTENT) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["report_docx", "briefing_docx"])
def test_nor_is_it_in_a_real_report(language: str, format: str) -> None:
    whole, library = bank()
    assert faults(write_report(report_on(filled(whole), library=library, language=language), format)) == []


@pytest.mark.parametrize(
    ("part", "edit", "said"),
    [
        ("word/document.xml", lambda xml: xml.replace(b"<w:keepNext/>", b"", 1).replace(b"<w:jc ", b"<w:x "), "pPr"),
        ("word/document.xml", lambda xml: xml.replace(b"<w:b/><w:sz", b"<w:sz w:val='1'/><w:b/><w:sz", 1), "rPr"),
        ("word/document.xml", lambda xml: xml.replace(b'w:anchor="_Toc', b'w:anchor="_No', 1), "a link leads"),
        ("word/document.xml", lambda xml: xml.replace(b"<w:bookmarkEnd ", b"<w:gone ", 1), "bookmarks"),
        ("word/document.xml", lambda xml: xml.replace(b'fldCharType="end"', b'fldCharType="none"', 1), "a field"),
        ("word/document.xml", lambda xml: xml.replace(b'<wp:docPr id="2"', b'<wp:docPr id="1"', 1), "two drawings"),
        ("[Content_Types].xml", lambda xml: xml.replace(b'Extension="png"', b'Extension="gone"'), "no content type"),
        ("word/_rels/document.xml.rels", lambda xml: xml.replace(b"media/image1", b"media/none"), "is not there"),
    ],
)
def test_the_look_for_faults_finds_them(part: str, edit: Callable[[bytes], bytes], said: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as read, zipfile.ZipFile(packed, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            changed = edit(content) if name == part else content
            assert name != part or changed != content, "the corruption must change something"
            written.writestr(name, changed)
    assert any(said in fault for fault in faults(packed.getvalue()))


def test_it_is_laid_out_as_word_does_now() -> None:
    modes = [one for one in READ.settings.element.iter(qn("w:compatSetting")) if "Mode" in one.get(qn("w:name"))]
    assert [one.get(qn("w:val")) for one in modes] == ["15"]
    assert {one.get(qn("w:w")) for one in READ.element.body.iter(qn("w:tblInd"))} == {"0"}


def test_contents_lead_to_every_heading_of_the_first_two_depths() -> None:
    links = READ.element.body.findall(f".//{qn('w:hyperlink')}")
    assert ["".join(text.text for text in one.iter(qn("w:t"))) for one in links] == ["One", "One and a half", "Two"]


def test_pictures_are_told_in_words() -> None:
    told = [one.get("descr") for one in READ.element.body.iter() if str(one.tag).endswith("}docPr")]
    assert told == [alt_text(DRAWN.figure), alt_text(levels_chart(CARD, EN).figure)]
    shapes = READ.inline_shapes
    room = READ.sections[0].page_width - READ.sections[0].left_margin - READ.sections[0].right_margin
    assert shapes[0].width <= room and shapes[1].width < shapes[0].width
    assert {one._inline.get(f"dist{side}") for one in shapes for side in "TBLR"} == {"0"}


def test_a_warning_says_so_in_a_word() -> None:
    assert paragraph(f"{EN('pdf.warning')} Mind this") is not None
    borders = [one.find(f".//{qn('w:pBdr')}") for one in READ.element.body.iter(qn("w:pPr"))]
    assert sum(one is not None for one in borders) == 2


def test_numbered_points_begin_at_one_again() -> None:
    assert [one.text for one in READ.paragraphs if "\t" in one.text] == ["1.\tfirst", "2.\tsecond"]


def test_a_table_has_its_levels_numbers_and_sums() -> None:
    table = READ.tables[-1]
    grounds = {cell.text: cell._tc.find(f".//{qn('w:shd')}") for cell in table._cells}
    assert grounds["1 Initial"].get(qn("w:fill")) == "EFC15B"
    assert grounds["4 Sustained"].get(qn("w:fill")) == "12294F"
    inks = {cell.text: cell._tc.find(f".//{qn('w:rPr')}/{qn('w:color')}") for cell in table._cells}
    assert inks["4 Sustained"].get(qn("w:val")) == "FFFFFF"
    assert [cell.paragraphs[0].alignment is not None for cell in table.rows[1].cells] == [False, False, True]
    assert all(cell.paragraphs[0].runs[0].bold for cell in table.rows[3].cells if cell.text)
    assert not table.rows[1].cells[0].paragraphs[0].runs[0].bold
    assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == "Levels and costs"
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_row_that_is_longer_than_a_page_may_be_cut() -> None:
    rows = (("short", "x"), ("long", "word " * 900))
    made: Any = Document(
        io.BytesIO(document_bytes(Paper("t", "", "en", (PaperTable(("a", "b"), rows, (1, 1), ""),)), AT, ""))
    )
    whole = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in made.tables[0].rows]
    assert whole == [True, True, False]


def test_a_title_page_has_no_foot() -> None:
    assert READ.sections[0].different_first_page_header_footer
    plain: Any = Document(io.BytesIO(document_bytes(Paper("t", "", "en", ()), AT, "")))
    assert not plain.sections[0].different_first_page_header_footer


def test_people_write_text_and_nothing_else() -> None:
    hostile = "<w:p/> &amp; ]]> \x00\x0b \ud800 {{title}} \u202e"
    paper = Paper(
        hostile, hostile, "fr", (PaperHeading(hostile), PaperNote(hostile), PaperList((hostile,), numbered=True))
    )
    content = document_bytes(paper, AT, hostile)
    assert faults(content) == []
    made: Any = Document(io.BytesIO(content))
    assert sum("<w:p/> &amp; ]]>" in one.text for one in made.paragraphs) == 5
