"""From what was given to a level, and to the criteria that it meets. Nothing here knows of scores or policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from questionnaire.answers import (
    Disputed,
    Given,
    LadderGiven,
    LevelReached,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.framework import Checklist, Choice, Kind, Ladder, Number, Option, Question


def fits(question: Question, reply: Reply) -> bool:
    """Whether the reply can be one to this question: of its kind, with levels, options and a unit that it has.

    A measured value lies within the bounds of the question; both ends of a dispute are levels of it.

    One that does not fit (the question has changed since) is kept and shown, and takes no part in any score.
    """
    if isinstance(reply, LevelReached):
        check = _FITS.get((type(question.kind), type(reply.given)))
        return check is not None and check(question.kind, reply.given)
    if isinstance(reply, Disputed):
        return reply.lowest in question.ordered_levels and reply.highest in question.ordered_levels
    return True


def _is_measurable(number: Number, given: QuantityGiven) -> bool:
    """Whether the value is in the number's unit and within its bounds."""
    above = given.unit == number.unit and given.value >= number.minimum
    return above and (number.maximum is None or given.value <= number.maximum)


def level_of(question: Question, given: Given) -> Fraction:
    """The level that was given, as a value on the question's scale.

    A checklist's and a number's level is always derived; a ladder's where no level was chosen. Raises ValueError for
    something given that does not fit the question.
    """
    read = _LEVELS.get((type(question.kind), type(given)))
    level = None if read is None else read(question.kind, given)
    if level is None:
        raise ValueError(f"{question.id}: {given} does not answer this {type(question.kind).__name__.lower()}")
    return level


def _level_on_ladder(ladder: Ladder, given: LadderGiven) -> Fraction | None:
    if given.level is None:
        return _level_by_ticks(ladder, _counted_as_met(given) - given.not_met)
    return _values_of_levels(ladder).get(given.level)


def _level_of_checklist(checklist: Checklist, given: TicksGiven) -> Fraction:
    return level_of_ticks(checklist, len(_counted_as_met(given) & _ids(checklist)))


# What a question's kind says of its levels is looked up for every reply of every dossier, so it is kept by the kind.
_kept = lru_cache(maxsize=1 << 12)


@_kept
def _values_of_levels(ladder: Ladder) -> Mapping[int, Fraction]:
    return {level.value: Fraction(level.value) for level in ladder.levels}


@_kept
def _values_of_options(choice: Choice) -> Mapping[str, Fraction]:
    return {option.id: option.value for option in choice.options}


_FITS: Mapping[tuple[type[Kind], type[Given]], Callable[[Any, Any], bool]] = {
    (Ladder, LadderGiven): lambda ladder, given: given.level is None or given.level in _values_of_levels(ladder),
    (Choice, OptionGiven): lambda choice, given: given.option in _values_of_options(choice),
    (Checklist, TicksGiven): lambda _, __: True,
    (Number, QuantityGiven): _is_measurable,
}
"""What can be given to each kind of question, and when it fits."""

_LEVELS: Mapping[tuple[type[Kind], type[Given]], Callable[[Any, Any], Fraction | None]] = {
    (Ladder, LadderGiven): _level_on_ladder,
    (Choice, OptionGiven): lambda choice, given: _values_of_options(choice).get(given.option),
    (Checklist, TicksGiven): _level_of_checklist,
    (Number, QuantityGiven): lambda number, given: (
        level_of_quantity(number, given.value) if _is_measurable(number, given) else None
    ),
}
"""How what is given makes a level; None where it does not fit."""


def option_of(choice: Choice, id: str) -> Option:
    """The option of that id. Raises KeyError."""
    for option in choice.options:
        if option.id == id:
            return option
    raise KeyError(id)


@_kept
def level_of_ticks(checklist: Checklist, ticked: int) -> Fraction:
    """The level of a checklist with that many items ticked: a band runs from its first number to the next one's."""
    reached = [band for band in checklist.bands if band.begins <= ticked]
    return Fraction(max(reached, key=lambda band: band.begins).level)


def level_of_quantity(number: Number, value: Fraction) -> Fraction:
    """The level that a measured value reaches; the lowest where it reaches no threshold."""
    over, under = (value if number.higher_is_better else -value).as_integer_ratio()
    *higher, lowest = _bounds_from_the_top(number)
    for level, bound_over, bound_under in higher:
        if over * bound_under >= bound_over * under:
            return level
    return lowest[0]


