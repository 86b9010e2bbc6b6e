"""An independent look at a plan before it is shown: is it what it says, and does it keep the limits?

Nothing here is shared with the planner. Where the planner asks what a level still needs, this applies what the plan
meets to the answers and looks at the level that comes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from planning.actions import Action, Library
from planning.plan import Plan, PlanStep
from questionnaire.answers import Disputed, Given, LevelReached, NotApplicable
from questionnaire.assessment import Dossier
from questionnaire.framework import Band, Checklist, Choice, Ladder, Level, Number, Question
from questionnaire.levels import level_of, level_of_ticks, met_criteria
from questionnaire.policy import NotApplicableRule
from scoring.scorecard import ScoreCard
from words.phrases import Phrases


@dataclass(frozen=True)
class Breach:
    """One thing that is not as it should be. `code` is the key of its sentence in the phrases of plan_checks."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, phrases: Phrases) -> str:
        """What is wrong with the plan, in the language of `phrases`."""
        return phrases(f"plan_checks.{self.code}", **self.facts)


def check_plan(plan: Plan, dossier: Dossier, card: ScoreCard, library: Library) -> tuple[Breach, ...]:
    """Everything that is wrong with a plan; nothing where it can be shown as it is.

    It looks at duplicates, lengths, prerequisites, required levels, levels, limits, costs, `meets` and `serves`.
    """
    looked_at = _Look(plan, dossier, card, library)
    return tuple(breach for look in _LOOKS for breach in look(looked_at))


