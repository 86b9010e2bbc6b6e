from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import NotKnown, RecordedAgreement
from questionnaire.ballots import HandCount
from questionnaire.consensus import reach_consensus
from questionnaire.routing import asked_questions
from scoring.room_agreement import ordinal_alpha, room_agreement
from tests.examples import answer, at_level, capability, choice, dossier, framework, question, scale, section

UNITS = st.lists(st.lists(st.integers(0, 4).map(Fraction), max_size=5), max_size=6)


def levels(*units: str) -> list[list[Fraction]]:
    return [[Fraction(digit) for digit in unit.split()] for unit in units]


def by_definition(units: list[list[Fraction]]) -> Fraction | None:
    """The same from all pairs of replies, as the definition says it."""
    paired = [unit for unit in units if len(unit) > 1]
    everything = [level for unit in paired for level in unit]
    count = {level: everything.count(level) for level in everything}

    def distance(one: Fraction, other: Fraction) -> Fraction:
        low, high = min(one, other), max(one, other)
        between = sum(times for level, times in count.items() if low <= level <= high)
        return (between - Fraction(count[low] + count[high], 2)) ** 2 if one != other else Fraction(0)

    pairs = list(permutations(range(len(everything)), 2))
    if not pairs or len(count) < 2:
        return None
    expected = sum(distance(everything[a], everything[b]) for a, b in pairs) / Fraction(len(pairs))
    observed = sum(
        sum(distance(unit[a], unit[b]) for a, b in permutations(range(len(unit)), 2)) / Fraction(len(unit) - 1)
        for unit in paired
    ) / Fraction(len(everything))
    return 1 - observed / expected


def test_krippendorffs_own_example() -> None:
    # Krippendorff (2011), section C: four observers, twelve units, missing replies; ordinal alpha 0.815.
    units = levels(
        "1 1 1",
        "2 2 3 2",
        "3 3 3 3",
        "3 3 3 3",
        "2 2 2 2",
        "1 2 3 4",
        "4 4 4 4",
        "1 1 2 1",
        "2 2 2 2",
        "5 5 5",
        "1 1",
        "3",
    )
    alpha = ordinal_alpha(units)
    assert alpha is not None
    assert float(alpha) == pytest.approx(0.815, abs=0.0005)


def test_two_observers_in_full_disagreement_fall_below_chance() -> None:
    assert ordinal_alpha(levels("0 4", "4 0")) == Fraction(-1, 2)
    assert ordinal_alpha(levels("0 0", "4 4", "2 2")) == 1


def test_equal_levels_or_none_have_no_alpha() -> None:
    assert ordinal_alpha([]) is None
    assert ordinal_alpha(levels("3 3", "3 3 3")) is None
    assert ordinal_alpha(levels("1", "2")) is None


@given(UNITS)
def test_it_is_what_the_definition_says(units: list[list[Fraction]]) -> None:
    assert ordinal_alpha(units) == by_definition(units)


@given(UNITS, st.randoms())
def test_neither_order_nor_the_spacing_of_the_levels_matters(units: list[list[Fraction]], order: st.DataObject) -> None:
    shuffled = [list(unit) for unit in units]
    for unit in shuffled:
        order.shuffle(unit)  # type: ignore[attr-defined]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ordinal_alpha(shuffled) == ordinal_alpha(units)
    assert ordinal_alpha([[level**2 for level in unit] for unit in units]) == ordinal_alpha(units)


def test_the_room_counts_questions_of_the_main_scale_with_two_levels() -> None:
    yes_no = question("C", choice("C", {"no": 0, "yes": 1}), scale=scale(0, 1))
    tree = framework(section("S", capability("A"), capability("B"), capability("C", yes_no), capability("D")))
    answers = [answer(id, level, participant=who) for id, (who, level) in product("AB", [("P1", 1), ("P2", 3)])]
    of = dossier(tree, *answers, answer("D", 2), answer("D", NotKnown(), participant="P2"))
    routing = asked_questions(tree, reach_consensus(of))
    found = room_agreement(of, routing)
    assert (found.questions, found.replies) == (2, 4)
    assert found.alpha == ordinal_alpha(levels("1 3", "1 3"))
    settled = replace(of, agreed={"A": RecordedAgreement("A", at_level(4))})
    assert room_agreement(settled, routing) == found
    counted = replace(of, hands={"D": HandCount({"2": 2})})
    assert (room_agreement(counted, routing).questions, room_agreement(counted, routing).replies) == (3, 7)
