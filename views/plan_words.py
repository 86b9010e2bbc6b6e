"""Actions, levels and reasons in the words of the plan's page. Not escaped: Markdown passes them through `plain`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from planning.breach import Breach
from planning.plan import Cost, LeftOut, Plan, Reason
from views.capability_words import called, level_said
from views.desk import Desk
from words.numbers import money, month


def action_said(desk: Desk, action: str) -> str:
    """An action by id and name; the id alone where the library does not have it."""
    known = desk.library.actions.get(action)
    return f"{action} {known.name(desk.language)}" if known else action


def span_said(desk: Desk, starts_on: date, ends_on: date) -> str:
    """The months from the first to the last day."""
    first, last = month(starts_on, desk.language), month(ends_on, desk.language)
    return first if first == last else desk.say("plan.step_when", start=first, end=last)


def named(desk: Desk, kind: str, word: str) -> str:
    """A word of the framework's closed lists (type, lead, partner, role) in the language on screen."""
    key = f"actions.{kind}.{word}"
    return desk.say(key) if key in desk.say else word


def reached_level(desk: Desk, capability: str, level: int) -> str:
    """A level that a capability is to reach: "L04 ▲ Powers, every flow → 3 Established"."""
    return f"{called(desk, capability)} \u2192 {level_said(desk, level)}"


def reason_said(desk: Desk, one: LeftOut, currency: str) -> str:
    """Why an action is not in the plan, as a sentence with its names."""
    if not one.because:
        return desk.say(f"plan.reason_bare.{one.reason.value}")
    tell = _BECAUSE.get(one.reason, thing_said)
    if one.reason is Reason.MONEY:
        return desk.say("plan.reason.money", because=money(Fraction(one.because[0]), currency, desk.language))
    return desk.say(f"plan.reason.{one.reason.value}", because=listed(tell(desk, name) for name in one.because))


def thing_said(desk: Desk, name: str) -> str:
    """What a reason rests on: an action, a criterion, a level of a capability written "L04.2", or a question."""
    if name in desk.library.actions:
        return action_said(desk, name)
    if name in desk.framework.criterion_text:
        return f"{name} {desk.framework.criterion_text[name](desk.language)}".rstrip(".")
    capability, _, level = name.rpartition(".")
    if f"capability {capability}" in desk.framework.node_names and level.isdigit():
        return reached_level(desk, capability, int(level))
    return name


def listed(things: Iterable[str]) -> str:
    """Things one after the other."""
    return "; ".join(things)


_BECAUSE: Mapping[Reason, Callable[[Desk, str], str]] = {
    Reason.NO_CAPACITY: lambda desk, lead: named(desk, "lead", lead)
}


def not_costed(plan: Plan) -> tuple[str, ...]:
    """Every price item of a plan that has no price, each once."""
    return tuple(dict.fromkeys((*plan.one_off.not_costed, *plan.recurrent.not_costed)))


def money_said(desk: Desk, cost: Cost, currency: str) -> str:
    """The priced part of a cost, or that none of it has a price."""
    return desk.say("plan.cost_not_costed") if cost.amount is None else money(cost.amount, currency, desk.language)


MOST_BREACHES = 5


def breaches_said(desk: Desk, breaches: Sequence[Breach]) -> list[str]:
    """Why a change by hand cannot be kept: a sentence for each of the first breaches, with what to do about it."""
    said = [" ".join(filter(None, (breach_said(desk, one), _advice(desk, one)))) for one in breaches[:MOST_BREACHES]]
    more = len(breaches) - MOST_BREACHES
    return [*said, desk.say("plan.and_more", n=more) + "."] if more > 0 else said


def breach_said(desk: Desk, one: Breach) -> str:
    """One breach in a sentence, its lead by the name that people know."""
    lead = one.facts.get("lead")
    if isinstance(lead, str):
        one = replace(one, facts={**one.facts, "lead": named(desk, "lead", lead)})
    return one.sentence(desk.say)


def _advice(desk: Desk, one: Breach) -> str:
    key = f"plan_edit.advice.{one.code}"
    return desk.say(key) if key in desk.say else ""
