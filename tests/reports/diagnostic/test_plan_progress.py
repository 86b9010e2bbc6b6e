"""The plan's chapter tells how far the plan is where anybody reported: the numbers of the follow-up table."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from questionnaire.following import ProgressReport, ProgressWord, Rater
from reports.diagnostic.diagnostic_paper import diagnostic_paper
from reports.diagnostic.plan_progress import followed, money_spent, progress, progress_finding
from reports.diagnostic.summary_chapter import summary_chapter
from reports.paper import PaperFigure, PaperHeading, PaperTable, PaperText, cell_text
from reports.report import Audience, Report
from reports.tracking_tables import tracking_table
from tests.reports.diagnostic.test_next_actions import on, said

W = ProgressWord
DAY = date(2027, 12, 31)


def half_way(language: str = "en", audience: Audience = Audience.ADMINISTRATION) -> Report:
    """A-1 achieved, A-3 running late, A-2 waiting, A-4 to come."""
    spent = ProgressReport("A-1", Rater.SELF, W.ACHIEVED, date(2027, 6, 1), spent=Fraction(1200))
    waiting = ProgressReport("A-2", Rater.SELF, W.PENDING, date(2027, 11, 1), waits_for="the new budget")
    return on(DAY, spent, waiting, said(W.PARTIAL_PROGRESS, "A-3"), language=language, audience=audience)


def test_without_a_report_nothing_is_told_of_progress() -> None:
    report = on(DAY)
    assert followed(report) is None
    assert (progress_finding(report), list(progress(report))) == ("", [])


def test_progress_is_counted() -> None:
    assert progress_finding(half_way()) == (
        "On 31 December 2027, one action is achieved or substantially so, one is under way and two are late"
    )
    assert progress_finding(half_way("fr")) == (
        "Au 31 décembre 2027, une action est atteinte ou l'est pour l'essentiel, "
        "une est en cours et deux sont en retard"
    )
    none = progress_finding(on(date(2027, 3, 4), said(W.NOT_COMMENCED)))
    assert none == "On 4 March 2027, no action is achieved yet, none is under way and none is late"


def test_the_counts_are_those_of_the_table_of_progress() -> None:
    report = half_way()
    rows = tracking_table(report).rows
    late = [row for row in rows if row["overdue"] or row["late_to_start"]]
    (table,) = (part for part in progress(report) if isinstance(part, PaperTable))
    assert len(late) == 2
    assert [cell_text(row[0]).split()[0] for row in table.rows] == [
        row["action"] for row in rows if row in late or row["blocked"]
    ]
    blocked = next(row for row in table.rows if cell_text(row[0]).startswith("A-2"))
    assert "Blocked: the new budget" in cell_text(blocked[3])


def test_money_is_told_with_what_was_planned_for_the_same_actions() -> None:
    report = half_way()
    held = followed(report)
    assert held is not None
    told = money_spent(report, held)
    assert told.startswith("Spent so far: 1,200\u00a0USD, said of 1 action; its planned one-off cost is ")
    bare = on(DAY, said(W.ACHIEVED))
    board = followed(bare)
    assert board is not None
    assert money_spent(bare, board).startswith("Nobody has said yet what was spent.")


def test_the_chapter_and_the_summary_have_it() -> None:
    for audience in (Audience.ADMINISTRATION, Audience.DONOR):
        report = half_way(audience=audience)
        parts = list(progress(report))
        assert isinstance(parts[0], PaperHeading)
        assert any(isinstance(part, PaperFigure) for part in parts)
        headings = [part.text for part in diagnostic_paper(report).parts if isinstance(part, PaperHeading)]
        assert "How far the plan is" in headings
        assert any(
            "one action is achieved" in part.text for part in summary_chapter(report) if isinstance(part, PaperText)
        )
