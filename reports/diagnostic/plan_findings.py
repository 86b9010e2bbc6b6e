"""What is found of the plan in sentences: what it does, what it costs, how good it is, what in it is not sure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from planning.plan import Plan
from reports.cells import Cell
from reports.diagnostic.unscored import Unscored, why_unscored
from reports.diagnostic.wording import counted, sentence
from reports.proof_tables import how_good, proof_facts
from reports.report import Report
from reports.score_tables import summary_table
from words.numbers import money, month


def plan_finding(report: Report) -> str:
    """How many actions, from when to when, how many of the missing levels they reach and how many stay open."""
    say, plan = report.say, report.plan
    if plan is None or not plan.steps:
        return sentence(no_plan(report))
    facts = proof_facts(report, plan)
    reached, open_ones = _count(facts["levels"]), _count(facts["levels_open"])
    start = month(min(step.starts_on for step in plan.steps), say.language)
    end = month(max(step.ends_on for step in plan.steps), say.language)
    told = counted("diagnostic.plan.finding", len(plan.steps), say, start=start, end=end)
    if not reached:
        return sentence(told + say("diagnostic.plan.reaches_none"))
    key = "diagnostic.plan.reaches" if open_ones else "diagnostic.plan.reaches_all"
    told += counted(key, reached, say)
    return sentence(told + (counted("diagnostic.plan.leaves", open_ones, say) if open_ones else ""))


def no_plan(report: Report) -> str:
    """Why there is no plan to tell of."""
    say, why = report.say, why_unscored(report)
    if report.plan is not None:
        return say("figures.timeline.nothing")
    if why not in (None, Unscored.BLANK):
        return say(f"telling.unscored.{why}.plan")
    if report.dossier.setup.site.name:
        return say("diagnostic.plan.of_site")
    if not report.dossier.targets:
        return say("diagnostic.plan.no_targets")
    return say("diagnostic.plan.none" if report.priorities else "diagnostic.plan.none_needed")


def plan_cost(report: Report) -> str:
    """What the plan costs once and every year, and what in that has no price."""
    plan, say = report.plan, report.say
    if plan is None or not plan.steps:
        return ""
    facts = {str(row["fact"]): row["value"] for row in summary_table(report).rows}
    once, yearly = _amount(facts["one_off"]), _amount(facts["recurrent"])
    missing = _count(facts["not_costed"])
    if once is None and yearly is None:
        return sentence(say("diagnostic.plan.no_price"))
    said = [sentence(_sums(report, plan, once, yearly))]
    if missing:
        said.append(sentence(counted("diagnostic.plan.not_costed", missing, say)))
    return " ".join(said)


def _sums(report: Report, plan: Plan, once: Fraction | None, yearly: Fraction | None) -> str:
    say = report.say
    one_off = money(once, plan.currency, say.language)
    upkeep = money(yearly, plan.currency, say.language)
    if not once and not yearly:
        return say("diagnostic.plan.free")
    if not yearly:
        return say("diagnostic.plan.cost_once", one_off=one_off)
    return say("diagnostic.plan.cost" if once else "diagnostic.plan.cost_yearly", one_off=one_off, upkeep=upkeep)


def plan_quality(report: Report) -> str:
    """How good the plan is known to be; of a copy that holds a part of it, that nothing is said of the part."""
    plan = report.plan
    if plan is None or not plan.steps:
        return ""
    return how_good(report, plan)


def plan_doubts(report: Report) -> Iterator[str]:
    """What in the plan rests on answers to verify, needs only a new look, comes late, or is in no library any more."""
    plan, say = report.plan, report.say
    if plan is None or not plan.steps:
        return
    reached = [one for one in plan.reached if not one.to_reassess]
    doubtful = sum(one.to_verify for one in reached)
    if doubtful == len(reached) > 0:
        yield sentence(say("diagnostic.plan.all_verify"))
    elif doubtful:
        yield sentence(counted("diagnostic.plan.verify", doubtful, say))
    if again := sum(one.to_reassess for one in plan.reached):
        yield sentence(counted("diagnostic.plan.reassess", again, say))
    if late := len(late_targets(report, plan)):
        yield sentence(counted("diagnostic.plan.late", late, say))
    if plan.unknown:
        yield sentence(say("plan.unknown", n=len(plan.unknown), actions=", ".join(plan.unknown)))


def late_targets(report: Report, plan: Plan) -> tuple[str, ...]:
    """The capabilities whose target the plan reaches, but after its date."""
    ends = {step.action.id: step.ends_on for step in plan.steps}
    missed = {one.capability for one in plan.missed}
    late = []
    for id, target in report.dossier.targets.items():
        days = [ends[action] for one in plan.reached if one.capability == id for action in one.actions]
        if target.due and days and id not in missed and max(days) > target.due:
            late.append(id)
    return tuple(late)


def _count(value: Cell) -> int:
    return value if isinstance(value, int) else 0


def _amount(value: Cell) -> Fraction | None:
    return Fraction(value) if isinstance(value, Fraction | int) else None
