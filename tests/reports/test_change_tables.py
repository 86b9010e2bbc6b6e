"""The rows of change between rounds: as reported, like for like, and why a question is not compared."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction
from typing import Any

import openpyxl
import pytest

from questionnaire.answers import NotKnown
from questionnaire.assessment import Administration, Dossier, Round, RoundKind, Setup
from reports.cells import Coded
from reports.earlier_words import earlier_said
from reports.report import Audience
from reports.tables import all_tables
from reports.workbook.book import workbook_bytes
from scoring.change import Apart
from tests.examples import answer, capability, dossier, framework, question, section, targets
from tests.reports.filled import report_on
from words.phrases import LANGUAGES, load_phrases

BEFORE = framework(
    section("L", capability("L01"), capability("L02", question("L02.a"), question("L02.b"), question("L02.z")))
)
TREE = framework(section("L", capability("L01"), capability("L02", question("L02.a"), question("L02.b"))))


def setup(name: str, year: int) -> Setup:
    return Setup(Administration(name), round=Round(RoundKind.BASELINE, year))


def first(**more: Any) -> Dossier:
    replies = (answer("L01", 1), answer("L02.a", 2), answer("L02.b", NotKnown()), answer("L02.z", 3))
    return dossier(BEFORE, *replies, targets=targets(L01=3), setup=setup("Customs", 2024), **more)


def later(**more: Any) -> Dossier:
    replies = (answer("L01", 2), answer("L02.a", 1), answer("L02.b", 4))
    return dossier(TREE, *replies, setup=setup(" customs ", 2027), **more)


def rows(**more: Any) -> dict[Any, Any]:
    return {row["node"]: row for row in all_tables(report_on(later(), earlier=first(), **more))["change"].rows}


def test_nodes_and_questions_stand_in_the_order_of_the_framework_what_is_gone_last() -> None:
    assert list(rows()) == ["*", "L", "L01", "L02", "L02.a", "L02.b", "L02.z"]


def test_a_capability_of_one_question_has_one_row_that_says_both() -> None:
    found = rows()["L01"]
    assert (found["before"], found["now"], found["difference"], found["difference_share"]) == (1, 2, 1, Fraction(1, 4))
    assert (found["target_before"], found["progress"], found["apart"]) == (3, Fraction(1, 2), None)
    assert (found["compared"], found["asked"], found["reply_before"]) == (1, 1, 1)


def test_what_is_not_compared_says_why() -> None:
    found = rows()
    assert found["L02.b"]["apart"] == Coded("change.apart", "no_level_before")
    assert found["L02.b"]["reply_before"] == Coded("answer.state", "not_known")
    assert (found["L02"]["reply_before"], found["L02.z"]["reply_before"]) == (None, 3)
    assert (found["L02.b"]["before"], found["L02.b"]["now"], found["L02.b"]["like_now"]) == (None, 4, None)
    assert found["L02.z"]["apart"] == Coded("change.apart", "dropped")
    assert (found["L02.z"]["before"], found["L02.z"]["asked"], found["L02.z"]["section"]) == (3, 0, None)
    assert (found["L02"]["like_before"], found["L02"]["like_now"], found["L02"]["difference"]) == (2, 1, -1)
    assert (found["L02"]["compared"], found["L02"]["asked"]) == (1, 2)


def test_without_an_earlier_round_there_are_no_rows() -> None:
    assert report_on(later()).change is None
    assert all_tables(report_on(later()))["change"].rows == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_said(language: str) -> None:
    say = load_phrases(language)
    said = [say(f"change.apart.{one}") for one in Apart]
    assert len(set(said)) == len(Apart)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_says_with_which_round_it_compares(language: str) -> None:
    say = load_phrases(language)
    written = workbook_bytes(report_on(later(), language=language, earlier=first()))
    sheet = openpyxl.load_workbook(io.BytesIO(written), data_only=True)[say("workbook.sheets.change")]
    assert "2024" in str(sheet["A2"].value)
    assert [cell.value for cell in sheet["G"][4:11]] == [Fraction(9, 4), Fraction(9, 4), 2, 2.5, 1, 4, None]
    without = workbook_bytes(report_on(later(), language=language))
    sheet = openpyxl.load_workbook(io.BytesIO(without))[say("workbook.sheets.change")]
    assert sheet["A2"].value == say("change.none")


def test_another_name_is_said() -> None:
    other = replace(first(), setup=setup("Border Guard", 2024))
    assert "Border Guard" in earlier_said(report_on(later(), earlier=other))
    assert "Customs" not in earlier_said(report_on(later(), earlier=first()))


def test_a_donors_copy_compares_the_same_numbers() -> None:
    assert rows(audience=Audience.DONOR) == rows()


@pytest.mark.parametrize("audience", [Audience.DONOR, Audience.PUBLIC])
def test_a_profile_that_asks_less_does_not_tell_what_was_withheld(audience: Audience) -> None:
    # The withheld capability is not asked any more: its earlier level must not stand among what is gone.
    asked = framework(section("L", capability("L01"), replace(capability("L09"), sensitive=True)))
    before = dossier(asked, answer("L01", 1), answer("L09", 4))
    now = dossier(framework(section("L", capability("L01"))), answer("L01", 2))
    found = {row["node"]: row for row in all_tables(report_on(now, earlier=before, audience=audience))["change"].rows}
    assert list(found) == ["*", "L", "L01"]
    assert found["*"]["before"] == 1
    inside = all_tables(report_on(now, earlier=before))["change"].rows
    assert inside[-1]["node"] == "L09"
