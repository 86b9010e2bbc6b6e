"""Submissions of a form as KoboToolbox and ODK Central export them, in every dress that they come in."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from openpyxl import Workbook

from questionnaire.answers import (
    CriterionNotApplicable,
    LadderGiven,
    LevelReached,
    NotApplicable,
    OptionGiven,
    QuantityGiven,
    TicksGiven,
)
from questionnaire.assessment import Participant
from questionnaire.entries import Address, comment_of, confidence_of, participant_at, reply_of
from questionnaire.incoming import ChangeStanding, Incoming
from questionnaire.policy import Confidence
from questionnaire.problems import InputFault
from questionnaire.stages import Role
from storage.intake.workbook_gate import FileKind, kind_of_file
from tests.storage.intake.bringing import ID, bring
from tests.storage.intake.test_answers import history

META = {"iwt_format": "iwt-answers", "iwt_dossier": ID, "iwt_revision": "1", "iwt_framework": "kinds"}
SAID = {
    **META,
    "_id": "17",
    "_submission_time": "2027-03-02T10:00:00",
    "iwt_participant": "P1",
    "L/L01/L01_ticks": "L01_a L01_c",
    "L/L02/L02_state": "answered",
    "L/L02/L02_reply": "l3",
    "L/L02/L02_criteria/L02_1a_tick": "met",
    "L/L02/L02_confidence": "high",
    "L/L02/L02_comment": "two\nlines, one text",
    "L/L02/L02_evidence": "the register",
    "O/O01/O01_q1_reply": "12.5",
    "O/O01/O01_q1_measured_on": "2027-01-31",
    "O/O01/O01_q2_reply": "c",
    "O/O02/O02_asked/O02_state": "not_applicable",
    "O/O02/O02_asked/O02_reason": "no unit",
}
MEANT: dict[Address, Any] = {
    reply_of("P1", "L01"): LevelReached(TicksGiven(frozenset({"L01.a", "L01.c"}))),
    reply_of("P1", "L02"): LevelReached(LadderGiven(3, frozenset({"L02.1a"}))),
    confidence_of("P1", "L02"): Confidence.HIGH,
    comment_of("P1", "L02"): "two\nlines, one text\nthe register",
    reply_of("P1", "O01.q1"): LevelReached(QuantityGiven(Fraction("12.5"), "percent", date(2027, 1, 31))),
    reply_of("P1", "O01.q2"): LevelReached(OptionGiven("c")),
    reply_of("P1", "O02"): NotApplicable("no unit"),
}


def csv_of(*rows: dict[str, str], separator: str = ",") -> str:
    """Rows as CSV: every name in any of them is a column."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    quoted = lambda text: '"' + text.replace('"', '""') + '"'  # noqa: E731
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\r\n".join(separator.join(map(quoted, line)) for line in lines) + "\r\n"


def meant(incoming: Incoming) -> dict[Address, Any]:
    assert incoming.problems == ()
    return {one.address: one.incoming.value for one in incoming.changes}


def renamed(separator: str) -> dict[str, str]:
    return {name.replace("/", separator): text for name, text in SAID.items()}


def as_workbook(*rows: dict[str, str]) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    names = list(dict.fromkeys(name for row in rows for name in row))
    sheet.append(names)
    for row in rows:
        sheet.append([float(row[name]) if name.endswith("q1_reply") else row.get(name) for name in names])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def as_zip(text: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("form-visits.csv", "PARENT_KEY,note\nuuid:1,x\n")
        archive.writestr("form.csv", text)
        archive.writestr("media/photo.jpg", b"\xff\xd8\xff")
    return held.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        csv_of(SAID).encode(),
        csv_of(SAID, separator=";").encode("utf-8-sig"),
        csv_of(SAID, separator="\t").encode("utf-16"),
        csv_of(renamed("-")).encode(),
        csv_of({name.rpartition("/")[2]: text for name, text in SAID.items()}).encode("cp1252"),
        csv_of({**SAID, "username": "x", "old_field": "y", "meta/instanceID": "uuid:1", "KEY": "uuid:1"}).encode(),
        as_workbook(SAID),
        as_zip(csv_of(SAID)),
    ],
    ids=["kobo", "semicolons", "two-byte", "central", "no groups", "more columns", "xlsx", "zip"],
)
def test_a_submission_says_the_same_in_every_dress(data: bytes) -> None:
    incoming = bring(data, "export", history())
    assert meant(incoming) == MEANT
    assert incoming.base_revision == 1
    assert all(one.standing is ChangeStanding.ADDED for one in incoming.changes)


