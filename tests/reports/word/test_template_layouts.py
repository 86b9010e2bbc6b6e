"""Templates as organisations make them: sections, boards in the letter's head, other programs, broken in odd ways."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from questionnaire.problems import InputFault
from reports.document import document_bytes
from reports.word.template import MOST_WORDS
from tests.reports.word.order import faults
from tests.reports.word.test_template import AT, PAPER, branded, edited, in_body, made, relation, saved
from tests.reports.word.test_written import FULL

TYPE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def refused(template: bytes) -> set[str]:
    """What a template is refused for; it is found quickly."""
    begun = time.perf_counter()
    with pytest.raises(InputFault) as fault:
        document_bytes(PAPER, AT, "1", template, "theirs.docx")
    assert time.perf_counter() - begun < 10
    return {one.code.removeprefix("template.") for one in fault.value.problems}


def body_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml")


def two_sections() -> Any:
    """A template of an upright and a lying section; the place of the report is not yet in it."""
    document = Document()
    document.add_paragraph("upright")
    document.add_section()
    lying = document.sections[1]
    lying.orientation, lying.page_width, lying.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    lying.left_margin = lying.right_margin = Cm(1.5)
    return document


def table_width(content: bytes) -> float:
    """The width of the last table in centimetres."""
    table: Any = Document(io.BytesIO(content)).tables[-1]
    return sum(int(one.get(qn("w:w"))) for one in table._tbl.tblGrid) / 567


def test_every_part_of_a_paper_can_stand_in_a_template() -> None:
    assert faults(document_bytes(FULL, AT, "1", branded())) == []


@pytest.mark.parametrize("named", [True, False])
def test_tables_are_as_wide_as_the_section_in_which_the_report_stands(named: bool) -> None:
    document = two_sections()
    if named:
        document.add_paragraph("{{report}}")
    assert table_width(document_bytes(PAPER, AT, "1", saved(document))) == pytest.approx(26.7, abs=0.1)


def test_a_report_in_the_first_section_has_its_width() -> None:
    document = two_sections()
    document.paragraphs[0].insert_paragraph_before("{{report}}")
    first = document.sections[0]
    room = (first.page_width - first.left_margin - first.right_margin) / 360000
    assert table_width(document_bytes(PAPER, AT, "1", saved(document))) == pytest.approx(room, abs=0.1)


def test_a_section_that_ends_where_the_report_stands_is_kept() -> None:
    document = two_sections()
    ending = next(one for one in document.paragraphs if one._p.find(f".//{qn('w:sectPr')}") is not None)
    ending.add_run("{{report}}")
    filled: Any = made(saved(document))
    assert len(filled.sections) == 2
    assert "{{report}}" not in [one.text for one in filled.paragraphs]


def test_the_head_of_the_first_page_is_filled() -> None:
    document = Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "{{issuer}}{{nothing known}}"
    assert made(saved(document)).sections[0].first_page_header.paragraphs[0].text == (  # type: ignore[attr-defined]
        "Douanes du Bandoré{{nothing known}}"
    )


@pytest.mark.parametrize(
    ("pieces", "filled"),
    [
        (("{{title}}{{title}}",), "Diagnostic <b>Diagnostic <b>"),
        (("a{{ti", "tle}} and {{da", "te}}z"), "aDiagnostic <b> and 4 mars 2027z"),
        (("{", "{", "t", "itle", "}", "}"), "Diagnostic <b>"),
        (("{{audience}}", "", "{{title", "}} {{x}}"), "Pour un bailleurDiagnostic <b> {{x}}"),
    ],
)
def test_words_are_filled_however_they_are_cut(pieces: tuple[str, ...], filled: str) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in pieces:
        paragraph.add_run(piece)
    assert made(saved(document)).paragraphs[0].text == filled  # type: ignore[attr-defined]


def test_a_template_made_of_an_earlier_report_keeps_marks_apart() -> None:
    earlier = document_bytes(FULL, AT, "1")
    assert faults(document_bytes(FULL, AT, "1", earlier)) == []


def test_styles_are_found_by_what_they_are_though_their_ids_are_in_another_language() -> None:
    document = Document()
    document.styles["Heading 1"].element.set(qn("w:styleId"), "Titre1")
    content = document_bytes(PAPER, AT, "1", saved(document))
    assert b'<w:pStyle w:val="Titre1"/>' in body_of(content)


@pytest.mark.libreoffice
def test_a_template_that_another_program_saved(tmp_path: Path) -> None:
    (tmp_path / "ours.docx").write_bytes(branded())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "ours.docx")], check=True, capture_output=True, timeout=280)
    filled: Any = made((tmp_path / "out" / "ours.docx").read_bytes())
    texts = [one.text for one in filled.paragraphs]
    assert texts.index("A: Diagnostic <b> !") < texts.index("Synthèse") < texts.index("After all: our address")
    assert filled.sections[0].left_margin == pytest.approx(Cm(4), abs=6350)


def other_kind(name: str) -> bytes:
    """A template in which a style that we need is one of letters."""
    document = Document()
    element = document.styles[name].element
    element.getparent().remove(element)
    document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    return saved(document)


def without_section() -> bytes:
    document = Document()
    document.element.body.remove(document.element.body.sectPr)
    return saved(document)


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    def edit(text: bytes) -> bytes:
        assert old in text
        return text.replace(old, new)

    return edited(name, edit)


BROKEN: dict[str, Callable[[], bytes]] = {
    "a heading of letters": lambda: other_kind("Heading 1"),
    "a caption of letters": lambda: other_kind("Caption"),
    "no section": without_section,
    "a page of no width": lambda: replaced("word/document.xml", b'<w:pgSz w:w="12240"', b'<w:pgSz w:w="100"'),
    "a width that is no number": lambda: replaced("word/document.xml", b'w:w="12240"', b'w:w="abc"'),
    "a page without a size": lambda: replaced("word/document.xml", b"<w:pgSz ", b"<w:pgNone "),
    "no target": lambda: relation(b'<Relationship Id="rId91" Type="http://x"/>'),
    "no id": lambda: relation(b'<Relationship Type="http://x" Target="styles.xml"/>'),
    "no such part": lambda: relation(b'<Relationship Id="rId91" Type="%simage" Target="NULL"/>' % TYPE),
    "out of the file": lambda: relation(b'<Relationship Id="r9" Type="http://x" Target="../../../etc/passwd"/>'),
    "a head that is not there": lambda: replaced(
        "word/document.xml", b'headerReference w:type="default" r:id="', b'headerReference w:type="default" r:id="x'
    ),
    "other properties": lambda: edited("docProps/core.xml", lambda text: b"<a/>"),
    "no types": lambda: edited(
        "[Content_Types].xml",
        lambda text: b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    "kinds of styles unknown": lambda: replaced("word/styles.xml", b'w:type="paragraph"', b'w:type="zzz"'),
    "deep tables": lambda: in_body(b"<w:tbl><w:tr><w:tc>" * 100 + b"<w:p/></w:tc></w:tr></w:tbl>" * 100),
    "words without end": lambda: in_body(b"<w:p><w:r><w:t>" + b"{{title}}" * (MOST_WORDS + 1) + b"</w:t></w:r></w:p>"),
    "words without end, written otherwise": lambda: in_body(
        b"<w:p><w:r><w:t>" + b"&#123;{date}}" * 70_000 + b"</w:t></w:r></w:p>"
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_written_into_is_refused(name: str) -> None:
    assert refused(BROKEN[name]()) == {"damaged"}


def test_far_too_many_elements_are_refused_before_they_are_read() -> None:
    many = b"".join(b"<w:p w:rsidR='%08x'/>" % (n * 2654435761 % 2**32) for n in range(410_000))
    assert refused(in_body(many)) & {"unpacks_too_far", "too_large"}


def test_a_locked_archive_is_refused() -> None:
    locked = bytearray(branded())
    place = locked.find(b"PK\x01\x02")
    while place >= 0:
        locked[place + 8] |= 1
        place = locked.find(b"PK\x01\x02", place + 4)
    assert refused(bytes(locked)) == {"damaged"}


def test_a_template_without_any_style_gets_ours() -> None:
    document = Document()
    for one in list(document.styles.element.findall(qn("w:style"))):
        document.styles.element.remove(one)
    assert faults(document_bytes(FULL, AT, "1", saved(document))) == []


def test_braces_around_much_room_are_no_work() -> None:
    begun = time.perf_counter()
    made(in_body(b"<w:p><w:r><w:t>" + b"{{" + b" " * 500_000 + b"</w:t></w:r></w:p>"))
    assert time.perf_counter() - begun < 5


def test_comments_and_instructions_in_the_xml_are_passed_over() -> None:
    filled: Any = made(replaced("word/document.xml", b"<w:body>", b"<w:body><!-- {{title}} --><?x y?>"))
    assert filled.paragraphs[0].text == "A: Diagnostic <b> !"


def test_a_note_of_the_template_stays() -> None:
    document = Document()
    paragraph = document.add_paragraph("{{report}}")
    mark = OxmlElement("w:bookmarkStart")
    mark.set(qn("w:id"), "7")
    mark.set(qn("w:name"), "theirs")
    document.paragraphs[0].insert_paragraph_before("before")._p.append(mark)
    ending = OxmlElement("w:bookmarkEnd")
    ending.set(qn("w:id"), "7")
    mark.addnext(ending)
    assert paragraph.text == "{{report}}"
    content = document_bytes(FULL, AT, "1", saved(document))
    assert b'w:name="theirs"' in body_of(content)
    assert b"_Toc000008" in body_of(content)
    assert faults(content) == []
