"""The XLSForm: every question with its fields by the names agreed on, and opened by the programs it is for."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import pytest
from lxml import etree

from questionnaire.assessment import Dossier, Participant
from questionnaire.form_layout import FORMAT, NONE_OF_THESE, XLSFORM_META, XLSFORM_NAME_OF, field_name
from questionnaire.framework import Checklist, Choice, Framework, Ladder, Number
from questionnaire.framework_file import load_framework
from questionnaire.profiled import in_profile
from questionnaire.stages import Role
from questionnaire.text import Text
from reports.forms.relevance import tick_field
from reports.forms.xlsform import xform_xml, xlsform_bytes
from tests.examples import capability, framework, question, section
from tests.reports.filled import BANK, MADE_AT, ROOT, bank, filled

KINDS = ROOT / "tests" / "frameworks" / "kinds"
BOTH = ("en", "fr")
Rows = list[dict[str, str]]


def made(tree: Framework, languages: tuple[str, ...] = BOTH, **more: Any) -> bytes:
    return xlsform_bytes(tree, languages=languages, made_at=MADE_AT, **more)


@cache
def of_bank() -> bytes:
    return made(bank()[0])


def sheets(content: bytes) -> Mapping[str, Rows]:
    """The rows of each sheet by the names of their columns."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for sheet in book:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [
            {str(column): str(cell) for column, cell in zip(head, row, strict=True) if cell is not None} for row in rows
        ]
    return found


def by_name(content: bytes) -> Mapping[str, dict[str, str]]:
    return {row["name"]: row for row in sheets(content)["survey"] if "name" in row}


def choices(content: bytes, list_name: str) -> dict[str, str]:
    found = sheets(content)["choices"]
    return {row["name"]: row["label::English (en)"] for row in found if row["list_name"] == list_name}


def test_every_question_has_its_fields() -> None:
    fields = by_name(of_bank())
    parts = {Ladder: {"reply"}, Choice: {"reply"}, Checklist: {"ticks", "excused"}, Number: {"reply", "measured_on"}}
    always = {"state", "disputed_from", "disputed_to", "reason", "confidence", "comment", "evidence"}
    for one in bank()[0].questions:
        wanted = parts[type(one.kind)] | always
        there = {
            part for part in XLSFORM_NAME_OF if XLSFORM_NAME_OF[part].format(question=field_name(one.id)) in fields
        }
        assert there == wanted, one.id
        ticked = {name for each in one.criteria if (name := tick_field("tick", each.id)) in fields}
        assert len(ticked) == (len(one.criteria) if isinstance(one.kind, Ladder) else 0), one.id
        reasons = {name for each in one.criteria if (name := tick_field("tick_reason", each.id)) in fields}
        assert len(reasons) == (len(one.criteria) if isinstance(one.kind, Ladder | Checklist) else 0), one.id
    assert set(XLSFORM_META) <= set(fields)


def test_names_are_there_once_and_groups_are_closed() -> None:
    rows = sheets(of_bank())["survey"]
    names = [row["name"] for row in rows if "name" in row]
    assert len(set(names)) == len(names)
    depth = 0
    for row in rows:
        depth += {"begin_group": 1, "end_group": -1}.get(row["type"], 0)
        assert depth >= 0
    assert depth == 0
    on_one_screen = [row["name"] for row in rows if row.get("appearance") == "field-list"]
    assert on_one_screen == ["start", *(field_name(one.id) for one in bank()[0].capabilities)]


def test_replies_are_offered_by_what_the_reader_knows() -> None:
    content = made(load_framework(KINDS))
    assert list(choices(content, "L02_levels")) == ["l0", "l1", "l2", "l3", "l4", "by_criteria"]
    assert choices(content, "L02_levels")["l1"] == "1 Initial: Import only."
    assert by_name(content)["L02_2b_tick"]["label::English (en)"] == "L02.2b An article covers travellers."
    assert choices(content, "ticks") == {"met": "Met", "not_met": "Not met", "not_applicable": "N/A"}
    assert choices(content, "L01_criteria")["L01_b"] == "L01.b It prohibits trade."
    assert NONE_OF_THESE not in choices(content, "L01_criteria_excused")
    assert choices(content, "O01_q2_options") == {"a": "Nobody.", "b": "The sender.", "c": "Another office."}
    assert choices(content, "states").keys() == {"answered", "not_applicable", "not_known", "disputed"}
    assert list(choices(content, "ends_1").items())[3] == ("l3", "3 Established")
    assert choices(content, "confidence").keys() == {"low", "medium", "high"}
    assert NONE_OF_THESE in choices(content, "L01_criteria")


def test_what_cannot_apply_needs_a_reason_and_hides_the_reply() -> None:
    fields = by_name(made(load_framework(KINDS)))
    assert fields["L02_reason"]["required"] == "${L02_state} = 'not_applicable' or ${L02_state} = 'disputed'"
    assert fields["L02_reason"]["required_message::Français (fr)"]
    answerable = " and ".join(f"${{L02_state}} != '{state}'" for state in ("not_applicable", "not_known", "disputed"))
    assert fields["L02_reply"]["relevant"] == fields["L02_criteria"]["relevant"] == answerable
    assert fields["L02_1a_tick_reason"]["relevant"] == "${L02_1a_tick} = 'not_applicable'"
    assert fields["L02_1a_tick_reason"]["required"] == "true()"


def test_a_number_is_held_to_its_bounds() -> None:
    fields = by_name(made(load_framework(KINDS)))
    assert fields["O01_q1_reply"]["type"] == "decimal"
    assert fields["O01_q1_reply"]["constraint"] == ". >= 0 and . <= 100"
    assert fields["O01_q1_reply"]["constraint_message::English (en)"] == "From 0 to 100."
    assert "%" in fields["O01_q1_reply"]["hint::English (en)"]
    assert fields["O01_q1_measured_on"]["type"] == "date"


