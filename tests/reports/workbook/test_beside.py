"""The sheets of two sets of outcomes: what a reader may change there, what is a formula, and what says if not."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from questionnaire.answers import Disputed, NotKnown, RecordedAgreement
from questionnaire.assessment import Administration, Dossier
from questionnaire.framework import Framework
from reports.formats import write_report
from reports.report import Report
from reports.workbook.change import change_beside
from reports.workbook.draft import LINE
from reports.workbook.looks import INPUT_FILL, colour
from reports.workbook.validation import validation_beside
from tests.examples import answer, at_level, capability, dossier, fraction, framework, question, section, targets
from tests.reports.filled import bank, filled, report_on
from tests.reports.recalculation import recalculated
from tests.reports.sheets import columns, put, rows

CHANGE, VALIDATION = "Change between rounds", "Self and validated"


def tree(**more: Any) -> Framework:
    return framework(
        section("L", capability("L01", **more), capability("L02", question("L02.a"), question("L02.b"))),
        section("O", capability("O01")),
    )


def now() -> Dossier:
    replies = (answer("L01", 3), answer("L02.a", 2), answer("L02.b", 4), answer("O01", NotKnown()))
    held = dossier(tree(), *replies, targets=targets(O01=3))
    recorded = {"L01": at_level(1), "L02.a": at_level(2), "O01": Disputed(fraction(1), fraction(2))}
    return replace(held, validated={id: RecordedAgreement(id, reply) for id, reply in recorded.items()})


def earlier(of: Framework | None = None) -> Dossier:
    replies = (answer("L01", 1), answer("L02.a", 3), answer("L02.b", NotKnown()), answer("O01", 2))
    return dossier(of or tree(), *replies, targets=targets(L01=4))


def report(**more: Any) -> Report:
    return report_on(now(), earlier=earlier(**more))


def written(of: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_report(of, "xlsx")))


def blue(book: openpyxl.Workbook, title: str, column: str) -> list[str]:
    """The parts in whose row the cell of a column looks as if it may be changed."""
    sheet, at = book[title], columns(book[title])
    found = []
    for row in range(5, 13):
        if sheet.cell(row, at[column]).fill.fgColor.rgb == colour(INPUT_FILL):
            found.append(str(sheet.cell(row, 1).value))
    return found


def test_what_may_be_changed_is_blue_and_offers_the_levels() -> None:
    book = written(report())
    assert blue(book, CHANGE, "reply_before") == ["L01", "L02.a", "L02.b", "O01"]
    assert blue(book, CHANGE, "target_before") == ["L01"]
    assert blue(book, VALIDATION, "reply_validated") == ["L01", "L02.a", "L02.b", "O01"]
    for title in (CHANGE, VALIDATION):
        (offered,) = book[title].data_validations.dataValidation
        assert offered.formula1 == "levels_0_1_2_3_4_and_states"
        assert sorted(str(offered.sqref).split()) == ["E10", "E12", "E7", "E9"]


def test_a_target_of_now_follows_the_sheet_of_gaps() -> None:
    book = written(report())
    sheet, at = book[CHANGE], columns(book[CHANGE])
    cells = {sheet.cell(row, 1).value: sheet.cell(row, at["target_before"]).value for row in range(5, 13)}
    assert cells["L01"] == 4
    assert "Gaps and priorities" in str(cells["O01"])


def test_the_earlier_score_is_a_formula_where_the_file_has_all_that_makes_it() -> None:
    sheet = written(report())[CHANGE]
    assert str(sheet.cell(5, columns(sheet)["before"]).value).startswith("=")
    assert "no formula" not in said(sheet)
    other = written(report(of=tree(weight=fraction(2))))[CHANGE]
    assert other.cell(5, columns(other)["before"]).value is not None
    assert not str(other.cell(5, columns(other)["before"]).value).startswith("=")
    assert "all_share" not in columns(other)
    assert str(other.cell(5, columns(other)["like_before"]).value).startswith("=")
    assert "no formula" in said(other)


def test_a_long_line_on_which_round_is_compared_is_wrapped_and_not_cut() -> None:
    named = replace(earlier().setup, administration=Administration("Directorate of customs and of excise duties"))
    sheet = written(report_on(now(), earlier=replace(earlier(), setup=named)))[CHANGE]
    assert "excise" in str(sheet["A2"].value)
    assert sheet["A2"].alignment.wrap_text
    assert any(str(one).startswith("A2:") for one in sheet.merged_cells.ranges)
    assert sheet.row_dimensions[2].height > 2 * LINE


def said(sheet: Any) -> str:
    return " ".join(str(row[0].value) for row in sheet.iter_rows(min_row=14))


def test_without_another_set_there_is_nothing_beside() -> None:
    alone = report_on(replace(now(), validated={}))
    assert (change_beside(alone), validation_beside(alone)) == (None, None)
    ids = [row[0].value for row in written(alone)["Checks"].iter_rows(min_row=5)]
    assert "compared" not in ids


def test_what_stands_under_many_rows_has_a_page_of_its_own() -> None:
    chosen, library = bank()
    book = written(report_on(filled(chosen), library=library))
    (page,) = book[VALIDATION].row_breaks.brk
    assert book[VALIDATION].cell(page.id, 1).value is not None
    assert book[VALIDATION].cell(page.id + 1, 1).value is None
    assert written(report())[VALIDATION].row_breaks.brk == []


@pytest.mark.libreoffice
def test_what_a_reader_types_is_counted_and_followed(tmp_path: Path) -> None:
    """A typed level, a state, a dispute without a lowest level, a blank, and the lowest level where nothing was."""
    before, typed = tmp_path / "before.xlsx", tmp_path / "typed.xlsx"
    before.write_bytes(write_report(report(), "xlsx"))
    book = openpyxl.load_workbook(before)
    for node, reply in (("L01", 4), ("L02.a", "Not known"), ("L02.b", 1), ("O01", "Disputed")):
        put(book, CHANGE, {"node": node}, "reply_before", reply)
    for node, reply in (("L01", "Not applicable"), ("L02.a", None), ("L02.b", 0)):
        put(book, VALIDATION, {"node": node}, "reply_validated", reply)
    book.save(typed)
    (after,) = recalculated([typed], tmp_path)
    change = {key[0]: row for key, row in rows(after, CHANGE, ["node"]).items()}
    assert [change[id]["difference"] for id in ("L01", "L02.a", "L02.b", "O01")] == [-1, None, 3, None]
    assert (change["L02.a"]["apart"], change["O01"]["state"]) == ("no level before", "X")
    assert (change["*"]["like_before"], change["*"]["like_now"], change["*"]["compared"]) == (2.5, 3.5, 2)
    assert change["*"]["before"] == 2.25  # L01 4 and L02 (0 and 1), O01 with no outcome left out.
    validation = {key[0]: row for key, row in rows(after, VALIDATION, ["node"]).items()}
    assert (validation["L01"]["validated"], validation["L01"]["validated_outcome"]) == (None, "not applicable")
    assert (validation["L02"]["like_validated"], validation["L02"]["difference"]) == (0, -4)
    assert (validation["*"]["validated"], validation["*"]["compared"], validation["*"]["looked_at"]) == (0.5, 1, 3)
    checks = {row[0].value: row for row in openpyxl.load_workbook(after, data_only=True)["Checks"].iter_rows(min_row=5)}
    assert (checks["changed_beside"][2].value, checks["changed_beside"][4].value) == (3, "NOTE")
    assert (checks["compared"][2].value, checks["compared"][4].value) == (1, "OK")
