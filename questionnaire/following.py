"""What people record about the lines of the plan they kept: who owns them, who pays, how far they are, what it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Funding(StrEnum):
    """Whether the money of a line is there."""

    FUNDED = "funded"
    PART = "part"
    UNFUNDED = "unfunded"


class ProgressWord(StrEnum):
    """The six words of the CITES National Ivory Action Plan process for how far an action is."""

    ACHIEVED = "achieved"
    SUBSTANTIALLY_ACHIEVED = "substantially_achieved"
    ON_TRACK = "on_track"
    PARTIAL_PROGRESS = "partial_progress"
    PENDING = "pending"
    """Pending completion of another action."""
    NOT_COMMENCED = "not_commenced"


FINISHED = frozenset({ProgressWord.ACHIEVED, ProgressWord.SUBSTANTIALLY_ACHIEVED})
"""The words after which nothing of the action is left to be planned."""

BEGUN = frozenset({*FINISHED, ProgressWord.ON_TRACK, ProgressWord.PARTIAL_PROGRESS})
"""The words that say that work has begun: the action keeps its place when the rest is planned anew."""


class Rater(StrEnum):
    """Who judges progress: the administration itself, or somebody outside it. The two are never mixed."""

    SELF = "self"
    EXTERNAL = "external"


@dataclass(frozen=True)
class StepDetails:
    """What people decided about one line of the plan; what nobody recorded is empty.

    `owner` is a role, never a person's name. `donor` is who pays by agreement, whatever the planner proposed.
    `baseline` and `goal` are values of the action's sign of effect, each with its date.
    """

    action: str
    owner: str = ""
    partner: str = ""
    funding: Funding | None = None
    donor: str = ""
    notes: str = ""
    baseline: Fraction | None = None
    baseline_on: date | None = None
    goal: Fraction | None = None
    goal_on: date | None = None


@dataclass(frozen=True)
class ProgressReport:
    """How far one action was on a day, by one rater.

    `waits_for` says what blocks it; `evidence` are ids of the register; `spent` is all money spent on it up to that
    day, in the plan's currency (None: not said); `next_review` the day on which somebody looks again.
    """

    action: str
    rater: Rater
    word: ProgressWord
    on: date
    note: str = ""
    waits_for: str = ""
    evidence: tuple[str, ...] = ()
    spent: Fraction | None = None
    next_review: date | None = None
