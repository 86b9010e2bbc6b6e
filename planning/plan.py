"""A plan: which actions, when, what they reach and cost, and why each other action is left out.

The contract of every planner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from planning.actions import Action
from questionnaire.intentions import Proof


@dataclass(frozen=True)
class LevelStep:
    """That a capability reaches `level` of the main scale; `criteria` are what was missing for it.

    `actions` are those of the plan that meet these criteria (empty where the step is not taken). `to_verify` marks a
    step that rests on blank, not known or disputed answers; `to_reassess` one that needs no action, only a new look.
    """

    capability: str
    level: int
    criteria: tuple[str, ...]
    importance: Fraction
    actions: tuple[str, ...] = ()
    to_verify: bool = False
    to_reassess: bool = False
    blocked_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cost:
    """An amount of money, exact, in the currency of the plan; None where nothing in it could be priced.

    `not_costed` names the items without a price, which are never counted as zero. `own_days` is time of people already
    paid, in person-days.
    """

    amount: Fraction | None
    not_costed: tuple[str, ...] = ()
    own_days: Fraction = Fraction(0)


@dataclass(frozen=True, eq=False)
class PlanStep:
    """One action of the plan: from the first day of quarter `start` to the last day of quarter `end` (0 is the first).

    `meets` are the missing criteria that this action meets in this plan; `serves` the (capability, level) steps that
    depend on it.
    """

    action: Action
    start: int
    end: int
    starts_on: date
    ends_on: date
    one_off: Cost
    recurrent: Cost
    meets: tuple[str, ...]
    serves: tuple[tuple[str, int], ...]


class Reason(StrEnum):
    """Why an action is not in the plan, in the order in which they are looked for."""

    FORCED_OUT = "forced_out"
    PREREQUISITE_MISSING = "prerequisite_missing"
    NO_TIME = "no_time"
    NOT_NEEDED = "not_needed"
    LEVEL_BLOCKED = "level_blocked"
    DOMINATED = "dominated"
    ALREADY_MET = "already_met"
    NO_CAPACITY = "no_capacity"
    MONEY = "money"
    NOT_CHOSEN = "not_chosen"
    """It would fit, and the plan does without it: so it was decided when the plan was kept."""


@dataclass(frozen=True)
class LeftOut:
    """An action that is not in the plan: why, and what the reason rests on (a criterion, an action, a lead, money)."""

    action: str
    reason: Reason
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Payment:
    """What one donor pays for one action in one calendar year, exact, in the currency of the plan."""

    action: str
    donor: str
    year: int
    amount: Fraction


class RankedBy(StrEnum):
    """What "best worth" was divided by: money where every candidate is costed, else months of work."""

    MONEY = "money"
    MONTHS = "months"


@dataclass(frozen=True, eq=False)
class Plan:
    """What is done, what it reaches, what it costs, what is left out and why.

    `reached` are the level steps taken, `missed` those up to a target that are not, with the criteria that block them.
    `value` is the importance of all levels reached. `proof` says how far a better plan can be from this one (None:
    nothing is known). `payments` say who pays what; there are none where the limits name no donors.
    """

    steps: tuple[PlanStep, ...]
    reached: tuple[LevelStep, ...]
    missed: tuple[LevelStep, ...]
    left_out: tuple[LeftOut, ...]
    value: Fraction
    one_off: Cost
    recurrent: Cost
    currency: str
    start: date
    quarters: int
    ranked_by: RankedBy = RankedBy.MONTHS
    proof: Proof | None = None
    payments: tuple[Payment, ...] = ()
    cost_by_year: Mapping[int, Cost] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    """Actions of a plan that was kept which the library does not have (any more): listed, not lost."""
