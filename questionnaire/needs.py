"""What a question still needs to reach a level, in the form that its kind gives it: for gaps and for the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from questionnaire.answers import Disputed, Given
from questionnaire.framework import Checklist, Choice, Ladder, Number, Question
from questionnaire.levels import criteria_up_to, level_of, met_criteria


@dataclass(frozen=True)
class NothingNeeded:
    """No criterion is missing: the level is there, or waits only for a new look."""


@dataclass(frozen=True)
class Every:
    """Each of these criteria must be met."""

    criteria: tuple[str, ...]


@dataclass(frozen=True)
class OneGroupOf:
    """All criteria of one of these groups must be met; the group of the nearest level stands first."""

    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class AtLeast:
    """That many of these criteria must be met; which ones is free."""

    number: int
    criteria: tuple[str, ...]


class Hindrance(StrEnum):
    """Why no criterion can bring the level."""

    WITHOUT_CRITERIA = "without_criteria"
    NO_SUCH_LEVEL = "no_such_level"
    POLICY = "policy"


@dataclass(frozen=True)
class Blocked:
    """The level cannot be reached by meeting criteria: why, and the level, option or question that blocks it."""

    why: Hindrance
    by: str


Need = NothingNeeded | Every | OneGroupOf | AtLeast | Blocked


@dataclass(frozen=True)
class _Held:
    """What a question has now: the level (None: nothing is known), the criteria met, how many items of a checklist."""

    level: Fraction | None
    met: frozenset[str]
    ticked: int

    def has(self, level: Fraction | int) -> bool:
        return self.level is not None and self.level >= level


def level_for_share(question: Question, share: Fraction) -> Fraction | None:
    """The lowest level of the question's own that lies at `share` of its scale or above; None where it has none."""
    return next((level for level in question.ordered_levels if question.scale.share(level) >= share), None)


def unmet_for(question: Question, given: Given | Disputed | None, level: Fraction) -> Need:
    """What is still needed for `level` (on the question's own scale), all lower levels included.

    `given` is what the group holds: a dispute is read at its lowest; None (blank or not known) meets nothing. A
    criterion marked as not met is needed even below a level that was chosen.
    """
    own = next((one for one in question.ordered_levels if one >= level), None)
    if own is None:
        return Blocked(Hindrance.NO_SUCH_LEVEL, question.id)
    if own == question.ordered_levels[0]:
        return NothingNeeded()
    held = _held(question, given)
    match question.kind:
        case Ladder() as ladder:
            return _ladder_need(question, ladder, held, own)
        case Choice() as choice:
            return _choice_need(question, choice, held, own)
        case Checklist() as checklist:
            return _checklist_need(checklist, held, own)
        case Number() as number:
            return _number_need(number, held, own)


def unmet_criteria(question: Question, given: Given | Disputed | None, level: Fraction) -> tuple[str, ...]:
    """The criteria to show as missing for `level`, in framework order.

    Of a choice those of the nearest option, of a checklist every item that is not ticked, of a number every threshold
    up to the level.
    """
    match unmet_for(question, given, level):
        case Every(criteria=criteria) | AtLeast(criteria=criteria):
            return criteria
        case OneGroupOf(groups=groups) if isinstance(question.kind, Number):
            wanted = criteria_up_to(question, level) | set(groups[0])
            return _in_order(question, wanted - _held(question, given).met)
        case OneGroupOf(groups=groups):
            return groups[0]
        case _:
            return ()


def criteria_named(need: Need) -> frozenset[str]:
    """Every criterion that could help to meet the need."""
    match need:
        case Every(criteria=criteria) | AtLeast(criteria=criteria):
            return frozenset(criteria)
        case OneGroupOf(groups=groups):
            return frozenset(criterion for group in groups for criterion in group)
        case _:
            return frozenset()


def is_met(need: Need, met: Iterable[str]) -> bool:
    """Whether meeting these criteria meets the need."""
    met = frozenset(met)
    match need:
        case NothingNeeded():
            return True
        case Every(criteria=criteria):
            return met.issuperset(criteria)
        case OneGroupOf(groups=groups):
            return any(met.issuperset(group) for group in groups)
        case AtLeast(number=number, criteria=criteria):
            return len(met.intersection(criteria)) >= number
        case Blocked():
            return False


def _held(question: Question, given: Given | Disputed | None) -> _Held:
    if given is None:
        return _Held(None, frozenset(), 0)
    if not isinstance(given, Disputed):
        met = met_criteria(question, given)
        return _Held(level_of(question, given), met, len(met))
    ticked = _ticks_for(question.kind, given.lowest) if isinstance(question.kind, Checklist) else 0
    return _Held(given.lowest, criteria_up_to(question, given.lowest), ticked)


def _ladder_need(question: Question, ladder: Ladder, held: _Held, own: Fraction) -> Need:
    lowest = ladder.levels[0]
    for level in ladder.levels:
        if lowest.value < level.value <= own and not level.criteria and not held.has(level.value):
            return Blocked(Hindrance.WITHOUT_CRITERIA, f"{question.id}.{level.value}")
    missing = _in_order(question, criteria_up_to(question, own) - held.met)
    return Every(missing) if missing else NothingNeeded()


def _choice_need(question: Question, choice: Choice, held: _Held, own: Fraction) -> Need:
    if held.has(own):
        return NothingNeeded()
    enough = sorted((option for option in choice.options if option.value >= own), key=lambda option: option.value)
    groups = tuple(tuple(one.id for one in option.criteria) for option in enough if option.criteria)
    if not groups:
        return Blocked(Hindrance.WITHOUT_CRITERIA, f"{question.id}.{enough[0].id}")
    return OneGroupOf(groups)


def _checklist_need(checklist: Checklist, held: _Held, own: Fraction) -> Need:
    if held.has(own):
        return NothingNeeded()
    unticked = tuple(item.id for item in checklist.items if item.id not in held.met)
    return AtLeast(_ticks_for(checklist, own) - held.ticked, unticked)


def _ticks_for(checklist: Checklist, level: Fraction) -> int:
    """The number of items from which a checklist is at `level` or above."""
    return min(band.begins for band in checklist.bands if band.level >= level)


def _number_need(number: Number, held: _Held, own: Fraction) -> Need:
    if held.has(own):
        return NothingNeeded()
    enough = sorted((step for step in number.thresholds if step.level >= own), key=lambda step: step.level)
    return OneGroupOf(tuple((step.criterion.id,) for step in enough if step.criterion))


def _in_order(question: Question, criteria: Iterable[str]) -> tuple[str, ...]:
    wanted = frozenset(criteria)
    return tuple(criterion.id for criterion in question.criteria if criterion.id in wanted)
