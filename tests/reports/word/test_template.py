"""A template: its look stays, its words in braces are filled, and a hostile one is refused with a sentence."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from questionnaire.problems import InputFault
from reports.document import document_bytes, template_bytes
from reports.paper import Paper, PaperCover, PaperHeading, PaperTable, PaperText
from words.phrases import LANGUAGES, load_phrases

AT = datetime(2027, 3, 4, 9, 30, tzinfo=UTC)
PAPER = Paper(
    "Diagnostic <b>",
    "Customs & wildlife",
    "fr",
    (
        PaperHeading("Synthèse"),
        PaperText("Dit une fois."),
        PaperTable(("A", "B"), (("1", "2"),), (1, 1), "Deux chiffres"),
    ),
    cover=PaperCover("Douanes du Bandoré", (("Pays", "Bandoré"),), "Pour un bailleur"),
)
_PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    for kind, data in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0\0\0")),
        (b"IEND", b""),
    )
)


def branded() -> bytes:
    """A template as an organisation would make it: font, margins, logo in the head, words cut into runs."""
    document = Document()
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Heading 1"].font.size = Pt(22)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(4)
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(_PNG))
    section.footer.paragraphs[0].text = "{{issuer}} · {{date}} · {{unknown}}"
    title = document.add_paragraph()
    for piece in ("A: {", "{ti", "tle}", "} !"):
        title.add_run(piece)
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "{{ audience }}"
    document.add_paragraph("{{report}}")
    document.add_paragraph("After all: our address")
    return saved(document)


def saved(document: object) -> bytes:
    packed = io.BytesIO()
    document.save(packed)  # type: ignore[attr-defined]
    return packed.getvalue()


def made(template: bytes) -> object:
    return Document(io.BytesIO(document_bytes(PAPER, AT, "1", template, "ours.docx")))


def test_the_look_stays_and_the_words_are_filled() -> None:
    document = made(branded())
    texts = [one.text for one in document.paragraphs]  # type: ignore[attr-defined]
    assert texts[0] == "A: Diagnostic <b> !"
    assert "{{report}}" not in texts
    assert texts.index("Synthèse") < texts.index("Dit une fois.") < texts.index("After all: our address")
    section = document.sections[0]  # type: ignore[attr-defined]
    assert section.left_margin == pytest.approx(Cm(4), abs=635)
    assert section.footer.paragraphs[0].text == "Douanes du Bandoré · 4 mars 2027 · {{unknown}}"
    assert section.header.part.rels and document.styles["Normal"].font.name == "Georgia"  # type: ignore[attr-defined]
    assert document.styles["Heading 1"].font.size == Pt(22)  # type: ignore[attr-defined]
    assert [cell.text for table in document.tables for cell in table._cells] == [  # type: ignore[attr-defined]
        "Pour un bailleur",
        *("A", "B", "1", "2"),
    ]


def test_tables_are_as_wide_as_the_templates_page() -> None:
    document = made(branded())
    own = document.tables[1]._tbl  # type: ignore[attr-defined]
    widths = [int(one.get(qn("w:w"))) for one in own.tblGrid.findall(qn("w:gridCol"))]
    section = document.sections[0]  # type: ignore[attr-defined]
    room = (section.page_width - section.left_margin - section.right_margin) / 635
    assert sum(widths) == pytest.approx(room, abs=3)


def test_without_a_place_the_report_stands_at_the_end_with_its_own_title() -> None:
    document = Document()
    document.add_paragraph("Letter head")
    texts = [one.text for one in made(saved(document)).paragraphs]  # type: ignore[attr-defined]
    assert texts[0] == "Letter head"
    assert texts.index("Diagnostic <b>") < texts.index("Synthèse")


def test_words_in_a_text_box_are_filled() -> None:
    document = Document()
    paragraph = document.add_paragraph("beside {{date}}")
    box, inner, run, text = (OxmlElement(one) for one in ("w:txbxContent", "w:p", "w:r", "w:t"))
    text.text = "{{title}}"
    run.append(text)
    inner.append(run)
    box.append(inner)
    paragraph.runs[0]._r.append(box)
    filled = document_bytes(PAPER, AT, "1", saved(document))
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        body = archive.read("word/document.xml").decode()
    assert "Diagnostic &lt;b&gt;" in body and "{{" not in body


def test_a_template_without_our_styles_gets_what_it_lacks() -> None:
    document = Document()
    for name in ("Caption", "List Number", "Heading 3"):
        element = document.styles[name].element
        element.getparent().remove(element)
    assert "Dit une fois." in [one.text for one in made(saved(document)).paragraphs]  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_template_can_be_used_as_it_is(language: str) -> None:
    start = template_bytes(language)
    texts = [one.text for one in made(start).paragraphs]  # type: ignore[attr-defined]
    assert texts[:2] == ["Diagnostic <b>", "Customs & wildlife"]
    assert texts.count("Diagnostic <b>") == 1, "the template has a title of its own"
    assert load_phrases(language)("documents.template.of_reports") == Document(io.BytesIO(start)).core_properties.title


def test_the_same_template_gives_the_same_bytes() -> None:
    template = branded()
    assert document_bytes(PAPER, AT, "1", template) == document_bytes(PAPER, AT, "1", template)


# --- hostile ones -----------------------------------------------------------------------------------------------------


def with_part(name: str, content: bytes) -> bytes:
    """A good template with one part added or replaced."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(branded())) as read, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for member in read.namelist():
            if member != name:
                written.writestr(member, read.read(member))
        written.writestr(name, content)
    return packed.getvalue()


