"""An independent look at a plan before it is shown: is it what it says, and does it keep the limits?

Nothing here is shared with the planner but the facts: the data, and what a cost line costs. Each subject has its file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from planning.actions import Library
from planning.breach import Breach
from planning.check_calendar import calendar_breaches
from planning.check_levels import level_breaches
from planning.check_money import money_breaches
from planning.check_payments import payment_breaches
from planning.examined import Examined
from planning.plan import Plan
from questionnaire.assessment import Dossier
from questionnaire.intentions import Proof
from scoring.scorecard import ScoreCard

__all__ = ["Breach", "check_plan"]


def check_plan(
    plan: Plan, dossier: Dossier, card: ScoreCard, library: Library, *, today: date | None = None
) -> tuple[Breach, ...]:
    """Everything that is wrong with a plan; nothing where it can be shown as it is.

    It looks at actions, quarters, prerequisites, leads, levels, `meets` and `serves`, money, payments, limits, proof.
    `today` is the day on which the plan is made: what has begun by then must keep its place, and nothing else may start
    before. Without it (a plan that is only read again) that is not looked at.
    """
    examined = Examined(plan, dossier, card, library, today)
    return tuple(breach for look in _LOOKS for breach in look(examined))


def _proof_breaches(plan: Examined) -> Iterator[Breach]:
    """What is said to be proven is said of this plan, and no bound lies on the wrong side of it."""
    proof = plan.plan.proof
    if proof is None:
        return
    if proof.value != plan.plan.value:
        yield Breach("proof_value", {"found": proof.value, "value": plan.plan.value})
    if any(least > most for least, most in _bounds(proof)):
        yield Breach("proof_bound")


def _bounds(proof: Proof) -> Iterator[tuple[Fraction, Fraction]]:
    """What cannot be above what: the value and its bound, the bounds of cost and finish and what they are."""
    if proof.value_bound is not None:
        yield proof.value, proof.value_bound
    if proof.cost is not None and proof.cost_bound is not None:
        yield proof.cost_bound, proof.cost
    if proof.finish is not None and proof.finish_bound is not None:
        yield Fraction(proof.finish_bound), Fraction(proof.finish)


_LOOKS: tuple[Callable[[Examined], Iterator[Breach]], ...] = (
    calendar_breaches,
    level_breaches,
    money_breaches,
    payment_breaches,
    _proof_breaches,
)
