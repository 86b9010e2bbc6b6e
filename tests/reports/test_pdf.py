"""A paper as a PDF, read back with other programs than the one that wrote it."""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from reports.chart_style import Drawn
from reports.charts import section_chart
from reports.minutes import build_minutes
from reports.minutes_paper import minutes_paper
from reports.palette import LEVELS
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
    PaperPart,
    PaperTable,
    PaperText,
)
from reports.pdf import pdf_bytes
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, framework, section
from tests.reports.workshop import MONDAY, TINY, monday
from words.phrases import load_phrases

pytestmark = pytest.mark.poppler

AT = datetime(2027, 3, 16, 18, 0, tzinfo=UTC)
EN = load_phrases("en")
TREE = framework(*(section(one, capability(f"{one}01")) for one in "LOS"))
BARS = section_chart(score_dossier(dossier(TREE, answer("L01", 3), answer("O01", 1))), {}, EN)
TABLE = PaperTable(
    ("Capacité", "Niveau", "Coût"),
    (
        ("L01 Pouvoirs", PaperCell("3 Établi", 0.75), "1 200 USD"),
        ("O01 Service", PaperCell("0 Absent", 0), "34 USD"),
        ("Total", "", "1 234 USD"),
    ),
    (60, 20, 20),
    "Ce que coûte chaque capacité",
    (PaperColumn.TEXT, PaperColumn.TEXT, PaperColumn.NUMBER),
    frozenset({2}),
)
PARTS: tuple[PaperPart, ...] = (
    PaperHeading("Résumé", 1, new_page=True),
    PaperText("La plus faible est Droit.", lead=True),
    PaperText("Une ligne\net la suivante."),
    PaperText("À côté.", quiet=True),
    PaperList(("premier point", "second point")),
    PaperList(("d'abord", "ensuite"), numbered=True),
    PaperNote("Ceci est un projet."),
    PaperNote("Rien n'est validé.", PaperNoteKind.WARNING),
    PaperFacts((("Lieu", "Brazzaville"),)),
    PaperHeading("Constats", 2),
    PaperHeading("Un détail", 3),
    TABLE,
    PaperFigure(BARS, with_table=True),
    PaperHeading("Annexes", 1, new_page=True),
    PaperText("La fin."),
)
PAPER = Paper(
    "Rapport de diagnostic",
    "Évaluation initiale",
    "fr",
    PARTS,
    foot="Établi le 16 mars",
    page_of="Page {n} sur {of}",
    cover=PaperCover("Direction des douanes", (("Étape", "Approuvé"),), "Pour l'administration"),
    contents="Sommaire",
)
PLAIN = Paper("A title", "", "en", ())


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode(errors="replace")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "paper.pdf"


def written(paper: Paper, file: Path) -> Path:
    file.write_bytes(pdf_bytes(paper, AT, "Program 1.0"))
    return file


def text_of(paper: Paper, file: Path, *how: str) -> str:
    return run("pdftotext", *how, str(written(paper, file)), "-")


def facts_of(paper: Paper, file: Path) -> dict[str, str]:
    pairs = (line.split(":", 1) for line in run("pdfinfo", str(written(paper, file))).splitlines())
    return {name: told.strip() for name, told in pairs}


def in_order(words: tuple[str, ...], text: str) -> None:
    """Each of the words stands in the text behind the one before it."""
    place = 0
    for word in words:
        found = text.find(word, place)
        assert found >= 0, (word, text[place : place + 300])
        place = found + len(word)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_everything_is_said_in_its_order(file: Path) -> None:
    text = flat(text_of(PAPER, file))
    cover = ("Direction des douanes", "Rapport de diagnostic", "Évaluation initiale", "Pour l'administration")
    contents = ("Approuvé", "Sommaire", "Résumé", "Constats", "Annexes")
    sentences = ("Résumé", "La plus faible est Droit.", "Une ligne et la suivante.", "À côté.", "premier point")
    framed = (
        "1. d'abord",
        "2. ensuite",
        "Ceci est un projet.",
        "Attention.",
        "Rien n'est validé.",
        "Lieu",
        "Brazzaville",
    )
    table = ("Constats", "Un détail", "Capacité", "Niveau", "Coût", "L01 Pouvoirs", "3 Établi", "1 234 USD")
    figure = (BARS.figure.title, BARS.figure.subtitle, *BARS.figure.heads[:2], *BARS.figure.rows[0][:2])
    in_order((*cover, *contents, *sentences, *framed, *table, *map(flat, figure), "Annexes", "La fin."), text)


