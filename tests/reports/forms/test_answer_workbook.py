"""The answer workbook: everything recorded is in it by its id, what may be filled in is open, all else is closed."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from questionnaire.answers import (
    Answer,
    CriterionNotApplicable,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.assessment import Dossier, Participant
from questionnaire.form_layout import ABOUT, ANSWERS, EVIDENCE, FACTS, FORMAT, SHEETS, VERSION
from questionnaire.framework import Checklist, Framework, Ladder
from questionnaire.framework_file import load_framework
from questionnaire.policy import Confidence
from questionnaire.profiled import in_profile
from questionnaire.stages import Role
from reports.forms.answer_workbook import answer_workbook
from reports.forms.form_rows import EMPTY_EVIDENCE_ROWS
from tests.examples import capability, checklist, choice, framework, ladder, number, question, scale, section
from tests.reports.filled import MADE_AT, ROOT, bank, filled
from tests.reports.forms.reading import FilledSheet, read, read_otherwise
from tests.reports.recalculation import recalculated
from words.phrases import load_phrases

KINDS = ROOT / "tests" / "frameworks" / "kinds"
EN, FR, BOTH = ("en",), ("fr",), ("fr", "en")


def written(
    tree: Framework,
    dossier: Dossier | None = None,
    participants: tuple[str, ...] = (),
    languages: tuple[str, ...] = EN,
) -> bytes:
    return answer_workbook(
        tree,
        languages=languages,
        dossier=dossier,
        participants=participants,
        made_at=MADE_AT,
        program_version="1.0.0",
    )


@cache
def of_bank(languages: tuple[str, ...] = EN) -> bytes:
    """The form of a filled dossier of the whole bank."""
    return written(bank()[0], filled(bank()[0]), ("P1",), languages)


def one_answer(kind: Any, reply: Reply | None, **more: Any) -> tuple[Framework, dict[str, FilledSheet]]:
    """What a form says of one answer to one question, Q."""
    tree = framework(section("S", capability("Q", question("Q", kind, **more.pop("asked", {})))))
    dossier = Dossier("D", tree, answers={("P1", "Q"): Answer("P1", "Q", reply, **more)}, revision=3)
    return tree, read(written(tree, dossier, ("P1",)))


def answered(kind: Any, reply: Reply | None, **more: Any) -> dict[str, Any]:
    """The cells of the answer that are filled, without those that only help."""
    row = one_answer(kind, reply, **more)[1]["answers"].by("question")["Q",]
    return {id: row[id] for id in ANSWERS.filled if row[id] is not None}


# --- laid out as agreed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("languages", [EN, FR, BOTH])
def test_every_sheet_has_the_columns_agreed_on(languages: tuple[str, ...]) -> None:
    sheets = read(of_bank(languages))
    assert set(SHEETS) < set(sheets)
    for id, agreed in SHEETS.items():
        others = [one for one in sheets[id].columns if one not in (*agreed.keys, *agreed.filled)]
        assert {*agreed.keys, *agreed.filled} <= {*sheets[id].columns}
        assert all(one.startswith("shown_") for one in others)


def test_every_question_and_criterion_has_one_row() -> None:
    tree, sheets = bank()[0], read(of_bank())
    assert [row["question"] for row in sheets["answers"].rows] == [one.id for one in tree.questions]
    ticked = [one for one in tree.questions if isinstance(one.kind, Ladder | Checklist)]
    assert [row["criterion"] for row in sheets["criteria"].rows] == [
        criterion.id for one in ticked for criterion in one.criteria
    ]
    assert {row["participant"] for row in sheets["answers"].rows} == {"P1"}


def test_the_file_tells_what_it_was_made_from() -> None:
    tree = bank()[0]
    about = {row["fact"]: row["value"] for row in read(of_bank(BOTH))[ABOUT].rows}
    assert tuple(about) == FACTS
    assert (about["format"], about["version"]) == (FORMAT, str(VERSION))
    assert (about["dossier"], about["revision"]) == ("D1", "7")
    assert (about["framework"], about["framework_hash"]) == (tree.id, tree.content_hash)
    assert (about["profile"], about["languages"]) == ("full", "fr en")
    assert datetime.fromisoformat(about["made_at"]) == MADE_AT


def test_a_blank_form_asks_everything_and_says_nothing() -> None:
    tree = in_profile(bank()[0], "rapid")
    sheets = read(written(tree))
    about = {row["fact"]: row["value"] for row in sheets[ABOUT].rows}
    assert (about["dossier"], about["revision"], about["profile"]) == (None, None, "rapid")
    assert len(sheets["answers"].rows) == len(tree.questions)
    for id, agreed in SHEETS.items():
        assert all(row[one] is None for row in sheets[id].rows for one in agreed.filled)
    assert all(row["participant"] is None for row in sheets["answers"].rows)
    assert len(sheets["evidence"].rows) == EMPTY_EVIDENCE_ROWS


def test_another_library_reads_the_same() -> None:
    one, other = read(of_bank(BOTH)), read_otherwise(of_bank(BOTH))
    assert set(one) == set(other)
    for id, sheet in one.items():
        plain = [
            {key: value.date() if isinstance(value, datetime) else value for key, value in row.items()}
            for row in sheet.rows
        ]
        assert plain == [dict(row) for row in other[id].rows]


def test_the_same_makes_the_same_bytes() -> None:
    assert written(bank()[0], filled(bank()[0]), ("P1",), BOTH) == of_bank(BOTH)


# --- what is recorded -------------------------------------------------------------------------------------------------


def test_a_level_is_said_by_number_and_word() -> None:
    assert answered(ladder("Q"), LevelReached(LadderGiven(3))) == {"reply": "3 Established"}
    assert answered(ladder("Q", levels=3), LevelReached(LadderGiven(2)), asked={"scale": scale(0, 2)}) == {"reply": "2"}


def test_ticks_stand_on_the_other_sheet() -> None:
    given = LadderGiven(None, frozenset({"Q.1a"}), frozenset({"Q.2a"}), (CriterionNotApplicable("Q.3a", "no port"),))
    _, sheets = one_answer(ladder("Q"), LevelReached(given))
    assert sheets["answers"].rows[0]["reply"] == "By the criteria"
    ticks = {row["criterion"]: (row["tick"], row["reason"]) for row in sheets["criteria"].rows}
    assert ticks == {
        "Q.1a": ("Met", None),
        "Q.2a": ("Not met", None),
        "Q.3a": ("Cannot apply", "no port"),
        "Q.4a": (None, None),
    }


def test_an_answered_checklist_says_something_of_each_thing() -> None:
    for met, said in (
        (frozenset({"Q.b"}), ["Not met", "Met", "Not met", "Not met"]),
        (frozenset[str](), ["Not met"] * 4),
    ):
        _, sheets = one_answer(checklist("Q"), LevelReached(TicksGiven(met)))
        assert [row["tick"] for row in sheets["criteria"].rows] == said
        assert sheets["answers"].rows[0]["reply"] is None
    _, blank = one_answer(checklist("Q"), None)
    assert {row["tick"] for row in blank["criteria"].rows} == {None}


def test_a_tick_that_contradicts_itself_says_both() -> None:
    both = frozenset({"Q.1a"})
    reply = LevelReached(LadderGiven(2, both, both))
    tree, sheets = one_answer(ladder("Q"), reply)
    assert [row["tick"] for row in sheets["criteria"].rows] == ["Met + Not met", None, None, None]
    # Where it stands it is offered beside the words of which one is to be chosen; elsewhere nobody is asked to say it.
    content = written(tree, Dossier("D", tree, answers={("P1", "Q"): Answer("P1", "Q", reply)}), ("P1",))
    offered = [words for words in _lists(content).values() if "Not met" in words]
    assert sorted("Met + Not met" in words for words in offered) == [False, True]


@pytest.mark.parametrize(
    ("value", "said"),
    [("12.5", "12.5"), ("1/3", "1/3"), ("1234567.25", "1234567.25"), ("90", "90"), ("0.000001", "0.000001")],
)
def test_a_measured_number_loses_nothing(value: str, said: str) -> None:
    on, kind = date(2027, 1, 31), number("Q", {0: 0, 4: 90})
    cells = answered(kind, LevelReached(QuantityGiven(Fraction(value), "percent", on)))
    assert cells == {"reply": said, "measured_on": datetime(2027, 1, 31)}


def test_a_french_form_writes_decimals_with_a_comma() -> None:
    tree = framework(section("S", capability("Q", question("Q", number("Q", {0: 0, 4: 90})))))
    reply = LevelReached(QuantityGiven(Fraction("1234.5"), "percent"))
    dossier = Dossier("D", tree, answers={("P1", "Q"): Answer("P1", "Q", reply)})
    assert read(written(tree, dossier, ("P1",), FR))["answers"].rows[0]["reply"] == "1234,5"


def test_an_option_is_said_by_its_id_first() -> None:
    kind = choice("Q", {"a": 0, "b": 4})
    assert answered(kind, LevelReached(OptionGiven("b"))) == {"reply": "b option b"}


def test_states_are_said_with_their_reason() -> None:
    assert answered(ladder("Q"), NotApplicable("no border")) == {"reply": "Not applicable", "reason": "no border"}
    assert answered(ladder("Q"), NotKnown()) == {"reply": "Not known"}
    dispute = Disputed(Fraction(1), Fraction(3), "two posts")
    assert answered(ladder("Q"), dispute) == {
        "reply": "Disputed",
        "reason": "two posts",
        "disputed_from": "1 Initial",
        "disputed_to": "3 Established",
    }
    assert answered(choice("Q", {"a": 0, "b": "1/3", "c": "3/2"}), Disputed(Fraction(1, 3), Fraction(3, 2))) == {
        "reply": "Disputed",
        "disputed_from": "1/3",
        "disputed_to": "1.5",
    }


def test_what_goes_with_a_reply() -> None:
    links = (EvidenceLink("E1"), EvidenceLink("E3", frozenset({"Q.2a", "Q.1a"})))
    comment = "first line\nsecond line\n\nlast"
    cells = answered(ladder("Q"), None, confidence=Confidence.LOW, comment=comment, evidence=links)
    assert cells == {"confidence": "Little", "comment": comment, "evidence": "E1; E3 [Q.1a, Q.2a]"}


def test_a_reply_that_no_longer_fits_is_left_blank() -> None:
    assert answered(ladder("Q"), LevelReached(OptionGiven("b")), comment="kept") == {"comment": "kept"}


def test_the_register_goes_on_with_free_numbers() -> None:
    rows = read(of_bank())["evidence"].rows
    assert [row["evidence"] for row in rows[:5]] == ["E1", "E2", "E3", "E4", "E5"]
    assert rows[0]["title"] == "Code des douanes, édition 2024"
    assert (rows[0]["kind"], rows[0]["strength"]) == ("legal text", "document seen")
    assert rows[0]["dated"].date() == date(2026, 1, 1)
    assert len(rows) == 4 + EMPTY_EVIDENCE_ROWS
    assert all(rows[4][one] is None for one in EVIDENCE.filled)


def test_several_people_stand_under_each_other() -> None:
    tree = load_framework(KINDS)
    two = Answer("P2", "L02", LevelReached(LadderGiven(1)))
    people = (Participant("P1", Role.ASSESSOR, "Ada"), Participant("P2", Role.ASSESSOR, "Béa"))
    dossier = replace(filled(tree), participants=people)
    dossier = replace(dossier, answers={**dossier.answers, ("P2", "L02"): two})
    content = written(tree, dossier, ("P1", "P2"))
    rows = read(content)["answers"].by("participant", "question")
    assert len(rows) == 2 * len(tree.questions)
    assert rows["P2", "L02"]["reply"] == "1 Initial"
    assert rows["P2", "L02"]["shown_name"] == "Béa"
    assert not _sheet(content, "answers").column_dimensions["C"].hidden
    assert _sheet(written(tree, dossier, ("P2",)), "answers").column_dimensions["C"].hidden
    assert set(read(written(tree, dossier, ("P2",)))["answers"].by("participant")) == {("P2",)}


def test_two_languages_stand_side_by_side() -> None:
    tree, sheets = bank()[0], read(of_bank(BOTH))
    row = sheets["answers"].by("question")["L02",]
    asked = tree.question("L02")
    assert (row["shown_question_fr"], row["shown_question_en"]) == (asked.text("fr"), asked.text("en"))
    assert asked.kind.levels[3].summary("fr") in row["shown_levels_fr"]  # type: ignore[union-attr]
    replies = {str(row["reply"]) for row in sheets["answers"].rows}
    assert "3 Établi / Established" in replies
    assert "Sans objet / Not applicable" in replies


def test_a_question_says_when_it_is_asked() -> None:
    row = read(written(load_framework(KINDS)))["answers"].by("question")["O02",]
    assert "L02" in row["shown_question_en"]


# --- what may be filled in --------------------------------------------------------------------------------------------


def _sheet(content: bytes, id: str) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet: Worksheet = book[read(content)[id].title]
    return sheet


@pytest.mark.parametrize("id", SHEETS)
def test_only_what_is_filled_in_is_open(id: str) -> None:
    sheet, agreed = _sheet(of_bank(), id), SHEETS[id]
    ids = {str(cell.value): cell.column for cell in sheet[3] if cell.value}
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert sheet.row_dimensions[3].hidden
    for row in sheet.iter_rows(min_row=5):
        for cell in row:
            name = next((one for one, place in ids.items() if place == cell.column), "")
            numbers_only = name == "measured_on"
            assert cell.protection.locked is (name not in agreed.filled) or numbers_only, cell.coordinate
    assert not sheet.protection.autoFilter
    assert sheet.freeze_panes


def _lists(content: bytes) -> dict[str, list[str]]:
    """The words of every named list."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for name, defined in book.defined_names.items():
        title, cells = next(iter(defined.destinations))
        found[name] = [str(row[0].value) for row in book[title][cells]]
    return found


