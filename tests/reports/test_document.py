"""A paper as a Word file, read back."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from reports.document import clean, document_bytes
from reports.minutes import build_minutes
from reports.minutes_paper import minutes_paper
from reports.paper import Paper, PaperFacts, PaperHeading, PaperList, PaperTable, PaperText
from tests.reports.workshop import MONDAY, TINY, monday
from words.phrases import load_phrases

AT = datetime(2027, 3, 16, 18, 0, tzinfo=UTC)
PAPER = Paper(
    "Compte rendu",
    "Douanes",
    "fr",
    (
        PaperFacts((("Lieu", "Brazzaville"),)),
        PaperHeading("Présence"),
        PaperText("Rien.", quiet=True),
        PaperList(("un", "deux")),
        PaperTable(("A", "B"), tuple((str(n), "x\ny") for n in range(80)), (30, 70), "A et B"),
    ),
    foot="Établi",
    page_of="Page {n} sur {of}",
)


def read(paper: Paper) -> object:
    return Document(io.BytesIO(document_bytes(paper, AT, "Program 1.0")))


def test_properties_page_and_language() -> None:
    document = read(PAPER)
    properties = document.core_properties  # type: ignore[attr-defined]
    assert (properties.title, properties.subject, properties.author) == ("Compte rendu", "Douanes", "Program 1.0")
    assert properties.language == "fr-FR"
    assert properties.created.replace(tzinfo=UTC) == AT
    section = document.sections[0]  # type: ignore[attr-defined]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    spoken = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}  # type: ignore[attr-defined]
    assert spoken == {"fr-FR"}


def test_text_tables_and_their_heads() -> None:
    document = read(PAPER)
    told = [(one.style.name, one.text) for one in document.paragraphs if one.text]  # type: ignore[attr-defined]
    assert told == [
        ("Title", "Compte rendu"),
        ("Subtitle", "Douanes"),
        ("Heading 1", "Présence"),
        ("Normal", "Rien."),
        ("List Bullet", "un"),
        ("List Bullet", "deux"),
    ]
    facts, table = document.tables  # type: ignore[attr-defined]
    assert [cell.text for cell in facts.rows[0].cells] == ["Lieu", "Brazzaville"]
    assert [cell.text for cell in table.rows[1].cells] == ["0", "x\ny"]
    heads = [row for row in table._tbl.tr_lst if row.trPr.find(qn("w:tblHeader")) is not None]
    assert heads == [table._tbl.tr_lst[0]]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)


def test_pages_are_numbered() -> None:
    foot = read(PAPER).sections[0].footer.paragraphs[0]  # type: ignore[attr-defined]
    assert foot.text.replace("\t", " ") == "Établi Page 1 sur 1"
    assert [one.text.strip() for one in foot._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_people_write_text_and_nothing_else() -> None:
    evil = 'a\x00b\x0bc\ud800d <w:t> & "quoted" \u202etfel\ufffe'
    table = PaperTable(("h",), ((evil,),), (100,), "h")
    document = read(
        Paper(evil, evil, "en", (PaperText(evil), PaperHeading(evil), PaperList((evil,)), table), foot=evil)
    )
    expected = 'abcd <w:t> & "quoted" \u202etfel'
    assert clean(evil) == expected
    assert {one.text for one in document.paragraphs if one.text} == {expected}  # type: ignore[attr-defined]
    assert document.tables[0].cell(0, 0).text == "h"  # type: ignore[attr-defined]
    assert document.tables[0].cell(1, 0).text == expected  # type: ignore[attr-defined]


def test_the_same_moment_gives_the_same_bytes() -> None:
    assert document_bytes(PAPER, AT, "a") == document_bytes(PAPER, AT, "a")
    elsewhere = AT.astimezone(timezone(timedelta(hours=3)))
    made = Document(io.BytesIO(document_bytes(PAPER, elsewhere, "a"))).core_properties
    assert made.created.replace(tzinfo=UTC) == AT


def test_nothing_runs_and_nothing_leads_outside() -> None:
    with zipfile.ZipFile(io.BytesIO(document_bytes(PAPER, AT, "a"))) as packed:
        assert not [name for name in packed.namelist() if "vba" in name.lower()]
        links = [packed.read(name) for name in packed.namelist() if name.endswith(".rels")]
    assert not any(b"External" in one for one in links)


def test_a_table_has_a_cell_under_each_head() -> None:
    with pytest.raises(ValueError, match="under each head"):
        PaperTable(("a", "b"), (("only one",),), (50, 50), "")


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_a_word_processor_draws_it(tmp_path: Path) -> None:
    paper = minutes_paper(build_minutes(TINY, "D1", monday().entries, MONDAY), load_phrases("fr"), AT)
    files = {"long": PAPER, "minutes": paper}
    for name, one in files.items():
        (tmp_path / f"{name}.docx").write_bytes(document_bytes(one, AT, "a"))
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    made = [str(tmp_path / f"{name}.docx") for name in files]
    subprocess.run([*command, "--outdir", str(tmp_path), *made], check=True, capture_output=True, timeout=280)
    long = _pdf_text(tmp_path / "long.pdf")
    assert long.count("Établi") == long.count("\f") > 1
    assert "Page 2 sur" in long
    assert "Compte rendu du 15 mars 2027" in _pdf_text(tmp_path / "minutes.pdf")


def _pdf_text(file: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True).stdout.decode()
