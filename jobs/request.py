"""What a page may ask a worker to search for, and what a worker says back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from planning.actions import Library
from questionnaire.assessment import Dossier
from scoring.scorecard import ScoreCard


class Sought(StrEnum):
    """What is searched for: the best plan, the best plan at each budget, or the limits that contradict each other."""

    PLAN = "plan"
    FRONTIER = "frontier"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, eq=False)
class Request:
    """All that a search needs: it reads nothing else. `seconds` is how long it may take."""

    sought: Sought
    dossier: Dossier
    card: ScoreCard
    library: Library
    today: date
    seconds: float


class Saying(StrEnum):
    """What a worker says: how far it is, what it found, or why it could not go on."""

    PROGRESS = "progress"
    RESULT = "result"
    FAILURE = "failure"


@dataclass(frozen=True)
class Message:
    """One thing that a worker says: a `SearchState` or the like, a result, or the text of an error."""

    saying: Saying
    content: Any