def test_a_condition_stands_before_the_whole_question() -> None:
    rows = sheets(made(load_framework(KINDS)))["survey"]
    place = next(number for number, row in enumerate(rows) if row.get("name") == "O02_asked")
    assert rows[place]["type"] == "begin_group"
    assert "${L02_reply} = 'l1'" in rows[place]["relevant"]
    assert rows[place + 1]["name"] == "O02_reply"


def test_words_are_there_in_every_language_asked_for() -> None:
    for rows in sheets(of_bank()).values():
        for row in rows:
            said = {column.split("::")[0] for column in row if "::" in column}
            assert all({f"{one}::English (en)", f"{one}::Français (fr)"} <= set(row) for one in said), row
    french = sheets(made(bank()[0], ("fr",)))
    assert not any("English" in column for row in french["survey"] for column in row)
    assert french["settings"][0]["default_language"] == "Français (fr)"


def test_the_form_knows_what_it_was_made_from() -> None:
    tree = load_framework(KINDS)
    fields = by_name(made(tree))
    assert fields["iwt_format"]["calculation"] == f"'{FORMAT}'"
    assert fields["iwt_framework_hash"]["calculation"] == f"'{tree.content_hash}'"
    assert fields["iwt_dossier"]["calculation"] == "''"
    of_dossier = made(tree, dossier=filled(tree), participants=("P1",))
    assert by_name(of_dossier)["iwt_dossier"]["calculation"] == "'D1'"
    assert by_name(of_dossier)["iwt_revision"]["calculation"] == "'7'"
    assert by_name(of_dossier)["iwt_participant"]["calculation"] == "'P1'"
    (settings,) = sheets(of_dossier)["settings"]
    assert settings["version"].endswith("-r7")
    assert settings["version"] != sheets(made(tree))["settings"][0]["version"]
    rapid = sheets(made(in_profile(bank()[0], "rapid")))["settings"][0]
    assert rapid["form_id"] != sheets(of_bank())["settings"][0]["form_id"]


def test_the_one_who_fills_in_is_asked_chosen_or_known() -> None:
    tree = load_framework(KINDS)
    assert by_name(made(tree))["iwt_participant"]["type"] == "text"
    people = (Participant("P1", Role.ASSESSOR, "Ada"), Participant("P2", Role.ASSESSOR))
    dossier = replace(filled(tree), participants=people)
    several = made(tree, dossier=dossier, participants=("P1", "P2"))
    assert by_name(several)["iwt_participant"]["type"] == "select_one participants"
    assert choices(several, "participants") == {"P1": "P1 Ada", "P2": "P2"}
    one = made(tree, dossier=dossier, participants=("P2",))
    assert by_name(one)["iwt_participant"]["type"] == "calculate"


def test_the_same_makes_the_same_bytes() -> None:
    assert made(load_framework(BANK)) == of_bank()


def hostile() -> tuple[Framework, Dossier]:
    """Words that a converter might take for something else."""
    bad = "${L02_reply} =1+1 <b>&amp; \x07 'q' \"d\" *x* _y_"
    asked = replace(question("Q"), text=Text({"en": bad}))
    tree = replace(framework(section("S", capability("Q", asked))), name=Text({"en": bad}))
    people = (Participant("P1", Role.ASSESSOR, bad), Participant("P2", Role.ASSESSOR))
    return tree, Dossier("""D'1 ${x} "quoted" """, tree, participants=people)


def test_the_standard_converter_takes_it_without_a_warning() -> None:
    for content in (of_bank(), made(load_framework(KINDS), ("fr",)), made(in_profile(bank()[0], "site"))):
        checked = xform_xml(content)
        assert checked.warnings == ()
        assert etree.fromstring(checked.xml.encode()) is not None


def test_marks_stay_with_their_words_through_the_converter() -> None:
    xml = xform_xml(made(bank()[0], ("fr",))).xml
    assert "\u202f»" in xml
    assert " »" not in xml
    assert "« " not in xml


def test_hostile_words_stay_words() -> None:
    tree, dossier = hostile()
    checked = xform_xml(made(tree, dossier=dossier, participants=("P1", "P2")))
    said = "".join(etree.fromstring(checked.xml.encode()).itertext())
    assert "$ {L02_reply} =1+1 <b>&amp;" in said
    assert "\x07" not in said


@pytest.mark.java
def test_odk_validate_takes_every_form() -> None:
    tree, dossier = hostile()
    forms = {
        "bank": of_bank(),
        "french": made(bank()[0], ("fr",)),
        "other bank": made(load_framework(BANK.parent / "customs-environment")),
        "kinds": made(load_framework(KINDS)),
        "site": made(in_profile(bank()[0], "site")),
        "hostile": made(tree, dossier=dossier, participants=("P1", "P2")),
    }
    for name, content in forms.items():
        assert xform_xml(content, validate=True).warnings == (), name


@pytest.mark.java
def test_odk_validate_is_asked_indeed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(load_framework(KINDS))))
    survey = book["survey"]
    place = next(cell.column for cell in survey[1] if cell.value == "relevant")
    broken = next(row for row in survey.iter_rows(min_row=2) if row[place - 1].value)
    broken[place - 1].value = "no_such_function(1) = 2"
    saved = io.BytesIO()
    book.save(saved)
    with pytest.raises(Exception, match=re.compile("no_such_function", re.I)):
        xform_xml(saved.getvalue(), validate=True)
