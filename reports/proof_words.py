"""How good a plan is known to be, in sentences."""

from __future__ import annotations

from fractions import Fraction

from planning.plan import Plan
from questionnaire.assessment import Dossier
from questionnaire.intentions import Proof, Stop
from words.numbers import money, number, percent
from words.phrases import Phrases


def proof_of(dossier: Dossier, plan: Plan) -> Proof | None:
    """What is recorded of the plan that is kept, where it is still about it: worth what the plan is worth now.

    That something else changed since, only the history knows: see `questionnaire.plan_history`.
    """
    proof = dossier.proof
    return proof if proof is not None and proof.value == plan.value else None


def proof_said(proof: Proof | None, currency: str, say: Phrases) -> str:
    """Whether a plan can be better, cheaper, or another one as good. Of none it says that a rule of thumb made it."""
    if proof is None or proof.value_bound is None:
        return say("budgets.proof.rule_of_thumb")
    parts = [_value(proof, say), _cost(proof, currency, say)]
    if proof.value_is_proven and proof.cost_is_proven and proof.one_of_several is not None:
        parts.append(say("budgets.proof.several" if proof.one_of_several else "budgets.proof.only_one"))
    if proof.stop is not Stop.DONE and not (proof.value_is_proven and proof.cost_is_proven):
        parts.append(say(f"budgets.proof.stop_{proof.stop.value}"))
    return " ".join(filter(None, parts))


def gap_said(value: Fraction, bound: Fraction, say: Phrases) -> str:
    """How much more is possible at most, as a share of what a plan reaches: at least a tenth of a percent."""
    share = (bound - value) / value if value else Fraction(1)
    return percent(max(share, Fraction(1, 1000)), say.language, 1)


def proof_short(proof: Proof | None, say: Phrases, why: str = "") -> str:
    """The same in two words, for a cell of a table; `why` is the reason for which nothing is proven any more."""
    if proof is None:
        return say(f"budgets.proof.short_{why or 'unknown'}")
    if proof.value_bound is None:
        return say("budgets.proof.short_rule")
    if proof.value_is_proven:
        return say("budgets.proof.short_best")
    return say("budgets.proof.short_gap", gap=gap_said(proof.value, proof.value_bound, say))


def _value(proof: Proof, say: Phrases) -> str:
    if proof.value_is_proven:
        return say("budgets.proof.best")
    assert proof.value_bound is not None
    return say("budgets.proof.gap", gap=gap_said(proof.value, proof.value_bound, say))


def _cost(proof: Proof, currency: str, say: Phrases) -> str:
    kind = "months" if proof.in_months else "money"
    if proof.cost_is_proven:
        return say(f"budgets.proof.cheapest_{kind}")
    if proof.cost is None or proof.cost_bound is None:
        return say(f"budgets.proof.cost_open_{kind}")
    less = proof.cost - proof.cost_bound
    said = number(less, say.language, 0) if proof.in_months else money(less, currency, say.language)
    return say(f"budgets.proof.cost_gap_{kind}", less=said, n=less)
