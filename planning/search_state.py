"""How far a search for a plan is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from planning.starts import Starts
from questionnaire.intentions import Proof


class SearchStage(StrEnum):
    """The stages of a search, in their order."""

    BOUND = "bound"
    VALUE = "value"
    COST = "cost"
    FINISH = "finish"


@dataclass(frozen=True)
class SearchState:
    """How far a search is: its stage, the value found so far and what no plan exceeds, in units of importance."""

    stage: str
    value: Fraction | None = None
    bound: Fraction | None = None

    @property
    def gap(self) -> Fraction | None:
        """By which share of the bound the plan found may fall short; None where either is not known."""
        if self.value is None or not self.bound:
            return None
        return max(Fraction(0), 1 - self.value / self.bound)


Told = Callable[[SearchState], bool]
"""Hears how far a search is; gives True to stop it."""


@dataclass(frozen=True)
class Found:
    """What a search found: the starts of the best plan, its proof. `impossible`: the limits contradict each other."""

    starts: Starts | None = None
    proof: Proof | None = None
    impossible: bool = False
