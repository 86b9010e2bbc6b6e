"""What the administration intends: targets, how relevant each threat is, limits of the plan, prices, the plan it kept.

These are recorded in the dossier like answers. What they lead to (gaps, costs, schedules) is computed above this
package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True)
class Target:
    """The level of the main scale that a capability is to reach, and by when."""

    capability: str
    level: int
    due: date | None = None


@dataclass(frozen=True)
class UnitPrice:
    """What one unit costs, as the administration entered it: amount in `currency`, with its source and year."""

    item: str
    amount: Fraction
    currency: str
    source: str = ""
    year: int | None = None


FIRST_START, LAST_START = date(1900, 1, 1), date(2200, 12, 31)
"""Between which days a plan can begin: the calendar of computers has an end, and every plan lies before it."""


@dataclass(frozen=True)
class ExchangeRate:
    """How much of the plan's currency one unit of another buys, on which day, and who says so.

    `into` is the plan's currency as it was then: once that is changed, the rate says nothing any more (empty: nobody
    said, and it is taken at its word).
    """

    currency: str
    rate: Fraction
    on: date | None = None
    source: str = ""
    into: str = ""


@dataclass(frozen=True)
class Donor:
    """Who pays; the administration itself is one. `amounts` is money in the plan's currency by calendar year.

    `sections` and `blocks` (the five driver blocks of costs) name what alone is paid; where empty, anything is.
    """

    name: str
    amounts: Mapping[int, Fraction] = field(default_factory=dict)
    sections: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limits:
    """What bounds the plan: first day, quarters, people, money, and what people decided about single actions.

    `at_once` maps a lead to how many actions it can run at the same time; `at_once_default` holds for the leads not
    named. `money` is a ceiling on all that is spent until the last quarter, `upkeep` one on what is then left to pay
    every year (None: no ceiling). Where `donors` are named, each pays its own years only; with `one_donor_each` an
    action is paid by one of them alone. `pinned` maps an action to the quarter in which it starts (0 is the first),
    `required` a capability to the level that the plan must reach.
    """

    start: date | None = None
    quarters: int = 12
    at_once_default: int = 2
    at_once: Mapping[str, int] = field(default_factory=dict)
    money: Fraction | None = None
    forced_in: frozenset[str] = frozenset()
    forced_out: frozenset[str] = frozenset()
    donors: tuple[Donor, ...] = ()
    one_donor_each: bool = False
    upkeep: Fraction | None = None
    pinned: Mapping[str, int] = field(default_factory=dict)
    required: Mapping[str, int] = field(default_factory=dict)

    @property
    def must_be_in(self) -> frozenset[str]:
        """The actions that the plan must hold: forced in or pinned, and not forced out."""
        return (self.forced_in | frozenset(self.pinned)) - self.forced_out


@dataclass(frozen=True)
class PlannedStart:
    """That an action is in the plan the administration kept, and the quarter (0 is the first) in which it starts."""

    action: str
    quarter: int


class Stop(StrEnum):
    """What ended the search for a plan: the end of it, the time allowed, or somebody who stopped it."""

    DONE = "done"
    TIME = "time"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Proof:
    """What is known of the plan that was kept: how far a better one can be from it.

    `value` is what it reaches, `value_bound` what no plan within the limits exceeds (both in units of importance);
    `cost` is its aim of least cost (one-off and upkeep for the whole horizon, in money, or months of work where
    `in_months`), `cost_bound` what no plan of that value undercuts; `finish` the sum of its last quarters (1 is the
    first), `finish_bound` what the same actions cannot undercut. A bound that is None is not known. `one_of_several`
    says whether other actions reach as much for as little (None: nobody looked). `solver` names what proved it,
    `seconds` how long that took.
    """

    value: Fraction
    value_bound: Fraction | None = None
    cost: Fraction | None = None
    cost_bound: Fraction | None = None
    in_months: bool = False
    finish: int | None = None
    finish_bound: int | None = None
    one_of_several: bool | None = None
    stop: Stop = Stop.DONE
    solver: str = ""
    seconds: Fraction | None = None

    @property
    def value_is_proven(self) -> bool:
        """Whether nothing within the limits reaches more."""
        return self.value_bound is not None and self.value_bound <= self.value

    @property
    def cost_is_proven(self) -> bool:
        """Whether nothing that reaches as much costs less."""
        return self.cost is not None and self.cost_bound is not None and self.cost_bound >= self.cost

    @property
    def value_gap(self) -> Fraction | None:
        """By which share of the bound the plan may fall short; None where nothing is known."""
        if self.value_bound is None:
            return None
        return max(Fraction(0), 1 - self.value / self.value_bound) if self.value_bound else Fraction(0)


@dataclass(frozen=True)
class Alternative:
    """A plan put aside for comparison: under what name, within which limits, which starts, and what is known of it."""

    name: str
    limits: Limits
    starts: tuple[PlannedStart, ...]
    proof: Proof | None = None
