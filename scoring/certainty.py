"""How sure a level is: how far the confidence lets it move, and how high the evidence supports it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import NamedTuple

from questionnaire.framework import Checklist, Framework, Question
from questionnaire.levels import level_of_criterion, level_of_ticks
from questionnaire.policy import Strength
from scoring.aggregation import Exact, exact


class Support(NamedTuple):
    """One piece of evidence as it supports an answer: its strength, and the criteria it is about (none: the whole)."""

    strength: Strength
    criteria: frozenset[str] = frozenset()


def shifted(question: Question, level: Fraction, steps: Fraction) -> Fraction:
    """`level` moved by so many steps of the question's own ordered levels, up or down; half a step interpolates.

    Beyond the lowest and the highest level of the question there is nothing to move to.
    """
    levels = question.ordered_levels
    position = min(max(levels.index(level) + steps, Fraction(0)), Fraction(len(levels) - 1))
    below = floor(position)
    if position == below:
        return levels[below]
    return levels[below] + (position - below) * (levels[below + 1] - levels[below])


@lru_cache(maxsize=1 << 12)
def caps_of(framework: Framework, question: Question) -> Mapping[Strength, Exact]:
    """The highest value of the question's scale that evidence of each strength supports.

    The framework's caps are levels of the main scale; for a question on another scale they are taken by their share.
    """
    clamp, at, share = question.scale.clamp, question.scale.at, framework.main_scale.share
    if question.evidence_caps is not None:
        return {strength: exact(clamp(cap)) for strength, cap in question.evidence_caps.items()}
    return {strength: exact(clamp(at(share(cap)))) for strength, cap in framework.policy.evidence_caps.items()}


def evidence_cap(
    framework: Framework,
    question: Question,
    supports: Sequence[Support],
    *,
    not_met: Collection[str] = (),
    not_applicable: Collection[str] = (),
) -> Fraction:
    """The highest value of the question's scale that its evidence supports.

    Evidence on a criterion of level k supports min(k, the level of its strength). Such a level counts where every
    lower one is supported too, or has no criterion marked as not met. The cap of strength "none" is the least there is.
    """
    return Fraction(exact_cap(framework, question, supports, not_met, not_applicable))


def exact_cap(
    framework: Framework,
    question: Question,
    supports: Sequence[Support],
    not_met: Collection[str] = (),
    not_applicable: Collection[str] = (),
) -> Exact:
    """The same as `evidence_cap`, as a whole number where it is one."""
    caps = caps_of(framework, question)
    if isinstance(question.kind, Checklist):
        levels = _checklist_levels(question.kind, supports, caps, not_applicable)
    else:
        levels = [caps[one.strength] for one in supports if not one.criteria]
        parts = [one for one in supports if one.criteria]
        if parts:
            levels = _undisputed_levels(question, max(levels, default=None), parts, caps, not_met)
    return max((caps[Strength.NONE], *levels))


@lru_cache(maxsize=1 << 12)
def _levels_of_criteria(question: Question) -> Mapping[str, Exact]:
    levels = ((criterion.id, level_of_criterion(question, criterion.id)) for criterion in question.criteria)
    return {id: exact(level) for id, level in levels if level is not None}


def _undisputed_levels(
    question: Question,
    whole: Exact | None,
    parts: Sequence[Support],
    caps: Mapping[Strength, Exact],
    not_met: Collection[str],
) -> Sequence[Exact]:
    """The levels that evidence on single criteria supports beside `whole`, the level that evidence on all supports."""
    own = _levels_of_criteria(question)
    named = [(own[id], caps[one.strength]) for one in parts for id in one.criteria if id in own]
    reached = {min(level, cap) for level, cap in named} | ({whole} if whole is not None else set())
    supported = {level for level, cap in named if cap >= level}
    disputed = {own[id] for id in not_met if id in own and own[id] not in supported}
    doubted = min([level for level in disputed if whole is None or whole < level], default=None)
    return [level for level in reached if doubted is None or level <= doubted]


def _checklist_levels(
    checklist: Checklist,
    supports: Sequence[Support],
    caps: Mapping[Strength, Exact],
    not_applicable: Collection[str],
) -> Sequence[Exact]:
    """An item has no level of its own: what counts is how many items are supported at least so strongly."""
    items = frozenset(item.id for item in checklist.items)
    levels = []
    for cap in {caps[one.strength] for one in supports}:
        strong = [one.criteria & items if one.criteria else items for one in supports if caps[one.strength] >= cap]
        count = len(frozenset(not_applicable).intersection(items).union(*strong))
        levels.append(min(cap, level_of_ticks(checklist, count)))
    return levels