def test_choices_in_columns_of_their_own() -> None:
    boxes = {"L/L01/L01_ticks/L01_a": "1", "L/L01/L01_ticks/L01_b": "0", "L/L01/L01_ticks/L01_c": "1.0"}
    rest = {name: text for name, text in SAID.items() if name != "L/L01/L01_ticks"}
    assert meant(bring(csv_of({**rest, **boxes}).encode(), "x", history())) == MEANT
    none = dict.fromkeys(boxes, "0")
    found = meant(bring(csv_of({**rest, **none}).encode(), "x", history()))
    assert found[reply_of("P1", "L01")] == LevelReached(TicksGiven())


def test_a_form_of_an_earlier_version_ticks_several_criteria_of_a_ladder_in_one_field() -> None:
    rest = {name: text for name, text in SAID.items() if not name.endswith("_tick")}
    assert meant(bring(csv_of({**rest, "L/L02/L02_ticks": "L02_1a"}).encode(), "x", history())) == MEANT
    both = {**rest, "L02_ticks": "L02_1a L02_2a", "L02_2a_tick": "not_met"}
    found = meant(bring(csv_of(both).encode(), "x", history()))
    given = LadderGiven(3, frozenset({"L02.1a"}), frozenset({"L02.2a"}))
    assert found[reply_of("P1", "L02")] == LevelReached(given)


def test_what_exists_and_what_cannot_apply_are_chosen_apart() -> None:
    said = {"iwt_participant": "P1", "L01_ticks": "L01_a", "L01_excused": "L01_d", "L01_d_tick_reason": "no court"}
    given = TicksGiven(frozenset({"L01.a"}), (CriterionNotApplicable("L01.d", "no court"),))
    assert meant(bring(csv_of(said).encode(), "x", history())) == {reply_of("P1", "L01"): LevelReached(given)}
    del said["L01_excused"]
    boxes = {"L01_excused/L01_c": "0", "L01_excused/L01_d": "1"}
    assert meant(bring(csv_of({**said, **boxes}).encode(), "x", history())) == {
        reply_of("P1", "L01"): LevelReached(given)
    }


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"L02_1a_tick": "perhaps"}, "not_tick"),
        ({"L02_1a_tick": "not_applicable"}, "tick_reason_missing"),
        ({"L01_excused": "L02_1a"}, "not_a_choice"),
        ({"L02_state": "disputed", "L02_disputed_from": "l1", "L02_disputed_to": "l1"}, "dispute_order"),
        ({"L02_state": "disputed", "L02_disputed_from": "l1", "L02_disputed_to": "l3_2"}, "dispute_levels"),
        ({"L02_state": "disputed", "L02_disputed_from": "l1"}, "dispute_ends"),
        ({"L02_state": "perhaps"}, "not_level"),
    ],
)
def test_what_a_submission_cannot_say_is_told(said: dict[str, str], code: str) -> None:
    incoming = bring(csv_of({"iwt_participant": "P1", **said}).encode(), "x", history())
    assert [one.code for one in incoming.problems] == [f"intake.{code}"]
    assert incoming.changes == ()


@pytest.mark.parametrize(
    ("text", "ticked", "told"),
    [
        ("TRUE", True, []),
        ("VRAI", True, []),
        ("Oui", True, []),
        ("FAUX", False, []),
        ("0.0", False, []),
        ("perhaps", False, ["intake.not_a_choice"]),
    ],
)
def test_what_stands_in_the_column_of_a_choice(text: str, ticked: bool, told: list[str]) -> None:
    said = {"iwt_participant": "P1", "L02_reply": "l3", "L/L02/L02_ticks/L02_1a": text}
    incoming = bring(csv_of(said).encode(), "x", history())
    met = frozenset({"L02.1a"}) if ticked else frozenset()
    assert [one.incoming.value for one in incoming.changes] == [LevelReached(LadderGiven(3, met))]
    assert [one.code for one in incoming.problems] == told


def test_none_of_these_is_an_answer_and_nothing_chosen_is_none() -> None:
    said = {"iwt_participant": "P1", "L01_ticks": "none"}
    assert meant(bring(csv_of(said).encode(), "x", history())) == {reply_of("P1", "L01"): LevelReached(TicksGiven())}
    assert meant(bring(csv_of({**said, "L01_ticks": ""}).encode(), "x", history())) == {}


def test_the_last_submission_of_a_person_counts_and_that_is_said() -> None:
    earlier = {**SAID, "_submission_time": "2027-03-01T10:00:00", "L/L02/L02_reply": "l1"}
    other = {**SAID, "iwt_participant": "P2", "L/L02/L02_reply": "l0"}
    incoming = bring(csv_of(SAID, earlier, other).encode(), "x", history())
    found = meant(incoming)
    assert found[reply_of("P1", "L02")] == MEANT[reply_of("P1", "L02")]
    assert found[reply_of("P2", "L02")] == LevelReached(LadderGiven(0, frozenset({"L02.1a"})))
    assert [one.code for one in incoming.notices] == ["intake.submitted_again"]