def test_the_file_says_what_it_is(file: Path) -> None:
    facts = facts_of(PAPER, file)
    assert (facts["Title"], facts["Subject"]) == ("Rapport de diagnostic, Direction des douanes", "Évaluation initiale")
    assert (facts["Author"], facts["Tagged"]) == ("Program 1.0", "yes")
    assert "A4" in facts["Page size"]
    assert facts["CreationDate"] == facts["ModDate"]
    made = file.read_bytes()
    assert re.search(rb"/Lang ?\(fr\)", made)
    assert b"pdfuaid" in made
    assert b"/JavaScript" not in made
    assert b"/URI" not in made


def test_every_font_is_embedded(file: Path) -> None:
    lines = run("pdffonts", str(written(PAPER, file))).splitlines()[2:]
    assert lines
    assert all(re.search(r"\byes +yes +yes\b", line) for line in lines), lines
    assert any("SourceSansPro" in line for line in lines)


def test_the_cover_has_no_foot_and_every_other_page_its_number(file: Path) -> None:
    pages = text_of(PAPER, file).split("\f")[:-1]
    assert len(pages) >= 4
    assert "Page" not in pages[0]
    for number, page in enumerate(pages[1:], 2):
        assert f"Page {number} sur {len(pages)}" in flat(page)
        assert "Établi le 16 mars" in page


def test_headings_lists_tables_and_figures_are_told_to_screen_readers(file: Path) -> None:
    structure = run("pdfinfo", "-struct", str(written(PAPER, file)))
    for mark in ("H1", "H2", "H3", "TOC", "LI", "Table", "THead", "TH", "Figure", "Caption"):
        assert re.search(rf"^ *{mark}\b", structure, re.MULTILINE), mark


def test_a_heading_never_skips_a_level(file: Path) -> None:
    parts = (PaperHeading("Deep", 3), PaperHeading("Deeper", 5), PaperHeading("  "), PaperHeading("Deepest", 9))
    structure = run("pdfinfo", "-struct", str(written(replace(PLAIN, parts=parts), file)))
    assert re.findall(r"\bH\d", structure) == ["H1", "H2", "H3"]


def test_an_empty_paper_is_one_page(file: Path) -> None:
    assert facts_of(replace(PLAIN, title=" "), file)["Pages"] == "1"
    empty = (
        PaperText(""),
        PaperList(()),
        PaperFacts(()),
        PaperTable(("a",), (), (1,), ""),
        PaperHeading(""),
        PaperNote(""),
    )
    assert facts_of(replace(PLAIN, parts=empty), file)["Pages"] == "1"


def test_a_first_heading_on_a_new_page_leaves_none_empty(file: Path) -> None:
    assert facts_of(replace(PLAIN, parts=(PaperHeading("One", 1, new_page=True),)), file)["Pages"] == "1"


def test_the_head_of_a_long_table_repeats_and_no_row_is_lost_or_cut(file: Path) -> None:
    rows = tuple((f"row {n:04d}", f"first {n:04d}\n2\n3\n4\n5\nlast {n:04d}", "7") for n in range(500))
    pages = text_of(replace(PLAIN, parts=(PaperTable(("Id", "What", "N"), rows, (20, 70, 10), ""),)), file).split("\f")[
        :-1
    ]
    assert len(pages) > 30
    assert all("What" in page for page in pages)
    for page in pages:
        assert re.findall(r"first (\d{4})", page) == re.findall(r"last (\d{4})", page)
    assert re.findall(r"row (\d{4})", "".join(pages)) == [f"{n:04d}" for n in range(500)]


