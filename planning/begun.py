"""What is done or running already: such actions keep their place when the rest of a plan is made anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planning.actions import Library
from planning.timetable import quarter_of
from questionnaire.assessment import Dossier
from questionnaire.following import BEGUN, FINISHED, ProgressReport, Rater


@dataclass(frozen=True)
class BegunAction:
    """An action that has begun: its first and last quarter (0 is the first of the plan), and whether it is finished."""

    action: str
    start: int
    end: int
    finished: bool


def word_that_counts(dossier: Dossier, action: str) -> ProgressReport | None:
    """The administration's own report on an action, else the one from outside; None where nobody reported."""
    return dossier.progress.get((action, Rater.SELF)) or dossier.progress.get((action, Rater.EXTERNAL))


def has_begun(dossier: Dossier) -> bool:
    """Whether work on any action of the kept plan has begun: then its first day is history and cannot move."""
    reports = (word_that_counts(dossier, one.action) for one in dossier.planned or ())
    return any(report is not None and report.word in BEGUN for report in reports)


def begun_actions(dossier: Dossier, library: Library, first: date, today: date) -> Mapping[str, BegunAction]:
    """The actions of the kept plan whose report says that work has begun, by id.

    A finished one ends in the quarter of the report that says so; one that runs ends when planned, or in the quarter of
    `today` where that is later; both within the horizon. `first` is the first day of the plan.
    """
    found: dict[str, BegunAction] = {}
    last = dossier.limits.quarters - 1
    for planned in dossier.planned or ():
        report, action = word_that_counts(dossier, planned.action), library.actions.get(planned.action)
        if action is None or report is None or report.word not in BEGUN:
            continue
        finished = report.word in FINISHED
        usual = planned.quarter + action.quarters - 1
        end = quarter_of(first, report.on) if finished else max(usual, quarter_of(first, today))
        found[action.id] = BegunAction(action.id, planned.quarter, max(planned.quarter, min(end, last)), finished)
    return found
