from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.policy import Strength
from scoring.certainty import Support, caps_of, evidence_cap, shifted
from tests.examples import capability, checklist, choice, framework, question, scale, section

LADDER = question("Q")
TREE = framework(section("S", capability("Q", LADDER)))
SEEN, USED = Strength.DOCUMENT_SEEN, Strength.OBSERVED_IN_USE


@given(st.integers(0, 4), st.fractions(-3, 3), st.fractions(-3, 3))
def test_more_steps_never_lead_lower(level: int, one: Fraction, other: Fraction) -> None:
    fewer, more = sorted((one, other))
    assert 0 <= shifted(LADDER, Fraction(level), fewer) <= shifted(LADDER, Fraction(level), more) <= 4


def test_a_step_is_the_distance_to_the_next_level_of_the_question() -> None:
    uneven = question("Q", choice("Q", {"a": 0, "b": 1, "c": 4}))
    assert shifted(uneven, Fraction(1), Fraction(1, 2)) == Fraction(5, 2)
    assert shifted(uneven, Fraction(1), Fraction(-1, 2)) == Fraction(1, 2)


def test_the_caps_of_another_scale_are_taken_by_share_unless_it_has_its_own() -> None:
    wide = question("Q", choice("Q", {"a": 10, "b": 30}), scale=scale(10, 30))
    assert caps_of(TREE, wide)[Strength.STATED] == 20
    own = question("Q", evidence_caps=dict.fromkeys(Strength, Fraction(9)))
    assert set(caps_of(TREE, own).values()) == {Fraction(4)}


@pytest.mark.parametrize(
    ("supports", "not_met", "expected"),
    [
        ([], (), 1),
        ([Support(USED)], ("Q.1a",), 4),
        ([Support(USED, frozenset({"Q.2a"}))], ("Q.1a",), 1),
        ([Support(USED, frozenset({"Q.2a"}))], ("Q.2a",), 2),
        ([Support(USED, frozenset({"Q.4a"})), Support(SEEN)], ("Q.2a",), 4),
        ([Support(USED, frozenset({"Q.4a"})), Support(Strength.STATED)], ("Q.3a",), 2),
        ([Support(USED, frozenset({"another"}))], (), 1),
    ],
)
def test_evidence_counts_where_no_lower_level_is_open_to_doubt(
    supports: list[Support], not_met: tuple[str, ...], expected: int
) -> None:
    assert evidence_cap(TREE, LADDER, supports, not_met=not_met) == expected


def test_items_that_cannot_apply_need_no_evidence() -> None:
    asked = question("Q", checklist("Q"))
    supports = [Support(USED, frozenset({"Q.a", "Q.b"}))]
    assert evidence_cap(TREE, asked, supports) == 2
    assert evidence_cap(TREE, asked, supports, not_applicable=("Q.c",)) == 3


@given(st.lists(st.builds(Support, st.sampled_from(Strength), st.frozensets(st.sampled_from(["Q.1a", "Q.3a"])))))
def test_more_evidence_never_lowers_the_cap(supports: list[Support]) -> None:
    caps = [evidence_cap(TREE, LADDER, supports[:count]) for count in range(len(supports) + 1)]
    assert caps == sorted(caps)
