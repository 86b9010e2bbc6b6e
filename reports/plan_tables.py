"""The table of the plan: one row an action, every column that donors ask for; what nobody recorded is blank."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planning.actions import Action
from planning.plan import Cost, Plan, PlanStep
from planning.timetable import QUARTERS_IN_A_YEAR, quarters_paid
from questionnaire.following import Rater, StepDetails
from reports.cells import Coded, Kind, Row, Table, columns_of
from reports.plan_figures import section_of_step
from reports.price_names import price_name
from reports.report import Report
from reports.support import target_held

PLAN = columns_of(
    action=Kind.ID,
    name=Kind.TEXT,
    section=Kind.ID,
    outcome=Kind.CODE,
    output=Kind.TEXT,
    activity=Kind.TEXT,
    type=Kind.CODE,
    meets=Kind.TEXT,
    capability=Kind.ID,
    gap_before=Kind.SCORE,
    target=Kind.LEVEL,
    indicator=Kind.TEXT,
    unit=Kind.TEXT,
    baseline_value=Kind.NUMBER,
    baseline_date=Kind.DATE,
    target_value=Kind.NUMBER,
    target_date=Kind.DATE,
    verification=Kind.TEXT,
    risk=Kind.TEXT,
    lead=Kind.CODE,
    owner=Kind.TEXT,
    partners=Kind.TEXT,
    start=Kind.DATE,
    end=Kind.DATE,
    one_off=Kind.MONEY,
    recurrent=Kind.MONEY,
    upkeep_years=Kind.NUMBER,
    total=Kind.MONEY,
    currency=Kind.ID,
    not_costed=Kind.TEXT,
    own_days=Kind.NUMBER,
    to_verify=Kind.FLAG,
    funding=Kind.CODE,
    donor=Kind.TEXT,
    progress=Kind.CODE,
    progress_evidence=Kind.TEXT,
    notes=Kind.TEXT,
)


def plan_table(report: Report) -> Table:
    """One row an action of the plan, by start, then in the plan's own order; no row where no plan was kept."""
    return report.once("plan", _plan_table)


def _plan_table(report: Report) -> Table:
    plan = report.plan
    rows = (_step_row(report, plan, step) for step in steps_in_order(plan) if plan is not None)
    return Table("plan", PLAN, tuple(rows))


def steps_in_order(plan: Plan | None) -> tuple[PlanStep, ...]:
    """The actions of a plan as its tables list them: by start, then end, then in the plan's own order."""
    return tuple(sorted(plan.steps, key=lambda step: (step.start, step.end))) if plan else ()


def _risk(report: Report, action: Action) -> str:
    """What the action assumes or risks, with the levels that it takes for granted because nobody was asked."""
    assumed = ", ".join(f"{id} \u2265 {level}" for id, level in (action.assumes or {}).items())
    said = report.say("reports.assumed", levels=assumed) if assumed else ""
    return " ".join(filter(None, (action.risk(report.language), said)))


def _step_row(report: Report, plan: Plan, step: PlanStep) -> Row:
    action, language = step.action, report.language
    served = main_capability(report, step)
    gap = report.gap_of.get(served) if served else None
    target = target_held(report, report.framework.capability(served)) if served else None
    return {
        "action": action.id,
        "name": action.name(language),
        "section": section_of_step(step, report.framework).id,
        "outcome": Coded("actions.vision", action.vision_2030) if action.vision_2030 else None,
        "output": _output(report, step),
        "activity": action.steps(language) or None,
        "type": Coded("actions.type", action.type),
        "meets": ", ".join(step.meets) or None,
        "capability": served,
        "gap_before": gap.size if gap else None,
        "target": Fraction(target.level) if target else None,
        "indicator": action.indicator(language) or None,
        "unit": action.unit(language) or None,
        **_sign_of_effect(report, action.id),
        "verification": action.verification(language) or None,
        "risk": _risk(report, action) or None,
        "lead": Coded("actions.lead", action.lead),
        **_people(report, action),
        "start": step.starts_on,
        "end": step.ends_on,
        **_cost_cells(report, plan, step),
        "to_verify": _rests_on_doubt(plan, step),
        **_money_found(report, plan, action.id),
        **_progress(report, action.id),
        "notes": _details(report, action.id).notes or None,
    }