@pytest.mark.parametrize("languages", [EN, BOTH])
def test_every_word_that_is_written_is_offered(languages: tuple[str, ...]) -> None:
    content = of_bank(languages)
    lists, checked = _lists(content), Counter[str]()
    for id in SHEETS:
        sheet = _sheet(content, id)
        for offered in sheet.data_validations.dataValidation:
            if offered.type != "list":
                continue
            assert not offered.formula1.startswith('"')  # a list of words in the rule itself ends at 255 characters
            for cells in offered.sqref.ranges:
                for row in sheet[cells.coord] if ":" in cells.coord else ((sheet[cells.coord],),):
                    for cell in row:
                        if cell.value is not None and not _is_number(str(cell.value)):
                            assert cell.value in lists[offered.formula1], (cell.coordinate, cell.value)
                            checked[id] += 1
    assert all(checked[id] for id in SHEETS)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\d.,/]+", text) is not None


def test_each_question_offers_its_own_replies() -> None:
    tree = load_framework(KINDS)
    content = written(tree)
    sheet, lists = _sheet(content, "answers"), _lists(content)
    reply = get_column_letter(next(cell.column for cell in sheet[3] if cell.value == "reply"))
    rows = {str(row["question"]): number for number, row in enumerate(read(content)["answers"].rows, 5)}
    states = ["Not applicable", "Not known", "Disputed", load_phrases("en")("forms.clear")]

    def offered(id: str) -> list[str]:
        cell = f"{reply}{rows[id]}"
        (rule,) = [one for one in sheet.data_validations.dataValidation if cell in one.sqref]
        return lists[str(rule.formula1)]

    assert offered("L01") == states
    assert offered("O01.q1") == states
    assert offered("O01.q2") == ["a Nobody.", "b The sender.", "c Another office.", *states]
    assert offered("L02")[:5] == ["0 Absent", "1 Initial", "2 Developing", "3 Established", "4 Sustained"]


