"""What the figure of the plan says, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planning.plan import Cost, Plan, PlanStep
from questionnaire.framework import Framework, Section
from reports.figures import Figure
from words.numbers import money, month, number
from words.phrases import Phrases

MONTHS_IN_A_QUARTER = 3


@dataclass(frozen=True)
class TimelineBar:
    """One action: its name, its section, the quarters that it fills (`end` is the first after it), its cost in words.

    `verify` marks an action that only answers still to be verified call for.
    """

    name: str
    letter: str
    section: int
    start: int
    end: int
    cost: str
    verify: bool


@dataclass(frozen=True)
class Quarter:
    """The first day of a quarter, in words and as month/year."""

    word: str
    digits: str


@dataclass(frozen=True)
class TimelineFigure(Figure[TimelineBar]):
    """The timeline, with the quarters of its axis: one more than the plan has, for the end of the last."""

    quarters: tuple[Quarter, ...] = ()


def timeline_figure(plan: Plan, framework: Framework, say: Phrases) -> TimelineFigure:
    """All actions of a plan in time, by section, then by start."""
    verify = _only_to_verify(plan)
    places = {section.id: place for place, section in enumerate(framework.sections)}
    homes = {step.action.id: section_of_step(step, framework) for step in plan.steps}
    steps = sorted(
        plan.steps, key=lambda step: (places[homes[step.action.id].id], step.start, step.end, step.action.id)
    )
    bars = tuple(
        TimelineBar(
            name=step.action.name(say.language),
            letter=homes[step.action.id].id,
            section=places[homes[step.action.id].id],
            start=step.start,
            end=step.end + 1,
            cost=_cost_label(step.one_off, plan.currency, say),
            verify=step.action.id in verify,
        )
        for step in steps
    )
    heads = tuple(say(f"figures.timeline.{column}") for column in ("action", "when", "cost"))
    rows = tuple(
        (
            f"{step.action.id} {step.action.name(say.language)}",
            _when(step, say),
            cost_in_words(step.one_off, plan.currency, say),
        )
        for step in steps
    )
    keys = [say("figures.timeline.key")]
    keys += [say("figures.timeline.key_least")] if any(step.one_off.not_costed for step in steps) else []
    keys += [say("figures.timeline.key_verify")] if any(bar.verify for bar in bars) else []
    return TimelineFigure(_timeline_title(plan, say), " ".join(keys), heads, rows, bars, _quarters(plan, say))


def cost_in_words(cost: Cost, currency: str, say: Phrases) -> str:
    """An amount as it is read: money, days of people already paid, and whether something in it has no price."""
    parts = []
    if cost.amount:
        parts.append(money(cost.amount, currency, say.language))
    if cost.own_days:
        days = number(cost.own_days, say.language, 0)
        parts.append(say("figures.cost.own_days", n=cost.own_days, days=days))
    if cost.not_costed:
        parts.append(say("figures.cost.partly" if parts else "figures.cost.none"))
    return " + ".join(parts) or say("figures.cost.nothing")


def _cost_label(cost: Cost, currency: str, say: Phrases) -> str:
    """The same in as few words as fit beside a bar; a part without a price makes the amount a least one."""
    if not cost.amount:
        return cost_in_words(cost, currency, say)
    amount = money(cost.amount, currency, say.language)
    return f"\u2265 {amount}" if cost.not_costed else amount


def _only_to_verify(plan: Plan) -> frozenset[str]:
    """The actions that serve only level steps which rest on answers still to be verified."""
    sure = {action for step in plan.reached if not step.to_verify for action in step.actions}
    open_ones = {action for step in plan.reached if step.to_verify for action in step.actions}
    return frozenset(open_ones - sure)


def section_of_step(step: PlanStep, framework: Framework) -> Section:
    """The section of the first level step that depends on the action; of a prerequisite, that of what it meets."""
    if step.serves:
        return framework.home_of_capability[step.serves[0][0]]
    for criterion in (*step.meets, *step.action.meets):
        if criterion in framework.home_of_criterion:
            question = framework.home_of_criterion[criterion]
            return framework.home_of_capability[framework.home_of_question[question.id].id]
    return framework.sections[0]


def _when(step: PlanStep, say: Phrases) -> str:
    return say(
        "figures.timeline.span", start=month(step.starts_on, say.language), end=month(step.ends_on, say.language)
    )


def _timeline_title(plan: Plan, say: Phrases) -> str:
    if not plan.steps:
        return say("figures.timeline.nothing")
    start = month(min(step.starts_on for step in plan.steps), say.language)
    end = month(max(step.ends_on for step in plan.steps), say.language)
    title = say("figures.timeline.title", n=len(plan.steps), start=start, end=end)
    open_ones = sum(bool(step.one_off.not_costed or step.recurrent.not_costed) for step in plan.steps)
    return title if not open_ones else title + say("figures.timeline.not_costed", n=open_ones)


def _quarters(plan: Plan, say: Phrases) -> tuple[Quarter, ...]:
    firsts = [_months_after(plan.start, MONTHS_IN_A_QUARTER * quarter) for quarter in range(plan.quarters + 1)]
    return tuple(Quarter(month(on, say.language, short=True), f"{on.month}/{on.year}") for on in firsts)


def _months_after(day: date, months: int) -> date:
    """The first day of the month that lies so many months after that of `day`."""
    years, place = divmod(day.month - 1 + months, 12)
    return date(day.year + years, place + 1, 1)
