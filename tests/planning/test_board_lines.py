"""One line of the board: what follows from its two reports."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from planning.board_lines import BoardLine, Urgency
from questionnaire.following import ProgressReport, ProgressWord, Rater, StepDetails

DAY = date(2027, 5, 3)


def report(word: ProgressWord = ProgressWord.ON_TRACK, rater: Rater = Rater.SELF, **more: Any) -> ProgressReport:
    return ProgressReport("A1", rater, word, DAY, **more)


def line(own: ProgressReport | None = None, external: ProgressReport | None = None, **more: Any) -> BoardLine:
    return BoardLine("A1", own, external, StepDetails("A1"), more.pop("urgency", Urgency.RUNNING), **more)


def test_evidence_of_both_is_told_once() -> None:
    held = line(report(evidence=("E1", "E2")), report(rater=Rater.EXTERNAL, evidence=("E2", "E3")))
    assert held.evidence == ("E1", "E2", "E3")


@pytest.mark.parametrize(
    ("own", "external", "spent"),
    [(None, None, None), (Fraction(0), Fraction(5), 0), (None, Fraction(5), 5), (Fraction(7), None, 7)],
)
def test_the_own_figure_of_money_goes_before_the_one_from_outside(
    own: Fraction | None, external: Fraction | None, spent: int | None
) -> None:
    assert line(report(spent=own), report(rater=Rater.EXTERNAL, spent=external)).spent == spent


def test_days_late_are_those_since_the_end_before_those_since_the_start() -> None:
    assert line(overdue=3).days_late == 3
    assert line(late_to_start=8).days_late == 8
    assert line().days_late is None


@pytest.mark.parametrize(
    ("held", "needs"),
    [
        (line(report()), False),
        (line(urgency=Urgency.ATTENTION), True),
        (line(urgency=Urgency.REVIEW), True),
        (line(report(ProgressWord.ACHIEVED), urgency=Urgency.FINISHED), True),
        (line(report(ProgressWord.ACHIEVED, evidence=("E1",)), urgency=Urgency.FINISHED), False),
        (line(report(), report(ProgressWord.ACHIEVED, Rater.EXTERNAL)), True),
        (line(report(), report(rater=Rater.EXTERNAL)), False),
    ],
)
def test_what_needs_attention(held: BoardLine, needs: bool) -> None:
    assert held.needs_attention is needs


def test_a_line_outside_the_plan_has_no_planned_money() -> None:
    held = line(report(spent=Fraction(5)))
    assert (held.planned, held.over) == (None, None)
