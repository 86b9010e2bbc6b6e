"""What a colleague would say before a plan goes out: it keeps every limit, and may still be lopsided.

Nothing here is wrong with the plan (that is for the checker). Each warning is something to think about, and each stays
away from a plan of which it would not be true: a warning that is always there is soon not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from planning.actions import Action
from planning.plan import Plan, PlanStep
from planning.timetable import QUARTERS_IN_A_YEAR, quarter_begins
from questionnaire.intentions import Limits
from questionnaire.text import Text
from words.numbers import money, month, percent
from words.phrases import Phrases

FEWEST_ACTIONS = 5
"""A plan of fewer actions is too short to have a balance: two of three are soon of one type."""

MOST_OF_ONE_TYPE = Fraction(1, 2)
"""Of the actions, or of the one-off money: with more than half, one type outweighs all others together."""

EQUIPMENT = frozenset({"procurement", "data system"})
"""The types that leave a thing behind which stops without upkeep. What other types buy is used up or carried along."""

TRAINING = frozenset({"training"})
"""The types whose effect is not seen in what they leave behind, only in what people do afterwards."""

FULLEST_LEAD = Fraction(9, 10)
"""Of the places of a lead: its actions at once, in every quarter. Above it, hardly any is left to catch up in."""

SHORTEST_TO_BE_FULL = QUARTERS_IN_A_YEAR
"""Quarters. For less than a year a unit can well be full: it is relieved before it meets a budget round or a summer."""

MANY_STARTS = 4
"""Actions that one lead starts in one quarter: not even a month for each, and the start needs the lead most."""

MOST_UPKEEP = Fraction(1, 4)
"""Of the one-off cost, each year: above it, four years of upkeep cost more than the whole beginning did."""

LATEST_FIRST_LEVEL = QUARTERS_IN_A_YEAR
"""Quarters. Donors and heads look again after a year: by then one level at least should be there to show."""

MOST_TO_VERIFY = Fraction(1, 3)
"""Of the one-off money. Above it, a few telephone calls may change what is asked for by more than any price would."""

MOST_NOT_COSTED = Fraction(1, 2)
"""Of the actions that cost money: from half on, the sum says more about missing prices than about the plan."""

MOST_NAMED = 3
"""More than these are counted, not named: the sentence would be a list."""


@dataclass(frozen=True)
class PlanWarning:
    """One thing to think about. `code` is the key of its sentence in the phrases of plan_warnings.

    `facts` fill the sentence: numbers, shares of 1, amounts with their currency, dates, leads. `actions` are those that
    it is about, in the order of the plan; it is empty where it is about the plan as a whole.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()

    def sentence(self, phrases: Phrases) -> str:
        """What is seen, why it matters and what one could do, in the language of `phrases`."""
        facts = {name: _SAID[name](value, phrases) if name in _SAID else value for name, value in self.facts.items()}
        return phrases(f"plan_warnings.{self.code}", named=_named(self.actions, phrases), **facts)


def plan_warnings(plan: Plan, limits: Limits) -> tuple[PlanWarning, ...]:
    """Everything a colleague would say about a plan made within these limits; nothing about a plan without actions.

    Source: the method, section 7: too many actions of one type, equipment without upkeep, training without a measure
    of effect, more at once than the lead unit can carry; then what donors ask first.
    """
    looked_at = _Look(plan, limits)
    return tuple(warning for rule in _RULES for warning in rule(looked_at))


