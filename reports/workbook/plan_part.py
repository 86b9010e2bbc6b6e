"""The part of the first sheet that says how the plan was made, how good it is known to be, and how to check that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reports.cells import Coded, Kind, Row
from reports.proof_tables import SEARCH, known_proof, made_by
from reports.workbook.draft import Draft

KINDS: Mapping[str, Kind] = {"cost": Kind.MONEY, "cost_bound": Kind.MONEY, "seconds": Kind.NUMBER}
"""How numbers are written that are not written as they are."""


def plan_facts(draft: Draft) -> Iterator[tuple[Row, Kind]]:
    """What is known of the plan, each with how its value is written; what nobody knows is left out."""
    for row in draft.tables["proof"].rows:
        value = row["value"]
        if value is not None and row["fact"] != "how_good":
            words = isinstance(value, str | Coded)
            yield row, Kind.TEXT if words else KINDS.get(str(row["fact"]), Kind.ANY)


def plan_prose(draft: Draft) -> Iterator[str]:
    """How good the plan is; then, of one that was searched for, by which aims, how it was proven, how to check it."""
    report, say = draft.report, draft.say
    plan = report.plan
    if plan is None:
        return
    yield next(str(row["value"]) for row in draft.tables["proof"].rows if row["fact"] == "how_good")
    if made_by(report, plan) == SEARCH:
        proof = known_proof(report, plan)
        yield say("workbook.read_me.plan.aims")
        if proof is not None:
            yield say(f"workbook.read_me.plan.{'months' if proof.in_months else 'money'}")
        yield say("workbook.read_me.plan.search")
    yield say("workbook.read_me.plan.check")
