"""The plan in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reports.timeline_tables import quarter_days, timeline_table
from tests.reports.planned import planned, planned_dossier, planned_report


def test_actions_stand_by_section_then_by_start() -> None:
    found = [(row["section"], row["action"]) for row in timeline_table(planned_report()).rows]
    assert found == [("L", "A-1"), ("L", "A-2"), ("O", "A-3"), ("O", "A-4")]


def test_quarters_are_counted_from_one() -> None:
    (row,) = (row for row in timeline_table(planned_report()).rows if row["action"] == "A-2")
    assert (row["first_quarter"], row["last_quarter"]) == (3, 4)
    assert (row["start"], row["end"]) == (date(2027, 10, 1), date(2028, 3, 31))


def test_every_quarter_of_the_plan_has_its_day() -> None:
    days = quarter_days(planned(planned_dossier()))
    assert (days[0], days[-1], len(days)) == (date(2027, 4, 1), date(2029, 1, 1), 8)
    assert quarter_days(None) == []


def test_without_a_plan_there_is_nothing() -> None:
    assert timeline_table(replace(planned_report(), plan=None)).rows == ()
