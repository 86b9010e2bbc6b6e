from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planning.begun import BegunAction, begun_actions, word_that_counts
from questionnaire.following import ProgressReport, ProgressWord, Rater
from questionnaire.intentions import Limits, PlannedStart
from tests.examples import action
from tests.planning.situations import Case, case, ladders

FIRST, TODAY = date(2026, 1, 1), date(2026, 10, 20)
"""The plan runs in its fourth quarter."""


def kept(*planned: PlannedStart, **words: tuple[ProgressWord, date]) -> Case:
    """A kept plan of two actions of half a year, with what the administration says of them."""
    actions = action("X1", "A1.1a", months=6), action("X2", "A1.2a", months=6)
    made = case(*ladders(0), *actions, limits=Limits(start=FIRST, quarters=6))
    reports = {(one, Rater.SELF): ProgressReport(one, Rater.SELF, *said) for one, said in words.items()}
    return replace(made, dossier=replace(made.dossier, planned=planned or (PlannedStart("X1", 1),), progress=reports))


def begun(one: Case, today: date = TODAY) -> dict[str, BegunAction]:
    return dict(begun_actions(one.dossier, one.library, FIRST, today))


@pytest.mark.parametrize("word", [ProgressWord.PENDING, ProgressWord.NOT_COMMENCED])
def test_what_waits_has_not_begun(word: ProgressWord) -> None:
    assert begun(kept(X1=(word, TODAY))) == {}
    assert begun(kept()) == {}


def test_what_is_not_in_the_kept_plan_has_not_begun() -> None:
    assert begun(kept(X2=(ProgressWord.ON_TRACK, TODAY))) == {}
    gone = kept(PlannedStart("X9", 0))
    report = {("X9", Rater.SELF): ProgressReport("X9", Rater.SELF, ProgressWord.ON_TRACK, TODAY)}
    assert begun(replace(gone, dossier=replace(gone.dossier, progress=report))) == {}
    assert begun(replace(gone, dossier=replace(gone.dossier, planned=None))) == {}


def test_what_runs_ends_as_planned_or_today_if_that_is_later() -> None:
    one = kept(X1=(ProgressWord.ON_TRACK, TODAY))
    assert begun(one, date(2026, 5, 1)) == {"X1": BegunAction("X1", 1, 2, finished=False)}
    assert begun(one)["X1"].end == 3
    assert begun(one, date(2030, 1, 1))["X1"].end == 5


@pytest.mark.parametrize(
    ("on", "end"), [(date(2026, 2, 1), 1), (date(2026, 8, 1), 2), (date(2026, 12, 1), 3), (date(2030, 1, 1), 5)]
)
def test_what_is_finished_ends_on_the_day_of_the_report_never_before_it_starts(on: date, end: int) -> None:
    assert begun(kept(X1=(ProgressWord.ACHIEVED, on))) == {"X1": BegunAction("X1", 1, end, finished=True)}


def test_the_own_word_counts_before_the_one_from_outside() -> None:
    one = kept(X1=(ProgressWord.NOT_COMMENCED, TODAY))
    outside = ProgressReport("X1", Rater.EXTERNAL, ProgressWord.ACHIEVED, TODAY)
    both = replace(one.dossier, progress={**one.dossier.progress, ("X1", Rater.EXTERNAL): outside})
    assert begun(replace(one, dossier=both)) == {}
    alone = replace(one.dossier, progress={("X1", Rater.EXTERNAL): outside})
    assert word_that_counts(alone, "X1") == outside
    assert begun(replace(one, dossier=alone))["X1"].finished
    assert word_that_counts(alone, "X2") is None