@_kept
def _bounds_from_the_top(number: Number) -> tuple[tuple[Fraction, int, int], ...]:
    """The levels, the highest first, with their bounds as whole numbers, which compare much faster than fractions.

    Where less is better the bounds are negated, and so is what is compared with them.
    """
    falling = sorted(number.thresholds, key=lambda step: step.level, reverse=True)
    bounds = [step.bound if number.higher_is_better else -step.bound for step in falling]
    return tuple((Fraction(step.level), *bound.as_integer_ratio()) for step, bound in zip(falling, bounds, strict=True))


def met_criteria(question: Question, given: Given) -> frozenset[str]:
    """The criteria met: ticked, implied by the level, or not applicable; never one that is marked as not met."""
    match question.kind, given:
        case Ladder(), LadderGiven():
            implied = criteria_up_to(question, level_of(question, given))
            known = {criterion.id for criterion in question.criteria}
            return ((_counted_as_met(given) & known) | implied) - given.not_met
        case Choice() as choice, OptionGiven(option=chosen):
            return frozenset(criterion.id for criterion in option_of(choice, chosen).criteria)
        case Checklist() as checklist, TicksGiven():
            return _counted_as_met(given) & _ids(checklist)
        case _:
            return criteria_up_to(question, level_of(question, given))


def criteria_up_to(question: Question, level: Fraction) -> frozenset[str]:
    """The criteria that a level implies, whatever was ticked.

    On a ladder and for a number those of that level and of all lower ones; of a choice those of the option that alone
    has this value; of a checklist none, for a number of ticks does not say which.
    """
    match question.kind:
        case Ladder(levels=levels):
            return frozenset(criterion.id for step in levels if step.value <= level for criterion in step.criteria)
        case Number(thresholds=thresholds):
            return frozenset(step.criterion.id for step in thresholds if step.criterion and step.level <= level)
        case Choice(options=options):
            there = [option for option in options if option.value == level]
            return frozenset(criterion.id for criterion in there[0].criteria) if len(there) == 1 else frozenset()
        case Checklist():
            return frozenset()


def contradictions(question: Question, given: Given) -> tuple[str, ...]:
    """The criteria that speak against the chosen level of a ladder, in framework order: the answer is kept and flagged.

    They are those at or below the chosen level that are marked as not met or, where any of these was ticked, not
    ticked; and any that is ticked and marked as not met at once. Ticks above the chosen level alone contradict nothing.
    """
    if not isinstance(question.kind, Ladder) or not isinstance(given, LadderGiven):
        return ()
    against = given.met & given.not_met
    if given.level is not None:
        implied = criteria_up_to(question, Fraction(given.level))
        against |= implied & given.not_met
        if given.met & implied:
            against |= implied - _counted_as_met(given)
    return tuple(criterion.id for criterion in question.criteria if criterion.id in against)


def level_of_criterion(question: Question, criterion: str) -> Fraction | None:
    """The level at which a criterion stands; None for an item of a checklist, which has none. Raises KeyError."""
    match question.kind:
        case Ladder(levels=levels):
            places = ((one.id, Fraction(step.value)) for step in levels for one in step.criteria)
        case Choice(options=options):
            places = ((one.id, option.value) for option in options for one in option.criteria)
        case Number(thresholds=thresholds):
            places = ((step.criterion.id, Fraction(step.level)) for step in thresholds if step.criterion)
        case Checklist():
            return None
    return dict(places)[criterion]


def _level_by_ticks(ladder: Ladder, met: frozenset[str]) -> Fraction:
    """The highest level whose own criteria and all lower ones are met. One without criteria can only be chosen."""
    lowest, *higher = _criteria_of_levels(ladder)
    reached = lowest[0]
    for level, criteria in higher:
        if not criteria or not criteria <= met:
            break
        reached = level
    return reached


@_kept
def _criteria_of_levels(ladder: Ladder) -> tuple[tuple[Fraction, frozenset[str]], ...]:
    return tuple((Fraction(one.value), frozenset(criterion.id for criterion in one.criteria)) for one in ladder.levels)


def _counted_as_met(given: LadderGiven | TicksGiven) -> frozenset[str]:
    return given.met.union([one.criterion for one in given.not_applicable]) if given.not_applicable else given.met


@_kept
def _ids(checklist: Checklist) -> frozenset[str]:
    return frozenset(item.id for item in checklist.items)