@dataclass(frozen=True, eq=False)
class _Look:
    plan: Plan
    limits: Limits

    @cached_property
    def by_lead(self) -> Mapping[str, list[PlanStep]]:
        found: dict[str, list[PlanStep]] = {}
        for step in self.plan.steps:
            found.setdefault(step.action.lead, []).append(step)
        return found

    def one_type(self) -> Iterator[PlanWarning]:
        """More than half of the actions are of one type; or more than half of the money, where all of it is known."""
        steps = self.plan.steps
        if len(steps) < FEWEST_ACTIONS:
            return
        counted = Counter(step.action.type for step in steps)
        ((type, many),) = counted.most_common(1)
        if many > MOST_OF_ONE_TYPE * len(steps):
            facts = {"n": many, "all": len(steps), "type": type}
            yield PlanWarning("one_type_actions", facts, self._of_type(type))
            return
        spent = {type: _sum(step for step in steps if step.action.type == type) for type in counted}
        dearest, all_money = max(spent, key=spent.__getitem__), _sum(steps)
        if not self.plan.one_off.not_costed and spent[dearest] > MOST_OF_ONE_TYPE * all_money:
            facts = {"share": spent[dearest] / all_money, "type": dearest}
            yield PlanWarning("one_type_money", facts, self._of_type(dearest))

    def upkeep_of_equipment(self) -> Iterator[PlanWarning]:
        """Something is bought, and nothing is foreseen to keep it running, or no price for that."""
        bare = [step.action for step in self.plan.steps if step.action.type in EQUIPMENT and _without_upkeep(step)]
        yield from _about("equipment_without_upkeep", bare)

    def effect_of_training(self) -> Iterator[PlanWarning]:
        """People are trained, and either the sign of effect is missing or how it is seen."""
        actions = (step.action for step in self.plan.steps if step.action.type in TRAINING)
        unmeasured = [one for one in actions if not (_has_words(one.indicator) and _has_words(one.verification))]
        yield from _about("training_without_measure", unmeasured)

    def room(self) -> Iterator[PlanWarning]:
        """A lead has hardly a free place until the end of the plan, or fewer than it needs: no delay can be made up."""
        taken = {lead: share for lead, steps in self.by_lead.items() if (share := self._taken(lead, steps))}
        full = [lead for lead in taken if taken[lead] > FULLEST_LEAD and self.plan.quarters >= SHORTEST_TO_BE_FULL]
        if full:
            fullest = sorted(((lead, taken[lead]) for lead in full), key=lambda one: -one[1])
            actions = tuple(step.action for step in self.plan.steps if step.action.lead in full)
            yield PlanWarning("no_room", {"full": tuple(fullest)}, actions)

    def starts(self) -> Iterator[PlanWarning]:
        """A lead starts many actions in the same quarter."""
        counted = Counter((step.action.lead, step.start, step.starts_on) for step in self.plan.steps)
        crowded = sorted((one for one in counted if counted[one] >= MANY_STARTS), key=lambda one: -counted[one])
        if crowded:
            places = {(lead, start) for lead, start, _ in crowded}
            actions = tuple(step.action for step in self.plan.steps if (step.action.lead, step.start) in places)
            starts = tuple((lead, counted[lead, start, on], on) for lead, start, on in crowded)
            yield PlanWarning("many_starts", {"starts": starts}, actions)

    def upkeep(self) -> Iterator[PlanWarning]:
        """What is left to pay every year is a large share of the one-off cost, and nobody has set a ceiling on it.

        Where many prices are missing the share says little, and the rule on prices speaks instead.
        """
        once, yearly = self.plan.one_off.amount, self.plan.recurrent.amount
        if not once or not yearly or self.limits.upkeep is not None or any(self.prices()):
            return
        if yearly > MOST_UPKEEP * once:
            dearest = sorted(self.plan.steps, key=lambda step: -(step.recurrent.amount or 0))
            actions = tuple(step.action for step in dearest if step.recurrent.amount)
            facts = {"amount": (yearly, self.plan.currency), "share": yearly / once}
            yield PlanWarning("much_upkeep", facts, actions[:MOST_NAMED])

    def first_level(self) -> Iterator[PlanWarning]:
        """Nothing is reached in the first year."""
        by_action = {step.action.id: step for step in self.plan.steps}
        last_steps = [
            max((by_action[action] for action in level.actions), key=lambda step: step.end)
            for level in self.plan.reached
            if level.actions
        ]
        first = min(last_steps, key=lambda step: step.end, default=None)
        if first is not None and first.end >= LATEST_FIRST_LEVEL:
            yield PlanWarning("late_first_level", {"month": first.ends_on}, (first.action,))

    def answers_to_verify(self) -> Iterator[PlanWarning]:
        """Much of the money goes to actions that only answers still to be verified call for."""
        doubtful = {(one.capability, one.level) for one in self.plan.reached if one.to_verify}
        resting = [step for step in self.plan.steps if step.serves and doubtful.issuperset(step.serves)]
        at_stake, all_money = _sum(resting), _sum(self.plan.steps)
        if at_stake > MOST_TO_VERIFY * all_money:
            facts = {"amount": (at_stake, self.plan.currency), "share": at_stake / all_money}
            yield PlanWarning("money_to_verify", facts, tuple(step.action for step in resting if step.one_off.amount))

    def prices(self) -> Iterator[PlanWarning]:
        """Of the actions that cost money, half or more are not fully priced."""
        dear = [step for step in self.plan.steps if _costs_money(step)]
        blank = [step.action for step in dear if step.one_off.not_costed or step.recurrent.not_costed]
        if blank and len(blank) >= MOST_NOT_COSTED * len(dear):
            yield PlanWarning("not_costed", {"n": len(blank), "all": len(dear)}, tuple(blank))

    def _of_type(self, type: str) -> tuple[Action, ...]:
        return tuple(step.action for step in self.plan.steps if step.action.type == type)

    def _taken(self, lead: str, steps: list[PlanStep]) -> Fraction | None:
        """The share of a lead's places that its actions take; None where none of them waits for another."""
        at_once = self.limits.at_once.get(lead, self.limits.at_once_default)
        places = at_once * self.plan.quarters
        waits = len(steps) > at_once
        return Fraction(sum(step.end - step.start + 1 for step in steps), places) if waits and places else None

    def years_without_money(self) -> Iterator[PlanWarning]:
        """A year in which no donor gives anything pays no upkeep either: what costs upkeep is then left out."""
        if not self.limits.donors:
            return
        empty = [
            year for year in _years_of(self.plan) if not any(donor.amounts.get(year) for donor in self.limits.donors)
        ]
        if empty:
            yield PlanWarning("years_without_money", {"n": len(empty), "years": ", ".join(map(str, empty))})


