"""The action library: what can be done, what it meets, what it needs, what it uses up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.sources import Reference
from questionnaire.text import NO_TEXT, Text


@dataclass(frozen=True)
class CostLine:
    """One quantity in one driver block (meeting, consultant, field, staff, procurement).

    `quantities` holds the block's own numbers (persons, days ...); `name` is the role or the goods; `existing` marks
    the time of people already paid, which is counted in days and costs no money.
    """

    block: str
    quantities: Mapping[str, Fraction]
    name: str = ""
    existing: bool = False


@dataclass(frozen=True, eq=False)
class Action:
    """One thing that can be done.

    `meets` are criteria, `after` actions finished first, `requires` levels reached before it starts. `months` is its
    duration. `one_off` is spent once, `recurrent` every year from its end. `references` are what its
    practice rests on; `assumes` are required levels of capabilities that the profile at hand does not ask.
    """

    id: str
    name: Text
    type: str
    lead: str
    meets: tuple[str, ...]
    months: int
    partners: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    requires: Mapping[str, int] | None = None
    vision_2030: str = ""
    steps: Text = NO_TEXT
    indicator: Text = NO_TEXT
    unit: Text = NO_TEXT
    verification: Text = NO_TEXT
    risk: Text = NO_TEXT
    one_off: tuple[CostLine, ...] = ()
    recurrent: tuple[CostLine, ...] = ()
    references: tuple[Reference, ...] = ()
    assumes: Mapping[str, int] | None = None

    @property
    def quarters(self) -> int:
        """How many whole quarters it takes: three months each, rounded up, at least one."""
        return max(1, -(-self.months // 3))


@dataclass(frozen=True)
class UnitCost:
    """A shipped price: None where none is known. `assumption` marks a figure that is not a published fact."""

    item: str
    amount: Fraction | None
    currency: str
    per: str
    source: str = ""
    year: int | None = None
    assumption: bool = True


@dataclass(frozen=True, eq=False)
class Library:
    """All actions of a framework by id, in file order, with the unit costs and the words of the goods they use."""

    actions: Mapping[str, Action]
    unit_costs: Mapping[str, UnitCost]
    goods: Mapping[str, Text]
