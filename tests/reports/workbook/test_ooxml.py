"""Every workbook is one that strict readers open without an offer to repair; and each rule of that can fail."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from planning.plan import Plan
from planning.rule_of_thumb import build_plan
from questionnaire.assessment import Administration, Dossier, Round, RoundKind, Setup
from reports.report import Audience
from reports.workbook.book import workbook_bytes
from scoring.scores import score_dossier
from storage.dossier_file import read_dossier
from tests.examples import capability, framework, section
from tests.reports.filled import MADE_AT, bank, filled, report_on
from tests.reports.recalculation import recalculated
from tests.reports.workbook.ooxml import RULES, Fault, faults, wrong_formula
from tests.reports.workbook.ooxml_package import opened as unpacked
from words.phrases import LANGUAGES

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
NAMES = ("weak", "uneven", "strong")
WITH_WORKBOOK = (Audience.ADMINISTRATION, Audience.DONOR)


@cache
def example(name: str) -> Dossier:
    return read_dossier((EXAMPLES / f"{name}.dossier").read_bytes(), bank()[0]).dossier


@cache
def planned(name: str) -> tuple[Dossier, Plan]:
    dossier = filled(bank()[0], 1) if name == "filled" else example(name)
    return dossier, build_plan(dossier, score_dossier(dossier), bank()[1], today=MADE_AT.date())


@cache
def written(name: str, language: str, audience: Audience = Audience.ADMINISTRATION) -> bytes:
    """The workbook of an example, compared with another round; "filled" has hostile texts, "empty" has nothing."""
    if name == "empty":
        chosen = framework(section("L", capability("L01")))
        setup = Setup(Administration("R&D <b> =1+1 \x07\ud800 'x' [a]:*?/\\ " * 9))
        return workbook_bytes(report_on(replace(Dossier("D1", chosen), setup=setup), language=language))
    dossier, plan = planned(name)
    earlier = replace(filled(bank()[0], 2), setup=Setup(round=Round(RoundKind.BASELINE, 2024)))
    more = {"language": language, "audience": audience, "earlier": earlier}
    return workbook_bytes(report_on(dossier, library=bank()[1], plan=plan, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", WITH_WORKBOOK)
@pytest.mark.parametrize("name", ["filled", *NAMES])
def test_a_strict_reader_finds_nothing_to_repair(name: str, audience: Audience, language: str) -> None:
    assert faults(written(name, language, audience)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nor_in_an_empty_one_with_a_name_that_is_no_name(language: str) -> None:
    assert faults(written("empty", language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["filled", "uneven"])
def test_a_second_reader_sees_the_same_in_every_cell(name: str, language: str) -> None:
    content = written(name, language)
    ours = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert theirs.sheet_names == ours.sheetnames
    compared = 0
    for sheet in ours:
        rows = theirs.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        for number, row in enumerate(rows, 1):
            for position, value in enumerate(row, 1):
                mine = sheet.cell(number, position).value
                assert plain(value) == plain(mine), f"{sheet.title} {number} {position}"
                compared += mine is not None
    assert compared > 8000


def plain(value: object) -> object:
    """A value as both readers give it: days without their hours, blanks and empty texts alike."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return round(float(value), 9) if isinstance(value, int | float) else value


@pytest.mark.libreoffice
@pytest.mark.slow
def test_a_file_that_libreoffice_saved_again_says_the_same(tmp_path: Path) -> None:
    files = []
    for name, language in (("filled", "fr"), ("uneven", "en")):
        files.append(tmp_path / f"{name}.xlsx")
        files[-1].write_bytes(written(name, language))
    for ours, theirs in zip(files, recalculated(files, tmp_path), strict=True):
        mine, saved = (openpyxl.load_workbook(one, data_only=True) for one in (ours, theirs))
        assert saved.sheetnames == mine.sheetnames
        for sheet in mine:
            for row in sheet.iter_rows():
                for cell in row:
                    again = saved[sheet.title][cell.coordinate].value
                    assert plain(again) == plain(cell.value), f"{sheet.title} {cell.coordinate}"