def _sum(steps: Iterable[PlanStep]) -> Fraction:
    """The priced one-off money of these actions."""
    return sum((step.one_off.amount or Fraction(0) for step in steps), Fraction(0))


def _without_upkeep(step: PlanStep) -> bool:
    """No upkeep of money or of own people; or upkeep without any price beside a price for the thing itself."""
    yearly = step.recurrent
    if yearly.amount is None:
        return step.one_off.amount is not None
    return not yearly.amount and not yearly.not_costed and not yearly.own_days


def _years_of(plan: Plan) -> range:
    """The calendar years in which the plan runs."""
    return range(plan.start.year, quarter_begins(plan.start, max(plan.quarters, 1) - 1).year + 1)


def _costs_money(step: PlanStep) -> bool:
    return any(cost.amount or cost.not_costed for cost in (step.one_off, step.recurrent))


def _has_words(text: Text) -> bool:
    return any(words.strip() for words in text.by_language.values())


def _about(code: str, actions: list[Action]) -> Iterator[PlanWarning]:
    """One warning for all actions that it is about; none where there are none."""
    if actions:
        yield PlanWarning(code, {"n": len(actions)}, tuple(actions))


# --- in words -------------------------------------------------------------------------------------------------


def _named(actions: tuple[Action, ...], say: Phrases) -> str:
    return _few([f"{one.id} {one.name(say.language)}" for one in actions], " · ", say)


def _few(things: list[str], between: str, say: Phrases) -> str:
    """The first few, and how many more there are."""
    more = len(things) - MOST_NAMED
    named = between.join(things[:MOST_NAMED])
    return f"{named} {say('plan.and_more', n=more)}" if more > 0 else named


def _word(kind: str, word: str, say: Phrases) -> str:
    """A word of the closed lists of actions; as it is where the lists do not have it."""
    key = f"actions.{kind}.{word}"
    return say(key) if key in say else word


def _full(full: Iterable[tuple[str, Fraction]], say: Phrases) -> str:
    told = (
        say("plan_warnings.lead_taken", lead=_word("lead", lead, say), share=percent(share, say.language))
        for lead, share in full
    )
    return _few(list(told), ", ", say)


def _starts(starts: Iterable[tuple[str, int, date]], say: Phrases) -> str:
    told = (
        say("plan_warnings.lead_starts", lead=_word("lead", lead, say), many=many, month=month(on, say.language))
        for lead, many, on in starts
    )
    return _few(list(told), ", ", say)


_SAID: Mapping[str, Callable[[Any, Phrases], str]] = {
    "type": lambda word, say: _word("type", word, say),
    "share": lambda share, say: percent(share, say.language),
    "amount": lambda paid, say: money(paid[0], paid[1], say.language),
    "month": lambda on, say: month(on, say.language),
    "full": _full,
    "starts": _starts,
}

_RULES: tuple[Callable[[_Look], Iterator[PlanWarning]], ...] = (
    _Look.one_type,
    _Look.upkeep_of_equipment,
    _Look.effect_of_training,
    _Look.room,
    _Look.starts,
    _Look.upkeep,
    _Look.first_level,
    _Look.answers_to_verify,
    _Look.prices,
    _Look.years_without_money,
)