# --- people's text is text --------------------------------------------------------------------------------------------

HOSTILE = (
    *('=HYPERLINK("http://x.example","y")', "+1", "-1", "@SUM(A1)", "{=1}", "'quoted", "\tx", "#REF!"),
    *("_x0041_ is no A", "a\x07b\ud800c", "x" * 40_000, "  spaces  ", "<b>&amp;</b>", "line\r\nline"),
)


def _hostile() -> tuple[Framework, Dossier]:
    tree = framework(section("S", *(capability(f"Q{n}") for n in range(len(HOSTILE)))))
    answers = {("P1", f"Q{n}"): Answer("P1", f"Q{n}", comment=text) for n, text in enumerate(HOSTILE)}
    return tree, Dossier("D", tree, answers=answers)


def test_no_text_runs_or_breaks_the_file() -> None:
    tree, dossier = _hostile()
    content = written(tree, dossier, ("P1",))
    sheet = _sheet(content, "answers")
    cells = [cell for row in sheet.iter_rows(min_row=5) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    said = [row["comment"] for row in read(content)["answers"].rows]
    assert said == [row["comment"] for row in read_otherwise(content)["answers"].rows]
    for text, read_back in zip(HOSTILE, said, strict=True):
        if len(text) > 32_767:
            assert read_back.endswith("[…]")
        else:
            assert read_back == text.replace("\x07", "").replace("\ud800", "").replace("\r\n", "\n")
    quoted = {cell.value for cell in cells if cell.quotePrefix}
    assert {text for text in HOSTILE if text[0] in "=+-@{'"} <= quoted


@pytest.mark.libreoffice
def test_a_spreadsheet_program_keeps_everything(tmp_path: Path) -> None:
    tree, dossier = _hostile()
    dossier = replace(dossier, answers={key: one for key, one in dossier.answers.items() if len(one.comment) < 9_999})
    files = {"bank.xlsx": of_bank(BOTH), "hostile.xlsx": written(tree, dossier, ("P1",))}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    for file in recalculated([tmp_path / name for name in files], tmp_path):
        before, after = read(files[file.name]), read(file.read_bytes())
        assert set(before) == set(after)
        for id in SHEETS:
            assert after[id].by(*SHEETS[id].keys).keys() == before[id].by(*SHEETS[id].keys).keys()
            for key, row in before[id].by(*SHEETS[id].keys).items():
                again = after[id].by(*SHEETS[id].keys)[key]
                assert {one: again[one] for one in SHEETS[id].filled} == {one: row[one] for one in SHEETS[id].filled}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("no password", "Review, Unprotect Sheet", "Tools, Protect Sheet", "“By the criteria”")),
        ("fr", ("sans mot de passe", "Révision, Ôter la protection", "Outils, Protéger la feuille")),
    ],
)
def test_the_first_sheet_says_how_to_sort_what_is_protected(language: str, words: tuple[str, ...]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(of_bank((language,))))
    said = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert [word for word in words if word not in said] == []
    sheet = book.worksheets[1]
    guard = sheet.protection
    assert guard.sheet
    assert guard.password is None
    assert not guard.autoFilter
    # What is filled in is open; the ids beside it are not, so that a slip of the hand loses no row.
    first = {str(cell.value): cell.column for cell in sheet[3]}
    assert sheet.cell(5, first["question"]).protection.locked
    assert not sheet.cell(5, first["reply"]).protection.locked
