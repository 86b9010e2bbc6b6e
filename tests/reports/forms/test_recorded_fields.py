"""What is recorded stands in the fields of one participant's form, or below them, and in nobody else's."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction
from typing import Any

import openpyxl
import pytest

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
    TicksGiven,
)
from questionnaire.assessment import Dossier
from questionnaire.policy import Confidence
from reports.forms.recorded_fields import recorded_fields
from reports.forms.xlsform import xlsform_bytes
from tests.reports.filled import MADE_AT
from tests.storage.intake.any_dossier import kinds


def values(question: str, reply: Any, **more: Any) -> dict[str, str]:
    return dict(recorded_fields(kinds(), [Answer("P1", question, reply, **more)]).values)


def on(question: str, given: Any) -> dict[str, str]:
    return values(question, LevelReached(given))


def test_what_is_chosen_counted_or_dated_stands_in_its_field() -> None:
    excused = (CriterionNotApplicable("L02.3a", "why"),)
    ticks = LadderGiven(2, frozenset({"L02.1a"}), frozenset({"L02.2a"}), excused)
    assert on("L02", ticks) == {
        "L02_reply": "l2",
        "L02_1a_tick": "met",
        "L02_2a_tick": "not_met",
        "L02_3a_tick": "not_applicable",
    }
    assert on("L02", LadderGiven()) == {"L02_reply": "by_criteria"}
    things = TicksGiven(frozenset({"L01.b", "L01.a"}), (CriterionNotApplicable("L01.d", "why"),))
    assert on("L01", things) == {"L01_ticks": "L01_a L01_b", "L01_excused": "L01_d"}
    assert on("L01", TicksGiven())["L01_ticks"] == "none"
    assert on("O01.q2", OptionGiven("c")) == {"O01_q2_reply": "c"}
    measured = QuantityGiven(Fraction("12.5"), "percent", date(2027, 1, 31))
    assert on("O01.q1", measured) == {"O01_q1_reply": "12.5", "O01_q1_measured_on": "2027-01-31"}
    assert values("L02", None, confidence=Confidence.LOW) == {"L02_confidence": "low"}


def test_a_state_stands_in_its_field() -> None:
    assert values("L02", NotApplicable("none")) == {"L02_state": "not_applicable"}
    assert values("L02", NotKnown()) == {"L02_state": "not_known"}
    ends = {"L02_disputed_from": "l1", "L02_disputed_to": "l3"}
    assert values("L02", Disputed(Fraction(1), Fraction(3), "why")) == {"L02_state": "disputed", **ends}


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("O01.q1", QuantityGiven(Fraction(1, 3), "percent")),
        ("O01.q1", QuantityGiven(Fraction(700), "percent")),
        ("O01.q2", OptionGiven("gone")),
        ("L02", LadderGiven(9)),
    ],
)
def test_what_a_field_cannot_hold_stays_blank(question: str, given: Any) -> None:
    assert not any(on(question, given).values())


def test_a_tick_that_says_two_things_stays_blank() -> None:
    both = frozenset({"L02.1a"})
    assert on("L02", LadderGiven(2, both, both)) == {"L02_reply": "l2"}


def test_an_answer_to_a_question_that_is_no_more_is_left_out() -> None:
    assert values("Z9", LevelReached(LadderGiven(1))) == {}


def survey(*people: str) -> dict[str, dict[str, str]]:
    """The rows of the form that is made for these people, by name."""
    reply = LevelReached(LadderGiven(2, not_applicable=(CriterionNotApplicable("L02.1a", "no sea"),)))
    link = (EvidenceLink("E1", frozenset({"L02.1a"})),)
    answers = {
        ("P1", "L02"): Answer("P1", "L02", reply, comment="two\nlines " + "x" * 1000, evidence=link),
        ("P1", "L01"): Answer("P1", "L01", NotApplicable("=1+1 ${L02_reply}")),
        ("P2", "L02"): Answer("P2", "L02", LevelReached(LadderGiven(4)), comment="of P2"),
    }
    dossier = Dossier("D", kinds(), answers=answers)
    content = xlsform_bytes(kinds(), languages=("en", "fr"), dossier=dossier, participants=people, made_at=MADE_AT)
    head, *rows = openpyxl.load_workbook(io.BytesIO(content))["survey"].iter_rows(values_only=True)
    told = [{str(name): str(cell) for name, cell in zip(head, row, strict=True) if cell is not None} for row in rows]
    return {row["name"]: row for row in told if "name" in row}


def test_text_is_told_below_its_field_and_is_not_asked_again() -> None:
    fields = survey("P1")
    assert fields["L02_reply"]["default"] == "l2"
    assert "default" not in fields["L02_comment"]
    hint = fields["L02_comment"]["hint::English (en)"]
    assert hint.startswith("Facts, counts, who said it.\nRecorded so far: two lines xxx")
    assert hint.endswith("…")
    assert len(hint) < 500
    assert "E1 [L02.1a]" in fields["L02_evidence"]["hint::Français (fr)"]
    assert fields["L02_1a_tick_reason"]["hint::English (en)"] == "Recorded so far: no sea"
    assert "required" not in fields["L02_1a_tick_reason"]
    assert fields["L01_state"]["default"] == "not_applicable"
    assert fields["L01_reason"]["hint::English (en)"] == "Recorded so far: =1+1 $ {L02_reply}"
    assert fields["L01_reason"]["required"] == "${L01_state} = 'disputed'"


def test_nobody_sees_what_somebody_else_replied() -> None:
    for people in ((), ("P1", "P2")):
        fields = survey(*people)
        assert not any("Recorded so far" in text for row in fields.values() for text in row.values())
        assert {row["default"] for row in fields.values() if "default" in row} == {"answered"}
    assert "of P2" not in str(survey("P1"))