def test_a_row_taller_than_a_page_goes_on_over_the_page(file: Path) -> None:
    told = " ".join(f"w{n:05d}" for n in range(3000))
    text = text_of(replace(PLAIN, parts=(PaperTable(("a", "b"), ((told, "x"),), (50, 50), ""),)), file)
    assert re.findall(r"w\d{5}", text) == told.split()


def test_numbers_stand_to_the_right(file: Path) -> None:
    text = text_of(replace(PLAIN, parts=(TABLE,)), file, "-bbox")
    money = re.findall(r'xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>(?:USD|34)<', text)
    ends = {round(float(end), 1) for _, end in money}
    assert len(money) == 4
    assert len(ends) == 2, "every USD ends at one place, and the 34 before it elsewhere"


def test_a_level_has_its_ground(file: Path, tmp_path: Path) -> None:
    written(replace(PLAIN, parts=(TABLE,)), file)
    run("pdftoppm", "-r", "50", str(file), str(tmp_path / "page"))
    picture = next(tmp_path.glob("page*.ppm")).read_bytes()
    for colour, there in ((LEVELS[3], True), (LEVELS[0], True), (LEVELS[4], True), (LEVELS[1], False)):
        assert (bytes.fromhex(colour[1:]) in picture) is there, colour


HOSTILE = (
    "#panic()",
    "$a_b$ @ref <label> *b* _c_ `d` ~e",
    '#{1+1} #include "house.typ" #read("/etc/passwd")',
    "\\ // /* */ [x] = h == k - - -- --- + / term: x",
    "say \"so\" 'so'",
    "<script>alert(1)</script> &amp; %PDF",
)


@pytest.mark.parametrize("evil", HOSTILE)
def test_people_write_text_and_nothing_else(evil: str, file: Path) -> None:
    figure = replace(BARS.figure, title=evil, subtitle=evil, heads=(evil,), rows=((evil,),))
    parts = (
        PaperHeading(evil),
        PaperText(evil),
        PaperText(evil, lead=True),
        PaperList((evil,)),
        PaperList((evil,), numbered=True),
        PaperNote(evil),
        PaperNote(evil, PaperNoteKind.WARNING),
        PaperFacts(((evil, evil),)),
        PaperTable((evil,), ((evil,), (PaperCell(evil, 0.5, strong=True),)), (100,), evil),
        PaperFigure(Drawn(figure, BARS.chart), with_table=True),
    )
    text = text_of(
        Paper(evil, evil, "en", parts, evil, "{n} {of}", PaperCover(evil, ((evil, evil),), evil), evil), file
    )
    assert flat(text).count(flat(evil)) >= 20
    assert facts_of(replace(PLAIN, title=evil), file)["Title"] == evil


def test_control_characters_and_halves_of_characters_are_left_out(file: Path) -> None:
    evil = "a\x00b\x0bc\ud800d\ufffee\r\nf\x1b[31m"
    text = flat(text_of(Paper(evil, evil, "en", (PaperText(evil),), evil, evil), file))
    assert "abcde f[31m" in text


def test_a_word_of_ten_thousand_letters_stays_on_the_page(file: Path) -> None:
    parts = (PaperText("x" * 10_000), PaperTable(("a", "b"), (("y" * 10_000, "z"),), (10, 90), ""))
    written(replace(PLAIN, parts=parts), file)
    right = [float(one) for one in re.findall(r'xMax="([\d.]+)"', run("pdftotext", "-bbox", str(file), "-"))]
    assert max(right) < 595 - 50
    text = run("pdftotext", str(file), "-")
    assert (text.count("x"), text.count("y")) == (10_000, 10_000)


def test_other_scripts_are_shown_or_at_least_do_not_stop_the_paper(file: Path) -> None:
    parts = (
        PaperText("\u0645\u062f\u064a\u0631 \u0627\u0644\u062c\u0645\u0627\u0631\u0643"),
        PaperText("\u0e81\u0eb2\u0e99 \u4e2d\u6587 \U0001f418 \ue000"),
    )
    text = text_of(replace(PLAIN, parts=(*parts, PaperText("the end"))), file)
    assert "the end" in text
    assert facts_of(replace(PLAIN, parts=parts), file)["Tagged"] == "yes"