Spoil = Callable[[dict[str, bytes]], None]
BOOK, STYLES, TYPES = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"
SCORES, ANSWERS, TEXTS = "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml", "xl/sharedStrings.xml"
DRAWING, CHART = "xl/drawings/drawing1.xml", "xl/charts/chart1.xml"
TABLE = "xl/tables/table1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sub(entry: str, pattern: str, by: str) -> Spoil:
    """Change the first place that matches."""

    def spoil(entries: dict[str, bytes]) -> None:
        text, times = re.subn(pattern, by, entries[entry].decode(), count=1, flags=re.DOTALL)
        assert times == 1, f"{pattern} is not in {entry}"
        entries[entry] = text.encode()

    return spoil


def drop(entry: str) -> Spoil:
    """Take an entry out."""
    return lambda entries: entries.__delitem__(entry)


def put(entry: str, content: str) -> Spoil:
    """Put an entry in."""
    return lambda entries: entries.__setitem__(entry, content.encode())


def table(name: str = "Plan", heads: tuple[str, str] = ("Kind", "Name"), area: str = "A1:B2") -> Spoil:
    """Put a table on a sheet of its own, with these heads over one row."""

    def spoil(entries: dict[str, bytes]) -> None:
        columns = "".join(f'<tableColumn id="{n}" name="{head}"/>' for n, head in enumerate(heads, 1))
        entries[TABLE] = (
            f'<table {MAIN} id="1" name="{name}" displayName="{name}" ref="{area}"><autoFilter ref="{area}"/>'
            f'<tableColumns count="2">{columns}</tableColumns></table>'
        ).encode()
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
        sub(TYPES, "</Types>", f'<Override PartName="/{TABLE}" ContentType="{kind}"/></Types>')(entries)
        links = "http://schemas.openxmlformats.org/package/2006/relationships"
        entries["xl/worksheets/_rels/sheet4.xml.rels"] = (
            f'<Relationships xmlns="{links}"><Relationship Id="rIdT" Target="/{TABLE}" Type="table"/></Relationships>'
        ).encode()
        words = zip("AB", ("Kind", "Name"), strict=True)
        cells = "".join(f'<c r="{column}1" t="inlineStr"><is><t>{word}</t></is></c>' for column, word in words)
        sheet = f'<worksheet {MAIN}><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
        entries[ANSWERS] = sheet.encode()

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """One after the other."""

    def spoil(entries: dict[str, bytes]) -> None:
        for one in spoils:
            one(entries)

    return spoil


