"""The table of how good the plan is: what it is worth, what no plan within its limits exceeds, and who says so."""

from __future__ import annotations

from collections.abc import Mapping

from planning.plan import Plan
from questionnaire.intentions import Proof
from reports.cells import Cell, Coded, Kind, Table, columns_of
from reports.proof_words import proof_of, proof_said
from reports.report import Report

PROOF = columns_of(fact=Kind.ID, name=Kind.TEXT, value=Kind.ANY, means=Kind.TEXT)
HAND, SEARCH, RULE, PART = "hand", "search", "rule", "part"


def proof_table(report: Report) -> Table:
    """One row for each thing that is known of the plan; no row where no plan was kept."""
    facts = proof_facts(report, report.plan) if report.plan else {}
    rows = tuple(
        {
            "fact": fact,
            "name": report.say(f"reports.proof.{fact}.name"),
            "value": value,
            "means": report.say(f"reports.proof.{fact}.means"),
        }
        for fact, value in facts.items()
    )
    return Table("proof", PROOF, rows)


def proof_facts(report: Report, plan: Plan) -> Mapping[str, Cell]:
    """What is known of a plan by id, a blank where nobody knows."""
    proof = known_proof(report, plan)
    return {
        "made": Coded("reports.made_by", made_by(report, plan)),
        "how_good": how_good(report, plan),
        "levels": sum(not one.to_reassess for one in plan.reached),
        "levels_open": sum(not one.to_reassess for one in plan.missed),
        "value": plan.value,
        "value_bound": proof.value_bound if proof else None,
        **_aim_facts(proof),
        **_search_facts(proof),
    }


def _aim_facts(proof: Proof | None) -> Mapping[str, Cell]:
    """What the proof says of cost and finish, and in what cost was counted."""
    if proof is None:
        return dict.fromkeys(("second_aim", "cost", "cost_bound", "finish", "finish_bound"))
    return {
        "second_aim": Coded("reports.second_aim", "months" if proof.in_months else "money"),
        "cost": proof.cost,
        "cost_bound": proof.cost_bound,
        "finish": proof.finish,
        "finish_bound": proof.finish_bound,
    }


def _search_facts(proof: Proof | None) -> Mapping[str, Cell]:
    if proof is None:
        return dict.fromkeys(("one_of_several", "stop", "solver", "seconds"))
    several = proof.one_of_several
    return {
        "one_of_several": None if several is None else Coded("reports.yes_no", "yes" if several else "no"),
        "stop": Coded("reports.stop", proof.stop),
        "solver": proof.solver or None,
        "seconds": proof.seconds,
    }


def made_by(report: Report, plan: Plan) -> str:
    """Who made the plan as it is: people by hand, a search, a rule of thumb; or it is a part of a plan.

    A copy without the withheld capabilities shows what is left of the plan: nobody made this part as it is.
    """
    recorded = plan.proof or report.dossier.proof
    if report.by_hand:
        return HAND
    if recorded is None and report.withheld:
        return PART
    return SEARCH if recorded is not None and recorded.value_bound is not None else RULE


def known_proof(report: Report, plan: Plan) -> Proof | None:
    """What was proven of the plan, where it still holds; None where nothing was, or where something changed since."""
    if made_by(report, plan) != SEARCH or report.outdated:
        return None
    return plan.proof or proof_of(report.dossier, plan)


def how_good(report: Report, plan: Plan) -> str:
    """In sentences how good the plan is known to be."""
    made, proof = made_by(report, plan), known_proof(report, plan)
    if made == HAND:
        return report.say("reports.changed_by_hand")
    if made == PART:
        return report.say("reports.part_of_plan")
    if made == RULE:
        return report.say(f"plan.rule_{plan.ranked_by.value}")
    if proof is None:
        return report.say("budgets.proof.changed")
    return proof_said(proof, plan.currency, report.say).replace("**", "")