def edited(name: str, edit: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(branded())) as read:
        return with_part(name, edit(read.read(name)))


def in_body(xml: bytes) -> bytes:
    return edited("word/document.xml", lambda body: re.sub(rb"<w:body>", b"<w:body>" + xml, body, count=1))


def relation(target: bytes) -> bytes:
    return edited(
        "word/_rels/document.xml.rels", lambda text: text.replace(b"</Relationships>", target + b"</Relationships>")
    )


def field(*pieces: bytes) -> bytes:
    runs = b"".join(b"<w:r><w:instrText>%s</w:instrText></w:r>" % piece for piece in pieces)
    return in_body(b"<w:p>" + runs + b"</w:p>")


OUTSIDE = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="http://example.org/x" TargetMode="%s"/>'
)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "damaged"),
    "text": (lambda: b"just words", "damaged"),
    "another archive": (lambda: with_part("word/document.xml", b"")[:200], "damaged"),
    "cut": (lambda: branded()[:-400], "damaged"),
    "no document": (lambda: zipped({"[Content_Types].xml": b"<Types/>"}), "no_document"),
    "a workbook": (lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"}), "no_document"),
    "too large": (lambda: bytes(6 * 1024 * 1024), "too_large"),
    "a bomb": (lambda: with_part("word/media/a.bin", bytes(45 * 1024 * 1024)), "unpacks_too_far"),
    "a part that swells": (lambda: with_part("word/media/a.bin", bytes(5 * 1024 * 1024)), "unpacks_too_far"),
    "too many parts": (lambda: zipped({f"word/{n}.xml": b"<a/>" for n in range(401)}), "unpacks_too_far"),
    "names twice": (lambda: with_part("WORD/document.xml", b"<a/>"), "unpacks_too_far"),
    "macros": (lambda: with_part("word/vbaProject.bin", b"\0"), "runs"),
    "a macro type": (
        lambda: edited(
            "[Content_Types].xml", lambda text: text.replace(b"document.main+xml", b"x.macroEnabled.main+xml")
        ),
        "runs",
    ),
    "embedded": (lambda: with_part("word/embeddings/oleObject1.bin", b"\0"), "runs"),
    "active": (lambda: with_part("word/activeX/activeX1.xml", b"<a/>"), "runs"),
    "a document type": (
        lambda: edited("word/document.xml", lambda text: b'<!DOCTYPE a [<!ENTITY b "c">]>' + text),
        "document_type",
    ),
    "sixteen bits": (
        lambda: edited("word/styles.xml", lambda text: text.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        "encoding",
    ),
    "an attached template": (lambda: relation(OUTSIDE % (b"attachedTemplate", b"External")), "outside"),
    "a linked picture": (lambda: relation(OUTSIDE % (b"image", b"External")), "outside"),
    "an escaped word": (lambda: relation(OUTSIDE % (b"image", b"&#69;xternal")), "outside"),
    "another prefix": (
        lambda: edited(
            "word/_rels/document.xml.rels",
            lambda text: text.replace(
                b"</Relationships>",
                b'<r:Relationship xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships" Id="rId98" '
                b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
                b'Target="file:///x" TargetMode="External"/></Relationships>',
            ),
        ),
        "outside",
    ),
    "dde": (lambda: field(b" DDEAUTO c:\\\\x "), "field"),
    "dde in pieces": (lambda: field(b"DD", b"EAU", b"TO x"), "field"),
    "an included picture": (lambda: field(b" INCLUDEPICTURE http://example.org/x "), "field"),
    "a short field": (lambda: in_body(b'<w:p><w:fldSimple w:instr=" includetext x"/></w:p>'), "field"),
    "an included file": (lambda: in_body(b'<w:altChunk xmlns:r="x" r:id="rId1"/>'), "runs"),
    "no xml": (lambda: with_part("word/document.xml", b"<w:document"), "damaged"),
    "another root": (lambda: with_part("word/document.xml", b"<a/>"), "damaged"),
    "no styles": (lambda: with_part("word/styles.xml", b"<a/>"), "damaged"),
    "very deep": (lambda: in_body(b"<w:p>" * 5000 + b"</w:p>" * 5000), "damaged"),
    "a master": (
        lambda: edited("[Content_Types].xml", lambda text: text.replace(b"document.main+xml", b"template.main+xml")),
        "damaged",
    ),
}


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_template_is_refused_with_a_sentence(name: str) -> None:
    make, code = HOSTILE[name]
    with pytest.raises(InputFault) as refused:
        document_bytes(PAPER, AT, "1", make(), "theirs.docx")
    codes = {one.code for one in refused.value.problems}
    assert f"template.{code}" in codes, codes
    for language in LANGUAGES:
        say = load_phrases(language)
        assert all(one.sentence(say).startswith("theirs.docx: ") for one in refused.value.problems)


def test_an_ordinary_link_is_no_reason_to_refuse() -> None:
    linked = relation(OUTSIDE % (b"hyperlink", b"External"))
    assert made(linked)


def test_a_page_number_is_an_ordinary_field() -> None:
    assert made(field(b" PAGE "))
