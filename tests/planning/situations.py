"""Small random plans to make: every kind of question, prerequisites, limits; and every schedule there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from planning.actions import Action, Library
from planning.plan import Plan
from planning.rule_of_thumb import build_plan
from planning.situation import Situation
from questionnaire.answers import (
    Answer,
    Disputed,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    TicksGiven,
)
from questionnaire.assessment import Dossier
from questionnaire.framework import Checklist, Choice, Framework, Ladder, Number, Question
from questionnaire.intentions import Limits, Target
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier
from tests import examples

TODAY = date(2027, 2, 3)
FEW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
"""Each case is dear to make: a few at every run, others at every run."""
NO_LIMITS = Limits(quarters=80, at_once_default=99)
KINDS = {
    "ladder": examples.ladder,
    "ladder of two": lambda id: examples.ladder(id, per_level=2),
    "checklist": lambda id: examples.checklist(id, items=5, bands={0: 0, 1: 1, 2: 3, 3: 4, 4: 5}),
    "number": lambda id: examples.number(id, {0: 0, 1: 10, 2: 50, 3: 75, 4: 90}),
    "choice": lambda id: examples.choice(id, {"a": 0, "b": 1, "c": 2, "d": 4}),
}


@dataclass(frozen=True)
class Case:
    """What a planner is given."""

    dossier: Dossier
    library: Library

    @property
    def card(self) -> ScoreCard:
        return score_dossier(self.dossier)

    def within(self, **limits: Any) -> Case:
        """The same with other limits."""
        return replace(self, dossier=replace(self.dossier, limits=replace(self.dossier.limits, **limits)))

    def without_limits(self) -> Case:
        """The same with all the time, people and money in the world."""
        return replace(self, dossier=replace(self.dossier, limits=NO_LIMITS))

    def plan(self) -> Plan:
        return build_plan(self.dossier, self.card, self.library, today=TODAY)

    def situation(self) -> Situation:
        return Situation.of(self.dossier, self.card, self.library, TODAY)


def case(framework: Framework, answers: list[Answer], *actions: Action, price: int | None = 1, **more: Any) -> Case:
    """A case in few words; every capability is to reach level 3 unless told otherwise."""
    more.setdefault("targets", {one.id: Target(one.id, 3) for one in framework.capabilities})
    return Case(examples.dossier(framework, *answers, **more), examples.library(*actions, price=price))


def ladders(*levels: int, **more: Any) -> tuple[Framework, list[Answer]]:
    """Capabilities A1, A2 ... of one ladder each, at these levels."""
    names = [f"A{number}" for number in range(1, len(levels) + 1)]
    framework = examples.framework(examples.section("A", *(examples.capability(name, **more) for name in names)))
    return framework, [examples.answer(name, level) for name, level in zip(names, levels, strict=True)]


@st.composite
def replies(draw: st.DrawFn, question: Question) -> object:
    """Any reply to a question, none included; mostly a level."""
    odd = draw(
        st.sampled_from([None, NotKnown(), NotApplicable("no port"), Disputed(Fraction(0), Fraction(2)), *[1] * 8])
    )
    if odd != 1:
        return odd
    match question.kind:
        case Ladder():
            above = draw(st.sets(st.sampled_from([one.id for one in question.criteria]), max_size=2))
            return examples.at_level(draw(st.integers(0, 2)), met=sorted(above))
        case Choice(options=options):
            return LevelReached(OptionGiven(draw(st.sampled_from([one.id for one in options[:3]]))))
        case Checklist(items=items):
            return LevelReached(TicksGiven(draw(st.frozensets(st.sampled_from([one.id for one in items]), max_size=3))))
        case Number(unit=unit):
            return LevelReached(QuantityGiven(Fraction(draw(st.integers(0, 80))), unit))


@st.composite
def frameworks(draw: st.DrawFn, most: int = 3) -> Framework:
    """One section of up to three capabilities, some with two questions, of any kind."""
    capabilities = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=2))
        ids = [f"A{number}"] if len(kinds) == 1 else [f"A{number}.p", f"A{number}.q"]
        questions = (examples.question(id, KINDS[kind](id)) for id, kind in zip(ids, kinds, strict=True))
        weight = Fraction(draw(st.integers(1, 3)))
        capabilities.append(examples.capability(f"A{number}", *questions, weight=weight, gate=draw(st.booleans())))
    return examples.framework(examples.section("A", *capabilities))


@st.composite
def cases(draw: st.DrawFn, most_actions: int = 9, longest: int = 9) -> Case:
    """A framework, replies, targets, a library and limits that may bind."""
    framework = draw(frameworks(2 if most_actions < 6 else 3))
    answers = [examples.answer(one.id, draw(replies(one))) for one in framework.questions]  # type: ignore[arg-type]
    names = [f"X{number}" for number in range(draw(st.integers(2, most_actions)))]
    actions = draw(libraries(framework, names, longest))
    levels = {one.id: Target(one.id, draw(st.sampled_from([3, 3, 2, 4]))) for one in framework.capabilities}
    if draw(st.integers(0, 4)) == 0:
        levels.pop(draw(st.sampled_from(sorted(levels))))
    price = draw(st.sampled_from([1, 1, None]))
    return case(framework, answers, *actions, price=price, targets=levels, limits=draw(limits_for(names)))


@st.composite
def libraries(draw: st.DrawFn, framework: Framework, names: list[str], longest: int) -> list[Action]:
    """Actions of which each criterion is met by one at least, mostly; some lean on others, some require a level."""
    meets: dict[str, set[str]] = {name: set() for name in names}
    for criterion in sorted(framework.home_of_criterion):
        for name in draw(st.sets(st.sampled_from(names), min_size=draw(st.sampled_from([0, *[1] * 6])), max_size=2)):
            meets[name].add(criterion)
    actions = []
    for place, name in enumerate(names):
        leans = place > 0 and draw(st.integers(0, 3)) == 0
        required = draw(st.sampled_from([None] * 6 + [draw(st.sampled_from(framework.capabilities))]))
        actions.append(
            examples.action(
                name,
                *sorted(meets[name]),
                months=draw(st.integers(1, longest)),
                after=(draw(st.sampled_from(names[:place])),) if leans else (),
                requires={} if required is None else {required.id: draw(st.integers(1, 2))},
                lead=draw(st.sampled_from(["legal", "risk"])),
                money=draw(st.integers(0, 9)),
                upkeep=draw(st.sampled_from([0, 0, 4])),
            )
        )
    return actions


@st.composite
def limits_for(draw: st.DrawFn, names: list[str]) -> Limits:
    """Limits of time, people and money that may bind, and now and then an action forced in or out."""
    now_and_then = st.sampled_from([frozenset()] * 4 + [frozenset({draw(st.sampled_from(names))})])
    return Limits(
        quarters=draw(st.sampled_from([1, 2, 3, 4, 6, 8, 12])),
        at_once_default=draw(st.sampled_from([0, 1, 1, 2, 2, 3])),
        money=draw(st.sampled_from([None, None, Fraction(0), Fraction(8), Fraction(20), Fraction(40)])),
        forced_in=draw(now_and_then),
        forced_out=draw(now_and_then),
    )


def every_schedule(situation: Situation) -> Iterator[Mapping[str, int]]:
    """Every choice of actions and start quarters that keeps all limits, found by trying them all."""
    limits = situation.limits
    names = [one for one in situation.actions if one not in limits.forced_out]
    options = [(None, *range(limits.quarters - situation.actions[one].quarters + 1)) for one in names]
    for starts in product(*options):
        chosen = {one: start for one, start in zip(names, starts, strict=True) if start is not None}
        if _keeps_limits(situation, chosen):
            yield chosen


def _keeps_limits(situation: Situation, chosen: Mapping[str, int]) -> bool:
    ends = {one: start + situation.actions[one].quarters for one, start in chosen.items()}
    busy: dict[tuple[str, int], int] = {}
    spent = Fraction(0)
    for one, start in chosen.items():
        action = situation.actions[one]
        if any(before not in ends or ends[before] > start for before in action.after):
            return False
        met = situation.met_by(other for other, end in ends.items() if end <= start)
        if not all(situation.is_reached(level, met) for level in (action.requires or {}).items()):
            return False
        for quarter in range(start, ends[one]):
            busy[action.lead, quarter] = busy.get((action.lead, quarter), 0) + 1
        bill = situation.bills[one]
        spent += bill.one_off.cost.amount or 0
        spent += (bill.recurrent.cost.amount or 0) * Fraction(situation.quarters - ends[one], 4)
    if any(many > situation.at_once(lead) for (lead, _), many in busy.items()):
        return False
    return situation.limits.money is None or spent <= situation.limits.money


def value_of(situation: Situation, chosen: Mapping[str, int]) -> Fraction:
    """The importance of all level steps that these actions bring."""
    met = situation.met_by(chosen)
    steps = (step for id, step in situation.step_of.items() if situation.is_reached(id, met))
    return sum((step.importance for step in steps), Fraction(0))
