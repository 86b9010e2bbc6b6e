"""What a check of a plan finds: one thing that is not as it should be, and its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from words import numbers
from words.phrases import Phrases

LEFT_UNDONE = frozenset({"forced_in", "must_reach"})
"""Breaches that say what people asked for and the plan does not do: it may be sound, and no plan may be able to."""


@dataclass(frozen=True)
class Breach:
    """One thing that is not as it should be. `code` is the key of its sentence in the phrases of plan_checks."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, phrases: Phrases) -> str:
        """What is wrong with the plan, in the language of `phrases`; exact amounts as that language writes them."""
        said = {name: _said(fact, phrases.language) for name, fact in self.facts.items()}
        return phrases(f"plan_checks.{self.code}", **said)


def _said(fact: object, language: str) -> object:
    if not isinstance(fact, Fraction):
        return fact
    return numbers.number(fact, language, 0 if fact.denominator == 1 else 2)