def packed(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, content in entries.items():
            book.writestr(name, content)
    return out.getvalue()


def spoilt(spoil: Spoil, rule: str = "") -> list[Fault]:
    """What is found in a file that was spoilt: by one rule alone, or by those that must hold before any other."""
    entries = dict(unpacked(written("filled", "en")).entries)
    spoil(entries)
    content = packed(entries)
    return [(rule, said) for said in RULES[rule](unpacked(content))] if rule in RULES else faults(content)


BAD: dict[str, tuple[str, Spoil]] = {
    "broken XML": ("well-formed", sub(SCORES, "</worksheet>", "")),
    "a document type": ("well-formed", sub(SCORES, "<worksheet", "<!DOCTYPE a><worksheet")),
    "no styles": ("missing part", drop(STYLES)),
    "a part without type": ("content types", put("xl/extra.bin", "x")),
    "a type without part": ("content types", drop("docProps/app.xml")),
    "a sheet only known as XML": ("content types", sub(TYPES, r"<Override[^>]*sheet3.xml[^>]*/>", "")),
    "a link to nothing": ("relationships", sub("xl/_rels/workbook.xml.rels", "sheet3.xml", "sheet99.xml")),
    "two links of one id": ("relationships", sub("xl/_rels/workbook.xml.rels", 'Id="rId2"', 'Id="rId1"')),
    "an id without link": ("relationships", sub(BOOK, 'r:id="rId3"', 'r:id="rId333"')),
    "the filter after the rules": ("order", sub(ANSWERS, r"(<autoFilter.*?/>)(.*?)(<pageMargins)", r"\2\1\3")),
    "two page set-ups": ("order", sub(SCORES, r"(<pageSetup[^>]*/>)", r"\1\1")),
    "result before formula": ("order", sub(SCORES, r"(<f>[^<]*</f>)(<v>[^<]*</v>)", r"\2\1")),
    "an element of no place": ("order", sub(BOOK, "<bookViews>", "<odd/><bookViews>")),
    "no sheet data": ("order", sub(SCORES, r"<sheetData>.*</sheetData>", "")),
    "formats before fonts": ("order", sub(STYLES, r"(<fonts.*?</fonts>)(.*?</borders>)", r"\2\1")),
    "a chart's axis out of order": ("order", sub(CHART, r"(<(?:c:)?delete [^>]*/>)(<(?:c:)?axPos [^>]*/>)", r"\2\1")),
    "a title too long": ("sheets", sub(BOOK, 'name="Scores"', f'name="{"S" * 32}"')),
    "a title twice": ("sheets", sub(BOOK, 'name="Scores"', 'name="ANSWERS"')),
    "a title with a slash": ("sheets", sub(BOOK, 'name="Scores"', 'name="Sco/res"')),
    "a reserved title": ("sheets", sub(BOOK, 'name="Scores"', 'name="History"')),
    "two sheets of one number": ("sheets", sub(BOOK, 'sheetId="3"', 'sheetId="2"')),
    "a name like a cell": ("names", sub(BOOK, 'name="level_words"', 'name="LVL4"')),
    "a name like a row and column": ("names", sub(BOOK, 'name="level_words"', 'name="R1C1"')),
    "a name with a space": ("names", sub(BOOK, 'name="level_words"', 'name="level words"')),
    "a name twice": ("names", sub(BOOK, 'name="level_words"', 'name="LEVEL_VALUES"')),
    "a name of no sheet": ("names", sub(BOOK, "'Lists'!", "'List'!")),
    "a formula of no sheet": ("formulas", sub(SCORES, "<f>", "<f>'Nowhere'!A1+")),
    "a formula of no name": ("formulas", sub(SCORES, "<f>", "<f>no_such_name+")),
    "brackets left open": ("formulas", sub(SCORES, "<f>", "<f>(")),
    "a lost reference": ("formulas", sub(SCORES, "<f>", "<f>#REF!+")),
    "a formula with its equals sign": ("formulas", sub(SCORES, "<f>", "<f>=")),
    "a formula too long": ("formulas", sub(SCORES, "<f>", "<f>" + "1+" * 5000)),
    "rows that fall": ("cells", sub(SCORES, '<row r="6"', '<row r="3"')),
    "a cell twice": ("cells", sub(SCORES, 'r="B6"', 'r="A6"')),
    "a cell of another row": ("cells", sub(SCORES, 'r="B6"', 'r="B7"')),
    "a style that is not there": ("cells", sub(SCORES, r'(<c r="B6" s=")\d+', r"\g<1>99999")),
    "a text that is not there": ("cells", sub(SCORES, r't="inlineStr"><is><t>[^<]*</t></is>', 't="s"><v>7</v>')),
    "no number": ("cells", sub(SCORES, r"(<f>[^<]*</f>)<v>[0-9.]+</v>", r"\1<v>nan</v>")),
    "a formula without result": ("cells", sub(SCORES, r"(<f>[^<]*</f>)<v>[0-9.]+</v>", r"\1")),
    "a wrong count of texts": ("texts", put(TEXTS, f'<sst {MAIN} uniqueCount="9"><si><t>a</t></si></sst>')),
    "a text too long": ("texts", sub(SCORES, "<t>", "<t>" + "x" * 40_000)),
    "lost spaces": ("texts", sub(SCORES, "<t>", "<t> ")),
    "merged over one another": (
        "merged cells",
        sub(
            SCORES,
            "</sheetData>",
            '</sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>',
        ),
    ),
    "merged over the filter": (
        "merged cells",
        sub(ANSWERS, r"(<autoFilter.*?(?:/>|</autoFilter>))", r'\1<mergeCells><mergeCell ref="A4:A6"/></mergeCells>'),
    ),
    "a column that is not its head": ("tables", table(heads=("Kind", "Other"))),
    "a column twice": ("tables", table(heads=("Kind", "kind"))),
    "a table named like a cell": ("tables", table("AB12")),
    "a table named like a name": ("tables", table("level_words")),
    "a table without rows": ("tables", table(area="A1:B1")),
    "a formula in a head": (
        "formulas",
        both(table(), sub(ANSWERS, '<c r="A1" t="inlineStr">', '<c r="A1" t="inlineStr"><f>B1</f>')),
    ),
    "a rule of no style": ("conditional formats", sub(SCORES, r'dxfId="\d+"', 'dxfId="999"')),
    "two rules of one rank": ("conditional formats", sub(SCORES, 'priority="2"', 'priority="1"')),
    "a rule for no cells": ("conditional formats", sub(SCORES, r'Formatting sqref="[^"]*"', 'Formatting sqref="here"')),
    "a list too long": (
        "drop-downs",
        sub(ANSWERS, "<formula1>[^<]*</formula1>", f'<formula1>"{"a," * 200}"</formula1>'),
    ),
    "a list of no name": ("drop-downs", sub(ANSWERS, "<formula1>[^<]*</formula1>", "<formula1>nowhere</formula1>")),
    "a message too long": ("drop-downs", sub(ANSWERS, ' error="', f' error="{"x" * 300}')),
    "a wrong count of lists": ("drop-downs", sub(ANSWERS, '<dataValidations count="', '<dataValidations count="9')),
    "a font that is not there": ("styles", sub(STYLES, r'(<cellXfs.*?fontId=")\d+', r"\g<1>999")),
    "a number format that is not there": (
        "styles",
        sub(STYLES, r'numFmtId="165" formatCode', 'numFmtId="999" formatCode'),
    ),
    "a colour of six digits": ("styles", sub(STYLES, r'rgb="FF', 'rgb="')),
    "a wrong count of formats": ("styles", sub(STYLES, '<cellXfs count="', '<cellXfs count="9')),
    "columns that overlap": ("lay-out", sub(SCORES, r'min="2" max="2"', 'min="1" max="2"')),
    "a row too high": ("lay-out", sub(SCORES, r' ht="[0-9.]+"', ' ht="500"')),
    "a footer too long": ("pages and links", sub(SCORES, "<oddFooter>", "<oddFooter>" + "x" * 300)),
    "a pane of no cell": ("pages and links", sub(SCORES, r'topLeftCell="[A-Z0-9]+"', 'topLeftCell=""')),
    "a link without an end": (
        "pages and links",
        sub(SCORES, "<pageMargins", '<hyperlinks><hyperlink ref="A1"/></hyperlinks><pageMargins'),
    ),
    "a chart not described": ("drawings", sub(DRAWING, ' descr="[^"]*"', "")),
    "two frames of one id": ("drawings", sub(DRAWING, r'(cNvPr id=")2(")', r"\g<1>1\2")),
    "a chart of no size": ("drawings", sub(DRAWING, r'cx="[1-9]\d*"', 'cx="0"')),
    "an axis that is not there": ("charts", sub(CHART, r'(<(?:c:)?crossAx val=")\d+', r"\g<1>77")),
    "a series of no sheet": ("charts", sub(CHART, "'Summary'!", "'Summery'!")),
    "an axis taken away": ("charts", sub(CHART, r'delete val="(0|false)"', 'delete val="1"')),
    "no title": ("properties", sub("docProps/core.xml", r"<dc:title.*?</dc:title>", "")),
    "a day that is none": ("properties", sub("docProps/core.xml", "2027-03-04T", "4 March ")),
}


@pytest.mark.parametrize("what", BAD)
def test_every_rule_can_fail(what: str) -> None:
    rule, spoil = BAD[what]
    assert rule in {found for found, _ in spoilt(spoil, rule)}


def test_each_rule_has_a_file_that_breaks_it() -> None:
    assert {rule for rule, _ in BAD.values()} >= set(RULES)


def test_a_table_that_is_right_is_not_refused() -> None:
    assert spoilt(table(), "tables") == []


def test_an_entry_twice_is_found() -> None:
    out = io.BytesIO(written("filled", "en"))
    with zipfile.ZipFile(out, "a") as book, pytest.warns(UserWarning, match="Duplicate"):
        book.writestr(SCORES, "<worksheet/>")
    assert ("entry twice", SCORES) in faults(out.getvalue())


def test_formulas_are_read_as_they_are_written() -> None:
    package = unpacked(written("filled", "en"))
    for good in ("1+1", "SUM('Scores'!$A$1:$B$2)", 'IF(level_words="a(b","",INDEX(level_words,1))', "Scores!A1"):
        assert list(wrong_formula(package, good)) == []
    for bad in ("", "=1", "SUM(1", "SUM(1))", "Nowhere!A1", "a_name", "#REF!"):
        assert list(wrong_formula(package, bad)) != []
