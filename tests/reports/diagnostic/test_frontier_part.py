"""What more money buys, in the report where it was searched: the figure of the screen, its table, its sentence."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from planning.frontier import Frontier, FrontierPoint
from reports.diagnostic.diagnostic_paper import diagnostic_paper
from reports.diagnostic.frontier_part import next_money
from reports.frontier_figures import frontier_figure
from reports.paper import PaperFigure, PaperHeading
from reports.report import Audience, Report
from tests.reports.planned import planned_report

POINTS = tuple(
    FrontierPoint(Fraction(money), Fraction(value), value, Fraction(money), frozenset(), proven=True)
    for money, value in ((0, 1), (50_000, 4), (100_000, 5), (150_000, 5))
)
FOUND = Frontier(POINTS, 1, calendar=True, today=None)


def _figures(report: Report) -> list[str]:
    return [one.drawn.figure.title for one in diagnostic_paper(report).parts if isinstance(one, PaperFigure)]


def test_a_known_frontier_is_a_figure_with_its_table_in_the_report() -> None:
    report = replace(planned_report(), frontier=FOUND)
    heading, figure, *_ = next_money(report)
    assert isinstance(heading, PaperHeading)
    assert isinstance(figure, PaperFigure)
    assert figure.with_table
    same = frontier_figure(FOUND, report.dossier.setup.currency, report.say, budget=report.dossier.limits.money)
    assert (figure.drawn.figure.title, figure.drawn.figure.rows) == (same.title, same.rows)
    assert same.title in _figures(report)


def test_nothing_is_said_of_a_frontier_that_nobody_searched_or_that_needs_no_money() -> None:
    report = planned_report()
    assert not list(next_money(report))
    assert not list(next_money(replace(report, frontier=replace(FOUND, points=POINTS[:1]))))
    assert not list(next_money(replace(report, frontier=replace(FOUND, points=()))))


def test_it_is_told_to_nobody_but_the_administration() -> None:
    assert planned_report(frontier=FOUND).frontier is FOUND
    assert planned_report(audience=Audience.DONOR, frontier=FOUND).frontier is None
    assert planned_report(audience=Audience.PUBLIC, frontier=FOUND).frontier is None
