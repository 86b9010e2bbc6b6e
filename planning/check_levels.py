"""The check of what a plan brings: the levels it says it reaches, those it must reach, and who serves them.

Where the planner asks what a level still needs, this applies what the plan meets to the answers and looks at the level
that comes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from planning.actions import Action
from planning.breach import Breach
from planning.examined import Examined
from questionnaire.answers import Disputed, Given, NotApplicable
from questionnaire.framework import Band, Checklist, Choice, Ladder, Level, Number, Question
from questionnaire.levels import level_of, level_of_ticks, met_criteria
from questionnaire.policy import NotApplicableRule
from scoring.scorecard import ScoreCard


def level_breaches(plan: Examined) -> Iterator[Breach]:
    """Levels that are not what the plan says, that it must reach and does not, or that its actions do not serve."""
    yield from _told(plan)
    yield from _must_reach(plan)
    yield from _claims(plan)


def is_there(plan: Examined, capability: str, level: int, met: frozenset[str]) -> bool:
    """Whether a level is there: the assessment shows it, or these criteria bring it."""
    score = plan.card.scores.get(capability)
    shown = score is not None and score.value is not None and score.value >= level
    return shown or reaches(plan, capability, level, met)


def reaches(plan: Examined, capability: str, level: int, met: frozenset[str]) -> bool:
    """Whether every question of a capability is at a level once these criteria are met beside what is held."""
    asked = set(plan.card.asked)
    questions = [one for one in plan.card.framework.capability(capability).questions if one.id in asked]
    return all(_question_reaches(plan, one, level, met) for one in questions)


def _told(plan: Examined) -> Iterator[Breach]:
    """The levels said to be reached are reached, none twice, none skipped; their worth is the value of the plan."""
    met = plan.met()
    for step in plan.plan.reached:
        if not reaches(plan, step.capability, step.level, met):
            yield Breach("level_not_reached", {"capability": step.capability, "level": step.level})
    for step in plan.plan.missed:
        if reaches(plan, step.capability, step.level, met):
            yield Breach("level_not_told", {"capability": step.capability, "level": step.level})
    counted = Counter((one.capability, one.level) for one in (*plan.plan.reached, *plan.plan.missed))
    for (capability, level), times in counted.items():
        if times > 1:
            yield Breach("level_twice", {"capability": capability, "level": level})
    yield from _levels_to_target(plan.card, counted)
    if sum((one.importance for one in plan.plan.reached), Fraction(0)) != plan.plan.value:
        yield Breach("value")


def _levels_to_target(card: ScoreCard, counted: Mapping[tuple[str, int], int]) -> Iterator[Breach]:
    """Of each capability in the plan every level below one that is told is told or already there."""
    for capability, level in counted:
        value = card[capability].value
        if value is not None and level - 1 > value and (capability, level - 1) not in counted:
            yield Breach("level_skipped", {"capability": capability, "level": level})


def _must_reach(plan: Examined) -> Iterator[Breach]:
    """The levels that the limits demand are there; those of what is not asked cannot be looked at."""
    known = {one.id for one in plan.card.framework.capabilities}
    for capability, level in plan.limits.required.items():
        if capability in known and not is_there(plan, capability, level, plan.met()):
            yield Breach("must_reach", {"capability": capability, "level": level})


def _claims(plan: Examined) -> Iterator[Breach]:
    """What an action is said to meet it meets, and was missing; what it is said to serve hangs on it."""
    served = _could_serve(plan)
    reached = {(one.capability, one.level) for one in plan.plan.reached}
    for step in plan.plan.steps:
        for criterion in step.meets:
            if criterion not in plan.meets[step.action.id] or criterion in plan.had:
                yield Breach("meets", {"action": step.action.id, "criterion": criterion})
        for capability, level in step.serves:
            if (capability, level) not in reached or (capability, level) not in served[step.action.id]:
                yield Breach("serves", {"action": step.action.id, "capability": capability, "level": level})


def _could_serve(plan: Examined) -> Mapping[str, set[tuple[str, int]]]:
    """The levels reached that each action meets a criterion of, or comes before an action that does."""
    served: dict[str, set[tuple[str, int]]] = {id: set() for id in plan.by_action}
    touching = _touching(plan)
    for level in plan.plan.reached:
        for id, criteria in plan.meets.items():
            if not criteria.isdisjoint(level.criteria):
                served[id].add((level.capability, level.level))
    while sum(_pass_back(step.action, served, touching) for step in plan.plan.steps):
        continue
    return served


def _pass_back(action: Action, served: dict[str, set[tuple[str, int]]], touching: Mapping[str, frozenset[str]]) -> bool:
    """Give what an action serves to those it needs first; whether any of them had less."""
    changed = False
    for id in (*action.after, *(one for level in action.requires or {} for one in touching.get(level, ()))):
        if id in served and not served[action.id] <= served[id]:
            served[id] |= served[action.id]
            changed = True
    return changed


def _touching(plan: Examined) -> Mapping[str, frozenset[str]]:
    """The actions of the plan that meet a criterion of each capability."""
    framework = plan.card.framework
    found: dict[str, set[str]] = {}
    for id, criteria in plan.meets.items():
        for criterion in criteria:
            capability = framework.home_of_question[framework.home_of_criterion[criterion].id]
            found.setdefault(capability.id, set()).add(id)
    return {capability: frozenset(actions) for capability, actions in found.items()}


def _question_reaches(plan: Examined, question: Question, level: int, met: frozenset[str]) -> bool:
    share = plan.card.framework.main_scale.share(Fraction(level))
    agreement = plan.card.agreements.get(question.id)
    if agreement is not None and isinstance(agreement.reply, NotApplicable):
        return _not_applicable_is_enough(plan.card, level)
    own = next((one for one in question.ordered_levels if question.scale.share(one) >= share), None)
    return own is not None and _has(question, plan.held(question), met, own)


def _not_applicable_is_enough(card: ScoreCard, level: int) -> bool:
    policy = card.framework.policy
    if policy.not_applicable is NotApplicableRule.DROP:
        return True
    fixed = policy.not_applicable_level if policy.not_applicable is NotApplicableRule.AS_LEVEL else None
    return (card.framework.main_scale.lowest if fixed is None else fixed) >= level


def _has(question: Question, held: Given | Disputed | None, met: frozenset[str], own: Fraction) -> bool:
    """Whether a question is at its level `own` once these criteria are met beside what is held."""
    now = held.lowest if isinstance(held, Disputed) else None if held is None else level_of(question, held)
    had = frozenset() if held is None or isinstance(held, Disputed) else met_criteria(question, held)
    match question.kind:
        case Ladder(levels=levels):
            return all(_stands(level, now, held, met | had) for level in levels[1:] if level.value <= own)
        case Choice(options=options):
            enough = [option for option in options if option.value >= own and option.criteria]
            by_plan = any(met.issuperset(one.id for one in option.criteria) for option in enough)
        case Number(thresholds=thresholds):
            by_plan = any(step.level >= own and step.criterion and step.criterion.id in met for step in thresholds)
        case Checklist() as checklist:
            by_plan = _ticks_reach(checklist, held, now, met | had, own)
    return own <= question.ordered_levels[0] or (now is not None and now >= own) or by_plan


def _stands(level: Level, now: Fraction | None, held: Given | Disputed | None, met: frozenset[str]) -> bool:
    """Whether a step of a ladder holds: its criteria do, or, in a dispute or without any, the level held covers it."""
    covered = now is not None and now >= level.value
    if covered and (not level.criteria or isinstance(held, Disputed)):
        return True
    return bool(level.criteria) and met.issuperset(one.id for one in level.criteria)


def _ticks_reach(
    checklist: Checklist, held: Given | Disputed | None, now: Fraction | None, met: frozenset[str], own: Fraction
) -> bool:
    """A dispute says how many are ticked at least, not which: every one that the plan meets counts as another."""
    ticked = len(met & {one.id for one in checklist.items})
    if isinstance(held, Disputed) and now is not None:
        ticked += _begins(checklist.bands, now)
    return level_of_ticks(checklist, ticked) >= own


def _begins(bands: tuple[Band, ...], level: Fraction) -> int:
    return min(band.begins for band in bands if band.level >= level)
