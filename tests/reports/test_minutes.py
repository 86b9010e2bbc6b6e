"""What the minutes of a day say, as data and in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from questionnaire.answers import Disputed, RecordedAgreement
from questionnaire.ballots import Homework, ParkedPoint
from questionnaire.entries import agreement_of, homework_at, parked_at, reply_of
from questionnaire.stages import Function, Role
from reports.minutes import AttendanceLine, Minutes, build_minutes, days_with_minutes
from reports.minutes_paper import minutes_paper
from reports.paper import Paper, PaperFacts, PaperHeading, PaperTable, PaperText
from tests.examples import at_level
from tests.reports.workshop import MONDAY, TINY, TUESDAY, Diary, monday, with_names
from words.phrases import load_phrases

AT = datetime(2027, 3, 16, 18, 0, tzinfo=UTC)


def minutes(diary: Diary, on: date | None = MONDAY) -> Minutes:
    return build_minutes(TINY, "D1", diary.entries, on)


def paper(made: Minutes, language: str = "en") -> Paper:
    return minutes_paper(made, load_phrases(language), AT)


def tables(made: Paper) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {one.about: one.rows for one in made.parts if isinstance(one, PaperTable)}


def text(made: Paper) -> str:
    parts = [
        *(one.text for one in made.parts if isinstance(one, PaperText | PaperHeading)),
        *(" | ".join(pair) for one in made.parts if isinstance(one, PaperFacts) for pair in one.pairs),
    ]
    return "\n".join((made.title, made.subtitle, *parts)).replace("\u202f", " ").replace("\u00a0", " ")


class TestTheDay:
    def test_days_are_those_on_which_something_happened(self) -> None:
        assert days_with_minutes(monday().entries) == (TUESDAY, MONDAY)
        assert days_with_minutes(()) == ()

    def test_a_day_knows_nothing_of_the_next(self) -> None:
        assert minutes(monday()).signed == ()
        assert len(minutes(monday(), TUESDAY).signed) == 1
        assert minutes(monday(), TUESDAY).decisions == ()
        assert minutes(monday()).dossier.stage.value == "draft"

    def test_an_empty_day_says_so(self) -> None:
        made = minutes(Diary(), MONDAY)
        assert made.empty
        assert [one.text for one in paper(made).parts if isinstance(one, PaperText)] == [
            "Nothing was recorded on this day that minutes tell of."
        ]


class TestWhatIsTold:
    def test_attendance_counts_by_function_and_role_without_names(self) -> None:
        made = minutes(monday())
        assert made.marked
        assert made.attendance == (
            AttendanceLine(Function.LEGAL, Role.ASSESSOR, 1),
            AttendanceLine(Function.POST, Role.ASSESSOR, 1),
            AttendanceLine(None, Role.FACILITATOR, 1),
        )
        assert "Binta" not in str(paper(made))

    def test_names_where_the_room_chose_names(self) -> None:
        rows = tables(paper(minutes(with_names(monday()))))["Attendance"]
        assert rows[0] == ("Legal affairs", "Assessor", "1", "Binta")

    def test_without_a_list_those_who_recorded_something_count(self) -> None:
        diary = Diary()
        diary.entries = [one for one in monday().entries if one.address.subject.value != "present"]
        made = minutes(diary)
        assert not made.marked
        assert {one.function for one in made.attendance} == {Function.LEGAL, Function.POST, None}

    def test_questions_treated_with_the_range_of_the_last_round(self) -> None:
        told = [(one.question, one.rounds, one.replies, one.lowest, one.highest) for one in minutes(monday()).treated]
        assert told == [("L01.q1", 2, 2, Fraction(2), Fraction(3)), ("L02", 1, 2, Fraction(0), Fraction(3))]

    def test_decisions_and_disputes_apart(self) -> None:
        made = minutes(monday())
        assert [one.question for one in made.agreed] == ["L01.q1"]
        assert [one.question for one in made.disputes] == ["L02"]
        told = tables(paper(made))
        assert told["Decisions"] == (
            ("L01.q1 L01", "2 Developing", "The circular <b>is</b> out.\nAnother view (Legal affairs): Too low"),
        )
        assert told["No agreement reached"] == (("L02 L02", "0 to 3", "Nobody has the register."),)

    def test_the_last_outcome_of_a_day_counts_and_a_withdrawn_one_is_said(self) -> None:
        diary = monday()
        diary.write({agreement_of("self", "L01.q1"): RecordedAgreement("L01.q1", at_level(3))}, hour=15)
        diary.write({agreement_of("self", "L02"): None}, hour=15)
        rows = tables(paper(minutes(diary)))["Decisions"]
        assert [row[1] for row in rows] == ["3 Established", "the outcome recorded before was withdrawn"]

    def test_one_person_alone_decides_by_answering(self) -> None:
        diary = Diary()
        diary.write({reply_of("P1", "L02"): at_level(1)})
        made = minutes(diary)
        assert not made.room
        assert [one.question for one in made.decisions] == ["L02"]
        assert "One person recorded for the group" in text(paper(made))

    def test_the_mission_is_told_apart(self) -> None:
        diary = monday()
        seen = RecordedAgreement("L02", at_level(1), rationale="Seen at the port", seen="the register")
        diary.write({agreement_of("validated", "L02"): seen}, on=TUESDAY)
        told = tables(paper(minutes(diary, TUESDAY)))
        assert told["Recorded by the mission"] == (("L02 L02", "1 Initial", "Seen at the port\nSeen: the register"),)

    def test_points_and_homework_stay_until_they_are_settled(self) -> None:
        diary = monday()
        diary.write({parked_at("1"): ParkedPoint("1", "Who keeps the ivory?", "L02", "the court")}, on=TUESDAY)
        done = Homework("L02", "Bring the register", Function.POST, date(2027, 3, 22), done=True)
        diary.write({homework_at("L02"): done}, on=TUESDAY)
        assert tables(paper(minutes(diary)))["Points put aside"][0][2] == "open"
        told = tables(paper(minutes(diary, TUESDAY)))
        assert told["Points put aside"][0][2] == "settled: the court"
        assert told["To be found out"][0] == ("Port, airport or post", "Bring the register", "L02 L02", "done")
        later = date(2027, 3, 17)
        assert (minutes(diary, later).parked, minutes(diary, later).homework) == ((), ())

    def test_what_comes_next(self) -> None:
        made = minutes(monday())
        assert (made.open, made.asked) == (("L01.q2", "O01"), 4)
        assert "2 of 4 questions still have no outcome" in text(paper(made))

    def test_what_lies_furthest_apart_comes_first(self) -> None:
        diary = monday()
        diary.reveal("O01", 1, {"P2": 4, "P3": 0})
        rows = tables(paper(minutes(diary)))["What comes next"]
        assert rows == (("O01 O01", "2", "4 levels apart"),)


class TestInWords:
    @pytest.mark.parametrize(
        ("language", "title", "outcomes"),
        [
            ("en", "Minutes of 15 March 2027", "Result | 1 outcome recorded, 1 disputed"),
            ("fr", "Compte rendu du 15 mars 2027", "Résultat | 1 conclusion enregistrée ; désaccords : 1"),
        ],
    )
    def test_in_both_languages(self, language: str, title: str, outcomes: str) -> None:
        said = text(paper(minutes(monday()), language))
        assert said.startswith(title)
        assert outcomes in said

    def test_all_days(self) -> None:
        made = paper(minutes(monday(), None))
        assert made.title == "Minutes of the workshop, 15 March 2027 to 16 March 2027"
        assert tables(made)["Signatures"] == (("Agreed", "Ada L. (Facilitator)", "So agreed."),)

    def test_every_table_fits_its_heads(self) -> None:
        for on in (MONDAY, TUESDAY, None):
            for one in paper(minutes(monday(), on)).parts:
                if isinstance(one, PaperTable):
                    assert sum(one.widths) == 100

    def test_a_dispute_is_no_decision(self) -> None:
        (one,) = minutes(monday()).disputes
        assert one.outcome is not None
        assert isinstance(one.outcome.reply, Disputed)
        assert not replace(one, outcome=None).disputed
