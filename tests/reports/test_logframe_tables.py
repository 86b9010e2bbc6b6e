"""The logical framework: outcome, output, activity, each with what shows that it is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from planning.rule_of_thumb import build_plan
from questionnaire.following import StepDetails
from reports.cells import Coded, Row
from reports.logframe_tables import logframe_table
from scoring.scores import score_dossier
from tests.reports.filled import MADE_AT, bank, filled, report_on
from tests.reports.planned import planned, planned_dossier, planned_report


def kind(row: Row) -> str:
    assert isinstance(row["row_kind"], Coded)
    return row["row_kind"].code


def test_activities_stand_under_their_output_and_outputs_under_their_outcome() -> None:
    rows = logframe_table(planned_report()).rows
    assert [(kind(row), row["node"]) for row in rows] == [
        ("outcome", "b"),
        ("output", "L01"),
        ("activity", "A-1"),
        ("activity", "A-2"),
        ("output", "O01"),
        ("activity", "A-3"),
        ("activity", "A-4"),
    ]


def test_an_output_is_measured_by_the_score_of_its_capability() -> None:
    row = logframe_table(planned_report()).rows[1]
    assert row["statement"] == "capability L01: reaches 2 Developing"
    assert (row["baseline_value"], row["target_value"], row["level"]) == (0, 2, 2)
    assert (row["baseline_date"], row["target_date"]) == (date(2027, 3, 1), date(2028, 3, 31))


def test_an_outcome_counts_the_levels_below_it() -> None:
    row = logframe_table(planned_report()).rows[0]
    assert (row["baseline_value"], row["target_value"], row["target_date"]) == (0, 2, date(2028, 3, 31))


def test_an_activity_carries_what_was_recorded_of_its_sign_of_effect() -> None:
    recorded = StepDetails("A-2", baseline=Fraction(3), baseline_on=date(2027, 1, 1), goal=Fraction(9))
    rows = logframe_table(planned_report(planned_dossier(details={"A-2": recorded}))).rows
    (row,) = (row for row in rows if row["node"] == "A-2")
    assert (row["baseline_value"], row["baseline_date"], row["target_value"]) == (3, date(2027, 1, 1), 9)
    assert row["indicator"] == "sign of A-2"
    assert row["verification"] == "the gazette"


def test_a_capability_without_a_further_level_says_so() -> None:
    held = planned_dossier()
    report = planned_report(held, planned(held, {"A-2": 0}))
    rows = logframe_table(report).rows
    assert [(kind(row), row["node"]) for row in rows] == [("outcome", "b"), ("output", "L01"), ("activity", "A-2")]
    assert rows[1]["statement"] == "capability L01: criteria met, no further level reached in this plan"
    assert (rows[1]["target_value"], rows[0]["target_value"], rows[0]["target_date"]) == (None, 0, None)


def test_every_action_of_a_real_plan_stands_once_and_every_level_too() -> None:
    chosen, library = bank()
    held = filled(chosen, 1)
    plan = build_plan(held, score_dossier(held), library, today=MADE_AT.date())
    rows = logframe_table(report_on(held, library=library, plan=plan)).rows
    activities = [row["node"] for row in rows if kind(row) == "activity"]
    assert sorted(map(str, activities)) == sorted(step.action.id for step in plan.steps)
    levels = {row["node"]: row["level"] for row in rows if kind(row) == "output" and row["level"] is not None}
    assert levels == {
        capability: max(one.level for one in plan.reached if one.capability == capability)
        for capability in {one.capability for one in plan.reached}
    }


def test_without_a_plan_there_is_nothing() -> None:
    assert logframe_table(replace(planned_report(), plan=None)).rows == ()
