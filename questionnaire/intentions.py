"""What the administration intends: targets, how relevant each threat is, limits of the plan, prices, the plan it kept.

These are recorded in the dossier like answers. What they lead to (gaps, costs, schedules) is computed above this
package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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
class Limits:
    """What bounds the plan: first day, quarters, actions at once per lead, money in all, actions forced in or out.

    `money` is None where no ceiling was set. `at_once` maps a lead to how many actions it can run at the same time;
    `at_once_default` holds for the leads not named.
    """

    start: date | None = None
    quarters: int = 12
    at_once_default: int = 2
    at_once: Mapping[str, int] = field(default_factory=dict)
    money: Fraction | None = None
    forced_in: frozenset[str] = frozenset()
    forced_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlannedStart:
    """That an action is in the plan the administration kept, and the quarter (0 is the first) in which it starts."""

    action: str
    quarter: int
