"""plan FILE: the plan that the rule of thumb makes within the limits, with a reason for everything left out."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from commands.command import Command, Json, Told, WrongUse
from commands.limits_file import read_limits
from commands.opening import ask_for_dossier, ask_for_targets, opened, read_bytes, report_on
from commands.showing import exact, terminal_width, working
from commands.tables import chosen_columns, shown_table
from planning.checker import check_plan
from planning.plan import Cost, LeftOut, LevelStep, Plan, Reason
from planning.rule_of_thumb import build_plan
from questionnaire.intentions import Proof
from reports.plain import records
from reports.plan_tables import plan_table
from words import numbers
from words.phrases import Phrases

SHOWN = ("action", "name", "lead", "start", "end", "one_off", "recurrent", "own_days", "not_costed")

FEW = 12
"""So many actions of one reason are named; of more, only their number is shown."""


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    ask_for_dossier(parser, say)
    ask_for_targets(parser, say)
    parser.add_argument("--limits", metavar="LIMITS.yaml", type=Path, help=say("cli.argument.limits"))


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    one = opened(asked, say)
    if not one.dossier.framework.profile.in_its_own_words:
        raise WrongUse("site_has_no_plan", path=asked.file)
    if asked.limits is not None:
        limits = read_limits(read_bytes(asked.limits), asked.limits.name, one.library)
        one = replace(one, dossier=replace(one.dossier, limits=limits))
    with working(say("cli.working.planning")):
        plan = build_plan(one.dossier, one.card, one.library, today=date.today())
    breaches = check_plan(plan, one.dossier, one.card, one.library)
    if breaches:
        # What cannot be trusted is not shown; this is never the fault of what was handed in.
        raise AssertionError([breach.sentence(say) for breach in breaches])
    report = report_on(one, say.language, plan=plan)
    table = plan_table(report)
    parts = [_summary(plan, say)]
    if table.rows:
        parts.append(shown_table(table, chosen_columns(table, SHOWN), say, terminal_width()))
    if plan.missed:
        parts.append(say("cli.plan.missed") + "\n" + "\n".join(_missed(step, say) for step in plan.missed))
    parts.append(_left_out(plan, say))
    data = {"steps": records(table), **_data(plan)}
    return Told(data, "\n\n".join(part for part in parts if part), one.notices)


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
