"""The lines of the plan with what people recorded about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from planning.plan import Cost
from questionnaire.answers import NotApplicable, RecordedAgreement
from questionnaire.following import Funding, ProgressReport, ProgressWord, Rater, StepDetails
from reports.cells import Coded, Row
from reports.plan_tables import plan_table, total_in_plan
from reports.report import Audience
from tests.examples import at_level
from tests.reports.planned import paid_by, planned, planned_dossier, planned_report

RECORDED = StepDetails(
    "A-1",
    owner="Head of legal affairs",
    partner="the Ministry",
    funding=Funding.PART,
    donor="North",
    notes="not for everybody",
    baseline=Fraction(1, 3),
    baseline_on=date(2027, 1, 1),
    goal=Fraction(2),
    goal_on=date(2028, 1, 1),
)


def line(action: str = "A-1", audience: Audience = Audience.ADMINISTRATION, **more: Any) -> Row:
    held = planned_dossier(**more)
    plan = paid_by(planned(held), {"South": Fraction(1, 2), "East": Fraction(1, 2)}, ["A-1", "A-2"])
    rows = plan_table(planned_report(held, plan, audience=audience)).rows
    return next(row for row in rows if row["action"] == action)


def test_what_nobody_recorded_is_blank() -> None:
    row = line("A-4")
    blank = ("owner", "funding", "donor", "progress", "progress_evidence", "baseline_value", "target_date", "notes")
    assert [row[one] for one in blank] == [None] * len(blank)


def test_what_people_recorded_stands_in_its_columns() -> None:
    row = line(details={"A-1": RECORDED})
    assert (row["owner"], row["partners"], row["notes"]) == (RECORDED.owner, RECORDED.partner, RECORDED.notes)
    assert row["funding"] == Coded("reports.funding", "part")
    assert (row["baseline_value"], row["baseline_date"]) == (Fraction(1, 3), date(2027, 1, 1))
    assert (row["target_value"], row["target_date"]) == (2, date(2028, 1, 1))


def test_an_agreed_donor_stands_over_those_proposed() -> None:
    assert line(details={"A-1": RECORDED})["donor"] == "North"
    assert line("A-2")["donor"] == "South, East (proposed)"


def test_notes_are_for_the_administration_only() -> None:
    assert line(details={"A-1": RECORDED}, audience=Audience.DONOR)["notes"] is None


def told(rater: Rater, word: ProgressWord, **more: Any) -> ProgressReport:
    return ProgressReport("A-1", rater, word, date(2027, 9, 1), **more)


def test_progress_is_the_administrations_own_word_only() -> None:
    own = told(Rater.SELF, ProgressWord.ON_TRACK, evidence=("E1", "lost"))
    outside = told(Rater.EXTERNAL, ProgressWord.NOT_COMMENCED)
    row = line(progress={("A-1", Rater.SELF): own, ("A-1", Rater.EXTERNAL): outside})
    assert row["progress"] == Coded("actions.progress", "on_track")
    assert row["progress_evidence"] == "Customs Act, lost"
    assert line(progress={("A-1", Rater.EXTERNAL): outside})["progress"] is None


@pytest.mark.parametrize("word", ProgressWord)
def test_every_word_of_progress_can_be_said(word: ProgressWord) -> None:
    report = planned_report()
    row = line(progress={("A-1", Rater.SELF): told(Rater.SELF, word)})
    assert isinstance(row["progress"], Coded)
    assert report.say(row["progress"].key)


def test_each_line_names_its_section() -> None:
    assert (line("A-1")["section"], line("A-4")["section"]) == ("L", "O")


@pytest.mark.parametrize(
    ("one_off", "recurrent", "total"),
    [(7, 2, 10), (None, 2, 3), (7, None, 7), (None, None, None), (None, 0, None), (0, 0, 0)],
)
def test_a_total_is_of_what_has_a_price_and_never_a_zero_for_what_has_none(
    one_off: int | None, recurrent: int | None, total: int | None
) -> None:
    costs = [Cost(None if amount is None else Fraction(amount)) for amount in (one_off, recurrent)]
    assert total_in_plan(*costs, Fraction(3, 2)) == total


def test_the_target_stands_where_a_capability_has_no_score() -> None:
    kept = planned(planned_dossier())
    held = planned_dossier()
    outcome = RecordedAgreement("O01", NotApplicable("no such border here"))
    held = replace(held, agreed={"L01": RecordedAgreement("L01", at_level(0)), "O01": outcome})
    report = planned_report(held, kept)
    assert "O01" not in report.gap_of or report.gap_of["O01"].size is None
    targets = {row["capability"]: row["target"] for row in plan_table(report).rows}
    assert targets == {"L01": 2, "O01": 2}
