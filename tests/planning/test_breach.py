from __future__ import annotations

from fractions import Fraction

from planning.breach import LEFT_UNDONE, Breach
from words.phrases import load_phrases


def test_a_breach_says_its_facts() -> None:
    said = Breach("prerequisite_late", {"action": "X2", "before": "X1"}).sentence(load_phrases("en"))
    assert said == "X2 starts before X1 is finished."


def test_amounts_are_written_as_the_language_writes_them() -> None:
    facts = {"found": Fraction(1200), "most": Fraction(2401, 2), "currency": "USD"}
    assert (
        Breach("money", facts)
        .sentence(load_phrases("en"))
        .startswith("The plan spends 1,200 USD; the ceiling is 1,200.50")
    )
    assert "1\u202f200,50" in Breach("money", facts).sentence(load_phrases("fr"))


def test_what_people_asked_for_has_a_sentence() -> None:
    assert all(f"plan_checks.{code}" in load_phrases("fr") for code in LEFT_UNDONE)
