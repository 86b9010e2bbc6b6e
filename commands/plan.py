"""plan FILE: the best plan within the limits, how sure that is, and a reason for everything left out."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from fractions import Fraction
from time import monotonic

from commands.command import Command, Json, Told
from commands.opening import Opened, report_on
from commands.planning_inputs import ask_for_plan, contradicted, opened_for_plan, watched
from commands.showing import Shown, exact, table_text, terminal_width
from commands.tables import chosen_columns, shown_table
from planning.checker import check_plan
from planning.making import best_plan
from planning.plan import Cost, LeftOut, LevelStep, Plan, Reason
from planning.plan_warnings import plan_warnings
from planning.rule_of_thumb import build_plan
from questionnaire.intentions import Proof
from reports.cells import Kind
from reports.plain import records
from reports.plan_tables import plan_table
from reports.proof_words import proof_said
from words import numbers
from words.phrases import Phrases

SHOWN = ("action", "name", "lead", "start", "end", "one_off", "recurrent", "own_days", "not_costed")

FEW = 12
"""So many actions of one reason are named; of more, only their number is shown."""


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    ask_for_plan(parser, say)
    parser.add_argument("--rule-of-thumb", action="store_true", help=say("cli.argument.rule_of_thumb"))


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    one = opened_for_plan(asked, say)
    plan = _made(one, asked, say)
    breaches = check_plan(plan, one.dossier, one.card, one.library, today=date.today())
    if breaches and not asked.rule_of_thumb:
        # What cannot be trusted is not shown; this is never the fault of what was handed in.
        raise AssertionError([breach.sentence(say) for breach in breaches])
    report = report_on(one, say.language, plan=plan)
    table = plan_table(report)
    parts = [_summary(plan, say), proof_said(plan.proof, plan.currency, say).replace("**", "")]
    if table.rows:
        parts.append(shown_table(table, chosen_columns(table, SHOWN), say, terminal_width()))
    parts += [_paid(plan, say), *_missed_levels(plan, say), _left_out(plan, say)]
    warnings = plan_warnings(plan, one.dossier.limits)
    parts.append("\n".join(warning.sentence(say) for warning in warnings))
    data = {"steps": records(table), **_data(plan), "warnings": [warning.code for warning in warnings]}
    notices = (*one.notices, *(breach.sentence(say) for breach in breaches))
    return Told(data, "\n\n".join(part for part in parts if part), notices)


def _made(one: Opened, asked: argparse.Namespace, say: Phrases) -> Plan:
    """The plan that was asked for. Raises InputFault where the limits contradict each other."""
    today = date.today()
    if asked.rule_of_thumb:
        return build_plan(one.dossier, one.card, one.library, today=today)
    with watched(say) as told:
        plan = best_plan(
            one.dossier, one.card, one.library, today=today, clock=monotonic, seconds=asked.seconds, told=told
        )
    if plan is None:
        raise contradicted(one, asked, say)
    return plan


def _missed_levels(plan: Plan, say: Phrases) -> list[str]:
    lines = [say("cli.plan.missed"), *(_missed(step, say) for step in plan.missed)]
    return ["\n".join(lines)] if plan.missed else []


def _paid(plan: Plan, say: Phrases) -> str:
    """What each donor pays in each year; nothing where no donor is named."""
    if not plan.payments:
        return ""
    years = sorted({one.year for one in plan.payments})
    columns = {"donor": Shown(say("cli.plan.donor"), Kind.TEXT)}
    columns |= {str(year): Shown(str(year), Kind.MONEY) for year in years}
    sums: dict[str, dict[str, Fraction]] = {}
    for one in plan.payments:
        row = sums.setdefault(one.donor, {})
        row[str(one.year)] = row.get(str(one.year), Fraction(0)) + one.amount
    rows = [{"donor": donor, **{str(year): row.get(str(year)) for year in years}} for donor, row in sums.items()]
    return table_text(columns, rows, say, width=terminal_width())


def _summary(plan: Plan, say: Phrases) -> str:
    return say(
        "cli.plan.summary",
        n=len(plan.steps),
        levels=len(plan.reached),
        of=len(plan.reached) + len(plan.missed),
        one_off=numbers.money(plan.one_off.amount, plan.currency, say.language),
        recurrent=numbers.money(plan.recurrent.amount, plan.currency, say.language),
        start=plan.start.isoformat(),
        quarters=plan.quarters,
    )


def _missed(step: LevelStep, say: Phrases) -> str:
    why = say("cli.plan.blocked", by=", ".join(step.blocked_by)) if step.blocked_by else ""
    return f"  {step.capability} {step.level}  {why}".rstrip()


def _left_out(plan: Plan, say: Phrases) -> str:
    """How many actions are left out for which reason; each of them where they are few."""
    lines = [say("cli.plan.left_out", n=len(plan.left_out))] if plan.left_out else []
    for reason, many in Counter(one.reason for one in plan.left_out).items():
        lines.append(f"  {say(f'plan.reason_short.{reason}')}: {many}")
        if many <= FEW:
            named = (one for one in plan.left_out if one.reason is reason)
            lines += [f"    {one.action}  {_because(one, plan.currency, say)}".rstrip() for one in named]
    return "\n".join(lines)


def _because(one: LeftOut, currency: str, say: Phrases) -> str:
    """What the reason rests on: names, or the money that is missing."""
    if one.reason is Reason.MONEY:
        return ", ".join(numbers.money(Fraction(amount), currency, say.language) for amount in one.because)
    return ", ".join(one.because)


def _data(plan: Plan) -> Json:
    return {
        "start": plan.start.isoformat(),
        "quarters": plan.quarters,
        "currency": plan.currency,
        "value": exact(plan.value),
        "proof": None if plan.proof is None else _proof(plan.proof),
        "ranked_by": plan.ranked_by.value,
        "one_off": _cost(plan.one_off),
        "recurrent": _cost(plan.recurrent),
        "cost_by_year": {str(year): _cost(cost) for year, cost in plan.cost_by_year.items()},
        "payments": [
            {"action": one.action, "donor": one.donor, "year": one.year, "amount": exact(one.amount)}
            for one in plan.payments
        ],
        "reached": [_level(step) for step in plan.reached],
        "missed": [_level(step) for step in plan.missed],
        "left_out": [
            {"action": left.action, "reason": left.reason.value, "because": list(left.because)}
            for left in plan.left_out
        ],
    }


def _proof(proof: Proof) -> Json:
    return {
        "value_bound": exact(proof.value_bound),
        "value_is_proven": proof.value_is_proven,
        "cost": exact(proof.cost),
        "cost_bound": exact(proof.cost_bound),
        "cost_is_proven": proof.cost_is_proven,
        "in_months": proof.in_months,
        "finish": proof.finish,
        "finish_bound": proof.finish_bound,
        "stop": proof.stop.value,
        "solver": proof.solver,
    }


def _cost(cost: Cost) -> Json:
    return {"amount": exact(cost.amount), "not_costed": list(cost.not_costed), "own_days": exact(cost.own_days)}


def _level(step: LevelStep) -> Json:
    return {
        "capability": step.capability,
        "level": step.level,
        "criteria": list(step.criteria),
        "importance": exact(step.importance),
        "actions": list(step.actions),
        "to_verify": step.to_verify,
        "to_reassess": step.to_reassess,
        "blocked_by": list(step.blocked_by),
    }


PLAN = Command("plan", _arguments, _run)
