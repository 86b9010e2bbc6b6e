"""Small random plans to make: every kind of question, prerequisites, limits; and every schedule there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from planning.actions import Action, CostLine, Library
from planning.checker import check_plan
from planning.follow_up import plan_from
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
from questionnaire.following import ProgressReport, ProgressWord, Rater
from questionnaire.framework import Checklist, Choice, Framework, Ladder, Number, Question
from questionnaire.intentions import Donor, Limits, PlannedStart, Target
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier
from tests import examples
from tests.planning.tries import Tries

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

    def starting(self, **quarters: int) -> Plan:
        """The plan in which these actions start in these quarters, whether that keeps the limits or not."""
        starts = [PlannedStart(action, quarter) for action, quarter in quarters.items()]
        return plan_from(self.dossier, self.card, self.library, starts, TODAY)

    def breaches(self, plan: Plan, today: date | None = None) -> set[str]:
        """The codes of what the checker finds in a plan."""
        found = check_plan(plan, self.dossier, self.card, self.library, today=today)
        return {breach.code for breach in found}


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
def frameworks(draw: st.DrawFn, most: int = 3, sections: Sequence[str] = "A") -> Framework:
    """Up to three capabilities, some with two questions, of any kind; the sections have them in turn."""
    capabilities = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=2))
        ids = [f"A{number}"] if len(kinds) == 1 else [f"A{number}.p", f"A{number}.q"]
        questions = (examples.question(id, KINDS[kind](id)) for id, kind in zip(ids, kinds, strict=True))
        weight = Fraction(draw(st.integers(1, 3)))
        capabilities.append(examples.capability(f"A{number}", *questions, weight=weight, gate=draw(st.booleans())))
    shared = [(id, capabilities[place :: len(sections)]) for place, id in enumerate(sections)]
    return examples.framework(*(examples.section(id, *several) for id, several in shared if several))


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


@st.composite
def tight_cases(draw: st.DrawFn, most_actions: int = 7, longest: int = 6) -> Case:
    """Small cases with limits of every kind, few quarters, several sections and cost blocks: for trying everything.

    Nothing says that any plan keeps them all.
    """
    framework = draw(frameworks(2, "AB"))
    answers = [examples.answer(one.id, draw(replies(one))) for one in framework.questions]  # type: ignore[arg-type]
    names = [f"X{number}" for number in range(draw(st.integers(2, most_actions)))]
    actions = [draw(in_other_blocks(one)) for one in draw(libraries(framework, names, longest))]
    levels = {one.id: Target(one.id, draw(st.sampled_from([3, 3, 2, 4]))) for one in framework.capabilities}
    limits = draw(tight_limits(framework, names))
    price = draw(st.sampled_from([1, 1, 1, None]))
    made = case(framework, answers, *actions, targets=levels, limits=limits)
    prices = {"clerk month": None if price is None else Fraction(1, 3)}
    return replace(made, library=examples.library(*actions, price=price, **prices))


@st.composite
def begun_cases(draw: st.DrawFn, most_actions: int = 6) -> Case:
    """Tight cases of which a plan was kept and begun some quarters ago: some actions run, some are finished."""
    made = draw(tight_cases(most_actions))
    made = made.within(start=draw(st.sampled_from([date(2026, 8, 31), date(2026, 11, 1), date(2027, 1, 1)])))
    kept = draw(st.sets(st.sampled_from(sorted(made.library.actions)), min_size=1, max_size=3))
    planned = tuple(PlannedStart(action, draw(st.integers(0, 2))) for action in sorted(kept))
    reports = [
        ProgressReport(
            action,
            draw(st.sampled_from(list(Rater))),
            draw(st.sampled_from(list(ProgressWord))),
            draw(st.dates(date(2026, 8, 1), date(2027, 2, 3))),
        )
        for action in sorted(kept)
    ]
    progress = {(one.action, one.rater): one for one in reports}
    return replace(made, dossier=replace(made.dossier, planned=planned, progress=progress))


@st.composite
def in_other_blocks(draw: st.DrawFn, one: Action) -> Action:
    """An action that also pays staff, now and then, once or every year."""
    clerk = CostLine("staff", {"months": Fraction(draw(st.integers(1, 12)))}, "clerk")
    once, yearly = draw(st.sampled_from([(False, False), (False, False), (True, False), (False, True), (True, True)]))
    return replace(
        one,
        one_off=(*one.one_off, *([clerk] if once else [])),
        recurrent=(*one.recurrent, *([clerk] if yearly else [])),
    )


@st.composite
def tight_limits(draw: st.DrawFn, framework: Framework, names: list[str]) -> Limits:
    """Limits of every kind, each of them now and then."""
    quarters = draw(st.sampled_from([3, 4, 5, 6]))
    limits = replace(draw(limits_for(names)), quarters=quarters)
    rarely = st.sampled_from([False, False, False, True])
    pinned = {draw(st.sampled_from(names)): draw(st.integers(0, quarters - 1))} if draw(rarely) else {}
    capability = draw(st.sampled_from(framework.capabilities)).id
    return replace(
        limits,
        at_once_default=draw(st.sampled_from([1, 1, 2, 3])),
        start=draw(st.sampled_from([None, date(2027, 8, 31), date(2027, 4, 1)])),
        money=draw(st.sampled_from([None, None, None, Fraction(8), Fraction(20)])),
        upkeep=draw(st.sampled_from([None, None, None, Fraction(0), Fraction(4), Fraction(7)])),
        donors=tuple(draw(donors(f"D{number}")) for number in range(draw(st.sampled_from([0, 1, 2, 3])))),
        one_donor_each=draw(rarely),
        pinned=pinned,
        required={capability: draw(st.integers(1, 2))} if draw(rarely) else {},
    )


@st.composite
def donors(draw: st.DrawFn, name: str) -> Donor:
    """A donor who gives something in some years, some for a section or a cost block only."""
    given = {year: Fraction(draw(st.sampled_from([0, 3, 8, 20, 40]))) for year in (2027, 2028)}
    return Donor(
        name,
        {year: amount for year, amount in given.items() if amount or draw(st.booleans())},
        draw(st.sampled_from([frozenset(), frozenset(), frozenset("A"), frozenset("B"), frozenset("AB")])),
        draw(st.sampled_from([frozenset(), frozenset(), frozenset({"procurement"}), frozenset({"staff"})])),
    )


def every_schedule(situation: Situation) -> Iterator[Mapping[str, int]]:
    """Every choice of actions and start quarters that keeps all limits, found by trying them all."""
    tries = Tries(Case(situation.dossier, situation.library))
    for chosen in tries.choices():
        yield from tries.schedules(chosen)


def value_of(situation: Situation, chosen: Mapping[str, int]) -> Fraction:
    """The importance of all level steps that these actions bring."""
    met = situation.met_by(chosen)
    steps = (step for id, step in situation.step_of.items() if situation.is_reached(id, met))
    return sum((step.importance for step in steps), Fraction(0))