@dataclass(frozen=True, eq=False)
class _Look:
    plan: Plan
    dossier: Dossier
    card: ScoreCard
    library: Library

    @cached_property
    def by_action(self) -> Mapping[str, PlanStep]:
        return {step.action.id: step for step in self.plan.steps}

    def names(self) -> Iterator[Breach]:
        """Each action once, known, and either in the plan or left out."""
        counted = Counter(step.action.id for step in self.plan.steps) + Counter(
            one.action for one in self.plan.left_out
        )
        yield from (Breach("action_twice", {"action": one}) for one, times in counted.items() if times > 1)
        yield from (Breach("action_unknown", {"action": one}) for one in counted if one not in self.library.actions)
        yield from (Breach("action_nowhere", {"action": one}) for one in self.library.actions if one not in counted)
        forced_out = self.dossier.limits.forced_out
        yield from (Breach("forced_out", {"action": one}) for one in self.by_action if one in forced_out)

    def quarters(self) -> Iterator[Breach]:
        """Each action as long as it takes, inside the plan."""
        for step in self.plan.steps:
            if step.end - step.start + 1 != max(1, (step.action.months + 2) // 3):
                yield Breach("length", {"action": step.action.id, "start": step.start + 1, "end": step.end + 1})
            if step.start < 0 or step.end >= self.dossier.limits.quarters:
                yield Breach("horizon", {"action": step.action.id, "quarters": self.dossier.limits.quarters})

    def prerequisites(self) -> Iterator[Breach]:
        """What an action needs first is finished before it starts."""
        for step in self.plan.steps:
            for before in step.action.after:
                if before not in self.by_action:
                    yield Breach("prerequisite_missing", {"action": step.action.id, "before": before})
                elif self.by_action[before].end >= step.start:
                    yield Breach("prerequisite_late", {"action": step.action.id, "before": before})
            met = self._met(step.start)
            for capability, level in (step.action.requires or {}).items():
                score = self.card.scores.get(capability)
                there = score is not None and score.value is not None and score.value >= level
                if not there and not self._reaches(capability, level, met):
                    yield Breach("required_level", {"action": step.action.id, "capability": capability, "level": level})

    def levels(self) -> Iterator[Breach]:
        """The levels said to be reached are reached, none twice, none skipped; their worth is the value of the plan."""
        met = self._met(None)
        for step in self.plan.reached:
            if not self._reaches(step.capability, step.level, met):
                yield Breach("level_not_reached", {"capability": step.capability, "level": step.level})
        for step in self.plan.missed:
            if self._reaches(step.capability, step.level, met):
                yield Breach("level_not_told", {"capability": step.capability, "level": step.level})
        counted = Counter((one.capability, one.level) for one in (*self.plan.reached, *self.plan.missed))
        for (capability, level), times in counted.items():
            if times > 1:
                yield Breach("level_twice", {"capability": capability, "level": level})
        yield from self._levels_to_target(counted)
        if sum((one.importance for one in self.plan.reached), Fraction(0)) != self.plan.value:
            yield Breach("value")

    def leads(self) -> Iterator[Breach]:
        """No lead has more to do at the same time than it can carry."""
        busy = Counter(
            (step.action.lead, quarter) for step in self.plan.steps for quarter in range(step.start, step.end + 1)
        )
        limits = self.dossier.limits
        for (lead, quarter), many in sorted(busy.items()):
            most = limits.at_once.get(lead, limits.at_once_default)
            if many > most:
                yield Breach("at_once", {"lead": lead, "quarter": quarter + 1, "found": many, "most": most})

    def money(self) -> Iterator[Breach]:
        """The costs add up, and stay below the ceiling."""
        spent = Fraction(0)
        for step in self.plan.steps:
            paid = max(0, self.dossier.limits.quarters - 1 - step.end)
            spent += (step.one_off.amount or 0) + (step.recurrent.amount or 0) * Fraction(paid, 4)
        by_year = sum((cost.amount or Fraction(0) for cost in self.plan.cost_by_year.values()), Fraction(0))
        once = sum((step.one_off.amount or Fraction(0) for step in self.plan.steps), Fraction(0))
        yearly = sum((step.recurrent.amount or Fraction(0) for step in self.plan.steps), Fraction(0))
        totals = (self.plan.one_off.amount or 0, self.plan.recurrent.amount or 0)
        if (by_year, once, yearly) != (spent, *totals):
            yield Breach("cost_sum")
        ceiling = self.dossier.limits.money
        if ceiling is not None and spent > ceiling:
            yield Breach("money", {"found": str(spent), "most": str(ceiling), "currency": self.plan.currency})

    def claims(self) -> Iterator[Breach]:
        """What an action is said to meet it meets, and was missing; what it is said to serve hangs on it."""
        served = self._could_serve()
        reached = {(one.capability, one.level) for one in self.plan.reached}
        for step in self.plan.steps:
            meets, had = self._easier_too(step.action), self._had
            for criterion in step.meets:
                if criterion not in meets or criterion in had:
                    yield Breach("meets", {"action": step.action.id, "criterion": criterion})
            for capability, level in step.serves:
                if (capability, level) not in reached or (capability, level) not in served[step.action.id]:
                    yield Breach("serves", {"action": step.action.id, "capability": capability, "level": level})

    def _met(self, before: int | None) -> frozenset[str]:
        """The criteria that the plan meets, all of them or those of actions finished before a quarter."""
        done = (step.action for step in self.plan.steps if before is None or step.end < before)
        return frozenset(criterion for action in done for criterion in self._easier_too(action))

    def _levels_to_target(self, counted: Mapping[tuple[str, int], int]) -> Iterator[Breach]:
        """Of each capability in the plan every level below one that is told is told or already there."""
        for capability, level in counted:
            value = self.card[capability].value
            below = (capability, level - 1)
            if value is not None and level - 1 > value and below not in counted:
                yield Breach("level_skipped", {"capability": capability, "level": level})

    def _reaches(self, capability: str, level: int, met: frozenset[str]) -> bool:
        asked = set(self.card.asked)
        questions = [one for one in self.card.framework.capability(capability).questions if one.id in asked]
        return all(self._question_reaches(one, level, met) for one in questions)

    def _question_reaches(self, question: Question, level: int, met: frozenset[str]) -> bool:
        share = self.card.framework.main_scale.share(Fraction(level))
        agreement = self.card.agreements.get(question.id)
        if agreement is not None and isinstance(agreement.reply, NotApplicable):
            return self._not_applicable_is_enough(level)
        own = next((one for one in question.ordered_levels if question.scale.share(one) >= share), None)
        return own is not None and _has(question, self._held(question), met, own)

    def _not_applicable_is_enough(self, level: int) -> bool:
        policy = self.card.framework.policy
        if policy.not_applicable is NotApplicableRule.DROP:
            return True
        fixed = policy.not_applicable_level if policy.not_applicable is NotApplicableRule.AS_LEVEL else None
        return (self.card.framework.main_scale.lowest if fixed is None else fixed) >= level

    def _held(self, question: Question) -> Given | Disputed | None:
        agreement = self.card.agreements.get(question.id)
        score = self.card.question_scores.get(question.id)
        if agreement is None or score is None or score.value is None:
            return None
        match agreement.reply:
            case LevelReached(given=given):
                return given
            case Disputed() as dispute:
                return dispute
            case _:
                return None

    @cached_property
    def _had(self) -> frozenset[str]:
        """Every criterion that the assessment shows as met."""
        held = ((one, self._held(one)) for one in self.card.framework.questions if one.id in self.card.asked)
        given = ((one, reply) for one, reply in held if reply is not None and not isinstance(reply, Disputed))
        return frozenset(criterion for one, reply in given for criterion in met_criteria(one, reply))

    def _easier_too(self, action: Action) -> frozenset[str]:
        return self._meets[action.id]

    @cached_property
    def _meets(self) -> Mapping[str, frozenset[str]]:
        """The criteria of each action and, of a measured number, the thresholds listed before the one it meets."""
        return {id: frozenset(self._with_easier(step.action)) for id, step in self.by_action.items()}

    def _with_easier(self, action: Action) -> Iterator[str]:
        for criterion in action.meets:
            yield criterion
            question = self.card.framework.home_of_criterion[criterion]
            if isinstance(question.kind, Number):
                steps = sorted((one for one in question.kind.thresholds if one.criterion), key=lambda one: one.level)
                names = [step.criterion.id for step in steps if step.criterion]
                yield from names[: names.index(criterion)]

    def _could_serve(self) -> Mapping[str, set[tuple[str, int]]]:
        """The levels reached that each action meets a criterion of, or comes before an action that does."""
        served: dict[str, set[tuple[str, int]]] = {id: set() for id in self.by_action}
        for level in self.plan.reached:
            for id, criteria in self._meets.items():
                if not criteria.isdisjoint(level.criteria):
                    served[id].add((level.capability, level.level))
        while sum(self._pass_back(step.action, served) for step in self.plan.steps):
            continue
        return served

    def _pass_back(self, action: Action, served: dict[str, set[tuple[str, int]]]) -> bool:
        """Give what an action serves to those it needs first; whether any of them had less."""
        changed = False
        for id in (*action.after, *(one for level in action.requires or {} for one in self._touching.get(level, ()))):
            if id in served and not served[action.id] <= served[id]:
                served[id] |= served[action.id]
                changed = True
        return changed

    @cached_property
    def _touching(self) -> Mapping[str, frozenset[str]]:
        """The actions of the plan that meet a criterion of each capability."""
        framework = self.card.framework
        found: dict[str, set[str]] = {}
        for id, criteria in self._meets.items():
            for criterion in criteria:
                capability = framework.home_of_question[framework.home_of_criterion[criterion].id]
                found.setdefault(capability.id, set()).add(id)
        return {capability: frozenset(actions) for capability, actions in found.items()}


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


_LOOKS: tuple[Callable[[_Look], Iterator[Breach]], ...] = (
    _Look.names,
    _Look.quarters,
    _Look.prerequisites,
    _Look.levels,
    _Look.leads,
    _Look.money,
    _Look.claims,
)
