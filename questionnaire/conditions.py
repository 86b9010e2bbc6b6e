"""When a question is asked: a condition on what was agreed on other questions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class LevelCondition:
    """True where the agreed level of `question` lies within the bounds given."""

    question: str
    at_least: Fraction | None = None
    at_most: Fraction | None = None


@dataclass(frozen=True)
class OptionCondition:
    """True where `option` is the agreed answer to `question`."""

    question: str
    option: str


@dataclass(frozen=True)
class CriterionCondition:
    """True where the criterion is met, by a tick or by the agreed level."""

    criterion: str


@dataclass(frozen=True)
class AllOf:
    """True where every one of the conditions is."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """True where at least one of the conditions is."""

    conditions: tuple[Condition, ...]


Condition = LevelCondition | OptionCondition | CriterionCondition | AllOf | AnyOf