def _details(report: Report, action: str) -> StepDetails:
    """What people recorded about a line of the plan; of a line without a record everything is empty."""
    return report.dossier.details.get(action) or StepDetails(action)


def _sign_of_effect(report: Report, action: str) -> Row:
    """The values of the sign of effect, before and to be reached."""
    held = _details(report, action)
    return {
        "baseline_value": held.baseline,
        "baseline_date": held.baseline_on,
        "target_value": held.goal,
        "target_date": held.goal_on,
    }


def _people(report: Report, action: Action) -> Row:
    """Who owns the line and who helps: the partner agreed on, else the kinds of partners that the library names."""
    held, say = _details(report, action.id), report.say
    usual = ", ".join(say(f"actions.partner.{one}") for one in action.partners)
    return {"owner": held.owner or None, "partners": held.partner or usual or None}


def _money_found(report: Report, plan: Plan, action: str) -> Row:
    """Whether the money is there, and who pays: by agreement, else as the planner proposes, which is said."""
    held = _details(report, action)
    payers = ", ".join(dict.fromkeys(one.donor for one in plan.payments if one.action == action))
    proposed = report.say("reports.proposed", donors=payers) if payers else None
    return {
        "funding": Coded("reports.funding", held.funding) if held.funding else None,
        "donor": held.donor or proposed,
    }


def _progress(report: Report, action: str) -> Row:
    """How far the administration itself says the action is: what others say is never mixed in."""
    told = report.dossier.progress.get((action, Rater.SELF))
    if told is None:
        return {"progress": None, "progress_evidence": None}
    register = report.dossier.evidence
    titles = (register[one].title if one in register else one for one in told.evidence)
    return {"progress": Coded("actions.progress", told.word), "progress_evidence": ", ".join(titles) or None}


def _cost_cells(report: Report, plan: Plan, step: PlanStep) -> Row:
    years = Fraction(quarters_paid(step.end, plan.quarters), QUARTERS_IN_A_YEAR)
    missing = dict.fromkeys((*step.one_off.not_costed, *step.recurrent.not_costed))
    return {
        "one_off": step.one_off.amount,
        "recurrent": step.recurrent.amount,
        "upkeep_years": years,
        "total": total_in_plan(step.one_off, step.recurrent, years),
        "currency": plan.currency,
        "not_costed": ", ".join(price_name(report.library, one, report.say) for one in missing) or None,
        "own_days": step.one_off.own_days,
    }


def total_in_plan(one_off: Cost, recurrent: Cost, years: Fraction) -> Fraction | None:
    """One-off cost and upkeep for so many years: of what has a price; None, never zero, where nothing has."""
    known = (one_off.amount or Fraction(0)) + years * (recurrent.amount or Fraction(0))
    return None if not known and None in (one_off.amount, recurrent.amount) else known


def total_of(rows: Sequence[Row], column: str) -> Fraction | None:
    """The sum of a column of money; None, never zero, where it is nothing but things without a price."""
    known = sum((amount for row in rows if isinstance(amount := row[column], Fraction)), Fraction(0))
    return None if not known and not_costed_lines(rows) else known


def not_costed_lines(rows: Sequence[Row]) -> int:
    """How many actions use something that has no price."""
    return sum(row["not_costed"] is not None for row in rows)


def main_capability(report: Report, step: PlanStep) -> str | None:
    """The capability that an action serves first: of those whose levels depend on it, else of the criteria it meets."""
    if step.serves:
        return step.serves[0][0]
    homes = report.framework.home_of_criterion
    for criterion in (*step.meets, *step.action.meets):
        if criterion in homes:
            return report.framework.home_of_question[homes[criterion].id].id
    return None


def _output(report: Report, step: PlanStep) -> str | None:
    """The levels that depend on the action: "L04 reaches 3 Established"."""
    reached: dict[str, int] = {}
    for capability, level in step.serves:
        reached[capability] = max(level, reached.get(capability, level))
    said = (
        report.say(
            "reports.reaches",
            capability=capability,
            level=level,
            word=report.framework.level_word(level, report.language),
        )
        for capability, level in reached.items()
    )
    return "\n".join(said) or None


def _rests_on_doubt(plan: Plan, step: PlanStep) -> bool:
    """Whether a level that depends on the action rests on answers still to be verified."""
    doubtful = {(one.capability, one.level) for one in plan.reached if one.to_verify}
    return any(served in doubtful for served in step.serves)
