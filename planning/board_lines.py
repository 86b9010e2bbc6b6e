"""One line of the board on which a plan is followed: the reports on an action, how late it is, what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from planning.plan import PlanStep
from questionnaire.following import FINISHED, ProgressReport, ProgressWord, StepDetails


class Urgency(StrEnum):
    """Where a line stands on the board, the first that holds: late or blocked, to be reviewed, running, to come, done.

    A finished action whose review is due stands among those to be reviewed.
    """

    ATTENTION = "attention"
    REVIEW = "review"
    RUNNING = "running"
    FUTURE = "future"
    FINISHED = "finished"


@dataclass(frozen=True, eq=False)
class BoardLine:
    """One action as it is followed on a day.

    `own` and `external` are the latest reports of the administration and of somebody outside; they are never mixed. The
    state rests on the own report, else on the one from outside. `step` is its place in the plan (None: it is not in the
    plan any more), `planned_end` its last day by its usual duration. `overdue` are the days since then, `late_to_start`
    those since a planned start that nobody reported. `waits_for` and `waits_for_actions` say what blocks it;
    `to_reassess` are the criteria that a finished action meets and the assessment does not show yet.
    """

    action: str
    own: ProgressReport | None
    external: ProgressReport | None
    details: StepDetails
    urgency: Urgency
    step: PlanStep | None = None
    planned_end: date | None = None
    overdue: int | None = None
    late_to_start: int | None = None
    waits_for: str = ""
    waits_for_actions: tuple[str, ...] = ()
    review_due: date | None = None
    to_reassess: tuple[str, ...] = ()

    @property
    def report(self) -> ProgressReport | None:
        """The report that the state rests on."""
        return self.own or self.external

    @property
    def finished(self) -> bool:
        """Whether it is achieved, or for the most part."""
        return self.report is not None and self.report.word in FINISHED

    @property
    def differs(self) -> bool:
        """Whether somebody outside chose another word than the administration."""
        return self.own is not None and self.external is not None and self.own.word is not self.external.word

    @property
    def blocked(self) -> bool:
        """Whether it waits for something, by its report or because what comes before is not finished."""
        pending = self.report is not None and self.report.word is ProgressWord.PENDING
        return pending or bool(self.waits_for or self.waits_for_actions)

    @property
    def days_late(self) -> int | None:
        """Days since it should have ended, else since it should have begun; None where it is not late."""
        return self.late_to_start if self.overdue is None else self.overdue

    @property
    def evidence(self) -> tuple[str, ...]:
        """The evidence of both reports, each piece once."""
        return tuple(dict.fromkeys(id for one in (self.own, self.external) if one for id in one.evidence))

    @property
    def evidence_missing(self) -> bool:
        """Whether it is said to be finished, and nothing shows it."""
        return self.finished and not self.evidence

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to do or decide something about it now."""
        marks = (self.evidence_missing, self.differs, self.to_reassess)
        return self.urgency in (Urgency.ATTENTION, Urgency.REVIEW) or any(marks)

    @property
    def planned(self) -> Fraction | None:
        """The planned one-off cost, of what has a price."""
        return self.step.one_off.amount if self.step else None

    @property
    def spent(self) -> Fraction | None:
        """All money spent on it as the administration says, else as somebody outside does; None where nobody does."""
        return next((one.spent for one in (self.own, self.external) if one and one.spent is not None), None)

    @property
    def over(self) -> Fraction | None:
        """By how much more was spent than planned (negative: less); None where one of the two is not known."""
        return None if self.spent is None or self.planned is None else self.spent - self.planned
