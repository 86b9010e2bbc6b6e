"""One action of the plan: what is done, what it brings, how one sees it, what could go wrong, what it costs."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planning.actions import CostLine
from planning.costing import CostPart, Prices, cost_of_lines, cost_parts, prices_in_force
from planning.plan import Cost, Plan, PlanStep
from reports.price_names import price_name
from views.capability_words import criteria_list, level_said
from views.desk import Desk
from views.plan_words import action_said, listed, money_said, named, reached_level, span_said
from views.widgets.figure import show_rows
from views.widgets.pad import plain
from words.numbers import day, number, places_of


def step_card(desk: Desk, plan: Plan, step: PlanStep) -> None:
    """Draw the card of a step."""
    with st.container(border=True, key="step"):
        _head(desk, step)
        left, right = st.columns(2, gap="large")
        with left:
            _what(desk, plan, step)
        with right:
            _effect(desk, step)
            _cost(desk, step)


def _head(desk: Desk, step: PlanStep) -> None:
    say, action = desk.say, step.action
    parts = [
        named(desk, "type", action.type),
        span_said(desk, step.starts_on, step.ends_on),
        say("plan.step_lead", lead=named(desk, "lead", action.lead)),
    ]
    if action.partners:
        parts.append(say("plan.step_with", partners=", ".join(named(desk, "partner", one) for one in action.partners)))
    st.markdown(f"**{plain(action_said(desk, action.id))}**  \n{plain(' · '.join(parts))}")


def _what(desk: Desk, plan: Plan, step: PlanStep) -> None:
    """What is done, which criteria that meets, which levels hang on it, what comes first."""
    action, say = step.action, desk.say
    _said(desk, "step_done", action.steps(desk.language))
    st.markdown(f"**{say('plan.step_meets')}**")
    st.markdown(criteria_list(desk, step.meets) if step.meets else say("plan.step_meets_none"))
    st.markdown(f"**{say('plan.step_serves')}**")
    doubtful = {(one.capability, one.level) for one in plan.reached if one.to_verify}
    lines = [_level_line(desk, level, level in doubtful) for level in _highest_last(step.serves)]
    st.markdown("\n".join(lines) if lines else say("plan.step_serves_none"))
    if action.after:
        _said(desk, "step_after", listed(action_said(desk, one) for one in action.after))
    if action.requires:
        needs = (f"{capability} {level_said(desk, level)}" for capability, level in action.requires.items())
        _said(desk, "step_requires", listed(needs))
    if action.assumes:
        needs = (
            f"{id} {desk.whole.capability(id).short(desk.language)}: {level_said(desk, level)}"
            for id, level in action.assumes.items()
        )
        _said(desk, "step_assumes", listed(needs))


def _level_line(desk: Desk, level: tuple[str, int], to_verify: bool) -> str:
    mark = f" *({desk.say('plan.to_verify')})*" if to_verify else ""
    return f"- {plain(reached_level(desk, *level))}{mark}"


def _highest_last(serves: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Of each capability only the highest level: it holds the lower ones."""
    return list(dict(sorted(serves, key=lambda one: one[1])).items())


def _effect(desk: Desk, step: PlanStep) -> None:
    action, say, language = step.action, desk.say, desk.language
    if told := action.indicator(language):
        unit = action.unit(language)
        _said(desk, "step_indicator", say("plan.step_indicator_unit", indicator=told, unit=unit) if unit else told)
    _said(desk, "step_verification", action.verification(language))
    _said(desk, "step_risk", action.risk(language))
    if action.vision_2030:
        words = named(desk, "vision", action.vision_2030)
        _said(desk, "step_outcome", say("plan.step_outcome_said", letter=action.vision_2030, words=words))
    rests = (f"{one.instrument.name(language)}: {one.text(language)}" for one in action.references)
    _said(desk, "step_references", "; ".join(rests))


def _said(desk: Desk, head: str, text: str) -> None:
    """A heading with its text below; nothing where there is no text."""
    if text:
        st.markdown(f"**{desk.say(f'plan.{head}')}**  \n{plain(text)}")


def _cost(desk: Desk, step: PlanStep) -> None:
    """Both sides of the cost, each with its parts."""
    prices = prices_in_force(desk.dossier, desk.library)
    for head, lines in (("cost_one_off", step.action.one_off), ("cost_recurrent", step.action.recurrent)):
        st.markdown(f"**{desk.say(f'plan.{head}')}**")
        _parts(desk, lines, prices)


def _parts(desk: Desk, lines: Sequence[CostLine], prices: Prices) -> None:
    cost = cost_of_lines(lines, prices)
    rows = [_part_row(desk, part, prices) for line in lines for part in cost_parts(line, prices)]
    if rows:
        heads = [desk.say(f"plan.{head}") for head in ("cost_part", "cost_quantity", "cost_amount")]
        show_rows(desk, heads, [*rows, _total_row(desk, cost, prices)])
        _conversions(desk, lines, prices)
    if cost.own_days:
        days = desk.say("plan.own_days", n=cost.own_days, days=number(cost.own_days, desk.language, 0))
        st.markdown(desk.say("plan.cost_own", days=days))
    elif not rows:
        st.markdown(desk.say("plan.cost_nothing"))


def _conversions(desk: Desk, lines: Sequence[CostLine], prices: Prices) -> None:
    """From which amount of which currency, at which rate of which day, each converted price was made."""
    parts = dict.fromkeys(part.item for line in lines for part in cost_parts(line, prices))
    for name, converted in ((price_name(desk.library, one, desk.say), prices.conversion(one)) for one in parts):
        if converted is not None:
            amount, currency, rate = converted
            facts = {
                "name": name,
                "amount": f"{number(amount, desk.language, places_of(amount))} {currency}",
                "rate": number(rate.rate, desk.language, places_of(rate.rate)),
                "day": day(rate.on, desk.language),
            }
            st.caption(plain(desk.say("plan.cost_converted" if rate.on else "plan.cost_converted_undated", **facts)))


def _part_row(desk: Desk, part: CostPart, prices: Prices) -> tuple[str, ...]:
    many = number(part.quantity, desk.language, 0 if part.quantity.denominator == 1 else 2)
    if part.price is not None:
        many += f" × {number(part.price, desk.language, 0 if part.price.denominator == 1 else 2)}"
    return price_name(desk.library, part.item, desk.say), many, money_said(desk, Cost(part.amount), prices.currency)


def _total_row(desk: Desk, cost: Cost, prices: Prices) -> tuple[str, ...]:
    partly = bool(cost.not_costed) and cost.amount is not None
    head = desk.say("plan.cost_total_partly" if partly else "plan.cost_total")
    return head, "", money_said(desk, cost, prices.currency)
