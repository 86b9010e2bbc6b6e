"""What is known of the plan that is kept."""

from __future__ import annotations

from planning.plan import Plan
from questionnaire.intentions import Proof
from views.desk import Desk


def proof_of(desk: Desk, plan: Plan) -> Proof | None:
    """What is recorded of the plan that is kept, where it is still about it: worth what the plan is worth now."""
    proof = desk.dossier.proof
    return proof if proof is not None and proof.value == plan.value else None