def test_a_heading_stays_with_what_it_heads(file: Path) -> None:
    for lines in range(40, 60):
        parts = (PaperText("\n".join(["line"] * lines)), PaperHeading("The heading"), PaperText("What follows."))
        pages = text_of(replace(PLAIN, parts=parts), file).split("\f")
        assert [("The heading" in page) for page in pages] == [("What follows." in page) for page in pages]


@pytest.mark.parametrize("lines", range(34, 56, 2))
def test_a_table_does_not_begin_with_a_single_row_at_the_end_of_a_page(lines: int, file: Path) -> None:
    above = PaperText("\n".join(f"line {place}" for place in range(lines)))
    for rows in (3, 60):
        table = PaperTable(("head",), tuple((f"row {place}.",) for place in range(rows)), (1,), "")
        pages = text_of(replace(PLAIN, parts=(above, PaperHeading("Costs", 2), table)), file).split("\f")
        first = next(page for page in pages if "row 0." in page)
        assert "Costs" in first
        assert {f"row {place}." in first for place in range(3)} == {True}


def test_a_text_stays_with_the_table_that_it_introduces(file: Path) -> None:
    table = PaperTable(("The head",), (("The row",),), (1,), "")
    for lines in range(40, 60):
        parts = (PaperText("\n".join(["line"] * lines)), PaperHeading("On top"), PaperText("It says."), table)
        pages = text_of(replace(PLAIN, parts=parts), file).split("\f")
        there = [[word in page for page in pages] for word in ("On top", "It says.", "The head", "The row")]
        assert there == [there[0]] * 4


def test_long_texts_of_every_kind_lose_no_word(file: Path) -> None:
    told = " ".join(f"w{n:04d}" for n in range(1600))
    kinds: tuple[PaperPart, ...] = (
        PaperText(told),
        PaperText(told, lead=True),
        PaperList((told,)),
        PaperNote(told),
        PaperNote(told, PaperNoteKind.WARNING),
        PaperFacts((("name", told),)),
    )
    for part in kinds:
        assert re.findall(r"w\d{4}", text_of(replace(PLAIN, parts=(part, TABLE)), file)) == told.split(), part


def test_the_same_moment_gives_the_same_bytes() -> None:
    assert pdf_bytes(PAPER, AT, "a") == pdf_bytes(PAPER, AT, "a")
    elsewhere = AT.astimezone(timezone(timedelta(hours=3)))
    assert pdf_bytes(PAPER, elsewhere, "a") == pdf_bytes(PAPER, AT, "a")
    assert pdf_bytes(PAPER, AT + timedelta(seconds=1), "a") != pdf_bytes(PAPER, AT, "a")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_minutes_are_a_good_pdf(language: str, file: Path) -> None:
    paper = minutes_paper(build_minutes(TINY, "D1", monday().entries, MONDAY), load_phrases(language), AT)
    text = flat(text_of(paper, file))
    in_order((flat(paper.title), "Congo Customs", "The circular <b>is</b> out.", "Who keeps the ivory?"), text)
    facts = facts_of(paper, file)
    assert facts["Title"] == paper.title
    assert int(facts["Pages"]) <= 4


def test_several_sessions_at_once_get_their_own_paper() -> None:
    papers = [replace(PAPER, title=f"Paper {n}") for n in range(6)]
    alone = [pdf_bytes(paper, AT, "a") for paper in papers]
    with ThreadPoolExecutor(6) as sessions:
        together = [*sessions.map(lambda paper: pdf_bytes(paper, AT, "a"), papers)]
    assert together == alone


def test_a_moment_between_two_seconds_is_no_fault() -> None:
    paper = Paper("Report", "", "en", (PaperText("said"),))
    exact = datetime(2027, 3, 4, 9, 30, 5, tzinfo=UTC)
    assert pdf_bytes(paper, exact.replace(microsecond=123_456), "1") == pdf_bytes(paper, exact, "1")