def test_of_two_submissions_on_one_day_the_later_counts_in_a_workbook_too() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["iwt_participant", "L02_reply", "_submission_time"])
    sheet.append(["P1", "l3", datetime(2027, 3, 1, 16, 30)])
    sheet.append(["P1", "l1", datetime(2027, 3, 1, 9, 5)])
    held = io.BytesIO()
    book.save(held)
    incoming = bring(held.getvalue(), "x", history())
    assert meant(incoming) == {reply_of("P1", "L02"): LevelReached(LadderGiven(3))}
    assert [change.incoming.at for change in incoming.changes] == [datetime(2027, 3, 1, 16, 30, tzinfo=UTC)]


def test_tables_with_far_more_values_than_forms_have_are_refused() -> None:
    """Ten megabytes of short values are hundreds of megabytes once they are apart; so are many such tables in a zip."""
    line = ",".join(["11"] * 2000)
    wide = "\n".join([line] * 290)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for number in range(2):
            archive.writestr(f"{number}.csv", wide)
    for data in ("\n".join([line] * 310).encode(), held.getvalue()):
        with pytest.raises(InputFault) as refused:
            bring(data, "x", history())
        assert [one.code for one in refused.value.problems] == ["intake.too_much_said"]


def test_whose_a_submission_is() -> None:
    nobody = {**SAID, "iwt_participant": ""}
    assert meant(bring(csv_of(nobody).encode(), "x", history())) == MEANT
    asked = bring(csv_of(nobody).encode(), "x", history(), participant=None)
    assert [one.code for one in asked.problems] == ["intake.participant_missing"]
    stranger = bring(csv_of({**SAID, "iwt_participant": "Ada"}).encode(), "x", history())
    assert [one.code for one in stranger.unknown] == ["intake.participant_unknown"]
    assert stranger.changes == ()
    ada = history((participant_at("P3"), Participant("P3", Role.ASSESSOR, "Ada")))
    named = meant(bring(csv_of({**SAID, "iwt_participant": "ada"}).encode(), "x", ada))
    assert {address.parts[0] for address in named} == {"P3"}


def test_what_is_wrong_stands_beside_what_is_right() -> None:
    wrong = {**SAID, "L/L02/L02_reply": "l9", "L/L01/L01_ticks": "L01_a L01_z", "Z/Z9_reply": "l2"}
    incoming = bring(csv_of(wrong).encode(), "form.csv", history())
    assert sorted(one.code for one in incoming.problems) == ["intake.no_such_level", "intake.not_a_choice"]
    assert all("form.csv:2" in one.place for one in incoming.problems)
    assert [one.code for one in incoming.unknown] == ["intake.field_unknown"]
    assert reply_of("P1", "O01.q2") in {one.address for one in incoming.changes}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Comment,How sure?\nnone,very\n", "no_fields"),
        (b"", "empty"),
        (b"a\x00b", "not_text"),
        (csv_of({**SAID, "iwt_framework": "other"}).encode(), "other_framework"),
    ],
)
def test_what_is_no_submission_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputFault) as refused:
        bring(data, "x", history())
    assert [one.code for one in refused.value.problems] == [f"intake.{code}"]


def test_an_old_coding_is_told() -> None:
    data = csv_of({**SAID, "O/O02/O02_asked/O02_reason": "pas d'unité"}).encode("cp1252")
    incoming = bring(data, "x", history())
    assert meant(incoming)[reply_of("P1", "O02")] == NotApplicable("pas d'unité")
    assert [one.code for one in incoming.notices] == ["intake.old_coding"]


def test_the_names_that_the_form_gives_are_those_that_are_read() -> None:
    """The form that is written has a field for everything that a submission says."""
    from openpyxl import load_workbook  # noqa: PLC0415

    from reports.forms.xlsform import xlsform_bytes  # noqa: PLC0415
    from tests.storage.intake.any_dossier import AT, kinds  # noqa: PLC0415

    data = xlsform_bytes(kinds(), languages=("en",), made_at=AT)
    rows = load_workbook(io.BytesIO(data))["survey"].iter_rows(values_only=True)
    names = {str(row[1]) for row in rows}
    asked = {name.rpartition("/")[2] for name in SAID if not name.startswith(("_", "iwt_dossier", "iwt_revision"))}
    assert asked <= names


def test_a_dossier_with_a_workbook_attached_is_a_dossier() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("manifest.json", "{}")
        archive.writestr("evidence/abc.xlsx", as_workbook(SAID))
    assert kind_of_file(held.getvalue()) is FileKind.DOSSIER
