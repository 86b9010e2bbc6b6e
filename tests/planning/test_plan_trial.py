from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from planning.plan_trial import TrialGround
from questionnaire.intentions import PlannedStart
from tests.examples import action, targets
from tests.planning.situations import FEW, TODAY, Case, case, cases, ladders

ONE = case(
    *ladders(0, 0),
    action("X1", "A1.1a"),
    action("X2", "A1.2a", after=("X1",)),
    action("X3", "A2.1a"),
    targets=targets(A1=2, A2=1),
)


def ground(one: Case = ONE, **starts: int) -> TrialGround:
    planned = tuple(PlannedStart(action, quarter) for action, quarter in starts.items())
    return TrialGround(replace(one.dossier, planned=planned), one.card, one.library, TODAY)


def codes(ground: TrialGround, **starts: int) -> set[str]:
    return {breach.code for breach in ground.tried(starts).breaches}


def test_a_move_that_breaks_nothing_fits() -> None:
    trial = ground(X1=0, X2=1).tried({"X1": 0, "X2": 3})
    assert trial.fits
    assert [(step.action.id, step.start) for step in trial.plan.steps] == [("X1", 0), ("X2", 3)]


def test_a_move_says_what_it_breaks() -> None:
    here = ground(X1=0, X2=1)
    assert codes(here, X1=1, X2=1) == {"prerequisite_late"}
    assert codes(here, X1=0, X2=12) == {"horizon"}
    assert codes(here, X2=1) == {"prerequisite_missing"}


def test_what_was_broken_before_does_not_count() -> None:
    broken = ground(ONE.within(quarters=2), X1=0, X2=4)
    assert codes(broken, X1=1, X2=4) == set()
    assert codes(broken, X1=5, X2=4) == {"horizon", "prerequisite_late"}


def test_more_of_what_was_broken_counts_and_less_does_not() -> None:
    full = ground(ONE.within(at_once_default=1), X1=0, X2=1, X3=0)
    assert codes(full, X1=0, X2=0, X3=0) == {"at_once", "prerequisite_late"}
    assert codes(full, X1=0, X2=1, X3=2) == set()
    assert codes(full, X1=0, X2=1, X3=0) == set()


def test_within_other_limits_the_plan_before_is_judged_by_the_old_ones() -> None:
    here = ground(X1=0, X2=1)
    shorter = here.within(replace(here.dossier.limits, quarters=1))
    assert {breach.code for breach in shorter.tried(here.starts).breaches} == {"horizon"}


def test_the_earliest_place_is_found() -> None:
    assert ground(X1=0).earliest("X2").plan.steps[-1].start == 1
    busy = ground(ONE.within(at_once_default=1), X1=0, X2=1)
    trial = busy.earliest("X3")
    assert trial.fits
    assert {step.action.id: step.start for step in trial.plan.steps}["X3"] == 2


def test_where_there_is_no_place_the_least_broken_trial_tells_why() -> None:
    trial = ground(X3=0).earliest("X2")
    assert not trial.fits
    assert {breach.code for breach in trial.breaches} == {"prerequisite_missing"}


@FEW
@given(cases())
def test_leaving_a_plan_as_it_is_breaks_nothing_new(one: Case) -> None:
    starts = {step.action.id: step.start for step in one.plan().steps}
    assert ground(one, **starts).tried(starts).fits
