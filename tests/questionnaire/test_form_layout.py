from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

from questionnaire.answers import Answer
from questionnaire.evidence import Evidence
from questionnaire.form_layout import (
    ABOUT,
    ANSWERS,
    BETWEEN_LANGUAGES,
    BY_CRITERIA,
    CLEAR,
    CRITERIA,
    EVIDENCE,
    FACTS,
    HEAD_ROW_MARK,
    ID_ROW_MARK,
    NONE_OF_THESE,
    SHEETS,
    SHOWN,
    STATES,
    TICKS,
    TOGETHER,
    XLSFORM_META,
    XLSFORM_NAME_OF,
    XLSFORM_TICK_NAME_OF,
    FormSheet,
    field_name,
    saved_moment,
    value_name,
)
from questionnaire.framework import Framework
from tests.examples import framework
from tests.reports.filled import bank
from words.phrases import LANGUAGES, load_phrases


def test_no_column_or_fact_has_a_name_twice() -> None:
    for sheet in SHEETS.values():
        columns = (*sheet.keys, *sheet.filled)
        assert len(set(columns)) == len(columns)
        assert not any(one.startswith(SHOWN) for one in columns)
    assert len(set(FACTS)) == len(FACTS)
    assert ABOUT not in SHEETS
    assert set(SHEETS) == {"answers", "criteria", "evidence"}


def test_the_columns_hold_every_part_of_what_they_carry() -> None:
    # A new part of an answer or of a piece of evidence has to find its column, or be left out knowingly: who may see
    # a comment is decided in the program, where that is explained, and a comment that comes back keeps it.
    assert {*Answer.__dataclass_fields__} - {"at", "comment_shared"} <= {*ANSWERS.keys, *ANSWERS.filled}
    assert {*Evidence.__dataclass_fields__} - {"id", "files"} == {*EVIDENCE.filled}
    assert FormSheet("criteria", ("participant", "criterion"), ("tick", "reason")) == CRITERIA


def test_marks_and_codes_cannot_be_taken_for_each_other() -> None:
    assert ID_ROW_MARK != HEAD_ROW_MARK
    assert not set(STATES) - set(TICKS) - {"not_known", "disputed"}
    assert len(set(TICKS)) == len(TICKS)


def test_names_of_fields_are_names_that_forms_allow() -> None:
    tree: Framework = bank()[0]
    names = [
        template.format(question=field_name(one.id)) for one in tree.questions for template in XLSFORM_NAME_OF.values()
    ]
    names += [
        template.format(criterion=field_name(id))
        for id in tree.criterion_text
        for template in XLSFORM_TICK_NAME_OF.values()
    ]
    names += XLSFORM_META
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) for name in names)
    assert field_name("L04.q2") == "L04_q2"
    assert field_name("A-L02-1") == "A_L02_1"


def test_names_of_values_are_names_that_forms_allow() -> None:
    assert [value_name(value) for value in (3, 0, -1)] == ["l3", "l0", "lm1"]
    assert [value_name(Fraction(text)) for text in ("3", "3/2", "-7/4")] == ["l3", "l3_2", "lm7_4"]


def test_what_parts_ticks_stands_in_none_of_their_words() -> None:
    for language in LANGUAGES:
        say = load_phrases(language)
        assert not any(TOGETHER.strip() in say(f"forms.tick.{tick}") for tick in TICKS)
        words = [say("forms.clear"), say(f"forms.{BY_CRITERIA}"), *(say(f"answer.state.{state}") for state in STATES)]
        assert len(set(words)) == len(words)
    assert CLEAR != BY_CRITERIA


def test_no_criterion_is_called_as_the_choice_of_none() -> None:
    for tree in (bank()[0], framework()):
        assert NONE_OF_THESE not in {field_name(id) for id in tree.criterion_text}


def test_no_word_of_a_closed_list_holds_what_parts_languages() -> None:
    for level in bank()[0].levels:
        assert all(BETWEEN_LANGUAGES not in word for word in level.name.by_language.values())


def test_a_moment_is_said_alike_wherever_it_was_saved() -> None:
    there = datetime(2027, 3, 1, 13, 30, 0, 7, tzinfo=timezone(timedelta(hours=1)))
    assert saved_moment(there) == saved_moment(there.astimezone(UTC)) == "2027-03-01T12:30:00.000007+00:00"
    assert saved_moment(None) == ""
