"""The table of progress: a row an action, the raters apart, blank where nobody said anything; what a donor reads."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from planning.follow_up import plan_from
from questionnaire.assessment import Dossier
from questionnaire.following import ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import Limits, PlannedStart
from reports.cells import Coded, Row
from reports.report import Audience, Report
from reports.tables import all_tables
from reports.tracking_tables import board_of, tracking_table
from scoring.scores import score_dossier
from tests.examples import action, answer, capability, dossier, evidence, framework, library, section, targets
from tests.reports.filled import MADE_AT, report_on

TREE = framework(section("L", capability("L01"), capability("L02")))
ACTIONS = library(action("A1", "L01.2a", money=100), action("A2", "L01.3a", after=("A1",)), action("A8", "L02.2a"))
STARTS = (PlannedStart("A1", 0), PlannedStart("A2", 1))
FIRST = date(2026, 10, 1)
"""A1 ends on the last day of 2026, two months and four days before the report is made."""


def said(id: str, word: ProgressWord, rater: Rater = Rater.SELF, **more: Any) -> ProgressReport:
    return ProgressReport(id, rater, word, date(2027, 1, 15), **more)


def followed(*reports: ProgressReport) -> Dossier:
    return dossier(
        TREE,
        answer("L01", 1),
        answer("L02", 1),
        targets=targets(L01=3),
        limits=Limits(start=FIRST, quarters=8),
        planned=STARTS,
        progress={(one.action, one.rater): one for one in reports},
        details={"A1": StepDetails("A1", owner="Head of legal", notes="between us")},
        evidence=[evidence("E1")],
    )


def report(*reports: ProgressReport, audience: Audience = Audience.ADMINISTRATION) -> Report:
    held = followed(*reports)
    plan = plan_from(held, score_dossier(held), ACTIONS, STARTS, FIRST)
    return report_on(held, library=ACTIONS, plan=plan, audience=audience)


def row(id: str, *reports: ProgressReport) -> Row:
    return next(one for one in tracking_table(report(*reports)).rows if one["action"] == id)


def test_a_row_says_all_that_is_known() -> None:
    own = said("A1", ProgressWord.PARTIAL_PROGRESS, waits_for="a decree", evidence=("E1", "E7"), spent=Fraction(41, 2))
    outside = said("A1", ProgressWord.NOT_COMMENCED, Rater.EXTERNAL, note="X", next_review=date(2027, 6, 1))
    found = row("A1", own, outside)
    assert found == {
        "action": "A1",
        "name": "A1",
        "owner": "Head of legal",
        "lead": Coded("actions.lead", "legal"),
        "off_plan": False,
        "start": FIRST,
        "end": date(2026, 12, 31),
        "progress_self": Coded("actions.progress", "partial_progress"),
        "on_self": date(2027, 1, 15),
        "progress_external": Coded("actions.progress", "not_commenced"),
        "on_external": date(2027, 1, 15),
        "differs": True,
        "waits_for": "a decree",
        "evidence": "E1 Customs Act; E7",
        "spent": Fraction(41, 2),
        "one_off": Fraction(100),
        "currency": "USD",
        "next_review": date(2027, 6, 1),
        "overdue": (MADE_AT.date() - date(2026, 12, 31)).days,
        "late_to_start": None,
        "blocked": True,
        "to_reassess": None,
    }


def test_what_nobody_said_is_blank() -> None:
    found = row("A2")
    blank = ("owner", "progress_self", "on_self", "progress_external", "on_external", "evidence", "spent", "overdue")
    assert [found[one] for one in blank] == [None] * len(blank)
    assert (found["waits_for"], found["blocked"], found["late_to_start"]) == ("A1", True, 62)


def test_a_finished_action_names_what_to_assess_again() -> None:
    assert row("A1", said("A1", ProgressWord.ACHIEVED))["to_reassess"] == "L01.2a"


def test_the_most_urgent_stands_first_and_what_left_the_plan_last() -> None:
    rows = tracking_table(report(said("A1", ProgressWord.ACHIEVED), said("A8", ProgressWord.ON_TRACK))).rows
    assert [(one["action"], one["off_plan"]) for one in rows] == [("A2", False), ("A1", False), ("A8", True)]
    assert (rows[2]["name"], rows[2]["start"], rows[2]["one_off"]) == ("A8", None, None)


def test_without_a_plan_there_is_no_row_and_no_board() -> None:
    bare = report_on(followed())
    assert tracking_table(bare).rows == ()
    assert board_of(bare) is None


def test_it_is_among_the_tables() -> None:
    assert len(all_tables(report())["tracking"].rows) == 2


def test_a_donor_reads_progress_and_money_but_no_notes() -> None:
    own = said("A1", ProgressWord.ACHIEVED, note="between us", spent=Fraction(7), evidence=("E1",))
    donors = report(own, audience=Audience.DONOR)
    assert tracking_table(donors).rows == tracking_table(report(own)).rows
    assert {one.note for one in donors.dossier.progress.values()} == {""}
    assert {one.notes for one in donors.dossier.details.values()} == {""}
