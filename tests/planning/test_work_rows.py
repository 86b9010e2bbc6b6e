from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from planning.candidates import Candidates
from planning.program import Aim, Program
from planning.reach import Reach
from planning.solver import solve
from planning.start_columns import StartColumns, periods_of
from planning.work_rows import WorkRows
from questionnaire.following import ProgressReport, ProgressWord, Rater
from questionnaire.intentions import PlannedStart
from tests.examples import action
from tests.planning.situations import FEW, Case, case, ladders, tight_cases

ONE = case(
    *ladders(0), action("X1", "A1.1a", months=6), action("X2", "A1.2a"), action("X3", "A1.3a", lead="risk")
).within(quarters=3, at_once_default=1)


def columns(one: Case, longest: int = 1) -> StartColumns:
    situation = one.situation()
    made = StartColumns.of(Candidates(Reach(situation)), periods_of(situation, longest))
    WorkRows(made).write()
    return made


def fixed(made: StartColumns, starts: dict[str, int]) -> Program:
    program = made.program.copy()
    for id in made.actions:
        for (_, last), column in zip(made.periods, made.started[id], strict=True):
            if column is not None:
                program.fix(column, float(id in starts and starts[id] <= last))
    return program


def fits(one: Case, longest: int = 1, **starts: int) -> bool:
    return not solve(fixed(columns(one, longest), starts), Aim({})).impossible


@pytest.mark.parametrize(("second", "fit"), [(0, False), (1, False), (2, True)])
def test_a_lead_does_one_thing_after_the_other(second: int, fit: bool) -> None:
    assert fits(ONE, X1=0, X2=second, X3=0) is fit
    assert fits(ONE.within(at_once={"legal": 2}), X1=0, X2=second)


def test_a_lead_that_could_do_all_at_once_needs_no_row() -> None:
    rows = len(columns(ONE.within(at_once_default=9)).program.rows)
    assert rows < len(columns(ONE).program.rows)


def test_what_has_begun_runs_whatever_the_limit_says() -> None:
    planned = PlannedStart("X1", 0), PlannedStart("X2", 0)
    progress = {
        (one.action, Rater.SELF): ProgressReport(one.action, Rater.SELF, ProgressWord.ON_TRACK, date(2027, 2, 3))
        for one in planned
    }
    made = replace(ONE, dossier=replace(ONE.dossier, planned=planned, progress=progress))
    assert fits(made.within(start=date(2027, 1, 1)), X1=0, X2=0)


def test_longer_periods_count_the_work_of_every_range() -> None:
    full = ONE.within(quarters=2, start=date(2027, 1, 1))
    assert not fits(full, 4, X1=0, X2=0)
    assert fits(full.within(quarters=3), 4, X1=0, X2=0)


@FEW
@given(tight_cases(4, 6))
def test_longer_periods_forbid_nothing_that_fits(one: Case) -> None:
    exact = columns(one)
    found = solve(exact.program, Aim({exact.chosen(id): 1.0 for id in exact.actions}))
    if found.values is None:
        return
    values = found.values
    starts = {
        id: next(q for q, column in enumerate(exact.started[id]) if column is not None and values[column] > 0.5)
        for id in exact.actions
        if values[exact.chosen(id)] > 0.5
    }
    assert not solve(fixed(columns(one, 4), starts), Aim({})).impossible
    busy = [
        sum(
            starts[id] <= quarter < starts[id] + one.library.actions[id].quarters
            for id in starts
            if one.library.actions[id].lead == lead
        )
        for quarter in range(one.dossier.limits.quarters)
        for lead in ("legal", "risk")
    ]
    assert max(busy, default=0) <= one.dossier.limits.at_once_default
