"""Tables of a Word file: as wide as the text, no word broken, kept together or cut where a reader would."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from reports.paper import PaperCell, PaperTable
from reports.word.tables import write_pairs, write_table

WIDTH = Cm(17)


def written(part: PaperTable, width: int = WIDTH, document: Any = None) -> Any:
    """The table, written and read back."""
    document = document or Document()
    write_table(document, part, width)
    packed = io.BytesIO()
    document.save(packed)
    return Document(packed).tables[-1]


def grid(table: Any) -> list[int]:
    return [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid.findall(qn("w:gridCol"))]


def held(table: Any) -> list[bool]:
    """Which rows stand on one page with the next."""
    return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]


def rows(n: int, text: str = "one") -> tuple[tuple[str, ...], ...]:
    return ((text, "two"),) * n


def test_columns_are_as_wide_as_their_shares_say_and_fill_the_text() -> None:
    table = written(PaperTable(("a", "b"), rows(2), (30, 70), ""))
    first, second = grid(table)
    assert first + second == pytest.approx(WIDTH / 635, abs=2)
    assert first / second == pytest.approx(3 / 7, rel=0.01)
    assert [cell.width // 635 for cell in table.rows[1].cells] == pytest.approx([first, second], abs=1)


def test_no_word_is_broken_where_other_columns_have_room() -> None:
    part = PaperTable(("Rang", "Ce qui manque"), (("1", "x"), ("2", "y")), (1, 99), "")
    narrow, _ = grid(written(part))
    points = narrow / 20 - 8
    assert points > len("Rang") * 9 * 0.5


def test_a_short_table_stays_on_one_page() -> None:
    assert held(written(PaperTable(("a", "b"), rows(4), (1, 1), ""))) == [True] * 4 + [False]


def test_a_long_table_keeps_its_beginning_and_its_sum() -> None:
    kept = held(written(PaperTable(("a", "b"), rows(60), (1, 1), "", (), frozenset({59}))))
    assert [place for place, one in enumerate(kept) if one] == [0, 1, 59]


def test_high_rows_do_not_wait_for_each_other() -> None:
    kept = held(written(PaperTable(("a", "b"), rows(20, "a\n" * 15), (1, 1), "")))
    assert [place for place, one in enumerate(kept) if one] == [0]


def test_a_table_without_rows_is_a_head() -> None:
    assert held(written(PaperTable(("a", "b"), (), (1, 1), ""))) == [False]


def test_wide_tables_have_smaller_letters() -> None:
    def size(columns: int) -> float:
        names = tuple("abcdefghijkl"[:columns])
        part = PaperTable(names, (names,), (1,) * columns, "")
        return float(written(part).rows[1].cells[0].paragraphs[0].runs[0].font.size.pt)

    assert [size(n) for n in (2, 7, 9, 12)] == [9, 8.5, 8, 7]


@pytest.mark.parametrize(("mode", "indent"), [(None, "80"), ("14", "80"), ("15", "0"), ("odd", "80")])
def test_the_edges_of_a_table_are_those_of_the_text(mode: str | None, indent: str) -> None:
    """Word of 2013 and later lays a table out from the edge of the text on; older ones let its cells hang out."""
    document = Document()
    for setting in document.settings.element.findall(f".//{qn('w:compatSetting')}"):
        if mode is None:
            setting.getparent().remove(setting)
        elif setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), mode)
    table = written(PaperTable(("a", "b"), rows(1), (1, 1), ""), document=document)
    assert table._tbl.tblPr.find(qn("w:tblInd")).get(qn("w:w")) == indent


@pytest.mark.parametrize(("share", "ground"), [(-1.0, "FFF6E0"), (0.0, "FFF6E0"), (0.5, "5E9E8D"), (7.0, "12294F")])
def test_a_share_outside_its_scale_has_the_ground_of_its_end(share: float, ground: str) -> None:
    table = written(PaperTable(("a",), ((PaperCell("x", share),),), (1,), ""))
    assert table.rows[1].cells[0]._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == ground


def test_names_and_facts_stand_side_by_side() -> None:
    document = Document()
    write_pairs(document, (("Country", "A\nB"), ("Round", "1")), WIDTH, (30, 70))
    write_pairs(document, (), WIDTH)
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Country", "A\nB"], ["Round", "1"]]
    assert [bool(cell.paragraphs[0].runs[0].bold) for cell in table.rows[0].cells] == [True, False]
